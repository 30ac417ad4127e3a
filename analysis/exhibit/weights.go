package exhibit

import (
	"slices"
	"strings"

	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// Weights lists the weights in use in the chosen waves, the newest first; without any it says what weights do.
func Weights(x *report.Index, s Selection, tr *i18n.Translator) Exhibit {
	r := &reader{x, tr, s}
	e := Exhibit{Code: "weights", Title: r.T("exhibit.weights.title")}
	if !r.weighted() {
		e.Lead = []Sentence{Said(r.T("exhibit.weights.none"))}
		e.Terms = []Term{{r.T("exhibit.weights.why_title"), r.T("exhibit.weights.why")}}
		return e
	}
	bounds, between := r.intervals(Ratio).detail(), r.intervals(Ratio)
	bounds.Title, between.Title = r.T("exhibit.col.bounds"), r.T("exhibit.col.weights")
	e.Table = &Table{Title: e.Title, Columns: []Column{column(r.T("exhibit.col.wave"), Words).merged(),
		column(r.T("exhibit.col.panel"), Words), column(r.T("exhibit.col.weighting"), Words),
		column(r.T("exhibit.col.made"), Words).detail(),
		column(r.T("exhibit.col.margins"), Words), column(r.T("exhibit.col.merged"), Words).below(), bounds, between,
		column(r.T("exhibit.col.deff"), Ratio), column(r.T("exhibit.col.n_eff"), Count)}}
	for _, wave := range slices.Backward(r.Years) {
		for i := range r.Weighting {
			if w := &r.Weighting[i]; w.Wave == wave {
				e.Table.Rows = append(e.Table.Rows, Row{Cells: append([]Cell{words(wave), r.panel(w.Panel)}, r.weightCells(w)...)})
			}
		}
	}
	e.Caption = []string{r.T("exhibit.weights.caption")}
	return e
}

// weighted reports whether at least one panel of a chosen wave has weights.
func (r *reader) weighted() bool {
	return slices.ContainsFunc(r.Weighting, func(w report.Weighting) bool { return w.Method != "none" })
}

// weightCells tell one weighting: its name, what it was made from, and what it does.
func (r *reader) weightCells(w *report.Weighting) []Cell {
	if w.Method == "none" {
		return append([]Cell{words(r.T("exhibit.weights.unweighted"))}, slices.Repeat([]Cell{nothing()}, 7)...)
	}
	merged, bounds := nothing(), nothing()
	if len(w.Merged) > 0 {
		merged = words(r.mergedWords(w.Merged))
	}
	if w.Bounds != nil {
		bounds = interval(&w.Bounds.Low, &w.Bounds.High, "")
	}
	return []Cell{value(w.Name, ""), words(w.Made), words(r.margins(w.Margins)), merged, bounds, interval(w.Low, w.High, ""),
		value(w.DEff, ""), value(w.NEff, "")}
}

// mergedWords tells which categories count as one.
func (r *reader) mergedWords(merged []report.MergedCategories) string {
	list := make([]string, len(merged))
	for i, m := range merged {
		var names []string
		for _, code := range m.Values {
			names = append(names, r.GroupName(m.By, code))
		}
		list[i] = r.T("exhibit.weights.merged", "attribute", r.AttributeName(m.By), "categories", strings.Join(names, " + "))
	}
	return strings.Join(list, "; ")
}

// weighting says for a caption which weights the figures of a year have, or those of all years when wave is empty.
func (r *reader) weighting(wave string) string {
	if wave == "" && len(r.Years) > 1 {
		return r.yearsWeighted()
	}
	if wave == "" {
		wave = r.Last()
	}
	var used, plain []string
	name := ""
	for i := range r.Weighting {
		g := &r.Weighting[i]
		switch {
		case g.Wave != wave || !slices.Contains(r.panels(), g.Panel):
		case g.Method == "none":
			plain = append(plain, r.PanelName(g.Panel))
		default:
			name = *g.Name
			used = append(used, r.T("exhibit.weighted_panel", "panel", r.PanelName(g.Panel), "margins", r.margins(g.Margins)))
		}
	}
	if len(used) == 0 {
		return r.T("exhibit.unweighted")
	}
	text := r.T("exhibit.weighted", "name", name, "panels", strings.Join(used, ", "))
	if len(plain) > 0 {
		text += " " + r.T("exhibit.weighted_not", "panels", strings.Join(plain, ", "))
	}
	return text
}

// yearsWeighted says which years have weights, each with the name of its weighting.
func (r *reader) yearsWeighted() string {
	var used, years []string
	for i := range r.Weighting {
		if g := &r.Weighting[i]; g.Method != "none" && !slices.Contains(years, g.Wave) {
			years = append(years, g.Wave)
			used = append(used, r.T("exhibit.weighted_year", "wave", g.Wave, "name", *g.Name))
		}
	}
	if len(used) == 0 {
		return r.T("exhibit.unweighted")
	}
	text := r.T("exhibit.weighted_years", "years", strings.Join(used, ", "))
	if len(years) < len(r.Years) {
		text += " " + r.T("exhibit.weighted_years_not")
	}
	return text
}

// margins names the attributes by which figures are weighted.
func (r *reader) margins(codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = r.AttributeName(code)
	}
	return strings.Join(names, ", ")
}
