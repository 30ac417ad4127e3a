package panel_test

import (
	"testing"
	"time"

	"realitycheck/panel"
)

func TestBackoffGrowsToItsMost(t *testing.T) {
	var total time.Duration
	last := time.Duration(0)
	for n := 1; n < panel.MaxAttempts; n++ {
		pause := panel.Backoff(n)
		if pause < last {
			t.Errorf("attempt %d: the pause shrinks from %v to %v", n, last, pause)
		}
		last, total = pause, total+pause
	}
	if panel.Backoff(1) != time.Minute || panel.Backoff(1000) != 6*time.Hour || panel.Backoff(0) != time.Minute {
		t.Errorf("got %v first, %v at most", panel.Backoff(1), panel.Backoff(1000))
	}
	if total < 16*time.Hour || total > 24*time.Hour {
		t.Errorf("a letter is tried for %v: a night without a mail server must be survived, a week is too late", total)
	}
}

func TestEveryPostHasItsOwnMessageID(t *testing.T) {
	uid := panel.NewUID()
	a, b := panel.NewPost("2026", uid, panel.Reminder, 1, time.Time{}), panel.NewPost("2026", uid, panel.Reminder, 1, time.Time{})
	if a.MessageID == b.MessageID || a.ID == b.ID || len(a.MessageID) < 20 {
		t.Errorf("got %q and %q", a.MessageID, b.MessageID)
	}
}
