package analysisdb

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm"

	"realitycheck/analysis/coding"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
)

// Judgements stores the steps of coders at a desk.
type Judgements struct{ db *database.DB }

// NewJudgements makes the store.
func NewJudgements(db *database.DB) Judgements { return Judgements{db} }

type judgementRow struct {
	Wave     string `gorm:"primaryKey"`
	Question string `gorm:"primaryKey"`
	Coder    string `gorm:"primaryKey"`
	Step     int    `gorm:"primaryKey"`
	Text     string
	Final    bool
	Codable  bool
	Themes   string // codes with spaces in between
	Version  int
}

func (judgementRow) TableName() string { return "judgement" }

// Add stores a coder's next step at a desk.
func (s Judgements) Add(ctx context.Context, wave, question string, j coding.Judgement) error {
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		last, err := lastStep(tx, wave, question, j.Coder)
		if err != nil {
			return err
		}
		themes := slices.Compact(slices.Sorted(slices.Values(j.Themes)))
		return tx.Create(&judgementRow{Wave: wave, Question: question, Coder: j.Coder, Step: last + 1, Text: j.Text, Final: j.Final,
			Codable: j.Codable, Themes: strings.Join(themes, " "), Version: j.Version}).Error
	})
}

// Undo takes back a coder's last step at a desk and gives the answer that it was about. What stood before counts again.
// Without a step it is NotFound.
func (s Judgements) Undo(ctx context.Context, wave, question, coder string) (text string, err error) {
	err = s.db.Tx(ctx, func(tx *gorm.DB) error {
		last, err := lastStep(tx, wave, question, coder)
		if err != nil {
			return err
		}
		var row judgementRow
		at := tx.Where("wave = ? AND question = ? AND coder = ? AND step = ?", wave, question, coder, last)
		if err := at.Take(&row).Error; err != nil {
			if fault.Of(err) == fault.NotFound {
				return fault.New(fault.NotFound, "nothing_to_undo")
			}
			return err
		}
		text = row.Text
		return tx.Delete(&row).Error
	})
	return text, err
}

func lastStep(tx *gorm.DB, wave, question, coder string) (int, error) {
	var last int
	err := tx.Model(&judgementRow{}).Where("wave = ? AND question = ? AND coder = ?", wave, question, coder).
		Select("COALESCE(MAX(step), 0)").Scan(&last).Error
	return last, err
}

// OfDesk gives the judgements that count: of each coder the newest on each answer, and of what was decided over them the
// newest. They are ordered by answer and coder.
func (s Judgements) OfDesk(ctx context.Context, wave, question string) ([]coding.Judgement, error) {
	var rows []judgementRow
	if err := s.db.Read(ctx).Where("wave = ? AND question = ?", wave, question).Order("text, final, coder, step").Find(&rows).Error; err != nil {
		return nil, err
	}
	var list []coding.Judgement
	for i, r := range rows {
		if i+1 < len(rows) && rows[i+1].Text == r.Text && rows[i+1].Final == r.Final && rows[i+1].Coder == r.Coder {
			continue
		}
		list = append(list, coding.Judgement{Text: r.Text, Coder: r.Coder, Themes: strings.Fields(r.Themes), Codable: r.Codable,
			Version: r.Version, Final: r.Final})
	}
	return list, nil
}
