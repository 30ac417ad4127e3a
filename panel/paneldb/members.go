package paneldb

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"realitycheck/panel"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// Members stores the members of the panels.
type Members struct {
	db     *database.DB
	erased *Erased
}

// NewMembers makes the store; who is removed from it goes on the list.
func NewMembers(db *database.DB, erased *Erased) *Members { return &Members{db, erased} }

// batch keeps statements under the number of variables that SQLite takes.
const batch = 500

type memberRow struct {
	UID     []byte `gorm:"primaryKey"`
	Panel   string
	Email   string
	Name    string
	Lang    string
	Profile map[string]string `gorm:"serializer:json"`
	Created time.Time
}

func (memberRow) TableName() string { return "member" }

func newMemberRow(m panel.Member) memberRow {
	profile := m.Profile
	if profile == nil {
		profile = map[string]string{}
	}
	return memberRow{UID: m.UID[:], Panel: m.Panel, Email: m.Email, Name: m.Name, Lang: string(m.Lang), Profile: profile, Created: stored(m.Created)}
}

func (r memberRow) member() panel.Member {
	return panel.Member{UID: panel.UID(r.UID), Panel: r.Panel, Email: r.Email, Name: r.Name, Lang: i18n.Lang(r.Lang),
		Profile: r.Profile, Created: r.Created.UTC()}
}

func members(rows []memberRow) []panel.Member {
	list := make([]panel.Member, len(rows))
	for i, r := range rows {
		list[i] = r.member()
	}
	return list
}

// ByUID gives one member.
func (s *Members) ByUID(ctx context.Context, uid panel.UID) (panel.Member, error) {
	var row memberRow
	err := database.Fault(s.db.Read(ctx).Where("uid = ?", uid[:]).First(&row).Error)
	if fault.Of(err) == fault.NotFound {
		return panel.Member{}, fault.New(fault.NotFound, "member_not_found")
	}
	if err != nil {
		return panel.Member{}, fmt.Errorf("member: %w", err)
	}
	return row.member(), nil
}

// OfPanel gives all members of a panel, by address.
func (s *Members) OfPanel(ctx context.Context, code string) ([]panel.Member, error) {
	var rows []memberRow
	err := s.db.Read(ctx).Where("panel = ?", code).Order("email").Find(&rows).Error
	return members(rows), database.Fault(err)
}

// Search gives a page of the members of a panel whose address or name holds a text, by address, and how many there are
// in all. An empty text finds everybody.
func (s *Members) Search(ctx context.Context, code, text string, offset, limit int) (page []panel.Member, total int64, err error) {
	like := "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.ToLower(panel.CleanLine(text))) + "%"
	find := func() *gorm.DB {
		return s.db.Read(ctx).Model(&memberRow{}).Where(`panel = ? AND (email LIKE ? ESCAPE '\' OR LOWER(name) LIKE ? ESCAPE '\')`, code, like, like)
	}
	if err := find().Count(&total).Error; err != nil {
		return nil, 0, database.Fault(err)
	}
	var rows []memberRow
	err = find().Order("email").Offset(offset).Limit(limit).Find(&rows).Error
	return members(rows), total, database.Fault(err)
}

// Counts tells how many members each panel has; a panel without members is absent.
func (s *Members) Counts(ctx context.Context) (map[string]int, error) {
	var rows []struct {
		Panel string
		N     int
	}
	err := s.db.Read(ctx).Model(&memberRow{}).Select("panel, COUNT(*) AS n").Group("panel").Scan(&rows).Error
	counts := map[string]int{}
	for _, r := range rows {
		counts[r.Panel] = r.N
	}
	return counts, database.Fault(err)
}

// Save adds new members and stores changed ones, all or none. An address that its panel has already is a Conflict.
func (s *Members) Save(ctx context.Context, added, changed []panel.Member) error {
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		rows := make([]memberRow, len(added))
		for i, m := range added {
			rows[i] = newMemberRow(m)
		}
		if len(rows) > 0 {
			err := database.Fault(tx.CreateInBatches(rows, batch).Error)
			if fault.Of(err) == fault.Conflict {
				return fault.New(fault.Conflict, "member_exists").Because(err)
			}
			if err != nil {
				return err
			}
		}
		for _, m := range changed {
			row := newMemberRow(m)
			done := tx.Model(&row).Select("Name", "Lang", "Profile").Updates(&row)
			if done.Error != nil {
				return done.Error
			}
			if done.RowsAffected == 0 {
				return fault.New(fault.NotFound, "member_not_found")
			}
		}
		return nil
	})
}

// Remove deletes a member with invitations and letters. The list of the erased is written first, so that a crash in
// between errs on the side of forgetting. Removing somebody who is gone already is fine.
func (s *Members) Remove(ctx context.Context, uid panel.UID) error {
	if err := s.erased.Add(uid); err != nil {
		return err
	}
	return s.db.Tx(ctx, func(tx *gorm.DB) error { return remove(tx, uid) })
}

// remove deletes what points to a member first, then the member.
func remove(tx *gorm.DB, uid panel.UID) error {
	for _, row := range []any{&postRow{}, &inviteRow{}, &memberRow{}} {
		if err := tx.Where("uid = ?", uid[:]).Delete(row).Error; err != nil {
			return err
		}
	}
	return nil
}
