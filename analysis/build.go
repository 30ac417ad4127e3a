package analysis

import (
	"context"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/disclosure"
	"realitycheck/analysis/estimate"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// Options say how a report is made.
type Options struct {
	Tr        *i18n.Translator // the language of labels and notes
	NMin      int              // fewest members behind a published figure: privacy.n_min
	Synthetic bool             // the answers are made

	Weights        string // name of the weighting of every wave that has it, dataset.NoWeights, or "" for the latest of each wave
	Unweighted     bool   // show beside it the figures without weights
	WithoutFlagged bool   // show beside it the figures without responses that have a quality flag
}

// Build computes the report of archived waves; no years means all. Figures of a single wave rest on that wave alone and
// changes on the two waves compared, so that a new wave never alters what was published. Figures on fewer than NMin
// members leave it without any number. The same archives give the same report to the bit. A wave without an archive is
// a NotFound fault.
func Build(ctx context.Context, source *dataset.Source, years []string, opts Options) (*report.Report, error) {
	return build(ctx, source, years, opts, disclosure.New(opts.NMin))
}

// build goes the way of METHODS: answers become variables, variables estimates, estimates a report, and the report is
// protected before any test is adjusted or any note written.
func build(ctx context.Context, source *dataset.Source, years []string, opts Options, control disclosure.Control) (*report.Report,
	error) {
	if len(years) == 0 {
		var err error
		if years, err = source.Codes(); err != nil {
			return nil, err
		}
	}
	waves, history, err := dataset.Load(ctx, source, years, opts.Weights)
	if err != nil {
		return nil, err
	}
	b := &builder{waves: waves, history: history, evidence: &disclosure.Evidence{}}
	b.evidence.Waves = waves
	b.report = &report.Report{Schema: 1, Lang: opts.Tr.Lang(), Years: []string{}, Synthetic: opts.Synthetic}
	b.report.Describe(dataset.Instruments(waves), history.Names().Parameter, opts.Tr)
	for _, step := range []func() error{
		func() error { return b.figures(ctx) },
		func() error { return b.themes(source) },
		func() error { return b.otherWays(ctx, opts) },
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	control.Protect(b.report, b.evidence)
	b.report.GapChanges = estimate.GapChanges(b.report)
	estimate.Adjust(b.report)
	b.report.Notes, err = notes(b.report, waves, control, opts.Tr)
	return b.report, err
}

// builder is a report in the making, with what stands behind it.
type builder struct {
	waves    []*dataset.Wave
	history  dataset.History
	report   *report.Report
	evidence *disclosure.Evidence
}

// figures computes estimates, shares, gaps, changes and response (METHODS 2 to 4 and 6), with the weights and flags in use.
func (b *builder) figures(ctx context.Context) error {
	f, err := estimate.Of(ctx, b.waves, b.history, estimate.All)
	if err != nil {
		return err
	}
	r := b.report
	r.Estimates, r.Choices, r.Gaps, r.Changes = f.Estimates.List, f.Choices.List, f.Gaps.List, f.Changes.List
	r.Response = f.Responses
	r.Weighting, r.Quality = estimate.Weightings(b.waves), estimate.Flags(b.waves)
	b.evidence.Figures = f
	return nil
}

// themes computes what open answers are about (METHODS 3.1), where they were coded.
func (b *builder) themes(source *dataset.Source) error {
	t, err := estimate.ThemesOf(source, b.waves, b.history, b.report.Lang)
	if err != nil {
		return err
	}
	b.report.Themes, b.report.ThemeReport, b.report.Labels.Themes = t.Shares, t.ThemeReport, t.Names
	b.evidence.Themes = t.ThemeEvidence
	return nil
}

// otherWays computes what was asked for beside the report: the figures without weights (METHODS 1), and without the responses
// that have a flag (METHODS 9), with those of the flagged alone, whom the difference is about.
func (b *builder) otherWays(ctx context.Context, opts Options) (err error) {
	unweighted := func(*dataset.Wave) dataset.Subset { return dataset.Subset{} }
	without := func(flagged bool) func(*dataset.Wave) dataset.Subset {
		return func(w *dataset.Wave) dataset.Subset { return w.Without(w.Flagged(flagged)) }
	}
	r, e := b.report, b.evidence
	if opts.Unweighted {
		if r.Unweighted, e.Unweighted, err = b.another(ctx, unweighted, estimate.Variables); err != nil {
			return err
		}
	}
	if opts.WithoutFlagged {
		if r.WithoutFlagged, e.WithoutFlagged, err = b.another(ctx, without(true), estimate.Variables); err != nil {
			return err
		}
		_, e.FlaggedAlone, err = b.another(ctx, without(false), estimate.Means)
	}
	return err
}

// another computes figures of the same waves as another subset.
func (b *builder) another(ctx context.Context, subset func(*dataset.Wave) dataset.Subset, wanted estimate.Wanted) (*report.Alternative,
	*disclosure.Computed, error) {
	waves := make([]*dataset.Wave, len(b.waves))
	for i, w := range b.waves {
		var err error
		if waves[i], err = w.As(subset(w)); err != nil {
			return nil, nil, err
		}
	}
	f, err := estimate.Of(ctx, waves, b.history, wanted)
	if err != nil {
		return nil, nil, err
	}
	alternative := &report.Alternative{Estimates: f.Estimates.List, Gaps: f.Gaps.List, Changes: f.Changes.List}
	return alternative, &disclosure.Computed{Waves: waves, Figures: f}, nil
}
