package exhibit

import (
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// Method tells in plain words how the figures come about, and which weights they have.
func Method(x *report.Index, s Selection, tr *i18n.Translator) []Exhibit {
	r := &reader{x, tr, s}
	exhibits := []Exhibit{{Code: "method", Title: r.T("exhibit.method.title"), Lead: []Sentence{Said(r.T("exhibit.method.lead"))}}}
	for _, part := range []struct{ code, title, text string }{
		{"who", "exhibit.method.who_title", "exhibit.method.who"},
		{"scale", "exhibit.method.scale_title", "exhibit.method.scale"},
		{"interval", "exhibit.method.interval_title", "exhibit.method.interval"},
		{"test", "exhibit.method.test_title", "exhibit.method.test"},
		{"gap", "exhibit.method.gap_title", "exhibit.method.gap"},
		{"change", "exhibit.method.change_title", "exhibit.method.change"},
		{"samples", "exhibit.method.samples_title", "exhibit.method.samples"},
		{"hidden", "exhibit.method.hidden_title", "exhibit.method.hidden"},
	} {
		exhibits = append(exhibits, Exhibit{Code: "method-" + part.code, Title: r.T(part.title), Notes: []string{r.T(part.text)}})
	}
	if r.weighted() {
		return append(exhibits, Weights(x, s, tr))
	}
	plain := Exhibit{Code: "weights", Title: r.T("exhibit.weights.title"), Notes: []string{r.T("exhibit.unweighted")}}
	return append(exhibits, plain)
}

// Notes are the remarks of the report that a reader needs beside any figure; nothing where it has none.
func Notes(x *report.Index, tr *i18n.Translator) Exhibit {
	e := Exhibit{Code: "notes", Title: tr.T("exhibit.notes.title")}
	for _, n := range x.Report.Notes {
		e.Notes = append(e.Notes, n.Text)
	}
	return e
}
