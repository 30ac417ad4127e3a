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
// for the screening of items, samples and themes. What was withheld has no p and is excluded from its family. The headlines of
// figures computed another way are compared with those of the report, so their families are the same: what only they withhold
// counts with its p in the report, else a conclusion would turn because others are not told.
func Adjust(r *report.Report) {
	own := &report.Alternative{Gaps: r.Gaps, Changes: r.Changes}
	for _, v := range []*report.Alternative{own, r.Unweighted, r.WithoutFlagged} {
		if v != nil {
			adjust(v, own)
		}
	}
	tests := families{}
	for i := range r.GapChanges {
		g := &r.GapChanges[i]
		tests.add(family{wave: g.To, from: g.From, a: g.A, b: g.B, basis: g.Basis}, &g.Test, &g.Test)
	}
	for i := range r.ThemeGaps {
		g := &r.ThemeGaps[i]
		tests.add(family{wave: g.Wave, a: g.A, b: g.B, question: g.Question}, &g.Test, &g.Test)
	}
	for i := range r.ThemeChanges {
		c := &r.ThemeChanges[i]
		tests.add(family{wave: c.To, from: c.From, a: c.Panel, question: c.Question}, &c.Test, &c.Test)
	}
	tests.adjust()
}

// adjust adjusts figures that stand in the order of those of the report.
func adjust(v, own *report.Alternative) {
	tests := families{}
	for i := range v.Gaps {
		g := &v.Gaps[i]
		tests.add(family{wave: g.Wave, a: g.A, b: g.B, basis: g.Basis, items: g.Item != nil}, &g.Test, &own.Gaps[i].Test)
	}
	for i := range v.Changes {
		c := &v.Changes[i]
		tests.add(family{wave: c.To, from: c.From, a: c.Panel, basis: c.Basis, items: c.Item != nil}, &c.Test, &own.Changes[i].Test)
	}
	tests.adjust()
}

type families map[family][]readTest

// readTest is a test of a family with its p, or the one that stands for it.
type readTest struct {
	*report.Test
	p float64
}

func (tests families) add(f family, t, own *report.Test) {
	read := readTest{t, math.NaN()}
	switch {
	case t.P != nil:
		read.p = *t.P
	case f.headline() && own.P != nil:
		read.p = *own.P
	}
	tests[f] = append(tests[f], read)
}

func (tests families) adjust() {
	for f, read := range tests {
		p := make([]float64, len(read))
		for i, t := range read {
			p[i] = t.p
		}
		adjusted := stats.BenjaminiHochberg(p)
		if f.headline() {
			adjusted = stats.Holm(p)
		}
		for i, t := range read {
			if t.PAdjusted = nil; t.P != nil {
				t.PAdjusted = report.Figure(adjusted[i])
			}
		}
	}
}
