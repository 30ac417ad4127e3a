package exhibit

import (
	"slices"

	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// Gap shows how far apart two panels stand on each parameter in the newest wave, and in the waves before: one exhibit for each
// pair of panels that is compared.
func Gap(x *report.Index, s Selection, tr *i18n.Translator) []Exhibit {
	r := &reader{x, tr, s}
	pairs := map[[2]string][]*report.Gap{}
	var order [][2]string
	for _, p := range r.parameters() {
		for _, g := range r.GapsOf(r.Last(), report.OnIdentity(p)) {
			pair := [2]string{g.A, g.B}
			if pairs[pair] == nil {
				order = append(order, pair)
			}
			pairs[pair] = append(pairs[pair], g)
		}
	}
	if len(order) == 0 {
		return []Exhibit{{Code: "gap", Title: r.T("exhibit.gap.title", "wave", r.Last()), Notes: []string{r.T("exhibit.gap.none")}}}
	}
	var all []Exhibit
	for _, pair := range order {
		all = append(all, r.pairGap(pairs[pair], len(order) > 1))
	}
	all[0].Lead = r.findings(report.FindGap, report.FindGapMoved)
	return all
}

// pairGap shows the gaps of one pair of panels, which are named where there are others.
func (r *reader) pairGap(gaps []*report.Gap, named bool) Exhibit {
	a, b := gaps[0].A, gaps[0].B
	e := Exhibit{Code: "gap", Title: r.T("exhibit.gap.title", "wave", r.Last())}
	if named {
		e.Code += "-" + a + "-" + b
		e.Title = r.T("exhibit.gap.title_pair", "wave", r.Last(), "a", r.PanelName(a), "b", r.PanelName(b))
	}
	f := r.gapDots(e.Title, gaps)
	r.beforeDots(&f, gaps)
	e.Figures, e.Table = []Figure{f}, r.gapTable(e.Title, gaps, func(g *report.Gap) string { return r.ParameterName(g.Parameter) })
	e.Table.Rows = append(e.Table.Rows, r.formerGaps(a, b, len(e.Table.Columns))...)
	e.Caption = []string{r.T("exhibit.gap.caption", "a", r.PanelName(a), "b", r.PanelName(b)), r.weighting(r.Last())}
	return e
}

// beforeDots adds the differences of the wave before to a picture of those of the newest.
func (r *reader) beforeDots(f *Figure, gaps []*report.Gap) {
	if r.Before() == "" {
		return
	}
	points := make([]Point, len(gaps))
	for i, g := range gaps {
		if before := r.Index.Gap(r.Before(), g.A, g.B, g.Subject); before != nil {
			points[i] = r.gapPoint(before)
		}
	}
	f.Series[0].Name = r.T("exhibit.gap.in", "wave", r.Last())
	f.Series = append(f.Series, Series{Name: r.T("exhibit.gap.in", "wave", r.Before()), Panel: NoPanel, Hollow: true, Detail: true})
	f.Points = append(f.Points, points)
}

// formerGaps are rows of parameters on which two panels were compared in an earlier wave only.
func (r *reader) formerGaps(a, b string, columns int) []Row {
	var rows []Row
	for _, p := range r.parameters() {
		on := report.OnIdentity(p)
		row, compared := Row{Detail: true, Cells: slices.Repeat([]Cell{nothing()}, columns)}, false
		row.Cells[0], row.Cells[columns-1] = words(r.ParameterName(p)), words(r.T("exhibit.gap.single"))
		for year, wave := range r.Years {
			g := r.Index.Gap(wave, a, b, on)
			row.Cells[3+year], compared = r.gapCell(g), compared || g != nil
		}
		if compared && r.Index.Gap(r.Last(), a, b, on) == nil {
			rows = append(rows, row)
		}
	}
	return rows
}

// gapLabel names a gap by its parameter, and by its panels too where there are several pairs.
func (r *reader) gapLabel(g *report.Gap) string {
	if len(r.Panels) == 2 {
		return r.ParameterName(g.Parameter)
	}
	return r.T("exhibit.gap.pair", "parameter", r.ParameterName(g.Parameter), "a", r.PanelName(g.A), "b", r.PanelName(g.B))
}

// gapDots draws the differences of one pair of panels around nil.
func (r *reader) gapDots(alt string, gaps []*report.Gap) Figure {
	higher := func(panel string) string { return r.T("exhibit.gap.higher", "panel", r.PanelName(panel)) }
	f := Figure{Kind: Dots, Alt: alt, Desc: r.T("exhibit.gap.desc"), Series: []Series{{Panel: NoPanel}}, Points: [][]Point{{}},
		Axis: Axis{Difference, higher(gaps[0].B), higher(gaps[0].A)}}
	for _, g := range gaps {
		f.Rows, f.Points[0] = append(f.Rows, r.ParameterName(g.Parameter)), append(f.Points[0], r.gapPoint(g))
	}
	return f
}

func (r *reader) gapPoint(g *report.Gap) Point {
	said := g.Words(r.Translator)
	switch {
	case ofTest(&g.Test) != "":
		return Point{Missing: said}
	case g.Certainty() == report.Clear:
		said = ""
	}
	return Point{Value: g.Diff, Low: g.Low, High: g.High, Unsure: said != "", Words: said}
}

// gapTable lists both means, the difference in every wave, and what may be said of the newest.
func (r *reader) gapTable(title string, gaps []*report.Gap, label func(*report.Gap) string) *Table {
	t := &Table{Title: title, Columns: []Column{{Title: r.T("exhibit.col.parameter"), Unit: Words, Panel: NoPanel}}}
	var panels []string
	for _, g := range gaps {
		for _, panel := range []string{g.A, g.B} {
			if !slices.Contains(panels, panel) {
				panels = append(panels, panel)
			}
		}
	}
	for _, panel := range panels {
		t.Columns = append(t.Columns, Column{Title: r.PanelName(panel), Unit: Mean, Panel: r.place(panel)})
	}
	wave := gaps[0].Wave
	for _, year := range r.Years {
		t.Columns = append(t.Columns, Column{Title: year, Group: r.T("exhibit.col.gap"), Unit: Difference, Panel: NoPanel,
			Detail: year != wave, Shaded: true})
	}
	t.Columns = append(t.Columns, Column{Title: r.T("exhibit.col.interval"), Unit: Difference, Interval: true, Panel: NoPanel},
		Column{Title: r.T("exhibit.col.p"), Unit: PValue, Panel: NoPanel, Detail: true},
		Column{Title: r.T("exhibit.col.p_adjusted"), Unit: PValue, Panel: NoPanel, Detail: true},
		Column{Title: r.T("exhibit.col.words"), Unit: Verdict, Panel: NoPanel})
	for _, g := range gaps {
		cells := []Cell{words(label(g))}
		for _, panel := range panels {
			c := nothing()
			if panel == g.A || panel == g.B {
				c = r.mean(g.Wave, panel, g.Subject)
			}
			cells = append(cells, c)
		}
		for _, year := range r.Years {
			cells = append(cells, r.gapCell(r.Gap(year, g.A, g.B, g.Subject)))
		}
		why := ofTest(&g.Test)
		t.Rows = append(t.Rows, Row{Cells: append(cells, interval(g.Low, g.High, why), value(g.P, why), value(g.PAdjusted, why),
			words(r.gapWords(g)))})
	}
	return t
}

// gapWords says which panel is higher where that is clear, else why it may not be said.
func (r *reader) gapWords(g *report.Gap) string {
	if high := r.higher(g); high != NoPanel {
		return r.T("exhibit.gap.clear", "panel", r.PanelName(r.Index.Panels[high]))
	}
	return g.Words(r.Translator)
}

// higher is the place of the panel that is clearly higher, NoPanel where none is.
func (r *reader) higher(g *report.Gap) int {
	switch {
	case g.Certainty() != report.Clear:
		return NoPanel
	case *g.Diff < 0:
		return r.place(g.B)
	}
	return r.place(g.A)
}

// gapCell is a difference, with the sign of the higher panel where it is clear.
func (r *reader) gapCell(g *report.Gap) Cell {
	if g == nil {
		return nothing()
	}
	c := value(g.Diff, ofTest(&g.Test))
	c.Certainty, c.Panel = g.Certainty(), r.higher(g)
	return c
}
