package analysis

import (
	"context"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"realitycheck/survey/i18n"
)

// Options say how a report is made.
type Options struct {
	Tr        *i18n.Translator // the language of labels and notes
	NMin      int              // fewest members behind a published figure: privacy.n_min
	Synthetic bool             // the answers are made

	Weights        string // name of the weighting of every wave that has it, NoWeights, or "" for the latest of each wave
	Unweighted     bool   // show beside it the figures without weights
	WithoutFlagged bool   // show beside it the figures without responses that have a quality flag
}

// NoWeights makes a report in which everybody counts the same.
const NoWeights = "none"

// builder carries what every part of one report needs.
type builder struct {
	tr        *i18n.Translator
	gate      gate
	history   history
	ambiguous map[string]bool // parameter codes that stand in several frameworks
}

// Build computes the report of archived waves; no years means all. Figures of a single wave rest on that wave alone and
// changes on the two waves compared, so that a new wave never alters what was published. Figures on fewer than NMin
// members leave it without any number. The same archives give the same report to the bit. A wave without an archive is
// a NotFound fault.
func Build(ctx context.Context, source *Source, years []string, opts Options) (*Report, error) {
	return build(ctx, source, years, opts, gate{nMin: max(opts.NMin, leastMembers), complement: true})
}

func build(ctx context.Context, source *Source, years []string, opts Options, g gate) (*Report, error) {
	if len(years) == 0 {
		var err error
		if years, err = source.Codes(); err != nil {
			return nil, err
		}
	}
	waves, err := load(ctx, source, years, opts.Weights)
	if err != nil {
		return nil, err
	}
	if err := checkWeights(waves, opts.Weights); err != nil {
		return nil, err
	}
	g.open = openPanels(waves)
	b := &builder{tr: opts.Tr, gate: g, ambiguous: map[string]bool{}}
	if b.history, err = source.instruments(); err != nil {
		return nil, err
	}
	b.findAmbiguous()
	r := &Report{Schema: 1, Lang: opts.Tr.Lang(), Years: []string{}, Labels: b.labels(waves), Samples: b.samples(waves),
		Themes: []Theme{}, Weighting: []Weighting{}, Quality: []Quality{}, Synthetic: opts.Synthetic}
	for _, w := range waves {
		r.Years = append(r.Years, w.Code())
		r.Weighting = append(r.Weighting, w.weightings()...)
		r.Quality = append(r.Quality, w.qualities()...)
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

// load opens and prepares the waves, oldest first, each once.
func load(ctx context.Context, source *Source, years []string, weights string) ([]*dataset, error) {
	years = slices.Compact(slices.Sorted(slices.Values(years)))
	waves := make([]*dataset, len(years))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, year := range years {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			a, err := source.open(year)
			if err != nil {
				return err
			}
			l := lens{flags: a.flags}
			if l.weighting, l.weight, err = weighted(a.wave, weights); err != nil {
				return err
			}
			if err := l.publish(a.wave); err != nil {
				return err
			}
			waves[i], err = newDataset(a.wave, l)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	slices.SortFunc(waves, func(a, b *dataset) int { return byYear(a.Instrument, b.Instrument) })
	return waves, nil
}

// parts are the figures of one wave, or of one comparison of waves, computed beside the others.
type parts struct {
	estimates []Estimate
	choices   []Choice
	gaps      []Gap
	changes   []Change
	responses []Response
}

// figures fills the report.
func (b *builder) figures(ctx context.Context, r *Report, waves []*dataset) error {
	all, err := b.compute(ctx, waves, true)
	if err != nil {
		return err
	}
	r.collect(all)
	return nil
}

// compute makes every part in its own place, so that the order never depends on which is ready first. Without whole it
// leaves out what a variant does not have: groups, choices and response.
func (b *builder) compute(ctx context.Context, waves []*dataset, whole bool) ([]*parts, error) {
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
			var before *dataset
			if i > 0 {
				before = waves[i-1]
			}
			p.responses, err = b.responses(w, before)
			return err
		})
	}
	for _, pair := range comparisons(len(waves)) {
		do(func(p *parts) (err error) {
			p.changes, err = b.changes(waves[pair[0]], waves[pair[1]])
			return err
		})
	}
	return all, group.Wait()
}

// collect puts the parts together.
func (r *Report) collect(all []*parts) {
	r.Estimates, r.Choices, r.Gaps, r.Changes, r.Response = []Estimate{}, []Choice{}, []Gap{}, []Change{}, []Response{}
	for _, p := range all {
		r.Estimates, r.Choices, r.Gaps = append(r.Estimates, p.estimates...), append(r.Choices, p.choices...), append(r.Gaps, p.gaps...)
		r.Changes, r.Response = append(r.Changes, p.changes...), append(r.Response, p.responses...)
	}
}

// comparisons lists which of n waves are compared: each with the next, and the first with the last.
func comparisons(n int) [][2]int {
	var pairs [][2]int
	for i := 1; i < n; i++ {
		pairs = append(pairs, [2]int{i - 1, i})
	}
	if n > 2 {
		pairs = append(pairs, [2]int{0, n - 1})
	}
	return pairs
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

func (b *builder) subject(m *measure, basis Basis, sample *string) Subject {
	s := Subject{Basis: basis, Sample: sample, Parameter: b.parameter(m.key.framework, m.key.parameter)}
	if m.key.item != "" {
		s.Item = &m.key.item
	}
	return s
}
