package surveydb

import (
	"context"
	"fmt"

	"gorm.io/gorm/clause"

	"realitycheck/survey/database"
)

// Medium is what is known of a stored file: how to serve it. The bytes lie in the blob store.
type Medium struct {
	Hash string `gorm:"primaryKey"` // SHA-256 of the bytes, hex
	Mime string // found from the bytes when they were imported
	Size int64  // bytes
}

// TableName implements gorm's Tabler.
func (Medium) TableName() string { return "medium" }

// Media stores what is known of files.
type Media struct{ db *database.DB }

// NewMedia makes the store.
func NewMedia(db *database.DB) Media { return Media{db} }

// ByHash gives a medium; NotFound when it is not there.
func (m Media) ByHash(ctx context.Context, hash string) (Medium, error) {
	var medium Medium
	if err := m.db.Read(ctx).Where("hash = ?", hash).Take(&medium).Error; err != nil {
		return medium, fmt.Errorf("medium %s: %w", hash, absent(err, "medium", hash))
	}
	return medium, nil
}

// Add keeps media; those that are known stay as they are.
func (m Media) Add(ctx context.Context, media ...Medium) error {
	if len(media) == 0 {
		return nil
	}
	return m.db.Write(ctx).Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(media, 500).Error
}
