package analysis

import (
	"math"

	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
)

// family names the tests that are read together. It never spans waves or comparisons, so that publishing a new wave
// leaves what was published alone.
type family struct {
	wave, from, a, b string
	basis            report.Basis
	items            bool
}

// headline says that a family is read as headlines (parameters as a whole); the others are for screening.
func (f family) headline() bool { return !f.items && f.basis != report.OfSample }

// adjust fills PAdjusted: after Holm (1979) for headlines, after Benjamini and Hochberg (1995) for the screening of
// items and of samples.
func adjust(gaps []report.Gap, changes []report.Change) {
	tests := map[family][]*report.Test{}
	add := func(f family, s report.Subject, t *report.Test) {
		f.basis, f.items = s.Basis, s.Item != nil
		tests[f] = append(tests[f], t)
	}
	for i := range gaps {
		g := &gaps[i]
		add(family{wave: g.Wave, a: g.A, b: g.B}, g.Subject, &g.Test)
	}
	for i := range changes {
		c := &changes[i]
		add(family{wave: c.To, from: c.From, a: c.Panel}, c.Subject, &c.Test)
	}
	for f, members := range tests {
		p := make([]float64, len(members))
		for i, t := range members {
			p[i] = math.NaN()
			if t.P != nil {
				p[i] = *t.P
			}
		}
		adjusted := stats.BenjaminiHochberg(p)
		if f.headline() {
			adjusted = stats.Holm(p)
		}
		for i, t := range members {
			t.PAdjusted = figure(adjusted[i])
		}
	}
}
