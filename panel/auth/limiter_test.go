package auth_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"realitycheck/panel/auth"
)

var noon = time.Date(2026, 9, 14, 12, 0, 0, 0, time.UTC)

func TestLimiterCountsFailuresOnly(t *testing.T) {
	l := auth.NewLimiter(20, time.Minute)
	for range 500 { // an office starts at once: nobody fails
		if _, blocked := l.Blocked("192.0.2.1", noon); blocked {
			t.Fatal("good requests were limited")
		}
	}
	for range 20 {
		l.Fail("192.0.2.1", noon)
	}
	if wait, blocked := l.Blocked("192.0.2.1", noon.Add(10*time.Second)); !blocked || wait != 50*time.Second {
		t.Errorf("got %v, %v, want 50s, true", wait, blocked)
	}
	if _, blocked := l.Blocked("192.0.2.2", noon); blocked {
		t.Error("a neighbour is blocked")
	}
	if _, blocked := l.Blocked("192.0.2.1", noon.Add(time.Minute)); blocked {
		t.Error("still blocked after the window")
	}
}

func TestLimiterWindowSlides(t *testing.T) {
	l := auth.NewLimiter(2, time.Minute)
	l.Fail("k", noon)
	l.Fail("k", noon.Add(40*time.Second))
	if wait, blocked := l.Blocked("k", noon.Add(50*time.Second)); !blocked || wait != 10*time.Second {
		t.Errorf("got %v, %v, want 10s, true", wait, blocked)
	}
	l.Fail("k", noon.Add(50*time.Second)) // a failure while blocked moves the end
	if wait, blocked := l.Blocked("k", noon.Add(70*time.Second)); !blocked || wait != 30*time.Second {
		t.Errorf("got %v, %v, want 30s, true", wait, blocked)
	}
	l.Forget("k")
	if _, blocked := l.Blocked("k", noon.Add(70*time.Second)); blocked {
		t.Error("blocked after Forget")
	}
}

func TestTakeHoldsAgainstTriesSideBySide(t *testing.T) {
	l := auth.NewLimiter(10, time.Minute)
	var passed atomic.Int32
	var wg sync.WaitGroup
	for range 100 {
		wg.Go(func() {
			if _, blocked := l.Take("k", noon); !blocked {
				passed.Add(1)
			}
		})
	}
	wg.Wait()
	if got := passed.Load(); got != 10 {
		t.Errorf("got %d tries through, want 10", got)
	}
	l.Return("k")
	if _, blocked := l.Take("k", noon); blocked {
		t.Error("a returned try is not free again")
	}
}

func TestOrigin(t *testing.T) {
	for ip, want := range map[string]string{
		"192.0.2.7":            "192.0.2.7",
		"::ffff:192.0.2.7":     "192.0.2.7",
		"2001:db8:1:2:aaaa::1": "2001:db8:1:2::/64",
		"2001:db8:1:2:bbbb::9": "2001:db8:1:2::/64",
		"fe80::1%eth0":         "fe80::/64",
		"not an address":       "not an address",
	} {
		if got := auth.Origin(ip); got != want {
			t.Errorf("%s: got %q, want %q", ip, got, want)
		}
	}
}
