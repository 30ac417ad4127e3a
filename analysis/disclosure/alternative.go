package disclosure

import (
	"slices"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
)

// alternatives protects the figures computed another way: by themselves, and against those of the report.
func (c Control) alternatives(r *report.Report, e *Evidence) {
	if v := r.Unweighted; v != nil {
		c.alternative(v, e.Unweighted)
		if c.Secondary {
			c.apart(v, e.Waves)
		}
	}
	if v := r.WithoutFlagged; v != nil {
		c.alternative(v, e.WithoutFlagged)
		alone := e.FlaggedAlone.Figures.Estimates.List
		c.alternative(&report.Alternative{Estimates: alone}, e.FlaggedAlone)
		for i := range alone {
			if m := &alone[i]; m.N != nil {
				c.code(m, *m.N)
			}
		}
		c.compare(r, v, alone)
	}
}

func (c Control) alternative(v *report.Alternative, s *Computed) {
	c.threshold(v, s.Figures)
	c.items(s.Waves, v.Estimates)
}

// apart withholds the unweighted figures from which, with the weighted ones, a reader could compute those of a few members
// who weigh something else than the others.
func (c Control) apart(alternative *report.Alternative, waves []*dataset.Wave) {
	apart := means{}
	for _, w := range waves {
		if w.Weight == nil {
			continue
		}
		for _, v := range w.Variables {
			for p := range w.Panels {
				for _, sample := range samplesOf(w, v) {
					valid, base := answeredBy(w, v, p, sample)
					apart[placeOf(w, v, p, sample)] = c.exposes(w, valid) || c.exposes(w, base)
				}
			}
		}
	}
	withholdFrom(alternative, func(e *report.Estimate) bool { return apart[e.Place()] })
}

// answeredBy lists the responses of a panel with a valid answer to a variable, on one sample where it is rated, and those with
// that or a don't-know.
func answeredBy(w *dataset.Wave, v *dataset.Variable, panel, sample int) (valid, base []int32) {
	first, last := w.RowsOf(v, panel)
	for row := first; row < last; row++ {
		status := v.Scale.Status[stats.Index(v.Codes[row])]
		if status == stats.Missing || sample >= 0 && w.SampleOf(row) != sample {
			continue
		}
		base = append(base, w.ResponseOf(v, row))
		if status == stats.Valid {
			valid = append(valid, w.ResponseOf(v, row))
		}
	}
	return valid, base
}

// compare withholds figures of an alternative from which, with those of the report, the figures of a few members who were excluded
// could be computed: where the numbers of members differ, they differ by the threshold at least, and what may only be published
// as a limit of those excluded, alone, is not published without them.
func (c Control) compare(r *report.Report, v *report.Alternative, alone []report.Estimate) {
	with := slices.DeleteFunc(slices.Clone(r.Estimates), func(e report.Estimate) bool { return e.Group != nil })
	at := 0
	withholdFrom(v, func(e *report.Estimate) bool {
		all, excluded := &with[at], &alone[at]
		at++
		switch {
		case all.N == nil || e.N == nil:
			return true
		case *all.N == *e.N:
			*e = *all // nobody with a valid answer was excluded
			return false
		}
		return c.Secondary && (*all.N-*e.N < c.Threshold || excluded.Limits["mean"] != "")
	})
	if c.Secondary {
		withholdCoded(v, with, alone)
	}
}

// withholdCoded takes away figures that have, of those excluded, a limit, and averages over samples that such a figure is in.
func withholdCoded(v *report.Alternative, with, alone []report.Estimate) {
	samples := map[report.Place]names{}
	for i := range v.Estimates {
		e := &v.Estimates[i]
		if e.N == nil || *e.N == *with[i].N {
			continue
		}
		if e.Basis == report.OfSample {
			samples[overSamples(e)] = samples[overSamples(e)].with(alone[i].Limits)
		}
		names{}.with(alone[i].Limits).withhold(e)
	}
	withholdAverages(v.Estimates, samples)
}

// withholdFrom takes estimates away, and what would tell them: averages over samples of which one is withheld, and
// differences.
func withholdFrom(v *report.Alternative, mustGo func(e *report.Estimate) bool) {
	samples, withheld := means{}, means{}
	for i := range v.Estimates {
		e := &v.Estimates[i]
		if mustGo(e) {
			*e = e.Withheld()
		}
		if e.Suppressed && e.Basis == report.OfSample {
			samples[overSamples(e)] = true
		}
	}
	for i := range v.Estimates {
		e := &v.Estimates[i]
		if (e.Basis == report.Anchors || e.Basis == report.All) && samples[overSamples(e)] {
			*e = e.Withheld()
		}
		if e.Suppressed {
			withheld.add(e.Place())
		}
	}
	withholdTests(v, func(_ map[string]int, places []report.Place) bool { return withheld.any(places) })
}
