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

func (f *Figures) estimate(e report.Estimate, counts ...stats.Counts) {
	f.Estimates, f.Evidence.Estimates = append(f.Estimates, e), append(f.Evidence.Estimates, counts)
}

func (f *Figures) choice(c report.Choice, counts stats.Counts) {
	f.Choices, f.Evidence.Choices = append(f.Choices, c), append(f.Evidence.Choices, []stats.Counts{counts})
}

func (f *Figures) gap(g report.Gap, counts []stats.Counts) {
	f.Gaps, f.Evidence.Gaps = append(f.Gaps, g), append(f.Evidence.Gaps, counts)
}

func (f *Figures) change(c report.Change, counts []stats.Counts) {
	f.Changes, f.Evidence.Changes = append(f.Changes, c), append(f.Evidence.Changes, counts)
}

// join puts other figures behind these.
func (f *Figures) join(other *Figures) {
	f.Estimates, f.Evidence.Estimates = append(f.Estimates, other.Estimates...), append(f.Evidence.Estimates, other.Evidence.Estimates...)
	f.Choices, f.Evidence.Choices = append(f.Choices, other.Choices...), append(f.Evidence.Choices, other.Evidence.Choices...)
	f.Gaps, f.Evidence.Gaps = append(f.Gaps, other.Gaps...), append(f.Evidence.Gaps, other.Evidence.Gaps...)
	f.Changes, f.Evidence.Changes = append(f.Changes, other.Changes...), append(f.Evidence.Changes, other.Evidence.Changes...)
	f.Responses = append(f.Responses, other.Responses...)
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
	var parts []*Figures
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	do := func(compute func(*Figures) error) {
		part := &Figures{}
		parts = append(parts, part)
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return compute(part)
		})
	}
	for i := range waves {
		do(func(f *Figures) error { return waveFigures(f, waves, i, scope) })
	}
	if scope != Means {
		for _, pair := range dataset.Comparisons(len(waves)) {
			do(func(f *Figures) error { return changes(f, history, waves[pair[0]], waves[pair[1]]) })
		}
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	all := &Figures{Estimates: []report.Estimate{}, Choices: []report.Choice{}, Gaps: []report.Gap{}, Changes: []report.Change{},
		Responses: []report.Response{}}
	for _, part := range parts {
		all.join(part)
	}
	return all, nil
}

func waveFigures(f *Figures, waves []*dataset.Wave, i int, scope Scope) error {
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
