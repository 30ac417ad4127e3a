package auth_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/alexedwards/argon2id"

	"realitycheck/panel/auth"
)

func newHasher(t *testing.T) *auth.Hasher {
	t.Helper()
	h, err := auth.NewHasher()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestHashIsPHCWithTheChosenCosts(t *testing.T) {
	hash, err := newHasher(t).Hash(t.Context(), "vier paarden op het dak")
	if err != nil {
		t.Fatal(err)
	}
	if want := "$argon2id$v=19$m=19456,t=2,p=1$"; !strings.HasPrefix(hash, want) {
		t.Errorf("got %q, want it to begin with %q", hash, want)
	}
}

func TestVerify(t *testing.T) {
	h := newHasher(t)
	hash, err := h.Hash(t.Context(), "café op de hoek")
	if err != nil {
		t.Fatal(err)
	}
	old, err := argon2id.CreateHash("café op de hoek", &argon2id.Params{Memory: 8 * 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		password, hash string
		ok, stale      bool
	}{
		"right":                           {"café op de hoek", hash, true, false},
		"right, accent typed apart":       {"cafe\u0301 op de hoek", hash, true, false},
		"wrong":                           {"cafe op de hoek", hash, false, false},
		"no such account":                 {"café op de hoek", "", false, false},
		"no such account, empty password": {"", "", false, false},
		"hash with older costs":           {"café op de hoek", old, true, true},
	} {
		ok, stale, err := h.Verify(t.Context(), c.password, c.hash)
		if err != nil || ok != c.ok || stale != c.stale {
			t.Errorf("%s: got %v, %v, %v, want %v, %v", name, ok, stale, err, c.ok, c.stale)
		}
	}
	if _, _, err := h.Verify(t.Context(), "x", "not a hash"); err == nil {
		t.Error("a broken stored hash was not reported")
	}
}

func TestVerifyGivesUpWithItsRequest(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	h := newHasher(t)
	for range 50 { // a free slot and a cancelled request are both ready: one of fifty tries meets the cancellation
		if _, _, err := h.Verify(ctx, "x", ""); errors.Is(err, context.Canceled) {
			return
		}
	}
	t.Error("a cancelled request was worked on fifty times")
}
