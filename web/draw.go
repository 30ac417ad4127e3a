package web

import (
	"sync"

	"realitycheck/survey"
	"realitycheck/survey/assign"
)

// draws keeps the sequence of assignments of each panel of each wave. It is the same on every instance and after every
// restart, since the seed comes from the store; nothing that outlives the wave tells it.
type draws struct {
	mu    sync.Mutex
	byKey map[drawKey]func(int) []int
}

// drawKey is what a sequence depends on.
type drawKey struct {
	seed uint64
	n, k int
}

func newDraws() *draws { return &draws{byKey: map[drawKey]func(int) []int{}} }

// of gives the samples of the n-th who starts in a wave and panel with a seed of their own, in the order shown.
func (d *draws) of(in *survey.Instrument) func(seed uint64, n int) []string {
	return func(seed uint64, n int) []string {
		codes := in.Wave.SampleCodes()
		indices := d.sequence(drawKey{seed, len(codes), in.Wave.K})(n)
		order := make([]string, len(indices))
		for i, index := range indices {
			order[i] = codes[index]
		}
		return order
	}
}

func (d *draws) sequence(key drawKey) func(int) []int {
	d.mu.Lock()
	defer d.mu.Unlock()
	known, ok := d.byKey[key]
	if !ok {
		known = assign.Sequence(key.n, key.k, key.seed)
		d.byKey[key] = known
	}
	return known
}
