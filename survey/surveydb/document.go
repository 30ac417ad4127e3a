package surveydb

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm/clause"

	"realitycheck/survey"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
)

// document is a row of framework or questionnaire: one version of a definition as JSON.
type document struct {
	Code    string `gorm:"primaryKey"`
	Version string `gorm:"primaryKey"`
	Body    string
}

// documents is what Frameworks and Questionnaires share; T is the definition.
type documents[T any] struct {
	db    *database.DB
	table string
	ref   func(*T) survey.VersionRef
}

// ByRef gives one version; NotFound when it is not there.
func (d documents[T]) ByRef(ctx context.Context, ref survey.VersionRef) (T, error) {
	var value T
	var row document
	err := d.db.Read(ctx).Table(d.table).Where("code = ? AND version = ?", ref.Code, ref.Version).Take(&row).Error
	if err != nil {
		return value, fmt.Errorf("%s %s@%s: %w", d.table, ref.Code, ref.Version, absent(err, d.table, ref.Code+"@"+ref.Version))
	}
	return value, decode(row.Body, &value)
}

// All gives every version, by code and version.
func (d documents[T]) All(ctx context.Context) ([]T, error) {
	var rows []document
	if err := d.db.Read(ctx).Table(d.table).Order("code, version").Find(&rows).Error; err != nil {
		return nil, err
	}
	values := make([]T, len(rows))
	for i, row := range rows {
		if err := decode(row.Body, &values[i]); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// Save adds a version or replaces it. Waves that are open keep what they froze.
func (d documents[T]) Save(ctx context.Context, value T) error {
	body, err := encode(value)
	if err != nil {
		return err
	}
	ref := d.ref(&value)
	return d.db.Write(ctx).Table(d.table).Clauses(clause.OnConflict{UpdateAll: true}).
		Create(&document{Code: ref.Code, Version: ref.Version, Body: body}).Error
}

// Frameworks stores frameworks by code and version.
type Frameworks struct{ documents[survey.Framework] }

// NewFrameworks makes the store.
func NewFrameworks(db *database.DB) Frameworks {
	return Frameworks{documents[survey.Framework]{db, "framework", func(f *survey.Framework) survey.VersionRef {
		return survey.VersionRef{Code: f.Code, Version: f.Version}
	}}}
}

// Questionnaires stores questionnaires by code and version.
type Questionnaires struct {
	documents[survey.Questionnaire]
}

// NewQuestionnaires makes the store.
func NewQuestionnaires(db *database.DB) Questionnaires {
	return Questionnaires{documents[survey.Questionnaire]{db, "questionnaire", func(q *survey.Questionnaire) survey.VersionRef {
		return survey.VersionRef{Code: q.Code, Version: q.Version}
	}}}
}

// absent names what was looked for when it is not there.
func absent(err error, what, which string) error {
	if fault.Of(err) == fault.NotFound {
		return fault.New(fault.NotFound, what+"_not_found", "code", which)
	}
	return err
}

func encode(value any) (string, error) {
	body, err := json.Marshal(value)
	return string(body), err
}

func decode(body string, into any) error { return json.Unmarshal([]byte(body), into) }
