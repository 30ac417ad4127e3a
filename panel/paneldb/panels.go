package paneldb

import (
	"context"

	"gorm.io/gorm/clause"

	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// Panels stores the panels. Two are there from the first migration on, one of staff and one of the public.
type Panels struct{ db *database.DB }

// NewPanels makes the store.
func NewPanels(db *database.DB) *Panels { return &Panels{db} }

type panelRow struct {
	Code string    `gorm:"primaryKey"`
	Name i18n.Text `gorm:"serializer:json"`
	Kind survey.PanelKind
}

func (panelRow) TableName() string { return "panel" }

// All gives every panel, those of staff first, then by code.
func (s *Panels) All(ctx context.Context) ([]panel.Panel, error) {
	var rows []panelRow
	if err := s.db.Read(ctx).Order("kind DESC, code").Find(&rows).Error; err != nil {
		return nil, database.Fault(err)
	}
	panels := make([]panel.Panel, len(rows))
	for i, r := range rows {
		panels[i] = panel.Panel(r)
	}
	return panels, nil
}

// ByCode gives one panel.
func (s *Panels) ByCode(ctx context.Context, code string) (panel.Panel, error) {
	var row panelRow
	err := database.Fault(s.db.Read(ctx).Where("code = ?", code).First(&row).Error)
	if fault.Of(err) == fault.NotFound {
		return panel.Panel{}, fault.New(fault.NotFound, "panel_not_found", "panel", code)
	}
	return panel.Panel(row), err
}

// Save adds a panel or replaces its name and kind. Whether the kind may still change is for fieldwork.Organiser.SavePanel.
func (s *Panels) Save(ctx context.Context, p panel.Panel) error {
	if err := p.Check(); err != nil {
		return err
	}
	row := panelRow(p)
	return database.Fault(s.db.Write(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error)
}
