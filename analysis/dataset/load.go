package dataset

import (
	"context"
	"realitycheck/survey/fault"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// load opens and prepares the waves, oldest first, each once.
func Load(ctx context.Context, source *Source, years []string, weights string) ([]*Wave, error) {
	years = slices.Compact(slices.Sorted(slices.Values(years)))
	waves := make([]*Wave, len(years))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, year := range years {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			w, err := source.Prepare(year, weights)
			waves[i] = w
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	slices.SortFunc(waves, func(a, b *Wave) int { return byYear(a.Instrument, b.Instrument) })
	return waves, nil
}

// Prepare opens one wave with its flags and the weighting of a name, "" for its latest, and with all that was published of it.
func (s *Source) Prepare(wave, weights string) (*Wave, error) {
	a, err := s.open(wave)
	if err != nil {
		return nil, err
	}
	subset := Subset{Flags: a.flags}
	if subset.Weighting, subset.Weight, err = chooseWeights(a.wave, weights); err != nil {
		return nil, err
	}
	if err := subset.Publish(a.wave); err != nil {
		return nil, err
	}
	return New(a.wave, subset)
}

// comparisons lists which of n waves are compared: each with the next, and the first with the last.
func Comparisons(n int) [][2]int {
	var pairs [][2]int
	for i := 1; i < n; i++ {
		pairs = append(pairs, [2]int{i - 1, i})
	}
	if n > 2 {
		pairs = append(pairs, [2]int{0, n - 1})
	}
	return pairs
}

// checkWeights refuses a name that no wave has.
func CheckWeights(waves []*Wave, name string) error {
	if name == "" || name == NoWeights || slices.ContainsFunc(waves, func(w *Wave) bool { return w.Weighting != nil }) {
		return nil
	}
	code := ""
	if len(waves) > 0 {
		code = waves[len(waves)-1].Code()
	}
	return fault.New(fault.NotFound, "weighting_absent", "wave", code, "name", name)
}
