package survey_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"realitycheck/survey"
)

// people makes rows of four attributes with four uneven categories each, as a civil service has them.
func people(n int, seed uint64) [][]string {
	r := rand.New(rand.NewPCG(seed, 1))
	rows := make([][]string, n)
	for i := range rows {
		rows[i] = make([]string, 4)
		for a := range rows[i] {
			rows[i][a] = string(rune('a' + min(r.IntN(4), r.IntN(4))))
		}
	}
	return rows
}

// smallest gives the size of the smallest combination.
func smallest(rows [][]string) int {
	counts := map[string]int{}
	for _, row := range rows {
		counts[strings.Join(row, "|")]++
	}
	least := len(rows)
	for _, n := range counts {
		least = min(least, n)
	}
	return least
}

func TestEveryCombinationOfCoarsenedStrataCoversK(t *testing.T) {
	for seed := range uint64(50) {
		rows := people(60+int(seed)*9, seed)
		if smallest(rows) >= 5 {
			t.Fatal("the rows single nobody out before: the test shows nothing")
		}
		if got := smallest(survey.Coarsen(rows, 5)); got < 5 {
			t.Errorf("seed %d: smallest combination covers %d, want 5 or more", seed, got)
		}
	}
}

func TestCoarsenKeepsWhatSinglesNobodyOut(t *testing.T) {
	row := []string{"18-34", "a"}
	rows := [][]string{row, row, row, row, row, {"18-34", "b"}, {"35-54", "b"}}
	got := survey.Coarsen(rows, 5)
	blank := []string{survey.MissingCategory, survey.MissingCategory}
	if smallest(got) < 5 {
		t.Errorf("got %v", got)
	}
	if !slices.Equal(got[6], blank) {
		t.Errorf("got %v for the odd one out, want all blank", got[6])
	}
	untouched := [][]string{row, row, row, row, row, row}
	for _, r := range survey.Coarsen(untouched, 5) {
		if !slices.Equal(r, row) {
			t.Errorf("got %v, want %v", r, row)
		}
	}
}

func TestCoarsenDoesNotDependOnOrder(t *testing.T) {
	rows := people(120, 7)
	reversed := slices.Clone(rows)
	slices.Reverse(reversed)
	got := survey.Coarsen(reversed, 5)
	slices.Reverse(got)
	for i, want := range survey.Coarsen(rows, 5) {
		if !slices.Equal(got[i], want) {
			t.Fatalf("row %d: got %v, want %v", i, got[i], want)
		}
	}
}

func TestCoarsenBlanksAllWhenThereAreFewerRowsThanK(t *testing.T) {
	for _, row := range survey.Coarsen([][]string{{"a", "b"}, {"c", "d"}}, 5) {
		if !slices.Equal(row, []string{survey.MissingCategory, survey.MissingCategory}) {
			t.Errorf("got %v", row)
		}
	}
	if got := survey.Coarsen(nil, 5); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}
