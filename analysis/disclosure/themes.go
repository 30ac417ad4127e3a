package disclosure

import (
	"slices"

	"realitycheck/analysis/estimate"
	"realitycheck/analysis/report"
)

// themes withholds shares of themes on too few members, codes those near 0 or 1, and withholds the differences of either.
func (c Control) themes(r *report.Report, e *estimate.ThemeEvidence) {
	for i := range r.Themes {
		t := &r.Themes[i]
		if c.few(*t.N) {
			*t = report.Theme{Wave: t.Wave, Panel: t.Panel, Question: t.Question, Theme: t.Theme, Verdict: t.Verdict, Suppressed: true}
			continue
		}
		if t.Limit = c.limit(t.Wave, t.Panel, *t.N, t.Share); t.Limit != "" {
			t.Share, t.Low, t.High, t.ShareAsked = nil, nil, nil, nil
		}
	}
	c.themeSamples(r.ThemeSamples, e.Samples)
	for i := range r.ThemeGaps {
		if g := &r.ThemeGaps[i]; c.untold(e.Gaps[i]) {
			g.N, g.Test = nil, report.Test{Suppressed: true}
		}
	}
	for i := range r.ThemeChanges {
		if t := &r.ThemeChanges[i]; c.untold(e.Changes[i]) {
			t.N, t.Test = nil, report.Test{Suppressed: true}
		}
	}
}

// themeSamples judges the samples of one theme together: where one has too few answers none is told. The answers of all samples
// together are published, and what is left of them would be those of the few.
func (c Control) themeSamples(all []report.ThemeSample, shares [][]estimate.Share) {
	same := func(a, b *report.ThemeSample) bool {
		return a.Wave == b.Wave && a.Panel == b.Panel && a.Question == b.Question && a.Theme == b.Theme
	}
	runs(all, same, func(from, to int) {
		if !slices.ContainsFunc(shares[from:to], c.untold) {
			return
		}
		for i := from; i < to; i++ {
			t := &all[i]
			t.N, t.Share, t.Low, t.High, t.Suppressed = nil, nil, nil, nil, true
		}
	})
}

// untold reports whether one of the shares behind a figure rests on too few members, or is not told exactly itself.
func (c Control) untold(shares []estimate.Share) bool {
	for _, s := range shares {
		if c.few(s.N) || s.N > 0 && c.limit(s.Wave, s.Panel, s.N, &s.P) != "" {
			return true
		}
	}
	return false
}
