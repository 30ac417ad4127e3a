package xlsx

import (
	"slices"

	"realitycheck/analysis"
)

// trend shows all waves: a small chart for each parameter, then the means and what may be said of the change.
func (b *book) trend(v *view, name string) {
	widths := append([]float64{25, 18}, slices.Repeat([]float64{7.5}, len(v.Years))...)
	s := b.sheet(name, true, append(widths, 9, 8, 8, 27, 9, 27)...)
	s.heading(b.t("trend.title", "years", span(v.Years)), b.trendFinding(v))
	b.trendCharts(v, s)
	s.caption(b.t("caption.trend"))
	s.skip(1)
	titles := append([]string{b.t("col.parameter"), b.t("col.panel")}, v.Years...)
	last, before := v.last(), v.before()
	if before != "" {
		titles = append(titles, b.t("col.since", "wave", before), b.t("col.low"), b.t("col.high"), b.t("col.words"))
	}
	if len(v.Years) > 2 {
		titles = append(titles, b.t("col.since", "wave", v.Years[0]), b.t("col.words"))
	}
	s.head(2, titles...)
	for _, p := range v.parameters {
		for i, panel := range v.panels {
			first := ""
			if i == 0 {
				first = v.parameter(p)
			}
			cells := []cell{text(first), panelCell(i, v.panel(panel))}
			for _, wave := range v.Years {
				e := v.identity(wave, panel, p)
				cells = append(cells, figure(e.Mean, asMean, e.Suppressed))
			}
			at := place{wave: last, panel: panel, basis: analysis.Identity, parameter: p}
			if before != "" {
				at.from = before
				c := v.change(at)
				cells = append(cells, figure(c.Diff, asDiff, c.Suppressed), figure(c.Low, asDiff, c.Suppressed),
					figure(c.High, asDiff, c.Suppressed), rightWords(b.certainChange(c)))
			}
			if len(v.Years) > 2 {
				at.from = v.Years[0]
				c := v.change(at)
				cells = append(cells, figure(c.Diff, asDiff, c.Suppressed), rightWords(b.certainChange(c)))
			}
			s.line(cells...)
		}
	}
	s.caption(b.t("caption.table"))
}

func rightWords(words string) cell { return cell{words, look{right: true}} }

// trendCharts draws the charts two beside each other.
func (b *book) trendCharts(v *view, s *sheet) {
	const width, height = 560, 230
	second := 2
	for total := 0.0; second < len(s.widths)-1; second++ { // the column at which the second chart may begin
		total = 0
		for _, w := range s.widths[:second] {
			total += w*7 + 5
		}
		if total > width {
			break
		}
	}
	for i, p := range v.parameters {
		c := chart{title: v.parameter(p), alt: b.t("trend.alt", "parameter", v.parameter(p), "years", span(v.Years)),
			left: 0.06, right: 0.27, axis: axis{min: 1, max: 5, step: 1, format: "0"}}
		c = b.overWaves(v, c, func(panel string, wave int) point {
			e := v.identity(v.Years[wave], panel, p)
			return point{e.Mean, e.Low, e.High, v.brokenAt(wave, panel, p)}
		}, func(x float64) string { return beside + b.tr.Decimal(x, 1) })
		if i%2 == 0 {
			s.drawAt(c, 0, width, height)
			continue
		}
		s.drawAt(c, second, width, height)
		s.skip(rowsFor(height))
	}
	if len(v.parameters)%2 == 1 {
		s.skip(rowsFor(height))
	}
}

// trendFinding counts what moved beyond chance since the wave before.
func (b *book) trendFinding(v *view) string {
	if v.before() == "" {
		return b.t("trend.one")
	}
	up, down, untold := 0, 0, 0
	for _, panel := range v.panels {
		for _, p := range v.parameters {
			c := v.change(place{wave: v.last(), from: v.before(), panel: panel, basis: analysis.Identity, parameter: p})
			switch beyond, known := clear(c.Test); {
			case !known || !c.Comparable:
				untold++
			case beyond && *c.Diff > 0:
				up++
			case beyond:
				down++
			}
		}
	}
	all := len(v.panels) * len(v.parameters)
	return b.t("trend.finding", "from", v.before(), "to", v.last(), "all", all, "up", up, "down", down, "same", all-up-down-untold, "untold", untold)
}
