package estimate

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
)

// Figures are those of a report before anything is withheld.
type Figures struct {
	Estimates Series[report.Estimate] // groups behind those of their wave
	Choices   Series[report.Choice]
	Gaps      Series[report.Gap]
	Changes   Series[report.Change]
	Responses []report.Response
}

// Series are figures of one kind, each with its evidence: the counts of the domains that it rests on, which nobody is told.
type Series[F any] struct {
	List   []F
	Counts [][]stats.Counts // by figure and domain
}

func (s *Series[F]) add(figure F, counts ...stats.Counts) {
	s.List, s.Counts = append(s.List, figure), append(s.Counts, counts)
}

func (s *Series[F]) join(other Series[F]) {
	s.List, s.Counts = append(s.List, other.List...), append(s.Counts, other.Counts...)
}

// each computes the figures of every variable once: the only item of a parameter has those of the parameter, which are there
// again under its name.
func (s *Series[F]) each(variables []*dataset.Variable, subject func(*F) *report.Subject, compute func(*dataset.Variable)) {
	var whole *dataset.Variable
	from := 0
	for _, v := range variables {
		if whole == nil || !v.OnlyItemOf(whole) {
			whole, from = v, len(s.List)
			compute(v)
			continue
		}
		for i, to := from, len(s.List); i < to; i++ {
			figure := s.List[i]
			subject(&figure).Item = &v.Key.Item
			s.add(figure, s.Counts[i]...)
		}
	}
}

// Wanted says which figures are asked for.
type Wanted int

// What may be asked for.
const (
	All       Wanted = iota // everything
	Variables               // estimates, gaps and changes of variables: what a report shows another way too
	Means                   // estimates alone
)

// Of computes the figures of waves, oldest first, and of their comparisons. Parts are computed beside each other, each in
// its own place, so that the same archives give the same figures to the bit.
func Of(ctx context.Context, waves []*dataset.Wave, history dataset.History, wanted Wanted) (*Figures, error) {
	var parts []*Figures
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	do := func(compute func(*Figures) error) {
		f := &Figures{}
		parts = append(parts, f)
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return compute(f)
		})
	}
	for i := range waves {
		do(func(f *Figures) error { return waveFigures(f, waves, i, wanted) })
	}
	if wanted != Means {
		for _, pair := range dataset.Comparisons(len(waves)) {
			do(func(f *Figures) error { return changes(f, history, waves[pair[0]], waves[pair[1]]) })
		}
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return joined(parts), nil
}

// joined puts parts behind each other. A list without figures is empty, not absent: so it stands in the report.
func joined(parts []*Figures) *Figures {
	all := &Figures{Responses: []report.Response{}}
	all.Estimates.List, all.Choices.List = []report.Estimate{}, []report.Choice{}
	all.Gaps.List, all.Changes.List = []report.Gap{}, []report.Change{}
	for _, f := range parts {
		all.Estimates.join(f.Estimates)
		all.Choices.join(f.Choices)
		all.Gaps.join(f.Gaps)
		all.Changes.join(f.Changes)
		all.Responses = append(all.Responses, f.Responses...)
	}
	return all
}

func waveFigures(f *Figures, waves []*dataset.Wave, i int, wanted Wanted) error {
	w := waves[i]
	means(f, w)
	if wanted == Means {
		return nil
	}
	gaps(f, w)
	if wanted == Variables {
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
