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

// Adjust fills PAdjusted of every test that is published: after Holm (1979) for headlines, after Benjamini and Hochberg (1995)
// for the screening of items, samples and themes. What was withheld has no p and is excluded from its family.
func Adjust(r *report.Report) {
	adjust(r.Gaps, r.Changes)
	for _, v := range []*report.Alternative{r.Unweighted, r.WithoutFlagged} {
		if v != nil {
			adjust(v.Gaps, v.Changes)
		}
	}
	tests := families{}
	for i := range r.GapChanges {
		g := &r.GapChanges[i]
		tests.add(family{wave: g.To, from: g.From, a: g.A, b: g.B, basis: g.Basis}, &g.Test)
	}
	for i := range r.ThemeGaps {
		g := &r.ThemeGaps[i]
		tests.add(family{wave: g.Wave, a: g.A, b: g.B, question: g.Question}, &g.Test)
	}
	for i := range r.ThemeChanges {
		c := &r.ThemeChanges[i]
		tests.add(family{wave: c.To, from: c.From, a: c.Panel, question: c.Question}, &c.Test)
	}
	tests.adjust()
}

func adjust(gaps []report.Gap, changes []report.Change) {
	tests := families{}
	for i := range gaps {
		g := &gaps[i]
		tests.add(family{wave: g.Wave, a: g.A, b: g.B, basis: g.Basis, items: g.Item != nil}, &g.Test)
	}
	for i := range changes {
		c := &changes[i]
		tests.add(family{wave: c.To, from: c.From, a: c.Panel, basis: c.Basis, items: c.Item != nil}, &c.Test)
	}
	tests.adjust()
}

type families map[family][]*report.Test

func (tests families) add(f family, t *report.Test) { tests[f] = append(tests[f], t) }

func (tests families) adjust() {
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
