package analysis

import (
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
)

// gaps compares the panels of a wave, the first listed minus the next.
func (b *builder) gaps(w *dataset.Wave) []report.Gap {
	var all []report.Gap
	var before *dataset.Variable
	from := 0
	for _, m := range w.Variables {
		if before != nil && m.OnlyItemOf(before) {
			for _, g := range all[from:] {
				g.Subject = b.subject(m, g.Basis, g.Sample)
				all = append(all, g)
			}
			continue
		}
		before, from = m, len(all)
		for one := range w.Panels {
			for two := one + 1; two < len(w.Panels); two++ {
				if w.Comparable(m, one, two) {
					all = append(all, b.panelGaps(w, m, one, two)...)
				}
			}
		}
	}
	return all
}

func (b *builder) panelGaps(w *dataset.Wave, m *dataset.Variable, one, two int) []report.Gap {
	if !m.Key.Rated {
		return []report.Gap{b.gap(w, m, one, two, report.Identity, -1)}
	}
	var list []report.Gap
	var anchors, all []int
	for s := range w.Samples {
		list = append(list, b.gap(w, m, one, two, report.OfSample, s))
		all = append(all, s)
		if w.Anchors[s] {
			anchors = append(anchors, s)
		}
	}
	if len(anchors) > 0 {
		list = append(list, b.indexGap(w, m, one, two, report.Anchors, w.Answered(m, anchors, one, two)))
	}
	return append(list, b.indexGap(w, m, one, two, report.All, w.Answered(m, all, one, two)))
}

func (b *builder) gap(w *dataset.Wave, m *dataset.Variable, one, two int, basis report.Basis, sample int) report.Gap {
	g := report.Gap{Wave: w.Code(), Subject: b.subject(m, basis, sampleCode(w, sample)), A: w.Panels[one], B: w.Panels[two]}
	sides := []stats.Side{{w.Table(m, one, sample)}, {w.Table(m, two, sample)}}
	c := w.SizesOf(m).Contrast(m.Scale, level, sides, []float64{1, -1})
	g.Test = b.test(c)
	if !g.Suppressed {
		g.N = map[string]int{g.A: c.Bases[0].Members, g.B: c.Bases[1].Members}
	}
	return g
}

func (b *builder) indexGap(w *dataset.Wave, m *dataset.Variable, one, two int, basis report.Basis, samples []int) report.Gap {
	g := report.Gap{Wave: w.Code(), Subject: b.subject(m, basis, nil), A: w.Panels[one], B: w.Panels[two]}
	if len(samples) == 0 {
		g.Reason = string(stats.NoValid) // no sample was rated by both panels
		return g
	}
	coef := make([]float64, len(m.Tables))
	average(coef, one*len(w.Samples), samples, 1)
	average(coef, two*len(w.Samples), samples, -1)
	c, _ := w.Clustered.Contrast(m.Codes, m.Scale, m.Tables, coef, level)
	g.Test = b.test(c)
	if !g.Suppressed {
		g.N = map[string]int{g.A: w.CountRaters(m, one, samples), g.B: w.CountRaters(m, two, samples)}
	}
	return g
}

// test takes over a comparison, or hides it whole.
func (b *builder) test(c stats.Comparison) report.Test {
	if b.gate.hides(c.Bases...) {
		return report.Test{Suppressed: true}
	}
	if len(c.Bases) == 0 {
		return report.Test{Reason: string(stats.NoValid)}
	}
	return report.Test{Diff: figure(c.Estimate), SE: figure(c.SE), Low: figure(c.Low), High: figure(c.High), DF: figure(c.DF), P: figure(c.P),
		Effect: figure(c.Effect), Reason: string(c.Reason)}
}
