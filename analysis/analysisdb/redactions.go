package analysisdb

import (
	"context"

	"gorm.io/gorm/clause"

	"realitycheck/analysis/coding"
	"realitycheck/survey/database"
)

// Redactions stores what people decided on answers before anybody else reads them.
type Redactions struct{ db *database.DB }

// NewRedactions makes the store.
func NewRedactions(db *database.DB) Redactions { return Redactions{db} }

type redactionRow struct {
	Text     string `gorm:"primaryKey"`
	Wave     string
	Question string
	Release  coding.Release
	Quote    string
	Coder    string
}

func (redactionRow) TableName() string { return "redaction" }

// Save keeps a decision, over an earlier one on the same answer.
func (s Redactions) Save(ctx context.Context, wave, question string, r coding.Redaction) error {
	return s.db.Write(ctx).Clauses(clause.OnConflict{UpdateAll: true}).
		Create(&redactionRow{r.Text, wave, question, r.Release, r.Quote, r.Coder}).Error
}

// OfDesk gives the decisions of a desk by answer, in the order of their random ids.
func (s Redactions) OfDesk(ctx context.Context, wave, question string) ([]coding.Redaction, error) {
	var rows []redactionRow
	if err := s.db.Read(ctx).Where("wave = ? AND question = ?", wave, question).Order("text").Find(&rows).Error; err != nil {
		return nil, err
	}
	list := make([]coding.Redaction, len(rows))
	for i, r := range rows {
		list[i] = coding.Redaction{Text: r.Text, Release: r.Release, Quote: r.Quote, Coder: r.Coder}
	}
	return list, nil
}
