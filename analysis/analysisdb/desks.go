package analysisdb

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"realitycheck/survey/database"
	"realitycheck/survey/fault"
)

// Desk is one question of one closed wave whose open answers are coded and redacted.
type Desk struct {
	Wave       string
	Question   string
	Seed       []byte    // of the orders in which answers are handed out
	Share      float64   // of the answers that two coders judge, 0 to 1
	FinishedAt time.Time // when its coding was last put beside the archive; zero before
	RedactedAt time.Time // when its redaction ended; zero before
}

// Desks stores desks.
type Desks struct{ db *database.DB }

// NewDesks makes the store.
func NewDesks(db *database.DB) Desks { return Desks{db} }

type deskRow struct {
	Wave       string `gorm:"primaryKey"`
	Question   string `gorm:"primaryKey"`
	Seed       []byte
	Share      float64
	FinishedAt int64
	RedactedAt int64
}

func (deskRow) TableName() string { return "desk" }

func (r deskRow) desk() Desk {
	return Desk{r.Wave, r.Question, r.Seed, r.Share, moment(r.FinishedAt), moment(r.RedactedAt)}
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// Begin opens a desk, or gives the one that is there.
func (s Desks) Begin(ctx context.Context, wave, question string, share float64) (Desk, error) {
	seed := make([]byte, 32)
	rand.Read(seed)
	row := deskRow{Wave: wave, Question: question, Seed: seed, Share: share}
	if err := s.db.Write(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
		return Desk{}, fmt.Errorf("desk %s of wave %s: %w", question, wave, err)
	}
	if err := s.db.Write(ctx).Where("wave = ? AND question = ?", wave, question).Take(&row).Error; err != nil {
		return Desk{}, fmt.Errorf("desk %s of wave %s: %w", question, wave, err)
	}
	return row.desk(), nil
}

// ByQuestion gives a desk; NotFound when it was not begun.
func (s Desks) ByQuestion(ctx context.Context, wave, question string) (Desk, error) {
	var row deskRow
	err := s.db.Read(ctx).Where("wave = ? AND question = ?", wave, question).Take(&row).Error
	if fault.Of(err) == fault.NotFound {
		return Desk{}, fault.New(fault.NotFound, "desk_not_found", "wave", wave, "question", question)
	}
	return row.desk(), err
}

// OfWave lists the desks of a wave.
func (s Desks) OfWave(ctx context.Context, wave string) ([]Desk, error) {
	var rows []deskRow
	if err := s.db.Read(ctx).Where("wave = ?", wave).Order("question").Find(&rows).Error; err != nil {
		return nil, err
	}
	desks := make([]Desk, len(rows))
	for i, row := range rows {
		desks[i] = row.desk()
	}
	return desks, nil
}

// SetShare changes the share of answers that two coders judge. A larger share holds all answers of a smaller one, so
// that nothing done is lost.
func (s Desks) SetShare(ctx context.Context, wave, question string, share float64) error {
	return s.set(ctx, wave, question, "share", share)
}

// SetFinished notes that the coding was put beside the archive.
func (s Desks) SetFinished(ctx context.Context, wave, question string, now time.Time) error {
	return s.set(ctx, wave, question, "finished_at", now.UnixMilli())
}

// SetRedacted notes that redaction ended; the zero time opens it again.
func (s Desks) SetRedacted(ctx context.Context, wave, question string, now time.Time) error {
	ms := int64(0)
	if !now.IsZero() {
		ms = now.UnixMilli()
	}
	return s.set(ctx, wave, question, "redacted_at", ms)
}

func (s Desks) set(ctx context.Context, wave, question, column string, value any) error {
	result := s.db.Write(ctx).Model(&deskRow{}).Where("wave = ? AND question = ?", wave, question).Update(column, value)
	if result.Error == nil && result.RowsAffected == 0 {
		return fault.New(fault.NotFound, "desk_not_found", "wave", wave, "question", question)
	}
	return result.Error
}
