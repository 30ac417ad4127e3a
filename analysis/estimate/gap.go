package estimate

import (
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
)

// gaps compares the panels of a wave: each of staff minus each of the public (METHODS 4.1).
func gaps(f *Figures, w *dataset.Wave) {
	f.Gaps.each(w.Variables, func(g *report.Gap) *report.Subject { return &g.Subject }, func(v *dataset.Variable) {
		for _, pair := range w.Instrument.Wave.Compared() {
			if !w.Comparable(v, pair[0], pair[1]) {
				continue
			}
			for _, on := range grounds(w, v, pair[0], pair[1]) {
				panelGap(f, w, v, pair[0], pair[1], on)
			}
		}
	})
}

func panelGap(f *Figures, w *dataset.Wave, v *dataset.Variable, one, two int, on ground) {
	g := report.Gap{Wave: w.Code(), Subject: on.Subject, A: w.Panels[one], B: w.Panels[two]}
	var r stats.Comparison
	switch {
	case on.alone():
		sides := []stats.Domain{{w.Table(v, one, on.sample())}, {w.Table(v, two, on.sample())}}
		r = v.Sizes.Contrast(v.Scale, stats.Level, sides, []float64{1, -1})
		g.N = map[string]int{g.A: r.Bases[0].Members, g.B: r.Bases[1].Members}
	case len(on.samples) == 0: // no sample was rated by both panels
		g.Reason = string(stats.NoValid)
		f.Gaps.add(g)
		return
	default:
		coef := make([]float64, len(v.Tables))
		average(coef, one*len(w.Samples), on.samples, 1)
		average(coef, two*len(w.Samples), on.samples, -1)
		r, _ = w.Clustered.Contrast(v.Codes, v.Scale, v.Tables, nil, coef, stats.Level)
		g.N = map[string]int{g.A: len(w.Raters(v, one, on.samples)), g.B: len(w.Raters(v, two, on.samples))}
	}
	g.Test = test(r)
	f.Gaps.add(g, r.Bases...)
}

// test takes over a comparison (METHODS 4.3, METHODS 4.5).
func test(c stats.Comparison) report.Test {
	return report.Test{Diff: report.Figure(c.Estimate), SE: report.Figure(c.SE),
		Low: report.Figure(c.Low), High: report.Figure(c.High), DF: report.Figure(c.DF), P: report.Figure(c.P),
		Effect: report.Figure(c.Effect), Reason: string(c.Reason)}
}
