package disclosure

import (
	"encoding/binary"
	"math"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/estimate"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"slices"
)

// variants protects the figures computed another way: by themselves, and against those of the report.
func (c Control) variants(r *report.Report, e *Evidence) {
	if v := r.Unweighted; v != nil {
		c.variant(v, e.Unweighted)
		if c.Secondary {
			c.toldApart(v, e.Waves)
		}
	}
	if v := r.WithoutFlagged; v != nil {
		c.variant(v, e.WithoutFlagged)
		alone := e.FlaggedAlone.Means
		c.threshold(alone, nil, nil, &e.FlaggedAlone.Figures)
		c.items(e.FlaggedAlone.Waves, alone)
		for i := range alone {
			if m := &alone[i]; m.N != nil {
				c.code(m, *m.N)
			}
		}
		c.compare(r, v, alone)
	}
}

func (c Control) variant(v *report.Variant, e *Other) {
	c.threshold(v.Estimates, v.Gaps, v.Changes, &e.Figures)
	c.items(e.Waves, v.Estimates)
}

// toldApart takes away the unweighted figures from which, with the weighted ones, a reader could compute those of a
// few members who weigh something else than the others.
func (c Control) toldApart(v *report.Variant, waves []*dataset.Wave) {
	apart := means{}
	for _, w := range waves {
		if w.Weight == nil {
			continue
		}
		for _, m := range w.Variables {
			for p, panel := range w.Panels {
				if !m.Key.Rated {
					apart[report.PlaceOf(w.Code(), panel, estimate.Subject(w, m, report.Identity, nil))] = tellsApart(w, m, p, -1, c.Threshold)
					continue
				}
				for s := range w.Samples {
					apart[report.PlaceOf(w.Code(), panel, estimate.Subject(w, m, report.OfSample, &w.Samples[s]))] = tellsApart(w, m, p, s, c.Threshold)
				}
			}
		}
	}
	withholdFrom(v, func(e *report.Estimate) bool { return apart[e.Place()] })
}

// tellsApart reports whether the sums of a variable with every set of weights, and without, give away fewer than nMin members of
// those with a valid answer, or of those and the don't-knows.
func tellsApart(w *dataset.Wave, m *dataset.Variable, panel, sample, nMin int) bool {
	first, last := w.Rows[panel][0], w.Rows[panel][1]
	if m.Key.Rated {
		first, last = w.RatingRows[panel][0], w.RatingRows[panel][1]
	}
	at := map[string]int{}
	sums, sizes := make([][]float64, len(w.Published)+1), [2][]int{}
	for row := first; row < last; row++ {
		response, status := int32(row), m.Scale.Status[stats.Index(m.Codes[row])]
		if m.Key.Rated {
			response = w.Ratings.Response[row]
			if int(w.Clustered.Cell[row]) != panel*len(w.Samples)+sample {
				continue
			}
		}
		if status == stats.Missing {
			continue
		}
		var key []byte
		for _, weights := range w.Published {
			key = binary.BigEndian.AppendUint64(key, math.Float64bits(weights[response]))
		}
		i, known := at[string(key)]
		if !known {
			i = len(at)
			at[string(key)] = i
			for k, weights := range w.Published {
				sums[k] = append(sums[k], weights[response])
			}
			sums[len(sums)-1] = append(sums[len(sums)-1], 1)
			sizes[0], sizes[1] = append(sizes[0], 0), append(sizes[1], 0)
		}
		sizes[1][i]++
		if status == stats.Valid {
			sizes[0][i]++
		}
	}
	return len(stats.ExposedSums(sums, sizes[0], nMin)) > 0 || len(stats.ExposedSums(sums, sizes[1], nMin)) > 0
}

// compare withholds figures of a variant from which, with those of the report, the figures of a few members who were excluded
// could be computed: where the numbers of members differ, they differ by the threshold at least, and what may only be told as
// a limit of those excluded, alone, is not told without them.
func (c Control) compare(r *report.Report, v *report.Variant, alone []report.Estimate) {
	with := slices.DeleteFunc(slices.Clone(r.Estimates), func(e report.Estimate) bool { return e.Group != nil })
	at := 0
	withholdFrom(v, func(e *report.Estimate) bool {
		all, left := &with[at], &alone[at]
		at++
		switch {
		case all.N == nil || e.N == nil:
			return true
		case *all.N == *e.N:
			*e = *all // nobody with a valid answer was excluded
			return false
		}
		return c.Secondary && (*all.N-*e.N < c.Threshold || left.Limits["mean"] != "")
	})
	if c.Secondary {
		withholdCoded(v, with, alone)
	}
}

// withholdCoded takes away figures that have, of those excluded, a limit, and averages over samples that such a figure is in.
func withholdCoded(v *report.Variant, with, alone []report.Estimate) {
	samples := map[report.Place]names{}
	for i := range v.Estimates {
		e := &v.Estimates[i]
		if e.N == nil || *e.N == *with[i].N {
			continue
		}
		var coded names
		for name := range alone[i].Limits {
			coded = coded.with(name)
			if e.Basis == report.OfSample {
				samples[samplesOf(e)] = samples[samplesOf(e)].with(name)
			}
		}
		coded.withhold(e)
	}
	withholdAverages(v.Estimates, samples)
}

// withholdFrom takes estimates away, and what would tell them: averages over samples of which one is withheld, and
// differences.
func withholdFrom(v *report.Variant, untellable func(e *report.Estimate) bool) {
	samples, untold := means{}, means{}
	for i := range v.Estimates {
		e := &v.Estimates[i]
		if untellable(e) {
			*e = e.Withheld()
		}
		if e.Suppressed && e.Basis == report.OfSample {
			samples[samplesOf(e)] = true
		}
	}
	for i := range v.Estimates {
		e := &v.Estimates[i]
		if (e.Basis == report.Anchors || e.Basis == report.All) && samples[samplesOf(e)] {
			*e = e.Withheld()
		}
		if e.Suppressed {
			untold[e.Place()] = true
			untold.averagesOf(e)
		}
	}
	for i := range v.Gaps {
		if g := &v.Gaps[i]; untold.gap(g) {
			withholdGap(g)
		}
	}
	for i := range v.Changes {
		if ch := &v.Changes[i]; ch.N != nil && untold.change(ch) {
			withholdChange(ch)
		}
	}
}
