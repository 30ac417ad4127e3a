package dataset

import (
	"context"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"realitycheck/survey"
	"realitycheck/survey/fault"
)

// Load opens and prepares waves, oldest first, each once; weights names the weighting of every wave that has it, "" the latest
// of each, NoWeights none. A weighting that none of the waves has is a NotFound fault.
func Load(ctx context.Context, source *Source, years []string, weights string) ([]*Wave, History, error) {
	history, err := source.History()
	if err != nil {
		return nil, nil, err
	}
	names := history.Names()
	years = slices.Compact(slices.Sorted(slices.Values(years)))
	waves := make([]*Wave, len(years))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, year := range years {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			var err error
			waves[i], err = source.Prepare(year, weights, names)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, nil, err
	}
	slices.SortFunc(waves, func(a, b *Wave) int { return byYear(a.Instrument, b.Instrument) })
	panels := survey.PanelsOf(Instruments(waves)...)
	for _, w := range waves {
		w.arrange(panels)
	}
	return waves, history, checkWeights(waves, weights)
}

// Prepare opens one wave with its flags and the weighting of a name, "" for its latest, and with all that was published of it.
func (s *Source) Prepare(wave, weights string, names Names) (*Wave, error) {
	a, err := s.open(wave)
	if err != nil {
		return nil, err
	}
	subset := Subset{Flags: a.flags}
	if err := subset.useWeighting(a.wave, weights); err != nil {
		return nil, err
	}
	if err := subset.Publish(a.wave); err != nil {
		return nil, err
	}
	return New(a.wave, subset, names)
}

// Comparisons lists which of n waves are compared: each with the next, and the first with the last.
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
func checkWeights(waves []*Wave, name string) error {
	if name == "" || name == NoWeights || slices.ContainsFunc(waves, func(w *Wave) bool { return w.Weighting != nil }) {
		return nil
	}
	code := ""
	if len(waves) > 0 {
		code = waves[len(waves)-1].Code()
	}
	return fault.New(fault.NotFound, "weighting_absent", "wave", code, "name", name)
}

// Instruments lists what the respondents of each wave met.
func Instruments(waves []*Wave) []*survey.Instrument {
	all := make([]*survey.Instrument, len(waves))
	for i, w := range waves {
		all[i] = w.Instrument
	}
	return all
}
