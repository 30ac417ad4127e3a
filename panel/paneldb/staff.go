package paneldb

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"realitycheck/panel"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
)

// Staff stores the accounts of those who work with the program.
type Staff struct{ db *database.DB }

// NewStaff makes the store.
func NewStaff(db *database.DB) *Staff { return &Staff{db} }

type staffRow struct {
	Email    string `gorm:"primaryKey"`
	Name     string
	Hash     string
	Roles    []panel.Role `gorm:"serializer:json"`
	Disabled bool
	Created  time.Time
	Revision int
}

func (staffRow) TableName() string { return "staff" }

func (r staffRow) staff() panel.Staff {
	return panel.Staff{Email: r.Email, Name: r.Name, Hash: r.Hash, Roles: r.Roles, Disabled: r.Disabled, Created: stored(r.Created)}
}

// All gives every account, by address.
func (s *Staff) All(ctx context.Context) ([]panel.Staff, error) {
	var rows []staffRow
	if err := s.db.Read(ctx).Order("email").Find(&rows).Error; err != nil {
		return nil, database.Fault(err)
	}
	list := make([]panel.Staff, len(rows))
	for i, r := range rows {
		list[i] = r.staff()
	}
	return list, nil
}

// ByEmail gives one account.
func (s *Staff) ByEmail(ctx context.Context, email string) (panel.Staff, error) {
	row, err := s.load(s.db.Read(ctx), email)
	return row.staff(), err
}

func (s *Staff) load(db *gorm.DB, email string) (staffRow, error) {
	var row staffRow
	err := database.Fault(db.Where("email = ?", panel.CleanEmail(email)).First(&row).Error)
	if fault.Of(err) == fault.NotFound {
		return staffRow{}, fault.New(fault.NotFound, "account_not_found")
	}
	return row, err
}

// Add stores a new account.
func (s *Staff) Add(ctx context.Context, account panel.Staff) error {
	account.Email, account.Name = panel.CleanEmail(account.Email), panel.CleanLine(account.Name)
	if err := account.Check(); err != nil {
		return err
	}
	row := staffRow{Email: account.Email, Name: account.Name, Hash: account.Hash, Roles: account.Roles,
		Disabled: account.Disabled, Created: stored(account.Created), Revision: 1}
	err := database.Fault(s.db.Write(ctx).Create(&row).Error)
	if fault.Of(err) == fault.Conflict {
		return fault.New(fault.Conflict, "account_exists").Because(err)
	}
	return err
}

// Update changes an account; loading, the rule and saving are one transaction.
func (s *Staff) Update(ctx context.Context, email string, change func(*panel.Staff) error) error {
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		row, err := s.load(tx, email)
		if err != nil {
			return err
		}
		account := row.staff()
		if err := change(&account); err != nil {
			return fmt.Errorf("account: %w", err)
		}
		if err := account.Check(); err != nil {
			return err
		}
		old := row.Revision
		row.Name, row.Hash, row.Roles, row.Disabled = panel.CleanLine(account.Name), account.Hash, account.Roles, account.Disabled
		row.Revision++
		done := tx.Model(&row).Where("revision = ?", old).Select("Name", "Hash", "Roles", "Disabled", "Revision").Updates(&row)
		if done.Error == nil && done.RowsAffected == 0 {
			return fault.New(fault.Conflict, "account_changed")
		}
		return done.Error
	})
}

// SetHash stores a new password hash.
func (s *Staff) SetHash(ctx context.Context, email, hash string) error {
	return s.Update(ctx, email, func(a *panel.Staff) error {
		a.Hash = hash
		return nil
	})
}
