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
	var all []Exhibit
	for _, pair := range r.Pairs() {
		var gaps []*report.Gap
		for _, on := range onIdentity(r.parameters()) {
			if g := r.Index.Gap(r.Last(), pair[0], pair[1], on); g != nil {
				gaps = append(gaps, g)
			}
		}
		if gaps != nil {
			all = append(all, r.pairGap(gaps))
		}
	}
	if all == nil {
		return []Exhibit{{Code: "gap", Title: r.T("exhibit.gap.title", "wave", r.Last()), Notes: []string{r.T("exhibit.gap.none")}}}
	}
	return all
}

// pairsOf are the panels that are compared, in the order of the report.
func pairsOf(gaps []*report.Gap) [][2]string {
	var pairs [][2]string
	for _, g := range gaps {
		pairs = appendNew(pairs, g.Pair())
	}
	return pairs
}

// pairGap shows the gaps of one pair of panels, which are named where there are others.
func (r *reader) pairGap(gaps []*report.Gap) Exhibit {
	a, b := gaps[0].A, gaps[0].B
	e := Exhibit{Code: "gap", Title: r.T("exhibit.gap.title", "wave", r.Last()),
		Lead: r.findingsOf(gaps[0].Pair(), report.FindGap, report.FindGapMoved)}
	if len(r.Pairs()) > 1 {
		e.Code += "-" + a + "-" + b
		e.Title = r.T("exhibit.gap.title_pair", "wave", r.Last(), "a", r.PanelName(a), "b", r.PanelName(b))
	}
	name := func(g *report.Gap) string { return r.parameterOf(g.Subject) }
	e.Figures, e.Table = []Figure{r.gapDots(e.Title, gaps, name)}, r.gapTable(e.Title, gaps, name)
	e.Table.Rows = append(e.Table.Rows, r.formerGaps(a, b, len(e.Table.Columns))...)
	e.Caption = []string{r.T("exhibit.gap.caption", "a", r.PanelName(a), "b", r.PanelName(b)), r.weighting(r.Last())}
	return e
}

// gapDots draws the differences of one pair of panels around nil, beside those of the wave before.
func (r *reader) gapDots(alt string, gaps []*report.Gap, name func(*report.Gap) string) Figure {
	higher := func(panel string) string { return r.T("exhibit.gap.higher", "panel", r.PanelName(panel)) }
	f := Figure{Kind: Dots, Alt: alt, Series: []Series{{Panel: NoPanel}},
		Desc: r.T("exhibit.gap.desc", "a", r.PanelName(gaps[0].A), "b", r.PanelName(gaps[0].B)),
		Axis: Axis{Difference, higher(gaps[0].B), higher(gaps[0].A)}}
	if r.Before() != "" {
		f.Series = []Series{{Name: r.T("exhibit.gap.in", "wave", r.Last()), Panel: NoPanel},
			{Name: r.T("exhibit.gap.in", "wave", r.Before()), Panel: NoPanel, Hollow: true, Detail: true}}
	}
	return plot(r, f, gaps, name, func(s Series, _ string, g *report.Gap) Point {
		if s.Hollow {
			g = r.Index.Gap(r.Before(), g.A, g.B, g.Subject)
		}
		return r.gapPoint(g)
	})
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

// gapPoint is a difference in a picture; it has no place where none was compared.
func (r *reader) gapPoint(g *report.Gap) Point {
	if g == nil {
		return Point{}
	}
	said := g.Words(r.Translator)
	switch {
	case ofTest(&g.Test) != "":
		return Point{Missing: said}
	case g.Certainty() == report.Clear:
		said = ""
	}
	return Point{Value: g.Diff, Low: g.Low, High: g.High, Unsure: said != "", Words: said}
}

// gapTable lists the means of the panels of all gaps, the difference in every wave, and what may be said of the newest.
func (r *reader) gapTable(title string, gaps []*report.Gap, name func(*report.Gap) string) *Table {
	fields := []field[*report.Gap]{{column(r.T("exhibit.col.parameter"), Words), func(g *report.Gap) Cell { return words(name(g)) }}}
	var panels []string
	for _, g := range gaps {
		panels = appendNew(appendNew(panels, g.A), g.B)
	}
	for _, panel := range panels {
		fields = append(fields, field[*report.Gap]{r.meanOf(panel), func(g *report.Gap) Cell {
			return meanOf(r.Estimate(g.Wave, panel, g.Subject))
		}})
	}
	for _, year := range r.Years {
		c := column(year, Difference)
		c.Group, c.Detail, c.Shaded = r.T("exhibit.col.gap"), year != gaps[0].Wave, true
		fields = append(fields, field[*report.Gap]{c, func(g *report.Gap) Cell { return r.gapCell(r.Gap(year, g.A, g.B, g.Subject)) }})
	}
	p, adjusted := column(r.T("exhibit.col.p"), PValue).detail(), column(r.T("exhibit.col.p_adjusted"), PValue).detail()
	return table(title, append(fields, []field[*report.Gap]{
		{r.intervals(Difference), func(g *report.Gap) Cell { return interval(g.Low, g.High, ofTest(&g.Test)) }},
		{p, func(g *report.Gap) Cell { return value(g.P, ofTest(&g.Test)) }},
		{adjusted, func(g *report.Gap) Cell { return value(g.PAdjusted, ofTest(&g.Test)) }},
		{column(r.T("exhibit.col.words"), Verdict), func(g *report.Gap) Cell { return words(r.gapWords(g)) }},
	}...), gaps)
}

// meanOf is a column of the means of a panel, with its sign.
func (r *reader) meanOf(panel string) Column {
	return Column{Title: r.PanelName(panel), Unit: Mean, Panel: r.place(panel)}
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
