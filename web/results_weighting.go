package web

import (
	"slices"
	"strings"

	"realitycheck/analysis/report"
	"realitycheck/panel"
)

// weighting says for a caption which weights the figures of a year have, or those of all years when wave is empty.
func (w *resultWork) weighting(wave string) string {
	if wave == "" && len(w.Years) > 1 {
		return w.yearsWeighted()
	}
	if wave == "" {
		wave = w.last()
	}
	var used, plain []string
	name := ""
	for i := range w.Weighting {
		g := &w.Weighting[i]
		switch {
		case g.Wave != wave || !slices.Contains(w.shown, g.Panel):
		case g.Method == "none":
			plain = append(plain, w.panelName(g.Panel))
		default:
			name = *g.Name
			used = append(used, w.T("results.weighted_panel", "panel", w.panelName(g.Panel), "margins", w.margins(g.Margins)))
		}
	}
	if len(used) == 0 {
		return w.T("results.unweighted")
	}
	text := w.T("results.weighted", "name", name, "panels", strings.Join(used, ", "))
	if len(plain) > 0 {
		text += " " + w.T("results.weighted_not", "panels", strings.Join(plain, ", "))
	}
	return text
}

// yearsWeighted says which years have weights, each with the name of its weighting.
func (w *resultWork) yearsWeighted() string {
	var used, years []string
	for i := range w.Weighting {
		if g := &w.Weighting[i]; g.Method != "none" && !slices.Contains(years, g.Wave) {
			years = append(years, g.Wave)
			used = append(used, w.T("results.weighted_year", "wave", g.Wave, "name", *g.Name))
		}
	}
	if len(used) == 0 {
		return w.T("results.unweighted")
	}
	text := w.T("results.weighted_years", "years", strings.Join(used, ", "))
	if len(years) < len(w.Years) {
		text += " " + w.T("results.weighted_years_not")
	}
	return text
}

// margins names the attributes by which figures are weighted.
func (w *resultWork) margins(codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = wordsFor(w.Labels.Groups, code)
	}
	return strings.Join(names, ", ")
}

// anyWeighted says that at least one panel of a chosen year has weights.
func (w *resultWork) anyWeighted() bool {
	return slices.ContainsFunc(w.Weighting, func(g report.Weighting) bool { return g.Method != "none" })
}

// fillWeighting shows which weights are in use, and what they do to the figures.
func fillWeighting(w *resultWork) {
	if w.page.Account.May(panel.WeighResults) {
		w.page.Manage = &resultLink{weighPath(w.last()), w.T("results.weighting.manage")}
	}
	if !w.anyWeighted() {
		w.page.Lead = []string{w.T("results.weighting.none")}
		w.page.Sections = []resultSection{{Heading: w.T("results.weighting.why_title"), Text: []string{w.T("results.weighting.why")}}}
		return
	}
	b := w.beside("weighting", w.Unweighted)
	lead, turned := b.conclusions()
	w.page.Lead, w.page.Points = []string{lead}, turned
	w.page.Sections = append(b.sections(), w.weightsInUse())
}

// weightsInUse lists the weights of the chosen years, the newest first.
func (w *resultWork) weightsInUse() resultSection {
	s := resultSection{Heading: w.T("results.method.weights_title")}
	if !w.anyWeighted() {
		s.Text = []string{w.T("results.unweighted")}
		return s
	}
	t := &resultTable{Caption: s.Heading, Heads: heads(headCell(w.T("results.col.wave")), headCell(w.T("results.col.panel")), headCell(w.T("results.col.weighting")),
		headCell(w.T("results.col.margins")), numHead(w.T("results.col.weights")), numHead(w.T("results.col.deff")), numHead(w.T("results.col.n_eff")))}
	for _, wave := range slices.Backward(w.Years) {
		var rows [][]resultCell
		for i := range w.Weighting {
			if g := &w.Weighting[i]; g.Wave == wave {
				rows = append(rows, w.weightRow(g))
			}
		}
		for i, row := range rows {
			if i == 0 {
				row = append([]resultCell{{Text: wave, Head: true, Rows: len(rows)}}, row...)
			}
			t.Rows = append(t.Rows, row)
		}
	}
	s.Table, s.Caption = t, w.T("results.caption.weights")
	return s
}

func (w *resultWork) weightRow(g *report.Weighting) []resultCell {
	if g.Method == "none" {
		return []resultCell{w.panel(g.Panel), wordCell(w.T("results.weight_none")), none(), none(), none(), none()}
	}
	margins := wordCell(w.margins(g.Margins))
	for _, merged := range g.Merged {
		margins.Words = strings.TrimPrefix(margins.Words+"; "+w.mergedWords(merged), "; ")
	}
	between := none()
	if g.Low != nil && g.High != nil {
		between = num(w.T("results.between", "low", w.Decimal(*g.Low, 2), "high", w.Decimal(*g.High, 2)))
	}
	return []resultCell{w.panel(g.Panel), wordCell(*g.Name), margins, between, w.ratio(g.DEff), w.whole(g.NEff)}
}

// mergedWords tells which categories count as one.
func (w *resultWork) mergedWords(merged report.MergedCategories) string {
	var names []string
	for _, code := range merged.Values {
		names = append(names, strings.TrimPrefix(wordsFor(w.Labels.Groups, merged.By+"="+code), merged.By+"="))
	}
	return w.T("results.merged", "categories", strings.Join(names, " + "))
}

// ratio shows a figure that is near 1.
func (w *resultWork) ratio(x *float64) resultCell {
	if x == nil {
		return none()
	}
	return num(w.Decimal(*x, 2))
}

// whole shows a number of people that may have a fraction.
func (w *resultWork) whole(x *float64) resultCell {
	if x == nil {
		return none()
	}
	return num(w.Int(int(*x + 0.5)))
}
