package analysisdb

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"realitycheck/analysis/coding"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
)

// Codebooks stores every version of the codebook of every question.
type Codebooks struct{ db *database.DB }

// NewCodebooks makes the store.
func NewCodebooks(db *database.DB) Codebooks { return Codebooks{db} }

type codebookRow struct {
	Question string `gorm:"primaryKey"`
	Version  int    `gorm:"primaryKey"`
	Body     string
}

func (codebookRow) TableName() string { return "codebook" }

// Newest gives the newest codebook of a question. One that nobody began is empty, with version 0.
func (s Codebooks) Newest(ctx context.Context, question string) (*coding.Codebook, error) {
	return newest(s.db.Read(ctx), question)
}

func newest(db *gorm.DB, question string) (*coding.Codebook, error) {
	var row codebookRow
	err := db.Where("question = ?", question).Order("version DESC").Take(&row).Error
	if fault.Of(err) == fault.NotFound {
		return &coding.Codebook{Question: question}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("codebook of %s: %w", question, err)
	}
	book := &coding.Codebook{}
	return book, json.Unmarshal([]byte(row.Body), book)
}

// Change makes the next version of a codebook. Somebody else's change in between is a Conflict; an error of change
// leaves the codebook alone.
func (s Codebooks) Change(ctx context.Context, question string, change func(*coding.Codebook) error) error {
	return s.db.Tx(ctx, func(tx *gorm.DB) error {
		book, err := newest(tx, question)
		if err != nil {
			return err
		}
		was := book.Version
		if err := change(book); err != nil || book.Version == was {
			return err
		}
		body, err := json.Marshal(book)
		if err != nil {
			return err
		}
		err = tx.Create(&codebookRow{question, book.Version, string(body)}).Error
		if fault.Of(err) == fault.Conflict {
			return fault.New(fault.Conflict, "codebook_changed", "question", question).Because(err)
		}
		return err
	})
}
