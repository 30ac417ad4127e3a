package xlsx

import (
	"slices"

	"realitycheck/analysis/report"
)

// samples shows every sample of the newest wave by parameter: inside, outside, and the difference.
func (b *book) samples(v *view, name string) {
	shown, parameters := v.shown()
	widths := []float64{40, 20, 12}
	for range len(v.panels) + 1 {
		widths = append(widths, slices.Repeat([]float64{13}, len(parameters))...)
	}
	s := b.sheet(name, true, widths...)
	s.heading(b.t("samples.title", "wave", v.last()), b.samplesFinding(v, shown, parameters))
	if len(shown) == 0 {
		return
	}
	b.samplesHead(v, s, parameters)
	from := s.row
	for _, sample := range shown {
		s.line(b.sampleLine(v, sample, parameters)...)
	}
	if rated := len(v.panels) * len(parameters); rated > 0 {
		s.shade(3, from, 2+rated, s.row-1, "2", "3", "4")
		if len(v.panels) == 2 {
			s.shade(3+rated, from, 2+rated+len(parameters), s.row-1, "-1", "0", "1")
		}
	}
	s.caption(b.t("caption.samples") + " " + b.t("caption.table"))
	s.skip(1)
	b.anchors(v, s)
}

// shown lists the samples of the newest wave and the parameters that they were rated on.
func (v *view) shown() (samples []report.Sample, parameters []string) {
	for _, sample := range v.Samples {
		if slices.Contains(sample.Waves, v.last()) {
			samples = append(samples, sample)
		}
	}
	for _, e := range v.Estimates {
		if e.Wave == v.last() && e.Basis == report.OfSample && e.Item == nil {
			parameters = appendNew(parameters, e.Parameter)
		}
	}
	return samples, parameters
}

// samplesHead writes two rows: whose figures, then of which parameter.
func (b *book) samplesHead(v *view, s *sheet, parameters []string) {
	titles := [][]cell{wordHeads(b.t("col.sample"), b.t("col.channel"), b.t("col.anchor"))}
	col := 3
	groups := make([]cell, 0, len(v.panels)+1)
	for i, panel := range v.panels {
		groups = append(groups, panelCell(i, v.panel(panel)))
	}
	if len(v.panels) == 2 {
		groups = append(groups, text(b.t("col.gap")))
	}
	for _, group := range groups {
		group.bold = true
		if len(parameters) > 0 {
			s.put(col, s.row, group)
		}
		for _, p := range parameters {
			titles = append(titles, heads(look{size: 8, right: true}, []string{v.parameter(p)}))
		}
		col += len(parameters)
	}
	s.row++
	s.head(titles...)
	s.freeze(1)
}

func (b *book) sampleLine(v *view, sample report.Sample, parameters []string) []cell {
	role := ""
	if sample.Anchor {
		role = b.t("anchor")
	}
	cells := []cell{text(label(v.Labels.Samples, sample.Code)), text(b.t("channel." + sample.Channel)), text(role)}
	at := place{wave: v.last(), basis: report.OfSample, sample: sample.Code}
	for _, panel := range v.panels {
		at.panel = panel
		for _, p := range parameters {
			at.parameter = p
			e := v.estimate(at)
			cells = append(cells, figure(e.Mean, asMean, e.Suppressed))
		}
	}
	if len(v.panels) == 2 {
		at.panel = ""
		for _, p := range parameters {
			at.parameter = p
			g := v.gap(at)
			cells = append(cells, figure(g.Diff, asDiff, g.Suppressed))
		}
	}
	return cells
}

// samplesFinding names the sample on which inside and outside differ most beyond chance.
func (b *book) samplesFinding(v *view, shown []report.Sample, parameters []string) string {
	if len(shown) == 0 {
		return b.t("samples.none")
	}
	var widest *report.Gap
	for _, sample := range shown {
		for _, p := range parameters {
			g := v.gap(place{wave: v.last(), basis: report.OfSample, sample: sample.Code, parameter: p})
			if g.Certainty() == report.Clear && (widest == nil || abs(*g.Diff) > abs(*widest.Diff)) {
				widest = g
			}
		}
	}
	if widest == nil {
		return b.t("samples.alike")
	}
	return b.t("samples.finding", "sample", label(v.Labels.Samples, *widest.Sample), "parameter", v.parameter(widest.Parameter),
		"diff", b.tr.Signed(*widest.Diff, 1), "words", b.gapWords(widest))
}

func abs(x float64) float64 { return max(x, -x) }

// anchors shows the change on the samples that both of the last two waves showed.
func (b *book) anchors(v *view, s *sheet) {
	var rows [][]cell
	for i, panel := range v.panels {
		for _, c := range v.Changes {
			if c.Panel == panel && c.Basis == report.Anchors && c.Item == nil && c.To == v.last() && c.From == v.before() {
				rows = append(rows, []cell{text(v.parameter(c.Parameter)), panelCell(i, v.panel(panel)), text(""),
					figure(c.Diff, asDiff, c.Suppressed), figure(c.Low, asDiff, c.Suppressed), figure(c.High, asDiff, c.Suppressed),
					remark(b.changeWords(&c))})
			}
		}
	}
	if len(rows) == 0 || len(s.widths) < 7 {
		return
	}
	s.section(b.t("anchors.title", "from", v.before(), "to", v.last()))
	s.head(wordHeads(b.t("col.parameter"), b.t("col.panel"), ""), figureHeads(b.t("col.change"), b.t("col.low"), b.t("col.high")), noteHeads(b.t("col.words")))
	for _, row := range rows {
		s.line(row...)
	}
	s.caption(b.t("caption.anchors"))
}
