package web

import (
	"slices"

	"realitycheck/analysis"
)

// fillMethod tells in plain words how the figures come about.
func fillMethod(w *resultWork) {
	w.page.Lead = []string{w.T("results.method.lead")}
	for _, part := range []string{"who", "scale", "interval", "test", "gap", "change", "samples", "hidden"} {
		w.page.Sections = append(w.page.Sections, resultSection{Heading: w.T("results.method." + part + "_title"), Text: []string{w.T("results.method." + part)}})
	}
	w.page.Sections = append(w.page.Sections, w.weights())
	for _, n := range w.Report.Notes {
		w.page.Notes = append(w.page.Notes, n.Text)
	}
}

// weights lists the weights in use.
func (w *resultWork) weights() resultSection {
	s := resultSection{Heading: w.T("results.method.weights_title")}
	t := &resultTable{Caption: s.Heading, Heads: heads(headCell(w.T("results.col.wave")), headCell(w.T("results.col.panel")), headCell(w.T("results.col.weighting")))}
	for i := range w.Weighting {
		g := &w.Weighting[i]
		words := w.T("results.weight_none")
		if g.Method != "none" {
			words = w.T("results.weight_margins", "margins", w.margins(g.Margins))
		}
		t.Rows = append(t.Rows, []resultCell{headCell(g.Wave), w.panel(g.Panel), wordCell(words)})
	}
	if !slices.ContainsFunc(w.Weighting, func(g analysis.Weighting) bool { return g.Method != "none" }) {
		s.Text = []string{w.T("results.unweighted")}
		return s
	}
	s.Table = t
	return s
}

// margins names the attributes by which figures are weighted.
func (w *resultWork) margins(codes []string) string {
	text := ""
	for i, code := range codes {
		if i > 0 {
			text += ", "
		}
		text += wordsFor(w.Labels.Groups, code)
	}
	return text
}
