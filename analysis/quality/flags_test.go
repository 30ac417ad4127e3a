package quality_test

import (
	"testing"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/quality"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

const (
	skip = int8(0)
	dk   = survey.DontKnow
)

// asking is an instrument with a page of four statements, the third of which is reversed, one of six that are not, and one
// like the first about each of three samples.
func asking() *survey.Instrument {
	in := analysistest.Instrument("2018", 2018)
	page := func(prefix string, n, reversed int) survey.Page {
		p := survey.Page{Code: prefix}
		for i := range n {
			q := analysistest.Rating(prefix+string(rune('1'+i)), "warm")
			q.Reversed = i+1 == reversed
			p.Questions = append(p.Questions, q)
		}
		return p
	}
	in.Questionnaire.Blocks = []survey.Block{{Code: "once", Pages: []survey.Page{page("a", 4, 3), page("b", 6, 0)}},
		{Code: "each", Repeat: true, Pages: []survey.Page{page("r", 4, 3)}}}
	return in
}

// TestFlagsOfAResponse: a straight line over statements and their opposites contradicts itself, on a page, over all pages
// and about a sample; a long string is looked for over all pages together, in their order (METHODS 9).
func TestFlagsOfAResponse(t *testing.T) {
	various, mixed := []int8{1, 2, 4, 5}, []int8{1, 2, 3, 4, 5, 1}
	for _, tt := range []struct {
		name                string
		a, b, film          []int8
		contradiction, long bool
	}{
		{"various answers", various, mixed, various, false, false},
		{"nothing is answered", nil, nil, nil, false, false},
		{"one answer to a page with an opposite", []int8{5, 5, 5, 5}, mixed, various, true, false},
		{"the middle of the scale contradicts nothing", []int8{3, 3, 3, 3}, mixed, various, false, false},
		{"the opposite answered as an opposite", []int8{5, 5, 1, 5}, mixed, various, false, false},
		{"three answers are no line", []int8{5, 5, 5, dk}, mixed, various, false, false},
		{"nor without the opposite", []int8{5, 5, skip, 5}, mixed, various, false, false},
		{"a page without an opposite", various, []int8{2, 2, 2, 2, 2, 2}, various, false, false},
		{"one answer to everything", []int8{2, 2, 2, 2}, []int8{2, 2, 2, 2, 2, 2}, various, true, true},
		{"the middle to everything is long", []int8{3, 3, 3, 3}, []int8{3, 3, 3, 3, 3, 3}, various, false, true},
		{"eight in a row of ten, over two pages", []int8{1, 2, 4, 4}, []int8{4, 4, 4, 4, 4, 4}, various, false, true},
		{"seven in a row", []int8{1, 2, 5, 4}, []int8{4, 4, 4, 4, 4, 4}, various, false, false},
		{"a don't-know breaks the row", []int8{1, 2, 4, 4}, []int8{4, 4, 4, dk, 4, 4}, various, false, false},
		{"an opposite alone on its page, one answer over all", []int8{skip, skip, 2, skip}, []int8{2, 2, 2, 2, 2, 2}, various,
			true, false},
		{"one answer about a sample", various, mixed, []int8{4, 4, 4, 4}, true, false},
		{"the middle about a sample", various, mixed, []int8{3, 3, 3, 3}, false, false},
	} {
		in := asking()
		record := archive.Record{ID: "seen", Panel: "external", Outcome: survey.Complete, Order: []string{"poster", "film", "letter"},
			Answers: map[string]survey.Answers{}}
		for _, step := range in.Steps(record.Panel, record.Order) {
			codes := map[string][]int8{"a": tt.a, "b": tt.b, "r": various}[step.Page.Code]
			if step.Sample != nil && step.Sample.Code == "film" {
				codes = tt.film
			}
			answers := survey.Answers{}
			for i, q := range step.Questions(record.Panel) {
				if i < len(codes) && codes[i] != skip {
					answers[q.Code] = survey.Answer{Code: codes[i]}
				}
			}
			record.Answers[step.Key] = answers
		}
		other := record // beside it somebody without a flag, whom nothing may reach
		other.ID, other.Answers = "beside", map[string]survey.Answers{}
		flags, seen := flagsOf(t, in, record, other)
		if flags.Contradiction[seen] != tt.contradiction || flags.LongString[seen] != tt.long {
			t.Errorf("%s: contradiction %t, long string %t", tt.name, flags.Contradiction[seen], flags.LongString[seen])
		}
		if flags.Contradiction[1-seen] || flags.LongString[1-seen] {
			t.Errorf("%s: somebody else is flagged", tt.name)
		}
	}
}

// flagsOf archives two responses and judges them; seen is the row of the first.
func flagsOf(t *testing.T, in *survey.Instrument, first, second archive.Record) (flags quality.Flags, seen int) {
	t.Helper()
	dir := t.TempDir()
	analysistest.Store(t, dir, in, []archive.Record{first, second})
	w, err := dataset.NewSource(dir).Open(in.Wave.Code)
	if err != nil {
		t.Fatal(err)
	}
	ids, err := w.IDs()
	if err != nil {
		t.Fatal(err)
	}
	if ids[1] == first.ID {
		seen = 1
	}
	return quality.FlagsOf(w), seen
}
