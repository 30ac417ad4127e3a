package auth

import "time"

// Blocked says whether the key failed too often, and how long until it may try again. It counts nothing.
func (l *Limiter) Blocked(key string, now time.Time) (wait time.Duration, blocked bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.blocked(key, now)
}
