package surveydb

import (
	"context"

	"gorm.io/gorm"

	"realitycheck/survey/database"
)

// NameHashes stores the keyed hashes of the names of a wave's panels until its redaction ends.
type NameHashes struct{ db *database.DB }

// NewNameHashes makes the store.
func NewNameHashes(db *database.DB) NameHashes { return NameHashes{db} }

type nameHashRow struct {
	Wave string `gorm:"primaryKey"`
	Hash []byte `gorm:"primaryKey"`
}

func (nameHashRow) TableName() string { return "name_hash" }

// Replace stores the hashes of a wave in the place of those that are there. They must differ.
func (s NameHashes) Replace(ctx context.Context, wave string, hashes [][]byte) error {
	rows := make([]nameHashRow, len(hashes))
	for i, h := range hashes {
		rows[i] = nameHashRow{wave, h}
	}
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		if err := tx.Where("wave = ?", wave).Delete(&nameHashRow{}).Error; err != nil || len(rows) == 0 {
			return err
		}
		return tx.CreateInBatches(rows, 400).Error
	})
}

// OfWave gives the hashes of a wave.
func (s NameHashes) OfWave(ctx context.Context, wave string) ([][]byte, error) {
	var rows []nameHashRow
	if err := s.db.Read(ctx).Where("wave = ?", wave).Order("hash").Find(&rows).Error; err != nil {
		return nil, err
	}
	hashes := make([][]byte, len(rows))
	for i, r := range rows {
		hashes[i] = r.Hash
	}
	return hashes, nil
}

// Forget removes the hashes of a wave, also from the file of the store.
func (s NameHashes) Forget(ctx context.Context, wave string) error {
	if err := s.db.Write(ctx).Where("wave = ?", wave).Delete(&nameHashRow{}).Error; err != nil {
		return err
	}
	return s.db.Sweep(ctx)
}
