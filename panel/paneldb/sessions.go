package paneldb

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"realitycheck/survey/database"
	"realitycheck/survey/fault"
)

// Sessions stores the sessions of staff, in the form that the session library asks for. What it calls token is the hash
// of what the cookie holds; the cookie itself is nowhere here.
type Sessions struct{ db *database.DB }

// NewSessions makes the store.
func NewSessions(db *database.DB) *Sessions { return &Sessions{db} }

type sessionRow struct {
	Token  string `gorm:"primaryKey"`
	Data   []byte
	Expiry time.Time
}

func (sessionRow) TableName() string { return "session" }

// FindCtx gives the data of a session that has not expired; found is false for any other token.
func (s *Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	var row sessionRow
	err = database.Fault(s.db.Read(ctx).Where("token = ? AND expiry > ?", token, stored(time.Now())).First(&row).Error)
	if fault.Of(err) == fault.NotFound {
		return nil, false, nil
	}
	return row.Data, err == nil, err
}

// CommitCtx stores a session.
func (s *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	row := sessionRow{Token: token, Data: data, Expiry: stored(expiry)}
	return database.Fault(s.db.Write(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "token"}}, DoUpdates: clause.AssignmentColumns([]string{"data", "expiry"}),
	}).Create(&row).Error)
}

// DeleteCtx ends a session; one that is not there is fine.
func (s *Sessions) DeleteCtx(ctx context.Context, token string) error {
	return database.Fault(s.db.Write(ctx).Where("token = ?", token).Delete(&sessionRow{}).Error)
}

// DeleteExpired removes what has expired and tells how many sessions that were.
func (s *Sessions) DeleteExpired(ctx context.Context, now time.Time) (int64, error) {
	done := s.db.Write(ctx).Where("expiry <= ?", stored(now)).Delete(&sessionRow{})
	return done.RowsAffected, database.Fault(done.Error)
}

// Find is FindCtx without a context.
func (s *Sessions) Find(token string) (data []byte, found bool, err error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (s *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without a context.
func (s *Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
