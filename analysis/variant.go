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
	for i := range v.Estimates {
		if e := &v.Estimates[i]; e.Wave == wave && e.Panel == panel {
			*e = e.hidden()
		}
	}
	for i := range v.Gaps {
		if g := &v.Gaps[i]; g.Wave == wave && (g.A == panel || g.B == panel) {
			g.N, g.Test = nil, Test{Suppressed: true}
		}
	}
	for i := range v.Changes {
		if c := &v.Changes[i]; (c.From == wave || c.To == wave) && c.Panel == panel {
			c.N, c.Overlap, c.Test = nil, nil, Test{Suppressed: true}
		}
	}
}

// singlesOut says that a few members of a panel have a weight that no others have: with weighted and unweighted figures
// beside each other, a reader could compute theirs.
func (w *dataset) singlesOut(panel string, nMin int) bool {
	p := w.weightedPanel(panel)
	return p != nil && slices.ContainsFunc(p.Fits, func(f archive.MarginFit) bool { return f.N > 0 && f.N < nMin })
}
