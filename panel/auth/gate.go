package auth

import (
	"context"
	"sync"
	"time"

	"realitycheck/panel"
	"realitycheck/survey/fault"
)

// Limits of sign-in.
const (
	Window          = 15 * time.Minute
	AccountFailures = 10 // then every try for the account waits
	OriginFailures  = 30 // then the origin is refused until its failures grow old
	Delay           = 5 * time.Second
)

// Accounts is where the gate finds an account and puts a hash that was made anew.
type Accounts struct {
	ByEmail func(ctx context.Context, email string) (panel.Staff, error)
	SetHash func(ctx context.Context, email, hash string) error
}

// Gate lets staff in. Too many failures for an account make each try for it slow, never impossible: a stranger cannot lock
// a colleague out. Too many from one origin are refused.
type Gate struct {
	accounts Accounts
	hasher   *Hasher
	account  *Limiter
	origin   *Limiter

	mu   sync.Mutex
	slow map[string]bool // accounts with a delayed try under way; one at a time
}

// NewGate makes a gate over the stored accounts.
func NewGate(accounts Accounts, hasher *Hasher) *Gate {
	return &Gate{accounts: accounts, hasher: hasher, account: NewLimiter(AccountFailures, Window),
		origin: NewLimiter(OriginFailures, Window), slow: map[string]bool{}}
}

// SignIn gives the account that belongs to an address and password. Unknown account, wrong password and disabled account
// are one and the same fault, after the same work.
func (g *Gate) SignIn(ctx context.Context, email, password, ip string) (panel.Staff, error) {
	email, origin := panel.CleanEmail(email), Origin(ip)
	if wait, blocked := g.origin.Take(origin, time.Now()); blocked {
		return panel.Staff{}, tooMany(wait)
	}
	if _, blocked := g.account.Take(email, time.Now()); blocked {
		if !g.enterSlow(email) {
			return panel.Staff{}, tooMany(Delay)
		}
		defer g.leaveSlow(email)
		g.account.Fail(email, time.Now())
		if err := pause(ctx, Delay); err != nil {
			return panel.Staff{}, err
		}
	}
	staff, err := g.verify(ctx, email, password)
	if err == nil || fault.Of(err) != fault.Forbidden { // a broken store is no failure of the person
		g.origin.Return(origin)
		g.account.Return(email)
	}
	if err != nil {
		return panel.Staff{}, err
	}
	g.account.Forget(email)
	return staff, nil
}

func (g *Gate) verify(ctx context.Context, email, password string) (panel.Staff, error) {
	staff, err := g.accounts.ByEmail(ctx, email)
	if err != nil && fault.Of(err) != fault.NotFound {
		return panel.Staff{}, err
	}
	if len(password) > 4*MaxPassword { // more bytes than any password that could have been set
		password = ""
	}
	ok, stale, err := g.hasher.Verify(ctx, password, staff.Hash)
	if err != nil {
		return panel.Staff{}, err
	}
	if !ok || staff.Disabled {
		return panel.Staff{}, fault.New(fault.Forbidden, "sign_in_failed")
	}
	if stale {
		if staff.Hash, err = g.hasher.Hash(ctx, password); err != nil {
			return panel.Staff{}, err
		}
		return staff, g.accounts.SetHash(ctx, staff.Email, staff.Hash)
	}
	return staff, nil
}

func (g *Gate) enterSlow(email string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.slow[email] {
		return false
	}
	g.slow[email] = true
	return true
}

func (g *Gate) leaveSlow(email string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.slow, email)
}

// tooMany tells how long to wait, in whole seconds.
func tooMany(wait time.Duration) error {
	return fault.New(fault.Unavailable, "sign_in_too_often", "seconds", int((wait+time.Second-1)/time.Second))
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
