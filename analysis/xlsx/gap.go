package xlsx

import (
	"slices"

	"github.com/xuri/excelize/v2"

	"realitycheck/analysis/report"
)

// gapsOnPage is how many parameters fit on one page, in the chart and in the table.
const gapsOnPage = 10

// gap shows how far inside and outside stand apart, now and in every wave.
func (b *book) gap(v *view, name string) {
	widths := append([]float64{26}, slices.Repeat([]float64{8}, len(v.Years))...)
	s := b.sheet(name, true, append(widths, 8, 8, 9, 11, 26)...)
	if len(v.panels) != 2 {
		s.heading(b.t("gap.title"), b.t("gap.two"))
		return
	}
	s.heading(b.t("gap.title"), b.t("gap.lead", "a", v.panel(v.panels[0]), "b", v.panel(v.panels[1])))
	parameters := v.compared(v.Years...)
	s.draw(b.gapChart(v, parameters), pixels(s.widths), 40+36*len(parameters))
	s.caption(b.t("caption.gap"))
	s.skip(1)
	if len(parameters) > gapsOnPage {
		s.keep(s.f.InsertPageBreak(s.name, at(0, s.row)))
	}
	s.head(wordHeads(b.t("col.parameter")), figureHeads(v.Years...), figureHeads(b.t("col.low"), b.t("col.high"), b.t("col.p"), b.t("col.p_adjusted")), noteHeads(b.t("col.words")))
	from := s.row
	for _, p := range parameters {
		cells := []cell{text(v.parameter(p))}
		for _, wave := range v.Years {
			g := v.gap(place{wave: wave, basis: report.Identity, parameter: p})
			cells = append(cells, figure(g.Diff, asDiff, g.Suppressed))
		}
		g := v.gap(place{wave: v.last(), basis: report.Identity, parameter: p})
		s.line(append(cells, figure(g.Low, asDiff, g.Suppressed), figure(g.High, asDiff, g.Suppressed),
			figure(g.P, b.asP(), g.Suppressed), figure(g.PAdjusted, b.asP(), g.Suppressed), remark(b.gapWords(g)))...)
	}
	s.shade(1, from, len(v.Years), s.row-1, "-1", "0", "1")
	s.caption(b.t("caption.gaptable", "wave", v.last()) + " " + b.t("caption.table"))
}

// shade colours figures from brown over white to teal, between fixed ends, so that equal figures have equal colours on
// every sheet and in every year.
func (s *sheet) shade(fromCol, fromRow, toCol, toRow int, low, middle, high string) {
	if toRow < fromRow {
		return
	}
	s.keep(s.f.SetConditionalFormat(s.name, at(fromCol, fromRow)+":"+at(toCol, toRow), []excelize.ConditionalFormatOptions{{
		Type: "3_color_scale", Criteria: "=", MinType: "num", MidType: "num", MaxType: "num",
		MinValue: low, MidValue: middle, MaxValue: high, MinColor: "#" + brown, MidColor: "#" + paper, MaxColor: "#" + teal}}))
}
