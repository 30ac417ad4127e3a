package definition

import (
	"realitycheck/survey"
)

type marginsFile struct {
	Wave   string             `yaml:"wave"`
	Bounds *boundsFile        `yaml:"bounds,omitempty"`
	Panels []panelMarginsFile `yaml:"panels"`
}

type boundsFile struct {
	Low  amount `yaml:"low"`
	High amount `yaml:"high"`
}

type panelMarginsFile struct {
	Code    string       `yaml:"code"`
	Base    *baseFile    `yaml:"base,omitempty"`
	Margins []marginFile `yaml:"margins"`
}

type baseFile struct {
	Attribute string            `yaml:"attribute"`
	Weights   map[string]amount `yaml:"weights"`
}

type marginFile struct {
	Attribute string            `yaml:"attribute"`
	Source    prose             `yaml:"source,omitempty"`
	Unit      string            `yaml:"unit,omitempty"`
	Targets   map[string]amount `yaml:"targets"`
	Merge     [][]string        `yaml:"merge,omitempty"`
}

// What targets are given in.
const (
	unitShares = "shares"
	unitPeople = "people"
)

func marginsShape() shape {
	category := form(valueForm, "category_form", "A category of the attribute.")
	byCategory := func(about string) shape { return table{key: category, of: real{max: 1e9}, about: about} }
	margin := object{fields: []field{
		need("attribute", code("An attribute of the panel in this wave.")),
		may("source", words("Where the figures come from.")),
		may("unit", choice{of: []string{unitShares, unitPeople}, about: "Shares that sum to 1, or numbers of people; shares when not said."}),
		need("targets", byCategory("The population, by category.")),
		may("merge", list{of: list{of: category, min: 2, max: survey.MaxCategories, unique: true}, min: 1, max: survey.MaxCategories,
			about: "Categories that count as one, because one of them has too few members."}),
	}}
	panel := object{fields: []field{
		need("code", panelCodeShape()),
		may("base", object{fields: []field{need("attribute", code("")), need("weights", byCategory("What a member weighs before the margins, by category; 1 when not named."))}}),
		need("margins", list{of: margin, min: 1, max: survey.MaxStrata}),
	}}
	return object{about: "What the population of a wave looks like, for weights.", fields: []field{
		need("wave", form(nameForm, "name_form", "The code of the wave.")),
		may("bounds", object{about: "Smallest and largest weight; 0.2 and 5 when not said.", fields: []field{need("low", real{max: 1}), need("high", real{max: 1000})}}),
		need("panels", list{of: panel, min: 1}),
	}}
}

// ReadMargins reads the population margins of a wave. Whether its panels and attributes exist is for survey.Margins.Check.
func ReadMargins(name string, src []byte) (survey.Margins, error) {
	var file marginsFile
	d, err := parse(name, src, marginsShape(), &file)
	if err != nil {
		return survey.Margins{}, err
	}
	m := survey.Margins{Wave: file.Wave, Bounds: survey.DefaultBounds}
	if file.Bounds != nil {
		m.Bounds = survey.Bounds{Low: float64(file.Bounds.Low), High: float64(file.Bounds.High)}
	}
	codes := make([]string, len(file.Panels))
	for i, p := range file.Panels {
		codes[i] = p.Code
		panel := survey.PanelMargins{Panel: p.Code}
		if p.Base != nil {
			panel.Base = &survey.Base{Attribute: p.Base.Attribute, Weights: numbers[float64](p.Base.Weights)}
		}
		for _, g := range p.Margins {
			panel.Margins = append(panel.Margins, survey.Margin{Attribute: g.Attribute, Source: string(g.Source), Counts: g.Unit == unitPeople,
				Targets: numbers[float64](g.Targets), Merge: g.Merge})
		}
		m.Panels = append(m.Panels, panel)
	}
	d.twice(codes, "panels")
	return m, d.err()
}

// WriteMargins writes margins as a file that ReadMargins reads back to the same.
func WriteMargins(m survey.Margins) ([]byte, error) {
	file := marginsFile{Wave: m.Wave, Bounds: &boundsFile{amount(m.Bounds.Low), amount(m.Bounds.High)}}
	for _, p := range m.Panels {
		panel := panelMarginsFile{Code: p.Panel}
		if p.Base != nil {
			panel.Base = &baseFile{Attribute: p.Base.Attribute, Weights: numbers[amount](p.Base.Weights)}
		}
		for _, g := range p.Margins {
			unit := unitShares
			if g.Counts {
				unit = unitPeople
			}
			panel.Margins = append(panel.Margins, marginFile{Attribute: g.Attribute, Source: prose(g.Source), Unit: unit, Targets: numbers[amount](g.Targets), Merge: g.Merge})
		}
		file.Panels = append(file.Panels, panel)
	}
	return write(file)
}

// numbers converts the values of a mapping.
func numbers[To, From ~float64](from map[string]From) map[string]To {
	to := make(map[string]To, len(from))
	for key, value := range from {
		to[key] = To(value)
	}
	return to
}
