package paneldb

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"realitycheck/panel"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
)

// leaseTime is how long a worker may take over one lease before its letters are given to another: longer than a few dozen
// letters take on a mail server that answers none in time, so that a slow worker is not taken for a dead one.
const leaseTime = 15 * time.Minute

// Outbox stores letters on their way out. Any number of workers on any number of instances may lease from it: a letter
// is with one worker at a time, and one that dies gives its letters back when the lease runs out. A letter is sent at
// least once; its Message-ID stays the same, so a second copy is recognised.
type Outbox struct{ db *database.DB }

// NewOutbox makes the store.
func NewOutbox(db *database.DB) *Outbox { return &Outbox{db} }

type postRow struct {
	ID          string `gorm:"primaryKey"`
	Wave        string
	UID         []byte
	Letter      string
	Round       int
	State       string
	Attempts    int
	RunAt       time.Time
	LeasedUntil *time.Time
	LeasedBy    string
	MessageID   string
	Reason      string
}

func (postRow) TableName() string { return "outbox" }

func newPostRow(p panel.Post) postRow {
	return postRow{ID: p.ID, Wave: p.Wave, UID: p.UID[:], Letter: string(p.Letter), Round: p.Round, State: string(p.State),
		Attempts: p.Attempts, RunAt: stored(p.RunAt), LeasedBy: p.LeasedBy, MessageID: p.MessageID, Reason: string(p.Reason)}
}

func (r postRow) post() panel.Post {
	return panel.Post{ID: r.ID, Wave: r.Wave, UID: panel.UID(r.UID), Letter: panel.Letter(r.Letter), Round: r.Round,
		State: panel.PostState(r.State), Attempts: r.Attempts, RunAt: stored(r.RunAt), LeasedBy: r.LeasedBy,
		MessageID: r.MessageID, Reason: panel.Reason(r.Reason)}
}

func posts(rows []postRow) []panel.Post {
	list := make([]panel.Post, len(rows))
	for i, r := range rows {
		list[i] = r.post()
	}
	return list
}

// Enqueue puts letters in the outbox, all or none, and says how many. One that is there already, for the same member,
// wave, letter and round, stays as it is, so enqueueing may be done again after a crash; one that was given up is tried
// anew.
func (s *Outbox) Enqueue(ctx context.Context, list []panel.Post) (n int, err error) {
	if len(list) == 0 {
		return 0, nil
	}
	rows := make([]postRow, len(list))
	for i, p := range list {
		rows[i] = newPostRow(p)
	}
	err = s.db.Tx(ctx, func(tx *gorm.DB) error {
		done := tx.Clauses(anew).CreateInBatches(rows, batch)
		n = int(done.RowsAffected)
		return done.Error
	})
	return n, err
}

// anew lets a letter that was given up wait again, and leaves any other alone.
var anew = clause.OnConflict{
	Columns: []clause.Column{{Name: "wave"}, {Name: "uid"}, {Name: "letter"}, {Name: "round"}},
	DoUpdates: append(clause.AssignmentColumns([]string{"run_at"}), clause.Assignments(map[string]any{
		"state": string(panel.Waiting), "attempts": 0, "reason": ""})...),
	Where: clause.Where{Exprs: []clause.Expression{clause.Eq{Column: clause.Column{Table: "outbox", Name: "state"}, Value: string(panel.Failed)}}},
}

// Again sends a letter once more, with a Message-ID of its own since it is a new copy on purpose. It takes the place of
// the one that was sent or given up.
func (s *Outbox) Again(ctx context.Context, post panel.Post) error {
	row := newPostRow(post)
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		same := tx.Where("wave = ? AND uid = ? AND letter = ? AND round = ?", row.Wave, row.UID, row.Letter, row.Round)
		if err := same.Delete(&postRow{}).Error; err != nil {
			return err
		}
		return tx.Create(&row).Error
	})
}

// leaseDue marks up to n due letters as leased. Workers on PostgreSQL pass over each other's rows; on SQLite there is one
// writer at a time.
const leaseDue = `
WITH due AS MATERIALIZED (
	SELECT id FROM outbox
	WHERE state = 'waiting' AND run_at <= ? OR state = 'leased' AND leased_until <= ?
	ORDER BY run_at, id LIMIT ? /*postgres FOR UPDATE SKIP LOCKED*/
)
UPDATE outbox SET state = 'leased', attempts = attempts + 1, leased_by = ?, leased_until = ?
WHERE id IN (SELECT id FROM due)`

// Lease gives up to n due letters to the caller, who must end each with Done, Retry or Fail.
func (s *Outbox) Lease(ctx context.Context, n int, now time.Time) ([]panel.Post, error) {
	lease, now := rand.Text(), stored(now)
	var rows []postRow
	err := s.db.Tx(ctx, func(tx *gorm.DB) error {
		text := s.db.Dialect().Only(leaseDue)
		if err := tx.Exec(text, now, now, n, lease, now.Add(leaseTime)).Error; err != nil {
			return err
		}
		return tx.Where("leased_by = ?", lease).Order("run_at, id").Find(&rows).Error
	})
	if err != nil {
		return nil, fmt.Errorf("lease letters: %w", err)
	}
	return posts(rows), nil
}

// Done notes that the mail server took a letter; an invitation counts as sent from then on.
func (s *Outbox) Done(ctx context.Context, post panel.Post, now time.Time) error {
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		if err := finish(tx, post, map[string]any{"state": string(panel.Sent), "reason": ""}); err != nil {
			return err
		}
		if post.Letter != panel.Invitation {
			return nil
		}
		return tx.Model(&inviteRow{}).Where("wave = ? AND uid = ? AND sent_at IS NULL", post.Wave, post.UID[:]).
			Update("sent_at", stored(now)).Error
	})
}

// Retry notes that sending failed for now. The letter waits for its next attempt, or is given up after the last.
func (s *Outbox) Retry(ctx context.Context, post panel.Post, reason panel.Reason, now time.Time) error {
	if post.Attempts >= panel.MaxAttempts {
		return s.Fail(ctx, post, reason)
	}
	return finish(s.db.Write(ctx), post, map[string]any{"state": string(panel.Waiting), "reason": string(reason),
		"run_at": stored(now.Add(panel.Backoff(post.Attempts)))})
}

// Fail gives a letter up and keeps why.
func (s *Outbox) Fail(ctx context.Context, post panel.Post, reason panel.Reason) error {
	return finish(s.db.Write(ctx), post, map[string]any{"state": string(panel.Failed), "reason": string(reason)})
}

// Drop takes a leased letter out that should not go any more, as a reminder to somebody who has just finished.
func (s *Outbox) Drop(ctx context.Context, post panel.Post) error {
	done := leased(s.db.Write(ctx), post).Delete(&postRow{})
	return ended(done)
}

// finish ends a lease. A worker that took so long that its letter was leased anew changes nothing.
func finish(tx *gorm.DB, post panel.Post, change map[string]any) error {
	change["leased_by"], change["leased_until"] = "", nil
	return ended(leased(tx.Model(&postRow{}), post).Updates(change))
}

func leased(tx *gorm.DB, post panel.Post) *gorm.DB {
	return tx.Where("id = ? AND state = 'leased' AND leased_by = ? AND attempts = ?", post.ID, post.LeasedBy, post.Attempts)
}

func ended(done *gorm.DB) error {
	if done.Error != nil {
		return database.Fault(done.Error)
	}
	if done.RowsAffected == 0 {
		return fault.New(fault.Conflict, "post_lost")
	}
	return nil
}

// LeftRound is a round of reminders of which nothing waits any more.
type LeftRound struct {
	Wave  string
	Round int
}

// LeftRounds gives the rounds of reminders whose letters are all sent or given up but still here.
func (s *Outbox) LeftRounds(ctx context.Context) ([]LeftRound, error) {
	var rounds []LeftRound
	err := s.db.Read(ctx).Model(&postRow{}).Select("wave, round").Where("letter = ?", string(panel.Reminder)).Group("wave, round").
		Having("SUM(CASE WHEN state IN ? THEN 1 ELSE 0 END) = 0", []string{string(panel.Waiting), string(panel.Leased)}).
		Order("wave, round").Scan(&rounds).Error
	return rounds, database.Fault(err)
}

// PostCount is how many letters of one kind stand in a state, and why if they failed.
type PostCount struct {
	Letter panel.Letter
	Round  int
	State  panel.PostState
	Reason panel.Reason
	N      int
}

// Counts gives how the letters of a wave stand.
func (s *Outbox) Counts(ctx context.Context, wave string) ([]PostCount, error) {
	var counts []PostCount
	err := s.db.Read(ctx).Model(&postRow{}).Select("letter, round, state, reason, COUNT(*) AS n").
		Where("wave = ?", wave).Group("letter, round, state, reason").Order("letter, round, state, reason").Scan(&counts).Error
	return counts, database.Fault(err)
}

// Failures gives the letters of a wave that were given up.
func (s *Outbox) Failures(ctx context.Context, wave string) ([]panel.Post, error) {
	var rows []postRow
	err := s.db.Read(ctx).Where("wave = ? AND state = 'failed'", wave).Order("letter, round, uid").Find(&rows).Error
	return posts(rows), database.Fault(err)
}
