package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"testing"

	"realitycheck/analysis/coding"
	"realitycheck/survey/archive"
)

// The invented answers of the demo find themes in each codebook, and its made coders agree well but not always.
func TestDemoAnswersFindTheirThemes(t *testing.T) {
	src, err := fs.ReadFile(embedded, "demo/themes.json")
	if err != nil {
		t.Fatal(err)
	}
	var made struct{ Codebooks []demoCodebook }
	if err := json.Unmarshal(src, &made); err != nil {
		t.Fatal(err)
	}
	sentences := []string{"Kortere brieven, één bladzijde is genoeg.", "Behoud het loket.", "Minder verslagen voor medewerkers.", "Vraag mijn gegevens één keer.", "Durf beslissen.", "niets"}
	closing := &made.Codebooks[1]
	if got := fmt.Sprint(closing.themes(sentences[0]), closing.themes(sentences[1]), closing.themes(sentences[5])); got != "[letters] [counters] []" {
		t.Errorf("got %s", got)
	}
	book := &coding.Codebook{Question: closing.Question}
	for _, theme := range closing.Themes {
		if err := book.Add(coding.Theme{Code: theme.Code, Name: theme.Name, Meaning: theme.Meaning}, coding.Stamp{}); err != nil {
			t.Fatal(err)
		}
	}
	var texts []archive.Text
	var ids []string
	for i := range 600 {
		text := archive.Text{ID: fmt.Sprintf("%032d", i), Text: sentences[i%len(sentences)]}
		texts, ids = append(texts, text), append(ids, text.ID)
	}
	queue := coding.NewQueue(ids, coding.DefaultShare, []byte("demo"))
	judgements := closing.judge(texts, queue, book.Version)
	if p := queue.Progress(judgements, book); !p.Done() || p.Both != 120 {
		t.Errorf("got %+v, want all settled and a fifth judged twice", p)
	}
	perfect := true
	for _, a := range coding.Agree(judgements, book) {
		if a.Theme != "" && a.Verdict != coding.Good {
			t.Errorf("theme %s: %+v", a.Theme, a)
		}
		perfect = perfect && (a.Alpha == nil || *a.Alpha == 1)
	}
	if perfect {
		t.Error("the made coders never differ")
	}
}
