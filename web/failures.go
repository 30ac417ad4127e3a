package web

import (
	"sync"
	"time"
)

// Failed look-ups of links that one address may make in a window. Only failures count: hundreds of civil servants share
// one address, and a limit on good requests would shut out the panel.
const (
	maxFailures   = 20
	failureWindow = time.Minute
	maxAddresses  = 10_000 // beyond this the oldest window is forgotten as a whole
)

// failures counts failed look-ups by address, in memory, for one window at a time.
type failures struct {
	now   func() time.Time
	mu    sync.Mutex
	since time.Time
	count map[string]int
}

func newFailures(now func() time.Time) *failures {
	return &failures{now: now, count: map[string]int{}}
}

// add counts one failure and says whether the address is over its limit.
func (f *failures) add(address string) (over bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if now := f.now(); now.Sub(f.since) >= failureWindow || len(f.count) >= maxAddresses {
		f.since, f.count = now, map[string]int{}
	}
	f.count[address]++
	return f.count[address] > maxFailures
}
