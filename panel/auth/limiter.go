package auth

import (
	"net/netip"
	"sync"
	"time"
)

// Limiter counts failures per key in a sliding window. Successes cost nothing, so that an office of five hundred behind
// one address is never shut out by its own good requests. It lives in memory, one per instance.
type Limiter struct {
	most   int
	window time.Duration

	mu       sync.Mutex
	failures map[string][]time.Time // oldest first, all within the window
	swept    time.Time
}

// NewLimiter makes a Limiter that blocks a key after most failures within the window.
func NewLimiter(most int, window time.Duration) *Limiter {
	return &Limiter{most: most, window: window, failures: map[string][]time.Time{}}
}

// Fail counts a failure.
func (l *Limiter) Fail(key string, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.count(key, now)
}

// Take counts a failure in advance, unless the key is blocked: tries that run side by side cannot then pass the limit
// together. Return takes it back when the try succeeds.
func (l *Limiter) Take(key string, now time.Time) (wait time.Duration, blocked bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if wait, blocked := l.blocked(key, now); blocked {
		return wait, true
	}
	l.count(key, now)
	return 0, false
}

// Return takes back the newest failure of a key.
func (l *Limiter) Return(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if n := len(l.failures[key]); n > 0 {
		l.failures[key] = l.failures[key][:n-1]
	}
}

// Forget drops all failures of a key.
func (l *Limiter) Forget(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.failures, key)
}

func (l *Limiter) blocked(key string, now time.Time) (time.Duration, bool) {
	recent := l.recent(key, now)
	if len(recent) < l.most {
		return 0, false
	}
	return recent[len(recent)-l.most].Add(l.window).Sub(now), true
}

// count keeps the newest failures only: more than most of them change nothing.
func (l *Limiter) count(key string, now time.Time) {
	recent := append(l.recent(key, now), now)
	l.failures[key] = recent[max(0, len(recent)-l.most):]
	if now.Sub(l.swept) > l.window {
		l.swept = now
		for k := range l.failures {
			l.recent(k, now)
		}
	}
}

// recent forgets what is older than the window.
func (l *Limiter) recent(key string, now time.Time) []time.Time {
	list := l.failures[key]
	for len(list) > 0 && now.Sub(list[0]) >= l.window {
		list = list[1:]
	}
	if len(list) == 0 {
		delete(l.failures, key)
		return nil
	}
	l.failures[key] = list
	return list
}

// Origin is the key of a network address: one for an IPv4 address, one for the /64 that a single household gets of IPv6.
func Origin(ip string) string {
	addr, err := netip.ParseAddr(ip)
	if err != nil {
		return ip
	}
	addr = addr.Unmap().WithZone("")
	if addr.Is4() {
		return addr.String()
	}
	prefix, err := addr.Prefix(64)
	if err != nil {
		return ip
	}
	return prefix.String()
}
