package fieldwork

import (
	"context"

	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/survey/fault"
)

// CheckPanel says why a panel cannot be saved, or nil. The kind of a panel that took part in a wave is fixed: what was
// published rests on it.
func (o *Organiser) CheckPanel(ctx context.Context, p panel.Panel) error {
	if err := p.Check(); err != nil {
		return err
	}
	known, err := o.panels.ByCode(ctx, p.Code)
	if fault.Of(err) == fault.NotFound {
		return nil
	}
	if err != nil || known.Kind == p.Kind {
		return err
	}
	wave, err := o.OpenedWith(ctx, p.Code)
	if err == nil && wave != "" {
		err = fault.New(fault.Conflict, "panel_kind_fixed", "panel", p.Code, "wave", wave)
	}
	return err
}

// SavePanel adds a panel, or changes its name and, before its first wave, its kind.
func (o *Organiser) SavePanel(ctx context.Context, p panel.Panel) error {
	if err := o.CheckPanel(ctx, p); err != nil {
		return err
	}
	return o.panels.Save(ctx, p)
}

// OpenedWith gives the first wave in which a panel took part, "" when there is none.
func (o *Organiser) OpenedWith(ctx context.Context, code string) (string, error) {
	waves, err := o.waves.All(ctx)
	for i := range waves {
		if _, takesPart := waves[i].Panel(code); takesPart && waves[i].State != survey.Draft {
			return waves[i].Code, err
		}
	}
	return "", err
}

// WithKinds gives the panels of a wave with their kinds: what the wave froze, and where it says nothing, as a draft, what
// the panels are now. A panel that does not exist has none.
func (o *Organiser) WithKinds(ctx context.Context, panels []survey.WavePanel) ([]survey.WavePanel, error) {
	all, err := o.panels.All(ctx)
	if err != nil {
		return nil, err
	}
	kinds := map[string]survey.PanelKind{}
	for _, p := range all {
		kinds[p.Code] = p.Kind
	}
	named := make([]survey.WavePanel, len(panels))
	for i, p := range panels {
		if named[i] = p; p.Kind == "" {
			named[i].Kind = kinds[p.Code]
		}
	}
	return named, nil
}
