package quality

import (
	"math"
	"math/rand/v2"
	"testing"

	"realitycheck/analysis/stats/reference"
	"realitycheck/survey"
)

// TestALineIsWhatTheReferenceSays compares the fast way over codes with the second opinion of the statistics.
func TestALineIsWhatTheReferenceSays(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	contradictions, long := 0, 0
	for range 20_000 {
		n := 1 + r.IntN(14)
		g := reference.Grid{ScaleMin: 1, ScaleMax: survey.ScalePoints, MinAnswers: StraightAnswers}
		l, answers, usual := Line{}, make([]float64, n), int8(1+r.IntN(5))
		for i := range answers {
			code := usual
			if r.IntN(12) == 0 {
				code = []int8{1, 2, 3, 4, 5, survey.DontKnow, survey.Skipped, -1}[r.IntN(8)]
			}
			reversed := r.IntN(3) == 0
			g.Reversed = append(g.Reversed, reversed)
			answers[i] = math.NaN()
			if code >= 1 && code <= survey.ScalePoints {
				answers[i] = float64(code)
			}
			l.Add(code, reversed)
		}
		want := g.Flag(answers)
		if l.Longest() != want.LongString || l.Answered() != want.Answered || l.Straight() != want.StraightLine ||
			l.Contradicts() != want.Contradiction {
			t.Fatalf("%v: got %+v, want %+v", answers, l, want)
		}
		if l.Contradicts() {
			contradictions++
		}
		if l.Long() {
			long++
		}
	}
	if contradictions < 1000 || long < 1000 {
		t.Errorf("%d contradictions and %d long strings: the test tries too little", contradictions, long)
	}
}

func TestALongStringCoversThreeQuarters(t *testing.T) {
	for _, c := range []struct {
		equal, others int
		want          bool
	}{{8, 0, true}, {7, 0, false}, {8, 2, true}, {8, 3, false}, {9, 3, true}, {0, 12, false}} {
		var l Line
		for range c.equal {
			l.Add(2, false)
		}
		for i := range c.others {
			l.Add(int8(4+i%2), false)
		}
		if got := l.Long(); got != c.want {
			t.Errorf("%d equal and %d others: got %t, want %t", c.equal, c.others, got, c.want)
		}
	}
}

func TestLinesGoThroughEveryRow(t *testing.T) {
	const rows = 2500
	g := Grid{Reversed: []bool{false, true, false, false}}
	for range g.Reversed {
		column := make([]int8, rows)
		for row := range column {
			column[row] = int8(1 + row%5)
		}
		g.Columns = append(g.Columns, column)
	}
	contradicts := make([]int, rows)
	g.Lines(rows, func(row int, l *Line) {
		contradicts[row] = 1
		if l.Contradicts() {
			contradicts[row] = 2
		}
	})
	for row, got := range contradicts {
		if want := map[bool]int{true: 1, false: 2}[row%5 == 2]; got != want {
			t.Fatalf("row %d with all answers %d: got %d, want %d", row, 1+row%5, got, want)
		}
	}
	g.Columns, g.Reversed = g.Columns[1:], g.Reversed[1:]
	g.Lines(rows, func(row int, _ *Line) { t.Fatalf("row %d of a grid of three was judged", row) })
}
