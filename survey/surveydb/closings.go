package surveydb

import (
	"context"
	"math/rand/v2"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"realitycheck/survey"
	"realitycheck/survey/database"
)

// ClosedLinks is the set of links of closed waves, so that an old one can be told that its wave is over. A hash in it is
// in no other table.
type ClosedLinks struct{ db *database.DB }

// NewClosedLinks makes the store.
func NewClosedLinks(db *database.DB) ClosedLinks { return ClosedLinks{db} }

type closedLinkRow struct {
	Hash []byte `gorm:"primaryKey"`
	Wave string
}

func (closedLinkRow) TableName() string { return "closed_link" }

// Add keeps the hashes of the links of a wave, in random order; those that are there stay.
func (s ClosedLinks) Add(ctx context.Context, wave string, hashes [][]byte) error {
	rows := make([]closedLinkRow, len(hashes))
	for i, hash := range hashes {
		rows[i] = closedLinkRow{hash, wave}
	}
	if len(rows) == 0 {
		return nil
	}
	rand.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		return tx.Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(rows, chunk).Error
	})
}

// Has says whether a link belonged to a wave that is closed.
func (s ClosedLinks) Has(ctx context.Context, hash []byte) (bool, error) {
	var n int64
	err := s.db.Read(ctx).Model(&closedLinkRow{}).Where("hash = ?", hash).Count(&n).Error
	return n > 0, err
}

// Outcomes stores what became of those invited to closed waves, as counts.
type Outcomes struct{ db *database.DB }

// NewOutcomes makes the store.
func NewOutcomes(db *database.DB) Outcomes { return Outcomes{db} }

type outcomeRow struct {
	Wave      string `gorm:"primaryKey"`
	Panel     string `gorm:"primaryKey"`
	Invited   int
	Started   int
	Completed int
	Partial   int
	BreakOff  int
}

func (outcomeRow) TableName() string { return "outcome" }

// Save keeps the counts of a wave, over those that are there.
func (s Outcomes) Save(ctx context.Context, wave string, outcomes []survey.Outcomes) error {
	rows := make([]outcomeRow, len(outcomes))
	for i, o := range outcomes {
		rows[i] = outcomeRow{wave, o.Panel, o.Invited, o.Started, o.Completed, o.Partial, o.BreakOff}
	}
	if len(rows) == 0 {
		return nil
	}
	return s.db.Write(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(rows).Error
}

// ByWave gives the counts of a wave by panel; none before it was closed.
func (s Outcomes) ByWave(ctx context.Context, wave string) ([]survey.Outcomes, error) {
	var rows []outcomeRow
	if err := s.db.Read(ctx).Where("wave = ?", wave).Order("panel").Find(&rows).Error; err != nil {
		return nil, err
	}
	outcomes := make([]survey.Outcomes, len(rows))
	for i, r := range rows {
		outcomes[i] = survey.Outcomes{Panel: r.Panel, Invited: r.Invited, Started: r.Started, Completed: r.Completed,
			Partial: r.Partial, BreakOff: r.BreakOff}
	}
	return outcomes, nil
}

// Archive says where the archive of a closed wave lies.
type Archive struct {
	Wave      string
	Dir       string            // folder, relative to that of all archives
	Hashes    map[string]string // SHA-256 of each file, hex, by file name
	WrittenAt time.Time
}

// Archives is the index of archives.
type Archives struct{ db *database.DB }

// NewArchives makes the store.
func NewArchives(db *database.DB) Archives { return Archives{db} }

type archiveRow struct {
	Wave      string `gorm:"primaryKey"`
	Dir       string
	Hashes    string
	WrittenAt time.Time
}

func (archiveRow) TableName() string { return "archive" }

// Save keeps an archive, over an earlier one of the same wave.
func (s Archives) Save(ctx context.Context, archive Archive) error {
	hashes, err := encode(archive.Hashes)
	if err != nil {
		return err
	}
	return s.db.Write(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(&archiveRow{Wave: archive.Wave,
		Dir: archive.Dir, Hashes: hashes, WrittenAt: archive.WrittenAt.UTC().Truncate(time.Microsecond)}).Error
}
