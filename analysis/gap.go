package analysis

import "realitycheck/analysis/stats"

// gaps compares the panels of a wave, the first listed minus the next.
func (b *builder) gaps(w *dataset) []Gap {
	var all []Gap
	var before *measure
	from := 0
	for _, m := range w.measures {
		if before != nil && m.copies(before) {
			for _, g := range all[from:] {
				g.Subject = b.subject(m, g.Basis, g.Sample)
				all = append(all, g)
			}
			continue
		}
		before, from = m, len(all)
		for one := range w.panels {
			for two := one + 1; two < len(w.panels); two++ {
				if w.comparable(m, one, two) {
					all = append(all, b.panelGaps(w, m, one, two)...)
				}
			}
		}
	}
	return all
}

// comparable says that both panels are asked the same questions of a measure.
func (w *dataset) comparable(m *measure, one, two int) bool {
	if !m.asked[one] || !m.asked[two] {
		return false
	}
	for _, q := range m.questions {
		if q.Asked(w.panels[one]) != q.Asked(w.panels[two]) {
			return false
		}
	}
	return true
}

func (b *builder) panelGaps(w *dataset, m *measure, one, two int) []Gap {
	if !m.key.rated {
		return []Gap{b.gap(w, m, one, two, Identity, -1)}
	}
	var list []Gap
	var anchors, all []int
	for s := range w.samples {
		list = append(list, b.gap(w, m, one, two, OfSample, s))
		all = append(all, s)
		if w.anchors[s] {
			anchors = append(anchors, s)
		}
	}
	if len(anchors) > 0 {
		list = append(list, b.indexGap(w, m, one, two, Anchors, w.answered(m, anchors, one, two)))
	}
	return append(list, b.indexGap(w, m, one, two, All, w.answered(m, all, one, two)))
}

func (b *builder) gap(w *dataset, m *measure, one, two int, basis Basis, sample int) Gap {
	g := Gap{Wave: w.Code(), Subject: b.subject(m, basis, sampleCode(w, sample)), A: w.panels[one], B: w.panels[two]}
	sides := []stats.Domain{{w.tally(m, one, sample)}, {w.tally(m, two, sample)}}
	c := w.scope(m).Contrast(m.scale, level, sides, []float64{1, -1})
	g.Test = b.test(c)
	if !g.Suppressed {
		g.N = map[string]int{g.A: c.Bases[0].Members, g.B: c.Bases[1].Members}
	}
	return g
}

func (b *builder) indexGap(w *dataset, m *measure, one, two int, basis Basis, samples []int) Gap {
	g := Gap{Wave: w.Code(), Subject: b.subject(m, basis, nil), A: w.panels[one], B: w.panels[two]}
	if len(samples) == 0 {
		g.Reason = string(stats.NoValid) // no sample was rated by both panels
		return g
	}
	coef := make([]float64, len(m.tallies))
	average(coef, one*len(w.samples), samples, 1)
	average(coef, two*len(w.samples), samples, -1)
	c, _ := w.rated.Contrast(m.codes, m.scale, m.tallies, nil, coef, level)
	g.Test = b.test(c)
	if !g.Suppressed {
		g.N = map[string]int{g.A: w.membersOf(m, one, samples), g.B: w.membersOf(m, two, samples)}
	}
	return g
}

// test takes over a comparison, or hides it whole.
func (b *builder) test(c stats.Comparison) Test {
	if b.gate.hides(c.Bases...) {
		return Test{Suppressed: true}
	}
	if len(c.Bases) == 0 {
		return Test{Reason: string(stats.NoValid)}
	}
	return Test{Diff: figure(c.Estimate), SE: figure(c.SE), Low: figure(c.Low), High: figure(c.High), DF: figure(c.DF), P: figure(c.P),
		Effect: figure(c.Effect), Reason: string(c.Reason)}
}
