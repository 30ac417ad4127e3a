package verify

import (
	"maps"
	"slices"
	"strconv"

	"realitycheck/analysis"
	"realitycheck/analysis/weighting"
	"realitycheck/survey"
)

// baseAttribute holds the base weight of a member, which a report takes by category.
const baseAttribute = "(base weight)"

// weightingRoad rakes an archive as an analyst does. What the program refuses is not compared: categories of a few, and weights
// that leave the bounds where the case has none.
func weightingRoad(s *shelf, f *frame, want any) ([]told, error) {
	p, err := f.population()
	if err != nil || len(p.panel.Strata) == 0 || len(p.panel.Strata) > survey.MaxStrata {
		return nil, err
	}
	m := newWave(1, []survey.WavePanel{p.panel}, nil, false)
	for row := range f.rows {
		record := m.of(member{everybody, strconv.Itoa(row)}, row)
		for _, values := range p.values {
			record.Strata = append(record.Strata, values[row])
		}
		m.answer(record, "", survey.Answers{})
	}
	if err := s.archive(m); err != nil {
		return nil, err
	}
	margins := survey.Margins{Wave: m.in.Wave.Code, Bounds: survey.DefaultBounds, Panels: []survey.PanelMargins{p.margins}}
	if len(f.spec.Bounds) == 2 {
		margins.Bounds = survey.Bounds{Low: f.spec.Bounds[0], High: f.spec.Bounds[1]}
	}
	w, err := weighting.Rake(s.source, margins, weighting.Options{Now: madeAt, Role: "verify"})
	if err != nil || w.Panels[0].Bounded && len(f.spec.Bounds) == 0 {
		return nil, nil
	}
	x, err := s.build(analysis.Options{})
	if err != nil {
		return nil, err
	}
	expected, _ := want.(map[string]any)
	figures := take(expected, "deff_kish", "deff", "n_eff", "n_eff", "w_min", "low", "w_max", "high")
	return compared(entry("weighting"), x.Weighting[0], everybody, figures), nil
}

// population is a panel with its attributes, and what it is to look like.
type population struct {
	panel   survey.WavePanel
	values  [][]string // by attribute, then by row
	margins survey.PanelMargins
}

func (f *frame) population() (*population, error) {
	p := &population{panel: survey.WavePanel{Code: everybody, Kind: survey.Public}, margins: survey.PanelMargins{Panel: everybody}}
	for _, g := range f.spec.Margins {
		values, err := f.texts(g.Var, "")
		if err != nil {
			return nil, err
		}
		margin := survey.Margin{Attribute: g.Var, Counts: g.Type == "count", Targets: map[string]float64{}}
		for category := range g.Targets {
			margin.Targets[category] = g.target(category)
		}
		p.add(g.Var, values, slices.Collect(maps.Keys(g.Targets))...)
		p.margins.Margins = append(p.margins.Margins, margin)
	}
	base, err := f.weights()
	if err != nil || base == nil {
		return p, err
	}
	values := make([]string, len(base))
	p.margins.Base = &survey.Base{Attribute: baseAttribute, Weights: map[string]float64{}}
	for row, w := range base {
		values[row] = strconv.FormatFloat(w, 'g', -1, 64)
		p.margins.Base.Weights[values[row]] = w
	}
	p.add(baseAttribute, values)
	return p, nil
}

// add gives the panel an attribute, with categories beside those that members have.
func (p *population) add(code string, values []string, categories ...string) {
	a := survey.Attribute{Code: code}
	for _, v := range distinct(slices.Concat(values, categories)) {
		if v != "" {
			a.Categories = append(a.Categories, survey.Category{Code: v})
		}
	}
	p.panel.Strata, p.values = append(p.panel.Strata, a), append(p.values, values)
}
