package office

import (
	"context"

	"realitycheck/panel"
	"realitycheck/panel/auth"
)

// AddAccount adds an account with a password. Its roles stand in the audit trail.
func (o *Office) AddAccount(ctx context.Context, by Actor, account panel.Staff, password string) error {
	return o.manage(ctx, by, "account.add", account.Email, func() (string, error) {
		if err := account.Check(); err != nil {
			return "", err
		}
		var err error
		if account.Hash, err = hash(ctx, password, account.Email); err != nil {
			return "", err
		}
		account.Created = o.now()
		return panel.RoleNames(account.Roles), o.staff.Add(ctx, account)
	})
}

// SetPassword gives an account another password; whoever is signed in with it is signed out.
func (o *Office) SetPassword(ctx context.Context, by Actor, email, password string) error {
	return o.manage(ctx, by, "account.reset", email, func() (string, error) {
		hashed, err := hash(ctx, password, email)
		if err != nil {
			return "", err
		}
		return "", o.staff.SetHash(ctx, email, hashed)
	})
}

// DisableAccount keeps an account from signing in.
func (o *Office) DisableAccount(ctx context.Context, by Actor, email string) error {
	return o.turn(ctx, by, "account.disable", email, true)
}

// EnableAccount lets a disabled account sign in again.
func (o *Office) EnableAccount(ctx context.Context, by Actor, email string) error {
	return o.turn(ctx, by, "account.enable", email, false)
}

func (o *Office) turn(ctx context.Context, by Actor, action, email string, disabled bool) error {
	return o.manage(ctx, by, action, email, func() (string, error) {
		return "", o.staff.Update(ctx, email, func(s *panel.Staff) error {
			s.Disabled = disabled
			return nil
		})
	})
}

func (o *Office) manage(ctx context.Context, by Actor, action, email string, do func() (string, error)) error {
	return o.change(ctx, by, panel.ManageAccounts, action, email, do)
}

func hash(ctx context.Context, password, email string) (string, error) {
	if err := auth.CheckPassword(password, email); err != nil {
		return "", err
	}
	hasher, err := auth.NewHasher()
	if err != nil {
		return "", err
	}
	return hasher.Hash(ctx, password)
}
