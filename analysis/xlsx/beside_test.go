package xlsx_test

import (
	"slices"
	"testing"

	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

// besideStory is the story with weights inside in the last two years. Without them the gap on trust in the last year turns
// and openness outside is not told; without the flagged the change of reliable since the year before turns.
func besideStory() *report.Report {
	r := story()
	for i := range r.Weighting {
		if w := &r.Weighting[i]; w.Panel == "internal" && w.Wave >= "2025" {
			w.Method, w.Name, w.Made, w.Margins, w.Merged = "raking", ptr(w.Wave+"-11-03-2"), w.Wave+"-11-03", []string{"age", "gender"}, []report.MergedCategories{{By: "age", Values: []string{"18-34", "35-49"}}}
			w.Bounds, w.DEff, w.NEff, w.Low, w.High = &survey.Bounds{Low: 0.2, High: 5}, ptr(1.2345678901234567), ptr(251.30000000000004), ptr(0.41), ptr(2.7)
		}
	}
	r.Labels.Groups = map[string]string{"age": "Leeftijd", "gender": "Geslacht", "age=18-34": "18 tot 34", "age=35-49": "35 tot 49"}
	other := func(shift float64) *report.Alternative {
		v := &report.Alternative{Gaps: slices.Clone(r.Gaps), Changes: slices.Clone(r.Changes)}
		for _, e := range r.Estimates {
			if e.Mean != nil {
				e.Mean, e.Low, e.High = ptr(*e.Mean+shift), ptr(*e.Low+shift), ptr(*e.High+shift)
			}
			v.Estimates = append(v.Estimates, e)
		}
		return v
	}
	r.Unweighted, r.WithoutFlagged = other(0.030000000000000002), other(-0.01)
	for i := range r.Unweighted.Estimates {
		if e := &r.Unweighted.Estimates[i]; e.Wave == "2026" && e.Panel == "external" && e.Parameter == "openness" && e.Basis == report.Identity && e.Item == nil {
			*e = report.Estimate{Wave: e.Wave, Panel: e.Panel, Subject: e.Subject, Suppressed: true}
		}
	}
	for i := range r.Gaps {
		if g := &r.Gaps[i]; g.Wave == "2026" && g.Parameter == "trust" && g.Basis == report.Identity && g.Item == nil {
			g.Test, r.Unweighted.Gaps[i].Test, r.WithoutFlagged.Gaps[i].Test = test(0.8, 0.05), test(0.01, 0.05), test(0.7, 0.05)
		}
	}
	for i := range r.Changes {
		if c := &r.Changes[i]; c.From == "2025" && c.To == "2026" && c.Panel == "internal" && c.Parameter == "reliable" && c.Basis == report.Identity {
			c.Test, r.Unweighted.Changes[i].Test, r.WithoutFlagged.Changes[i].Test = test(0.4, 0.05), test(0.4, 0.05), test(0.02, 0.05)
		}
	}
	return r
}

func TestNoSheetWithoutAnotherWay(t *testing.T) {
	tabs := func(change func(r *report.Report)) []string {
		r := besideStory()
		change(r)
		book := rendered(t, r, i18n.Dutch)
		checkParts(t, book)
		return opened(t, book).GetSheetList()
	}
	if slices.Contains(tabs(func(r *report.Report) { r.Unweighted, r.WithoutFlagged = nil, nil }), "Weging") {
		t.Error("a report with one way has the sheet")
	}
	for name, change := range map[string]func(r *report.Report){
		"unweighted only": func(r *report.Report) { r.WithoutFlagged = nil },
		"flagged only":    func(r *report.Report) { r.Unweighted = nil },
		"no weights": func(r *report.Report) {
			for i := range r.Weighting {
				r.Weighting[i] = report.Weighting{Wave: r.Weighting[i].Wave, Panel: r.Weighting[i].Panel, Method: "none"}
			}
		},
		"no weights, unweighted only": func(r *report.Report) { r.Weighting, r.WithoutFlagged = nil, nil },
	} {
		if !slices.Contains(tabs(change), "Weging") {
			t.Errorf("%s: no sheet", name)
		}
	}
}
