package analysis

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"

	"realitycheck/analysis/dataset"
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

// builder carries what every part of one report needs.
type builder struct {
	tr        *i18n.Translator
	gate      gate
	history   dataset.History
	ambiguous map[string]bool // parameter codes that stand in several frameworks
}

// Build computes the report of archived waves; no years means all. Figures of a single wave rest on that wave alone and
// changes on the two waves compared, so that a new wave never alters what was published. Figures on fewer than NMin
// members leave it without any number. The same archives give the same report to the bit. A wave without an archive is
// a NotFound fault.
func Build(ctx context.Context, source *dataset.Source, years []string, opts Options) (*report.Report, error) {
	return build(ctx, source, years, opts, gate{nMin: max(opts.NMin, leastMembers), complement: true})
}

func build(ctx context.Context, source *dataset.Source, years []string, opts Options, g gate) (*report.Report, error) {
	if len(years) == 0 {
		var err error
		if years, err = source.Codes(); err != nil {
			return nil, err
		}
	}
	waves, err := dataset.Load(ctx, source, years, opts.Weights)
	if err != nil {
		return nil, err
	}
	if err := dataset.CheckWeights(waves, opts.Weights); err != nil {
		return nil, err
	}
	b := &builder{tr: opts.Tr, gate: g, ambiguous: map[string]bool{}}
	if b.history, err = source.Instruments(); err != nil {
		return nil, err
	}
	b.findAmbiguous()
	r := &report.Report{Schema: 1, Lang: opts.Tr.Lang(), Years: []string{}, Labels: b.labels(waves), Frameworks: b.frameworks(waves), Samples: b.samples(waves),
		Themes: []report.Theme{}, Weighting: []report.Weighting{}, Quality: []report.Quality{}, Synthetic: opts.Synthetic}
	for _, w := range waves {
		r.Years = append(r.Years, w.Code())
		r.Weighting = append(r.Weighting, weightings(w)...)
		r.Quality = append(r.Quality, qualities(w)...)
	}
	if err := b.figures(ctx, r, waves); err != nil {
		return nil, err
	}
	if err := b.variants(ctx, r, waves, opts); err != nil {
		return nil, err
	}
	if err := b.addThemes(r, source, waves); err != nil {
		return nil, err
	}
	b.gate.publish(r)
	adjust(r.Gaps, r.Changes)
	r.Notes, err = b.notes(r, waves)
	return r, err
}

// parts are the figures of one wave, or of one comparison of waves, computed beside the others.
type parts struct {
	estimates []report.Estimate
	choices   []report.Choice
	gaps      []report.Gap
	changes   []report.Change
	responses []report.Response
}

// figures fills the report.
func (b *builder) figures(ctx context.Context, r *report.Report, waves []*dataset.Wave) error {
	all, err := b.compute(ctx, waves, true)
	if err != nil {
		return err
	}
	collect(r, all)
	return nil
}

// compute makes every part in its own place, so that the order never depends on which is ready first. Without whole it
// leaves out what a variant does not have: groups, choices and response.
func (b *builder) compute(ctx context.Context, waves []*dataset.Wave, whole bool) ([]*parts, error) {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	var all []*parts
	do := func(compute func(*parts) error) {
		p := &parts{}
		all = append(all, p)
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return compute(p)
		})
	}
	for i, w := range waves {
		do(func(p *parts) (err error) {
			p.estimates, p.gaps = b.estimates(w), b.gaps(w)
			if !whole {
				return nil
			}
			p.estimates, p.choices = append(p.estimates, b.groupEstimates(w)...), b.choices(w)
			var before *dataset.Wave
			if i > 0 {
				before = waves[i-1]
			}
			p.responses, err = b.responses(w, before)
			return err
		})
	}
	for _, pair := range dataset.Comparisons(len(waves)) {
		do(func(p *parts) (err error) {
			p.changes, err = b.changes(waves[pair[0]], waves[pair[1]])
			return err
		})
	}
	return all, group.Wait()
}

// collect puts the parts together.
func collect(r *report.Report, all []*parts) {
	r.Estimates, r.Choices, r.Gaps, r.Changes, r.Response = []report.Estimate{}, []report.Choice{}, []report.Gap{}, []report.Change{}, []report.Response{}
	for _, p := range all {
		r.Estimates, r.Choices, r.Gaps = append(r.Estimates, p.estimates...), append(r.Choices, p.choices...), append(r.Gaps, p.gaps...)
		r.Changes, r.Response = append(r.Changes, p.changes...), append(r.Response, p.responses...)
	}
}

// findAmbiguous notes the parameter codes that several frameworks use.
func (b *builder) findAmbiguous() {
	framework := map[string]string{}
	for _, in := range b.history {
		for _, f := range in.Frameworks {
			for _, p := range f.Parameters {
				if other, ok := framework[p.Code]; ok && other != f.Code {
					b.ambiguous[p.Code] = true
				}
				framework[p.Code] = f.Code
			}
		}
	}
}

// parameter names a parameter in the report: by its code, with the framework before it where the code alone is not enough.
func (b *builder) parameter(framework, code string) string {
	if b.ambiguous[code] {
		return framework + "." + code
	}
	return code
}

func (b *builder) subject(m *dataset.Variable, basis report.Basis, sample *string) report.Subject {
	s := report.Subject{Basis: basis, Sample: sample, Parameter: b.parameter(m.Key.Framework, m.Key.Parameter)}
	if m.Key.Item != "" {
		s.Item = &m.Key.Item
	}
	return s
}
