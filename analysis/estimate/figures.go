package estimate

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
)

// Figures are those of a report before anything is withheld, each with its evidence at the same place of a list of its own.
type Figures struct {
	Estimates []report.Estimate // groups behind those of their wave
	Choices   []report.Choice
	Gaps      []report.Gap
	Changes   []report.Change
	Responses []report.Response
	Evidence
}

// Evidence holds the counts of the domains that a figure rests on. It is told to nobody.
type Evidence struct {
	Estimates, Choices, Gaps, Changes [][]stats.Counts
}

// part is what one wave, or one comparison, adds to the figures.
type part struct {
	estimates series[report.Estimate]
	choices   series[report.Choice]
	gaps      series[report.Gap]
	changes   series[report.Change]
	responses []report.Response
}

// series are figures of one kind with their evidence.
type series[F any] struct {
	figures  []F
	evidence [][]stats.Counts
}

func (s *series[F]) add(figure F, counts ...stats.Counts) {
	s.figures, s.evidence = append(s.figures, figure), append(s.evidence, counts)
}

func (s *series[F]) join(other series[F]) {
	s.figures, s.evidence = append(s.figures, other.figures...), append(s.evidence, other.evidence...)
}

// each computes the figures of every variable once: the only item of a parameter has those of the parameter, which are there
// again under its name.
func (s *series[F]) each(variables []*dataset.Variable, subject func(*F) *report.Subject, compute func(*dataset.Variable)) {
	var whole *dataset.Variable
	from := 0
	for _, v := range variables {
		if whole == nil || !v.OnlyItemOf(whole) {
			whole, from = v, len(s.figures)
			compute(v)
			continue
		}
		for i, to := from, len(s.figures); i < to; i++ {
			figure := s.figures[i]
			subject(&figure).Item = &v.Key.Item
			s.add(figure, s.evidence[i]...)
		}
	}
}

// Scope says how much of the figures is wanted.
type Scope int

// The scopes.
const (
	All       Scope = iota // everything
	Variables              // estimates, gaps and changes of variables: what a report shows another way too
	Means                  // estimates alone
)

// Of computes the figures of waves, oldest first, and of their comparisons. Parts are computed beside each other, each in
// its own place, so that the same archives give the same figures to the bit.
func Of(ctx context.Context, waves []*dataset.Wave, history dataset.History, scope Scope) (*Figures, error) {
	var parts []*part
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	do := func(compute func(*part) error) {
		f := &part{}
		parts = append(parts, f)
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return compute(f)
		})
	}
	for i := range waves {
		do(func(f *part) error { return waveFigures(f, waves, i, scope) })
	}
	if scope != Means {
		for _, pair := range dataset.Comparisons(len(waves)) {
			do(func(f *part) error { return changes(f, history, waves[pair[0]], waves[pair[1]]) })
		}
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return joined(parts), nil
}

// joined puts parts behind each other. A list without figures is empty, not absent: so it stands in the report.
func joined(parts []*part) *Figures {
	all := &part{responses: []report.Response{}}
	all.estimates.figures, all.choices.figures = []report.Estimate{}, []report.Choice{}
	all.gaps.figures, all.changes.figures = []report.Gap{}, []report.Change{}
	for _, f := range parts {
		all.estimates.join(f.estimates)
		all.choices.join(f.choices)
		all.gaps.join(f.gaps)
		all.changes.join(f.changes)
		all.responses = append(all.responses, f.responses...)
	}
	return &Figures{all.estimates.figures, all.choices.figures, all.gaps.figures, all.changes.figures, all.responses,
		Evidence{all.estimates.evidence, all.choices.evidence, all.gaps.evidence, all.changes.evidence}}
}

func waveFigures(f *part, waves []*dataset.Wave, i int, scope Scope) error {
	w := waves[i]
	means(f, w)
	if scope == Means {
		return nil
	}
	gaps(f, w)
	if scope == Variables {
		return nil
	}
	groups(f, w)
	choices(f, w)
	var before *dataset.Wave
	if i > 0 {
		before = waves[i-1]
	}
	return responses(f, w, before)
}
