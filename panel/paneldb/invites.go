package paneldb

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"realitycheck/panel"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
)

// Invites stores who was asked to take part in which wave.
type Invites struct{ db *database.DB }

// NewInvites makes the store.
func NewInvites(db *database.DB) *Invites { return &Invites{db} }

type inviteRow struct {
	Wave         string `gorm:"primaryKey"`
	UID          []byte `gorm:"primaryKey"`
	SentAt       *time.Time
	Reminded     int
	RemindedAt   *time.Time
	Participated *bool
}

func (inviteRow) TableName() string { return "invite" }

func (r inviteRow) invite() panel.Invite {
	return panel.Invite{Wave: r.Wave, UID: panel.UID(r.UID), SentAt: storedOrNil(r.SentAt), Reminded: r.Reminded,
		RemindedAt: storedOrNil(r.RemindedAt), Participated: r.Participated}
}

// Add notes members as invited to a wave. Who is noted already stays as it is, so it may be done again after a crash.
func (s *Invites) Add(ctx context.Context, wave string, uids []panel.UID) error {
	if len(uids) == 0 {
		return nil
	}
	rows := make([]inviteRow, len(uids))
	for i := range uids {
		rows[i] = inviteRow{Wave: wave, UID: uids[i][:]}
	}
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		return tx.Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(rows, batch).Error
	})
}

// OfWave gives all invitations to a wave, by the random number of the member.
func (s *Invites) OfWave(ctx context.Context, wave string) ([]panel.Invite, error) {
	return s.find(s.db.Read(ctx).Where("wave = ?", wave).Order("uid"))
}

// OfMember gives the invitations of a member, by wave.
func (s *Invites) OfMember(ctx context.Context, uid panel.UID) ([]panel.Invite, error) {
	return s.find(s.db.Read(ctx).Where("uid = ?", uid[:]).Order("wave"))
}

func (s *Invites) find(query *gorm.DB) ([]panel.Invite, error) {
	var rows []inviteRow
	if err := query.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("invitations: %w", database.Fault(err))
	}
	invites := make([]panel.Invite, len(rows))
	for i, r := range rows {
		invites[i] = r.invite()
	}
	return invites, nil
}

// ByMember gives the invitation of a member to a wave.
func (s *Invites) ByMember(ctx context.Context, wave string, uid panel.UID) (panel.Invite, error) {
	var row inviteRow
	err := database.Fault(s.db.Read(ctx).Where("wave = ? AND uid = ?", wave, uid[:]).First(&row).Error)
	if fault.Of(err) == fault.NotFound {
		return panel.Invite{}, fault.New(fault.NotFound, "member_not_found")
	}
	return row.invite(), err
}

// EndRound marks everybody invited to a wave as reminded in a round and deletes the round's letters, together: afterwards
// nothing here tells who had finished and was passed over. It gives how the letters stood, for the audit trail.
func (s *Invites) EndRound(ctx context.Context, wave string, round int, now time.Time) (counts []PostCount, err error) {
	err = s.db.Tx(ctx, func(tx *gorm.DB) error {
		in := s.db.With(tx)
		if counts, err = NewOutbox(in).Counts(ctx, wave); err != nil {
			return err
		}
		err := tx.Model(&inviteRow{}).Where("wave = ? AND reminded < ?", wave, round).
			Updates(map[string]any{"reminded": round, "reminded_at": stored(now)}).Error
		if err != nil {
			return err
		}
		return tx.Where("wave = ? AND letter = ? AND round = ?", wave, string(panel.Reminder), round).Delete(&postRow{}).Error
	})
	kept := counts[:0]
	for _, c := range counts {
		if c.Letter == panel.Reminder && c.Round == round {
			kept = append(kept, c)
		}
	}
	return kept, err
}

// SetParticipation writes who took part in a closed wave: for everybody in one transaction, so that nothing can be read
// from its order. Doing it again writes the same.
func (s *Invites) SetParticipation(ctx context.Context, wave string, participated map[panel.UID]bool) error {
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		var yes, no [][]byte
		for uid, did := range participated {
			if did {
				yes = append(yes, uid[:])
			} else {
				no = append(no, uid[:])
			}
		}
		if err := setParticipated(tx, wave, yes, true); err != nil {
			return err
		}
		return setParticipated(tx, wave, no, false)
	})
}

func setParticipated(tx *gorm.DB, wave string, uids [][]byte, did bool) error {
	for len(uids) > 0 {
		n := min(batch, len(uids))
		err := tx.Model(&inviteRow{}).Where("wave = ? AND uid IN ?", wave, uids[:n]).Update("participated", did).Error
		if err != nil {
			return err
		}
		uids = uids[n:]
	}
	return nil
}

// InviteCount is how many members of a panel were invited, and to how many the invitation went out.
type InviteCount struct {
	Panel   string
	Invited int
	Sent    int
}

// Counts gives the figures of a wave for each panel.
func (s *Invites) Counts(ctx context.Context, wave string) ([]InviteCount, error) {
	var counts []InviteCount
	err := s.db.Read(ctx).Model(&inviteRow{}).Joins("JOIN member ON member.uid = invite.uid").
		Select("member.panel AS panel, COUNT(*) AS invited, COUNT(invite.sent_at) AS sent").
		Where("invite.wave = ?", wave).Group("member.panel").Order("member.panel DESC").Scan(&counts).Error
	return counts, database.Fault(err)
}
