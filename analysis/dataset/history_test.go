package dataset_test

import (
	"testing"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/survey"
)

// years makes the instruments of four waves; alter changes those of one.
func years(alter map[string]func(*survey.Instrument)) dataset.History {
	var h dataset.History
	for i, code := range []string{"2018", "2019", "2020", "2021"} {
		in := analysistest.Instrument(code, 2018+i)
		if alter[code] != nil {
			alter[code](in)
		}
		h = append(h, in)
	}
	return h
}

func newQuestionnaire(change survey.Change) func(*survey.Instrument) {
	return func(in *survey.Instrument) {
		in.Wave.Questionnaire.Version = in.Wave.Code
		in.Questionnaire.Blocks[0].Pages[0].Questions[2].Change = change // warm_cold
	}
}

func newFramework(change survey.Change) func(*survey.Instrument) {
	return func(in *survey.Instrument) {
		in.Frameworks[0].Version = in.Wave.Code
		in.Frameworks[0].Parameters[1].Change = change // warm
	}
}

// TestTheGravestChangeOnTheWayCounts: of a question or of the parameter, also in a year that is not compared, and only where the
// version in use changed.
func TestTheGravestChangeOnTheWayCounts(t *testing.T) {
	in := analysistest.Instrument("2018", 2018)
	w := prepared(t, in, nil)
	warm, item, reliable := variable(t, w, "warm", "", false), variable(t, w, "warm", "warm_one", false), variable(t, w, "reliable", "", false)
	for name, c := range map[string]struct {
		alter          map[string]func(*survey.Instrument)
		from, to       string
		warm, item     survey.Change
		afterwards     survey.Change // of warm between 2020 and 2021
		questionBroken bool
	}{
		"nothing changed": {nil, "2018", "2021", "", "", "", false},
		"a question, in between": {map[string]func(*survey.Instrument){"2019": newQuestionnaire(survey.ChangeBreak)},
			"2018", "2021", survey.ChangeBreak, "", "", true},
		"a question, at the end": {map[string]func(*survey.Instrument){"2021": newQuestionnaire(survey.ChangeBreak)},
			"2018", "2021", survey.ChangeBreak, "", survey.ChangeBreak, true},
		"a question, before": {map[string]func(*survey.Instrument){"2018": newQuestionnaire(survey.ChangeBreak),
			"2019": newQuestionnaire(survey.ChangeNone)}, "2018", "2021", "", "", "", false},
		"a question, reworded": {map[string]func(*survey.Instrument){"2020": newQuestionnaire(survey.ChangeReworded)},
			"2018", "2021", survey.ChangeReworded, "", "", false},
		"the parameter": {map[string]func(*survey.Instrument){"2020": newFramework(survey.ChangeBreak)},
			"2019", "2021", survey.ChangeBreak, survey.ChangeBreak, "", false},
		"the graver of both": {map[string]func(*survey.Instrument){"2019": newQuestionnaire(survey.ChangeBreak),
			"2020": newFramework(survey.ChangeReworded)}, "2018", "2021", survey.ChangeBreak, survey.ChangeReworded, "", true},
		"the same version": {map[string]func(*survey.Instrument){"2020": func(in *survey.Instrument) {
			in.Frameworks[0].Parameters[1].Change = survey.ChangeBreak
		}}, "2018", "2021", "", "", "", false},
		"a wave that is not there": {map[string]func(*survey.Instrument){"2020": newFramework(survey.ChangeBreak)},
			"1999", "2021", "", "", "", false},
	} {
		h := years(c.alter)
		if name != "a question, at the end" && len(c.alter) > 0 { // later waves keep the version
			keepVersions(h)
		}
		if got := h.ChangeOf(warm, c.from, c.to); got != c.warm {
			t.Errorf("%s: warm changed %q, want %q", name, got, c.warm)
		}
		if got := h.ChangeOf(item, c.from, c.to); got != c.item {
			t.Errorf("%s: another item changed %q, want %q", name, got, c.item)
		}
		if got := h.ChangeOf(reliable, c.from, c.to); got != survey.ChangeNone {
			t.Errorf("%s: another parameter changed %q", name, got)
		}
		if got := h.ChangeOf(warm, "2020", "2021"); got != c.afterwards {
			t.Errorf("%s: afterwards warm changed %q, want %q", name, got, c.afterwards)
		}
		if got := h.ChangeOfQuestion("warm_cold", c.from, c.to) == survey.ChangeBreak; got != c.questionBroken {
			t.Errorf("%s: the question is broken %v, want %v", name, got, c.questionBroken)
		}
	}
}

// keepVersions gives every wave the version of questionnaire and framework of the one before, unless it has one of its own.
func keepVersions(h dataset.History) {
	for i := 1; i < len(h); i++ {
		if h[i].Wave.Questionnaire.Version == "2018" {
			h[i].Wave.Questionnaire = h[i-1].Wave.Questionnaire
		}
		if h[i].Frameworks[0].Version == "2018" {
			h[i].Frameworks[0].Version = h[i-1].Frameworks[0].Version
		}
	}
}

func TestACodeOfSeveralFrameworksIsNamedWithItsOwn(t *testing.T) {
	h := years(map[string]func(*survey.Instrument){"2020": func(in *survey.Instrument) {
		in.Frameworks = append(in.Frameworks, survey.Framework{Code: "values", Parameters: []survey.Parameter{{Code: "warm"}, {Code: "open"}}})
	}})
	names := h.Names()
	for _, c := range [][3]string{{"dna", "warm", "dna.warm"}, {"values", "warm", "values.warm"}, {"values", "open", "open"},
		{"dna", "reliable", "reliable"}} {
		if got := names.Parameter(c[0], c[1]); got != c[2] {
			t.Errorf("%s of %s: got %q, want %q", c[1], c[0], got, c[2])
		}
	}
	if len(h[:2].Names()) != 0 {
		t.Errorf("before the second framework: got %v", h[:2].Names())
	}
}
