package estimate

import (
	"math"

	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
)

// family names the tests that are read together (METHODS 4.7). It never spans waves or comparisons, so that publishing a new
// wave leaves what was published alone.
type family struct {
	wave, from, a, b string
	basis            report.Basis
	items            bool
	question         string // of themes
}

// headline reports whether a family is read as headlines (parameters as a whole); the others are for screening.
func (f family) headline() bool { return !f.items && f.basis != report.OfSample && f.question == "" }

// Adjust fills PAdjusted of every test that is told: after Holm (1979) for headlines, after Benjamini and Hochberg (1995) for
// the screening of items, samples and themes. What was withheld has no p and is left out of its family.
func Adjust(r *report.Report) {
	adjustVariables(r.Gaps, r.Changes)
	for _, v := range []*report.Variant{r.Unweighted, r.WithoutFlagged} {
		if v != nil {
			adjustVariables(v.Gaps, v.Changes)
		}
	}
	tests := map[family][]*report.Test{}
	for i := range r.ThemeGaps {
		g := &r.ThemeGaps[i]
		f := family{wave: g.Wave, a: g.A, b: g.B, question: g.Question}
		tests[f] = append(tests[f], &g.Test)
	}
	for i := range r.ThemeChanges {
		c := &r.ThemeChanges[i]
		f := family{wave: c.To, from: c.From, a: c.Panel, question: c.Question}
		tests[f] = append(tests[f], &c.Test)
	}
	adjust(tests)
}

func adjustVariables(gaps []report.Gap, changes []report.Change) {
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
	adjust(tests)
}

func adjust(tests map[family][]*report.Test) {
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
			t.PAdjusted = report.Figure(adjusted[i])
		}
	}
}
