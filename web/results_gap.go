package web

import (
	"realitycheck/analysis/report"
	"realitycheck/web/chart"
)

// fillGap shows how far the panels are apart on each parameter.
func fillGap(w *resultWork) {
	w.page.Lead = w.findings(report.FindGap, report.FindGapMoved)
	var gaps []*report.Gap
	for _, parameter := range w.parameters {
		for i := range w.Gaps {
			if g := &w.Gaps[i]; g.Wave == w.last() && g.Basis == report.Identity && g.Item == nil && g.Parameter == parameter {
				gaps = append(gaps, g)
			}
		}
	}
	s := resultSection{Heading: w.T("results.gap.heading", "wave", w.last())}
	if len(gaps) == 0 {
		s.Text = []string{w.T("results.gap.none")}
		w.page.Sections = []resultSection{s}
		return
	}
	s.Pictures = []resultPicture{drawn(w.gapDots("gap", s.Heading, gaps, func(g *report.Gap) string { return w.gapLabel(g) }))}
	s.Caption = w.T("results.caption.gap", "a", w.panelName(gaps[0].A), "b", w.panelName(gaps[0].B)) + " " + w.weighting(w.last())
	s.Table = w.gapTable(s.Heading, w.T("results.col.parameter"), gaps, func(g *report.Gap) resultCell { return headCell(w.gapLabel(g)) })
	w.page.Sections = []resultSection{s}
}

// gapLabel names a gap by its parameter, and by its panels too where there are more than two.
func (w *resultWork) gapLabel(g *report.Gap) string {
	if len(w.panels) == 2 {
		return w.parameterName(g.Parameter)
	}
	return w.T("results.gap.pair", "parameter", w.parameterName(g.Parameter), "a", w.panelName(g.A), "b", w.panelName(g.B))
}

// gapDots draws differences around nil: filled where they are clear.
func (w *resultWork) gapDots(id, title string, gaps []*report.Gap, label func(*report.Gap) string) chart.Dots {
	var bounds []*float64
	for _, g := range gaps {
		bounds = append(bounds, g.Low, g.High)
	}
	reach := chart.Reach(bounds...)
	d := chart.Dots{Frame: chart.Frame{ID: id, Title: title, Desc: w.T("results.gap.desc")}, Series: []chart.Series{{Sign: chart.Square}},
		Axis: chart.Axis{Min: -reach, Max: reach, Zero: true,
			Low: w.T("results.gap.higher", "panel", w.panelName(gaps[0].B)), High: w.T("results.gap.higher", "panel", w.panelName(gaps[0].A))}}
	for at := -reach; at <= reach; at += reach / 2 {
		d.Axis.Ticks = append(d.Axis.Ticks, chart.Tick{At: at, Label: w.tick(at, reach)})
	}
	for _, g := range gaps {
		p := chart.Point{Missing: g.Words(w.Translator)}
		if g.Diff != nil && !g.Suppressed {
			p = chart.Point{Value: g.Diff, Low: g.Low, High: g.High, Text: w.Signed(*g.Diff, 1), Unsure: g.Certainty() != report.Clear}
			if p.Unsure {
				p.Words = g.Words(w.Translator)
			}
		}
		d.Rows = append(d.Rows, chart.Row{Label: label(g), Points: []chart.Point{p}})
	}
	return d
}

// tick labels a place on the axis of differences, with as many decimals as the axis needs.
func (w *resultWork) tick(at, reach float64) string {
	digits := 0
	switch half := reach / 2; {
	case half*2 != float64(int(half*2)):
		digits = 2
	case half != float64(int(half)):
		digits = 1
	}
	if at == 0 {
		digits = 0
	}
	return w.Signed(at, digits)
}

// gapTable lists both means, the difference, and what may be said of it.
func (w *resultWork) gapTable(caption, what string, gaps []*report.Gap, name func(*report.Gap) resultCell) *resultTable {
	t := &resultTable{Caption: caption}
	head := []resultCell{headCell(what)}
	for _, panel := range []string{gaps[0].A, gaps[0].B} {
		head = append(head, resultCell{Text: w.panelName(panel), Num: true, Panel: w.panelSign(panel).Class()})
	}
	head = append(head, numHeads(w.T("results.col.gap"), w.T("results.col.interval"))...)
	t.Heads = heads(append(head, headCell(w.T("results.col.words")))...)
	for _, g := range gaps {
		row := []resultCell{name(g)}
		for _, panel := range []string{g.A, g.B} {
			row = append(row, w.mean(w.estimate(placeOf(g.Wave, "", panel, g.Subject))))
		}
		t.Rows = append(t.Rows, append(row, w.gap(g), w.bounds(&g.Test), wordCell(g.Words(w.Translator))))
	}
	return t
}
