package paneldb

import (
	"context"
	"crypto/rand"
	"time"

	"realitycheck/panel"
	"realitycheck/survey/database"
)

// Audit stores what staff did. Lines are added and read, never changed.
type Audit struct{ db *database.DB }

// NewAudit makes the store.
func NewAudit(db *database.DB) *Audit { return &Audit{db} }

type auditRow struct {
	ID     string `gorm:"primaryKey"`
	At     time.Time
	Staff  string
	Action string
	Object string
	Detail string
}

func (auditRow) TableName() string { return "audit" }

// Add writes a line; its ID is drawn when it is empty.
func (s *Audit) Add(ctx context.Context, event panel.Event) error {
	row := auditRow(event)
	if row.ID == "" {
		row.ID = rand.Text()
	}
	row.At = stored(row.At)
	return database.Fault(s.db.Write(ctx).Create(&row).Error)
}

// Newest gives a page of lines, newest first.
func (s *Audit) Newest(ctx context.Context, offset, limit int) ([]panel.Event, error) {
	var rows []auditRow
	if err := s.db.Read(ctx).Order("at DESC, id").Offset(offset).Limit(limit).Find(&rows).Error; err != nil {
		return nil, database.Fault(err)
	}
	events := make([]panel.Event, len(rows))
	for i, r := range rows {
		events[i] = panel.Event(r)
		events[i].At = stored(r.At)
	}
	return events, nil
}
