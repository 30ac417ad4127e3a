package estimate

import (
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
)

// gaps compares the panels of a wave: each of staff minus each of the public (METHODS 4.1).
func gaps(f *Figures, w *dataset.Wave) {
	from := 0
	each(w.Variables, func(v *dataset.Variable) {
		from = len(f.Gaps)
		for _, pair := range w.Instrument.Wave.Compared() {
			if !w.Comparable(v, pair[0], pair[1]) {
				continue
			}
			for _, g := range grounds(w, v, pair[0], pair[1]) {
				panelGap(f, w, v, pair[0], pair[1], g)
			}
		}
	}, func(v *dataset.Variable) {
		for i, to := from, len(f.Gaps); i < to; i++ {
			g := f.Gaps[i]
			g.Subject = Subject(w, v, g.Basis, g.Sample)
			f.gap(g, f.Evidence.Gaps[i])
		}
	})
}

func panelGap(f *Figures, w *dataset.Wave, v *dataset.Variable, one, two int, on ground) {
	g := report.Gap{Wave: w.Code(), Subject: on.Subject, A: w.Panels[one], B: w.Panels[two]}
	var r stats.Comparison
	switch {
	case on.alone():
		sides := []stats.Domain{{w.Table(v, one, on.sample())}, {w.Table(v, two, on.sample())}}
		r = w.SizesOf(v).Contrast(v.Scale, stats.Level, sides, []float64{1, -1})
		g.N = map[string]int{g.A: r.Bases[0].Members, g.B: r.Bases[1].Members}
	case len(on.samples) == 0: // no sample was rated by both panels
		g.Reason = string(stats.NoValid)
		f.gap(g, nil)
		return
	default:
		coef := make([]float64, len(v.Tables))
		average(coef, one*len(w.Samples), on.samples, 1)
		average(coef, two*len(w.Samples), on.samples, -1)
		r, _ = w.Clustered.Contrast(v.Codes, v.Scale, v.Tables, nil, coef, stats.Level)
		g.N = map[string]int{g.A: w.CountRaters(v, one, on.samples), g.B: w.CountRaters(v, two, on.samples)}
	}
	g.Test = test(r)
	f.gap(g, r.Bases)
}

// test takes over a comparison (METHODS 4.3 and 4.5).
func test(c stats.Comparison) report.Test {
	return report.Test{Diff: report.Figure(c.Estimate), SE: report.Figure(c.SE), Low: report.Figure(c.Low), High: report.Figure(c.High), DF: report.Figure(c.DF), P: report.Figure(c.P),
		Effect: report.Figure(c.Effect), Reason: string(c.Reason)}
}
