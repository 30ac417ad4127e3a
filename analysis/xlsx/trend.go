package xlsx

import (
	"slices"
	"strings"

	"realitycheck/analysis/report"
)

// trend shows all waves: a small chart for each parameter, then the means and what may be said of the change.
func (b *book) trend(v *view, name string) {
	widths := append([]float64{25, 15}, slices.Repeat([]float64{7.5}, len(v.Years))...)
	s := b.sheet(name, true, append(widths, 9, 8, 8, 26, 9, 33)...)
	s.heading(b.t("trend.title", "years", span(v.Years)), b.trendFinding(v))
	if v.before() == "" {
		return
	}
	s.caption(b.t("caption.trend"))
	b.trendCharts(v, s)
	s.keep(s.f.InsertPageBreak(s.name, at(0, s.row)))
	b.trendHead(v, s)
	for _, p := range v.parameters {
		first := v.parameter(p)
		for _, i := range v.asked(place{basis: report.Identity, parameter: p}, v.Years...) {
			s.line(b.trendLine(v, first, i, p)...)
			first = ""
		}
	}
	s.caption(b.t("caption.table"))
}

// trendHead names a column for every wave, then those of the change since the wave before and since the first.
func (b *book) trendHead(v *view, s *sheet) {
	titles := [][]cell{wordHeads(b.t("col.parameter"), b.t("col.panel")), figureHeads(v.Years...),
		figureHeads(b.t("col.since", "wave", v.before()), b.t("col.low"), b.t("col.high")), noteHeads(b.t("col.words"))}
	if len(v.Years) > 2 {
		titles = append(titles, figureHeads(b.t("col.since", "wave", v.Years[0])), noteHeads(b.t("col.words")))
	}
	s.head(titles...)
}

func (b *book) trendLine(v *view, name string, panel int, parameter string) []cell {
	code := v.panels[panel]
	cells := []cell{text(name), panelCell(panel, v.panel(code))}
	for _, wave := range v.Years {
		e := v.identity(wave, code, parameter)
		cells = append(cells, figure(e.Mean, asMean, e.Suppressed))
	}
	since := place{wave: v.last(), from: v.before(), panel: code, basis: report.Identity, parameter: parameter}
	c := v.change(since)
	cells = append(cells, figure(c.Diff, asDiff, c.Suppressed), figure(c.Low, asDiff, c.Suppressed),
		figure(c.High, asDiff, c.Suppressed), remark(b.changeWords(c)))
	if len(v.Years) > 2 {
		since.from = v.Years[0]
		c = v.change(since)
		cells = append(cells, figure(c.Diff, asDiff, c.Suppressed), remark(b.changeWords(c)))
	}
	return cells
}

// chartsOnPage is how many of the small charts stand on a page, two beside each other.
const chartsOnPage = 8

// trendCharts draws the charts two beside each other.
func (b *book) trendCharts(v *view, s *sheet) {
	const height = 200
	half := pixels(s.widths) / 2
	for i, p := range v.parameters {
		c := chart{title: b.trendTitle(v, p), alt: b.t("trend.alt", "parameter", v.parameter(p), "years", span(v.Years)),
			left: 0.05, right: 0.16, axis: axis{min: 1, max: 5, step: 1, format: "0"}}
		c = b.overWaves(v, c, func(panel string, wave int) point {
			e := v.identity(v.Years[wave], panel, p)
			return point{e.Mean, e.Low, e.High, v.brokenAt(wave, panel, p)}
		}, func(x float64) string { return beside + b.tr.Decimal(x, 1) })
		if i > 0 && i%chartsOnPage == 0 {
			s.keep(s.f.InsertPageBreak(s.name, at(0, s.row)))
		}
		s.drawAt(c, i%2*half, half-10, height)
		if i%2 == 1 || i == len(v.parameters)-1 {
			s.skip(rowsFor(height))
		}
	}
}

// trendTitle names a parameter and the waves at which its line is cut.
func (b *book) trendTitle(v *view, parameter string) string {
	var cut []string
	for i, wave := range v.Years {
		if slices.ContainsFunc(v.panels, func(panel string) bool { return v.brokenAt(i, panel, parameter) }) {
			cut = append(cut, wave)
		}
	}
	if len(cut) == 0 {
		return v.parameter(parameter)
	}
	return b.t("trend.broken", "parameter", v.parameter(parameter), "waves", strings.Join(cut, ", "))
}

// trendFinding counts what moved beyond chance since the wave before.
func (b *book) trendFinding(v *view) string {
	if v.before() == "" {
		return b.t("trend.one")
	}
	up, down, same, untold := 0, 0, 0, 0
	for _, panel := range v.panels {
		for _, p := range v.parameters {
			c, ok := v.changes[place{wave: v.last(), from: v.before(), panel: panel, basis: report.Identity, parameter: p}]
			if !ok {
				continue
			}
			switch certainty := c.Certainty(); {
			case certainty == report.Unclear:
				same++
			case certainty != report.Clear:
				untold++
			case *c.Diff > 0:
				up++
			default:
				down++
			}
		}
	}
	return b.t("trend.finding", "from", v.before(), "to", v.last(), "all", up+down+same+untold,
		"up", up, "down", down, "same", same, "untold", untold)
}
