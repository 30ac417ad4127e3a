package analysis

import (
	"context"
	"encoding/binary"
	"maps"
	"math"
	"slices"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
)

// variants computes what was asked for beside the report.
func (b *builder) variants(ctx context.Context, r *report.Report, waves []*dataset.Wave, opts Options) (err error) {
	if opts.Unweighted {
		if r.Unweighted, err = b.variant(ctx, waves, func(int) dataset.Subset { return dataset.Subset{} }); err != nil {
			return err
		}
		if b.gate.complement {
			b.hideToldApart(r.Unweighted, waves)
		}
	}
	if opts.WithoutFlagged {
		r.WithoutFlagged, err = b.variant(ctx, waves, func(i int) dataset.Subset {
			return dataset.Subset{Weighting: waves[i].Weighting, Weight: waves[i].Weight, Published: waves[i].Published, Excluded: waves[i].Flagged()}
		})
		if err != nil {
			return err
		}
		rest, err := b.flaggedAlone(waves)
		if err != nil {
			return err
		}
		b.gate.compare(r, r.WithoutFlagged, rest)
	}
	for _, v := range []*report.Variant{r.Unweighted, r.WithoutFlagged} {
		if v != nil {
			adjust(v.Gaps, v.Changes)
		}
	}
	return nil
}

// flaggedAlone are the estimates of those with a flag, in the order of a variant. They are told nowhere, but follow from
// the figures with and without them.
func (b *builder) flaggedAlone(waves []*dataset.Wave) ([]report.Estimate, error) {
	var all []report.Estimate
	for _, w := range waves {
		others := w.Flagged()
		for row := range others {
			others[row] = !others[row]
		}
		alone, err := dataset.New(w.Wave, dataset.Subset{Weighting: w.Weighting, Weight: w.Weight, Published: w.Published, Excluded: others})
		if err != nil {
			return nil, err
		}
		all = append(all, b.estimates(alone)...)
	}
	for i := range all {
		if e := &all[i]; e.N != nil {
			b.gate.limit(e, *e.N)
		}
	}
	return all, nil
}

func (b *builder) variant(ctx context.Context, waves []*dataset.Wave, look func(i int) dataset.Subset) (*report.Variant, error) {
	others := make([]*dataset.Wave, len(waves))
	for i, w := range waves {
		var err error
		if others[i], err = dataset.New(w.Wave, look(i)); err != nil {
			return nil, err
		}
	}
	all, err := b.compute(ctx, others, false)
	if err != nil {
		return nil, err
	}
	v := &report.Variant{Estimates: []report.Estimate{}, Gaps: []report.Gap{}, Changes: []report.Change{}}
	for _, p := range all {
		v.Estimates, v.Gaps, v.Changes = append(v.Estimates, p.estimates...), append(v.Gaps, p.gaps...), append(v.Changes, p.changes...)
	}
	return v, nil
}

// hideToldApart takes away the unweighted figures from which, with the weighted ones, a reader could compute those of a
// few members who weigh something else than the others.
func (b *builder) hideToldApart(v *report.Variant, waves []*dataset.Wave) {
	apart := map[figureKey]bool{}
	for _, w := range waves {
		if w.Weight == nil {
			continue
		}
		for _, m := range w.Variables {
			for p, panel := range w.Panels {
				if !m.Key.Rated {
					apart[keyOf(w.Code(), panel, b.subject(m, report.Identity, nil))] = tellsApart(w, m, p, -1, b.gate.nMin)
					continue
				}
				for s := range w.Samples {
					apart[keyOf(w.Code(), panel, b.subject(m, report.OfSample, &w.Samples[s]))] = tellsApart(w, m, p, s, b.gate.nMin)
				}
			}
		}
	}
	hide(v, func(e *report.Estimate) bool { return apart[keyOf(e.Wave, e.Panel, e.Subject)] })
}

// tellsApart says that the sums of a measure with every set of weights, and without, give away fewer than nMin members of
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

// compare hides figures of a variant from which, with those of the report, the figures of a few members who were left out
// could be computed: where the numbers of members differ, they differ by nMin at least, and what may only be told as a limit
// of those left out, rest, is not told without them.
func (g gate) compare(r *report.Report, v *report.Variant, rest []report.Estimate) {
	with := slices.DeleteFunc(slices.Clone(r.Estimates), func(e report.Estimate) bool { return e.Group != nil })
	at := 0
	hide(v, func(e *report.Estimate) bool {
		all, left := &with[at], &rest[at]
		at++
		switch {
		case all.N == nil || e.N == nil:
			return true
		case *all.N == *e.N:
			*e = *all // nobody with a valid answer was left out
			return false
		}
		return g.complement && (*all.N-*e.N < g.nMin || left.Limits["mean"] != "")
	})
	if g.complement {
		withhold(v, with, rest)
	}
}

// withhold takes away figures that have, of those left out, a limit, and averages over samples that such a figure is in.
func withhold(v *report.Variant, with, rest []report.Estimate) {
	samples := map[figureKey]map[string]bool{}
	for i := range v.Estimates {
		e, names := &v.Estimates[i], map[string]bool{}
		if e.N == nil || *e.N == *with[i].N {
			continue
		}
		for name := range rest[i].Limits {
			names[name] = true
		}
		without(e, names)
		if len(names) == 0 || e.Basis != report.OfSample {
			continue
		}
		if samples[ofSamples(e)] == nil {
			samples[ofSamples(e)] = map[string]bool{}
		}
		maps.Copy(samples[ofSamples(e)], names)
	}
	for i := range v.Estimates {
		if e := &v.Estimates[i]; e.Basis == report.Anchors || e.Basis == report.All {
			without(e, samples[ofSamples(e)])
		}
	}
}

// hide takes away estimates, and what would tell them: averages over samples of which one is hidden, and differences.
func hide(v *report.Variant, few func(e *report.Estimate) bool) {
	samples, untold := map[figureKey]bool{}, map[figureKey]bool{}
	for i := range v.Estimates {
		e := &v.Estimates[i]
		if few(e) {
			*e = e.Withheld()
		}
		if e.Suppressed && e.Basis == report.OfSample {
			samples[ofSamples(e)] = true
		}
	}
	for i := range v.Estimates {
		e := &v.Estimates[i]
		if (e.Basis == report.Anchors || e.Basis == report.All) && samples[ofSamples(e)] {
			*e = e.Withheld()
		}
		if e.Suppressed {
			untold[keyOf(e.Wave, e.Panel, e.Subject)] = true
			for _, k := range averagesOf(e) {
				untold[k] = true
			}
		}
	}
	hideTests(v, untold)
}

// ofSamples is what the ratings of all samples of a panel have in common.
func ofSamples(e *report.Estimate) figureKey {
	k := keyOf(e.Wave, e.Panel, e.Subject)
	k.basis, k.sample = report.OfSample, ""
	return k
}

// hideTests hides the differences of means that are not told.
func hideTests(v *report.Variant, untold map[figureKey]bool) {
	for i := range v.Gaps {
		if g := &v.Gaps[i]; untold[keyOf(g.Wave, g.A, g.Subject)] || untold[keyOf(g.Wave, g.B, g.Subject)] {
			g.N, g.Test = nil, report.Test{Suppressed: true}
		}
	}
	for i := range v.Changes {
		if c := &v.Changes[i]; c.N != nil && (untold[keyOf(c.From, c.Panel, c.Subject)] || untold[keyOf(c.To, c.Panel, c.Subject)]) {
			c.N, c.Overlap, c.Test = nil, nil, report.Test{Suppressed: true}
		}
	}
}
