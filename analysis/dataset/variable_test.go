package dataset_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
)

func TestVariablesAreParametersWithTheirItems(t *testing.T) {
	in := analysistest.Instrument("2018", 2018)
	w := prepared(t, in, analysistest.Records(in, 20, random(1)))
	var got []string
	var before *dataset.Variable
	for _, v := range w.Variables {
		name := v.Key.Parameter + "." + v.Key.Item
		if v.Key.Rated {
			name += " rated"
		}
		if before != nil && v.OnlyItemOf(before) {
			name += ", again"
		}
		got, before = append(got, name), v
		if w.ByKey[v.Key] != v {
			t.Errorf("%s is not found by its key", name)
		}
	}
	want := []string{"reliable.", "reliable.reliable, again", "reliable. rated", "reliable.s_reliable rated, again",
		"warm.", "warm.warm_one", "warm.warm_cold", "warm.warm_two", "warm. rated", "warm.s_warm rated", "warm.s_warm_cold rated",
		"proud.", "proud.proud, again"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for panel, want := range []string{"reliable warm proud", "reliable warm"} {
		var parameters []string
		for _, v := range w.IdentityParameters(panel) {
			parameters = append(parameters, v.Key.Parameter)
		}
		if got := strings.Join(parameters, " "); got != want {
			t.Errorf("panel %d is asked of %q, want %q", panel, got, want)
		}
	}
	if proud := variable(t, w, "proud", "", false); w.Comparable(proud, 0, 1) || !w.Comparable(variable(t, w, "warm", "", false), 0, 1) {
		t.Error("panels compare on what one of them is not asked, or do not on what both are")
	}
}

// TestPanelsCompareOnTheSameQuestions: a parameter of which one panel is asked fewer items is asked of both and is not the same.
func TestPanelsCompareOnTheSameQuestions(t *testing.T) {
	in := analysistest.Instrument("2018", 2018)
	in.Questionnaire.Blocks[0].Pages[0].Questions[3].Panels = []string{"internal"}
	w := prepared(t, in, analysistest.Records(in, 20, random(1)))
	warm := variable(t, w, "warm", "", false)
	if !warm.Asked[0] || !warm.Asked[1] || w.Comparable(warm, 0, 1) {
		t.Errorf("asked of %v, comparable %v", warm.Asked, w.Comparable(warm, 0, 1))
	}
}

// TestAParameterIsTheMeanOfHalfOfItsItems holds combined columns against the rule, for any number of items, directions and panels
// that are asked fewer of them.
func TestAParameterIsTheMeanOfHalfOfItsItems(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		in := analysistest.Instrument("2018", 2018)
		var items []survey.Question
		for i := range rapid.IntRange(2, 6).Draw(r, "items") {
			q := analysistest.Rating(fmt.Sprintf("item%d", i), "warm")
			q.Reversed = rapid.Bool().Draw(r, "reversed")
			if i > 0 && rapid.Bool().Draw(r, "inside only") {
				q.Panels = []string{"internal"}
			}
			items = append(items, q)
		}
		in.Questionnaire.Blocks = []survey.Block{{Code: "identity", Pages: []survey.Page{{Code: "dna", Questions: items}}}}
		code := rapid.SampledFrom([]int8{0, 1, 2, 3, 4, 5, survey.DontKnow})
		var records []archive.Record
		for _, panel := range []string{"internal", "external"} {
			var all []survey.Answers
			for range 8 {
				answers := survey.Answers{}
				for _, q := range items {
					if c := code.Draw(r, "code"); c != 0 && q.Asked(panel) {
						answers[q.Code] = survey.Answer{Code: c}
					}
				}
				all = append(all, answers)
			}
			records = append(records, answered(panel, all...)...)
		}
		w := prepared(t, in, records)
		v := variable(t, w, "warm", "", false)
		place := ids(t, w)
		for _, record := range records {
			row := slices.Index(place, record.ID)
			want, status := halfValid(items, record)
			i := stats.Index(v.Codes[row])
			if v.Scale.Status[i] != status || status == stats.Valid && v.Scale.Value[i] != want {
				r.Fatalf("%+v of %s: got %v (%v), want %v (%v)", record.Answers, record.Panel, v.Scale.Value[i], v.Scale.Status[i], want, status)
			}
			if point := int(v.Points[i]); status == stats.Valid && (point != int(want+0.5) || (v.Top.Value[i] == 1) != (point >= 4)) {
				r.Fatalf("%v comes to point %d, top %v", want, point, v.Top.Value[i])
			}
		}
	})
}

// halfValid is the rule in words: the mean of the valid answers when they are half at least of what the panel is asked.
func halfValid(items []survey.Question, record archive.Record) (float64, stats.Status) {
	sum, valid, asked, unknown := 0, 0, 0, false
	for _, q := range items {
		if !q.Asked(record.Panel) {
			continue
		}
		asked++
		code := int(record.Answers["identity/dna"][q.Code].Code)
		switch {
		case code == int(survey.DontKnow):
			unknown = true
		case code != 0 && q.Reversed:
			sum, valid = sum+6-code, valid+1
		case code != 0:
			sum, valid = sum+code, valid+1
		}
	}
	switch {
	case valid > 0 && 2*valid >= asked:
		return float64(sum) / float64(valid), stats.Valid
	case unknown:
		return 0, stats.DontKnow
	}
	return 0, stats.Missing
}

func TestMoreItemsThanAColumnHoldsAreRefused(t *testing.T) {
	for n, refused := range map[int]bool{13: false, 14: true} {
		in := analysistest.Instrument("2018", 2018)
		page := &in.Questionnaire.Blocks[0].Pages[0]
		page.Questions = nil
		for i := range n {
			page.Questions = append(page.Questions, analysistest.Rating(fmt.Sprintf("item%d", i), "warm"))
		}
		dir := t.TempDir()
		analysistest.Store(t, dir, in, nil)
		if _, err := dataset.NewSource(dir).Prepare("2018", "", nil); (fault.Of(err) == fault.Invalid) != refused {
			t.Errorf("%d items: got %v", n, err)
		}
	}
}

// TestTablesCountEveryAnswerOnce by panel, and of what is rated by sample.
func TestTablesCountEveryAnswerOnce(t *testing.T) {
	in := analysistest.Instrument("2018", 2018)
	w := prepared(t, in, analysistest.Records(in, 40, random(2)))
	for _, v := range w.Variables {
		for p := range w.Panels {
			first, last := w.RowsOf(v, p)
			samples := []int{-1}
			if v.Key.Rated {
				samples = []int{0, 1, 2, 3}
			}
			counted := 0
			for _, s := range samples {
				table := w.Table(v, p, s)
				if table.Stratum != p {
					t.Errorf("%+v: stratum %d of panel %d", v.Key, table.Stratum, p)
				}
				for _, c := range table.Codes {
					n := 0
					for row := first; row < last; row++ {
						if v.Codes[row] == c.Code && (s < 0 || w.SampleOf(row) == s) {
							n++
						}
					}
					if n != c.N {
						t.Errorf("%+v, panel %d, sample %d: code %d is counted %d times, want %d", v.Key, p, s, c.Code, c.N, n)
					}
					counted += c.N
				}
			}
			if counted != last-first {
				t.Errorf("%+v, panel %d: %d rows are counted, want %d", v.Key, p, counted, last-first)
			}
			for row := first; row < last; row++ {
				if int(w.PanelOf[w.ResponseOf(v, row)]) != p {
					t.Errorf("%+v: row %d is of another panel than %d", v.Key, row, p)
				}
			}
		}
	}
}

func TestQuestionsInAnotherDirectionAreOthers(t *testing.T) {
	variables := map[bool]*dataset.Variable{}
	for _, reversed := range []bool{false, true} {
		in := analysistest.Instrument("2018", 2018)
		in.Questionnaire.Blocks[0].Pages[0].Questions[0].Reversed = reversed
		variables[reversed] = variable(t, prepared(t, in, nil), "reliable", "", false)
	}
	if variables[true].SameQuestions(variables[false]) || !variables[true].SameQuestions(variables[true]) {
		t.Error("a reversed question is taken for the same, or the same for another")
	}
}
