package auth_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/alexedwards/argon2id"

	"realitycheck/panel"
	"realitycheck/panel/auth"
	"realitycheck/survey/fault"
)

const password = "vier paarden op het dak"

// gate is a gate before two accounts, one of them disabled, and what was stored as new hash.
func gate(t *testing.T) (*auth.Gate, map[string]string) {
	t.Helper()
	h := newHasher(t)
	hash, err := h.Hash(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	old, err := argon2id.CreateHash(password, &argon2id.Params{Memory: 8 * 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		t.Fatal(err)
	}
	staff := map[string]panel.Staff{
		"an@stad.be":  {Email: "an@stad.be", Hash: hash, Roles: []panel.Role{panel.Admin}},
		"bob@stad.be": {Email: "bob@stad.be", Hash: hash, Disabled: true},
		"old@stad.be": {Email: "old@stad.be", Hash: old},
	}
	stored := map[string]string{}
	var mu sync.Mutex
	return auth.NewGate(auth.Accounts{
		ByEmail: func(_ context.Context, email string) (panel.Staff, error) {
			if email == "broken@stad.be" {
				return panel.Staff{}, errors.New("store is away")
			}
			s, ok := staff[email]
			if !ok {
				return panel.Staff{}, fault.New(fault.NotFound, "account_not_found")
			}
			return s, nil
		},
		SetHash: func(_ context.Context, email, hash string) error {
			mu.Lock()
			defer mu.Unlock()
			stored[email] = hash
			return nil
		},
	}, h), stored
}

func TestSignIn(t *testing.T) {
	g, stored := gate(t)
	staff, err := g.SignIn(t.Context(), " An@Stad.be ", password, "192.0.2.1")
	if err != nil || staff.Email != "an@stad.be" {
		t.Errorf("got %v, %v, want an@stad.be", staff.Email, err)
	}
	if len(stored) != 0 {
		t.Errorf("a hash of today was made anew: %v", stored)
	}
	var texts []string
	for _, c := range [][2]string{{"an@stad.be", "wrong"}, {"bob@stad.be", password}, {"nobody@stad.be", password}, {"nobody@stad.be", ""}} {
		_, err := g.SignIn(t.Context(), c[0], c[1], "192.0.2.1")
		if fault.Of(err) != fault.Forbidden {
			t.Errorf("%v: got %v, want Forbidden", c, err)
		}
		texts = append(texts, fmt.Sprint(err))
	}
	for _, text := range texts {
		if text != texts[0] {
			t.Errorf("the answer tells which accounts exist: %q and %q", text, texts[0])
		}
	}
}

func TestFailuresSlowAnAccountButNeverLockIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, _ := gate(t)
		for i := range auth.AccountFailures {
			g.SignIn(t.Context(), "an@stad.be", "wrong", fmt.Sprintf("192.0.2.%d", i))
		}
		begin := time.Now()
		if _, err := g.SignIn(t.Context(), "an@stad.be", password, "198.51.100.1"); err != nil {
			t.Errorf("the owner is locked out: %v", err)
		}
		if got := time.Since(begin); got != auth.Delay {
			t.Errorf("got a delay of %v, want %v", got, auth.Delay)
		}
		begin = time.Now()
		g.SignIn(t.Context(), "an@stad.be", password, "198.51.100.1")
		if got := time.Since(begin); got != 0 {
			t.Errorf("still slow by %v after a success", got)
		}
	})
}

func TestSlowTriesGoOneByOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, _ := gate(t)
		for i := range auth.AccountFailures {
			g.SignIn(t.Context(), "an@stad.be", "wrong", fmt.Sprintf("192.0.2.%d", i))
		}
		var mu sync.Mutex
		kinds := map[fault.Kind]int{}
		var wg sync.WaitGroup
		for i := range 20 {
			wg.Go(func() {
				_, err := g.SignIn(t.Context(), "an@stad.be", "wrong", fmt.Sprintf("198.51.100.%d", i))
				mu.Lock()
				defer mu.Unlock()
				kinds[fault.Of(err)]++
			})
		}
		wg.Wait()
		if kinds[fault.Forbidden] != 1 || kinds[fault.Unavailable] != 19 {
			t.Errorf("got %d guesses and %d refusals in one delay, want 1 and 19", kinds[fault.Forbidden], kinds[fault.Unavailable])
		}
	})
}

func TestFailuresOfOneOriginAreRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, _ := gate(t)
		for i := range auth.OriginFailures {
			g.SignIn(t.Context(), fmt.Sprintf("guess%d@stad.be", i), "wrong", fmt.Sprintf("2001:db8::%d", i))
		}
		if _, err := g.SignIn(t.Context(), "an@stad.be", password, "2001:db8::ffff"); fault.Of(err) != fault.Unavailable {
			t.Errorf("got %v, want Unavailable", err)
		}
		if _, err := g.SignIn(t.Context(), "an@stad.be", password, "192.0.2.1"); err != nil {
			t.Errorf("another origin is refused: %v", err)
		}
		time.Sleep(auth.Window)
		if _, err := g.SignIn(t.Context(), "an@stad.be", password, "2001:db8::ffff"); err != nil {
			t.Errorf("still refused after the window: %v", err)
		}
	})
}

func TestBrokenStoreIsNobodysFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, _ := gate(t)
		for range 2 * auth.OriginFailures {
			if _, err := g.SignIn(t.Context(), "broken@stad.be", password, "192.0.2.1"); fault.Of(err) != fault.Unknown || err == nil {
				t.Fatalf("got %v, want the store's error", err)
			}
		}
	})
}

func TestOldHashIsMadeAnewAtSignIn(t *testing.T) {
	g, stored := gate(t)
	staff, err := g.SignIn(t.Context(), "old@stad.be", password, "192.0.2.1")
	if err != nil || stored["old@stad.be"] == "" || staff.Hash != stored["old@stad.be"] {
		t.Fatalf("got %v, %v, want a new hash stored", stored, err)
	}
	ok, stale, err := newHasher(t).Verify(t.Context(), password, staff.Hash)
	if !ok || stale || err != nil {
		t.Errorf("the new hash: got %v, %v, %v, want true, false, nil", ok, stale, err)
	}
}
