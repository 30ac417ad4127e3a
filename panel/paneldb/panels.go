package paneldb

import (
	"context"

	"realitycheck/panel"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// Panels stores the panels. The internal and the external one are there from the first migration on.
type Panels struct{ db *database.DB }

// NewPanels makes the store.
func NewPanels(db *database.DB) *Panels { return &Panels{db} }

type panelRow struct {
	Code string    `gorm:"primaryKey"`
	Name i18n.Text `gorm:"serializer:json"`
}

func (panelRow) TableName() string { return "panel" }

// All gives every panel, the internal one first.
func (s *Panels) All(ctx context.Context) ([]panel.Panel, error) {
	var rows []panelRow
	if err := s.db.Read(ctx).Order("code DESC").Find(&rows).Error; err != nil {
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
