package web

import (
	"hash/fnv"
	"sync"

	"realitycheck/survey"
	"realitycheck/survey/assign"
)

// draws keeps the sequence of assignments of each panel of each wave. It is the same on every instance and after every
// restart: the seed is made of the names.
type draws struct {
	mu     sync.Mutex
	byName map[string]func(int) []int
}

func newDraws() *draws { return &draws{byName: map[string]func(int) []int{}} }

// of gives the samples of the n-th who starts in a panel, in the order shown.
func (d *draws) of(in *survey.Instrument, panel string) func(n int) []string {
	return func(n int) []string {
		codes := in.Wave.SampleCodes()
		indices := d.sequence(in.Wave.Code+"/"+panel, len(codes), in.Wave.K)(n)
		order := make([]string, len(indices))
		for i, index := range indices {
			order[i] = codes[index]
		}
		return order
	}
}

func (d *draws) sequence(name string, n, k int) func(int) []int {
	d.mu.Lock()
	defer d.mu.Unlock()
	known, ok := d.byName[name]
	if !ok {
		h := fnv.New64a()
		h.Write([]byte(name))
		known = assign.Sequence(n, k, h.Sum64())
		d.byName[name] = known
	}
	return known
}
