package surveydb

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"realitycheck/survey"
	"realitycheck/survey/database"
)

// Samples stores communication samples and described services by code.
type Samples struct{ db *database.DB }

// NewSamples makes the store.
func NewSamples(db *database.DB) Samples { return Samples{db} }

type sampleRow struct {
	Code       string `gorm:"primaryKey"`
	Body       string
	ImportedAt time.Time
}

func (sampleRow) TableName() string { return "sample" }

// ByCode gives a sample; NotFound when it is not there.
func (s Samples) ByCode(ctx context.Context, code string) (survey.Sample, error) {
	var sample survey.Sample
	var row sampleRow
	if err := s.db.Read(ctx).Where("code = ?", code).Take(&row).Error; err != nil {
		return sample, fmt.Errorf("sample %s: %w", code, absent(err, "sample", code))
	}
	return sample, decode(row.Body, &sample)
}

// All gives every sample, by code.
func (s Samples) All(ctx context.Context) ([]survey.Sample, error) {
	var rows []sampleRow
	if err := s.db.Read(ctx).Order("code").Find(&rows).Error; err != nil {
		return nil, err
	}
	samples := make([]survey.Sample, len(rows))
	for i, row := range rows {
		if err := decode(row.Body, &samples[i]); err != nil {
			return nil, err
		}
	}
	return samples, nil
}

// Save adds a sample or replaces it. Waves that are open keep what they froze.
func (s Samples) Save(ctx context.Context, sample survey.Sample, now time.Time) error {
	body, err := encode(sample)
	if err != nil {
		return err
	}
	return s.db.Write(ctx).Clauses(clause.OnConflict{UpdateAll: true}).
		Create(&sampleRow{Code: sample.Code, Body: body, ImportedAt: now.UTC()}).Error
}
