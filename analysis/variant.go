package analysis

import (
	"context"
	"slices"

	"realitycheck/survey/archive"
)

// variants computes what was asked for beside the report.
func (b *builder) variants(ctx context.Context, r *Report, waves []*dataset, opts Options) (err error) {
	if opts.Unweighted {
		if r.Unweighted, err = b.variant(ctx, waves, func(int) lens { return lens{} }); err != nil {
			return err
		}
		for _, w := range waves {
			for _, panel := range w.panels {
				if b.gate.complement && w.singlesOut(panel, b.gate.nMin) {
					r.Unweighted.hide(w.Code(), panel)
				}
			}
		}
	}
	if opts.WithoutFlagged {
		r.WithoutFlagged, err = b.variant(ctx, waves, func(i int) lens {
			return lens{weighting: waves[i].weighting, weight: waves[i].weight, out: waves[i].flagged()}
		})
		if err != nil {
			return err
		}
		b.gate.compare(r, r.WithoutFlagged)
	}
	for _, v := range []*Variant{r.Unweighted, r.WithoutFlagged} {
		if v != nil {
			adjust(v.Gaps, v.Changes)
		}
	}
	return nil
}

func (b *builder) variant(ctx context.Context, waves []*dataset, look func(i int) lens) (*Variant, error) {
	others := make([]*dataset, len(waves))
	for i, w := range waves {
		var err error
		if others[i], err = newDataset(w.Wave, look(i)); err != nil {
			return nil, err
		}
	}
	all, err := b.compute(ctx, others, false)
	if err != nil {
		return nil, err
	}
	v := &Variant{Estimates: []Estimate{}, Gaps: []Gap{}, Changes: []Change{}}
	for _, p := range all {
		v.Estimates, v.Gaps, v.Changes = append(v.Estimates, p.estimates...), append(v.Gaps, p.gaps...), append(v.Changes, p.changes...)
	}
	return v, nil
}

// hide takes away the figures of a panel in a wave.
func (v *Variant) hide(wave, panel string) {
	untold := map[figureKey]bool{}
	for i := range v.Estimates {
		if e := &v.Estimates[i]; e.Wave == wave && e.Panel == panel {
			*e = e.hidden()
			untold[keyOf(wave, panel, e.Subject)] = true
		}
	}
	v.hideTests(untold)
}

// singlesOut says that a few members of a panel have a weight that no others have: with weighted and unweighted figures
// beside each other, a reader could compute theirs.
func (w *dataset) singlesOut(panel string, nMin int) bool {
	p := w.weightedPanel(panel)
	return p != nil && slices.ContainsFunc(p.Fits, func(f archive.MarginFit) bool { return f.N > 0 && f.N < nMin })
}

// compare hides figures of a variant from which, with those of the report, the figures of a few members who were left out
// could be computed: where the numbers of members differ, they differ by nMin at least. An average over samples is hidden
// with any of its samples.
func (g gate) compare(r *Report, v *Variant) {
	with := slices.DeleteFunc(slices.Clone(r.Estimates), func(e Estimate) bool { return e.Group != nil })
	samples := map[figureKey]bool{} // hidden for one sample at least
	for i := range v.Estimates {
		e := &v.Estimates[i]
		switch all := &with[i]; {
		case all.N == nil || e.N == nil:
			*e = e.hidden()
		case *all.N == *e.N:
			*e = *all // nobody with a valid answer was left out
		case g.complement && *all.N-*e.N < g.nMin:
			*e = e.hidden()
		}
		if e.Suppressed && e.Basis == OfSample {
			samples[ofSamples(e)] = true
		}
	}
	untold := map[figureKey]bool{}
	for i := range v.Estimates {
		e := &v.Estimates[i]
		if (e.Basis == Anchors || e.Basis == All) && samples[ofSamples(e)] {
			*e = e.hidden()
		}
		if e.Suppressed {
			untold[keyOf(e.Wave, e.Panel, e.Subject)] = true
		}
	}
	v.hideTests(untold)
}

// ofSamples is what the ratings of all samples of a panel have in common.
func ofSamples(e *Estimate) figureKey {
	k := keyOf(e.Wave, e.Panel, e.Subject)
	k.basis, k.sample = OfSample, ""
	return k
}

// hideTests hides the differences of means that are not told.
func (v *Variant) hideTests(untold map[figureKey]bool) {
	for i := range v.Gaps {
		if g := &v.Gaps[i]; untold[keyOf(g.Wave, g.A, g.Subject)] || untold[keyOf(g.Wave, g.B, g.Subject)] {
			g.N, g.Test = nil, Test{Suppressed: true}
		}
	}
	for i := range v.Changes {
		if c := &v.Changes[i]; c.N != nil && (untold[keyOf(c.From, c.Panel, c.Subject)] || untold[keyOf(c.To, c.Panel, c.Subject)]) {
			c.N, c.Overlap, c.Test = nil, nil, Test{Suppressed: true}
		}
	}
}
