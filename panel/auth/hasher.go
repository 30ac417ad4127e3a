package auth

import (
	"context"
	"fmt"
	"runtime"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"
)

// params is what a password costs: 19 MiB and two rounds, about 25 ms. The library's default of 64 MiB would let a few
// dozen sign-ins at once fill a small machine.
var params = argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// Hasher makes and checks password hashes, a few at a time.
type Hasher struct {
	slots chan struct{}
	dummy string // hash of a password that nobody has
}

// NewHasher makes a Hasher that works on as many passwords at once as there are processors.
func NewHasher() (*Hasher, error) {
	dummy, err := argon2id.CreateHash("", &params)
	if err != nil {
		return nil, fmt.Errorf("password hash: %w", err)
	}
	return &Hasher{slots: make(chan struct{}, runtime.GOMAXPROCS(0)), dummy: dummy}, nil
}

// Hash gives the PHC string to store for a password.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	if err := h.enter(ctx); err != nil {
		return "", err
	}
	defer h.leave()
	return argon2id.CreateHash(norm.NFC.String(password), &params)
}

// Verify says whether the password fits the hash, and whether the hash was made with other costs than today's and should
// be made anew. Without a hash it takes the same time and says no, so that the clock does not tell which accounts exist.
func (h *Hasher) Verify(ctx context.Context, password, hash string) (ok, stale bool, err error) {
	if err := h.enter(ctx); err != nil {
		return false, false, err
	}
	defer h.leave()
	if hash == "" {
		_, _, err = argon2id.CheckHash(norm.NFC.String(password), h.dummy)
		return false, false, err
	}
	ok, made, err := argon2id.CheckHash(norm.NFC.String(password), hash)
	if err != nil {
		return false, false, fmt.Errorf("stored password hash: %w", err)
	}
	return ok, *made != params, nil
}

func (h *Hasher) enter(ctx context.Context) error {
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *Hasher) leave() { <-h.slots }
