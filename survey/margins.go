package survey

import (
	"maps"
	"slices"
	"strings"

	"realitycheck/survey/fault"
)

// Margins say what the population of a wave looks like: the weights make each panel look like it.
type Margins struct {
	Wave   string         `json:"wave"`
	Bounds Bounds         `json:"bounds"`
	Panels []PanelMargins `json:"panels"`
}

// Bounds are the smallest and the largest weight that a member may get; weights have mean 1 in a panel.
type Bounds struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// DefaultBounds of weights; the cap follows DeBell and Krosnick (2009).
var DefaultBounds = Bounds{Low: 0.2, High: 5}

// PanelMargins are the margins of one panel, and what a member weighs before the margins are met.
type PanelMargins struct {
	Panel   string   `json:"panel"`
	Base    *Base    `json:"base,omitempty"` // nil: 1
	Margins []Margin `json:"margins"`
}

// Base gives members a weight by category of one attribute, for groups that were recruited in excess or too little.
type Base struct {
	Attribute string             `json:"attribute"`
	Weights   map[string]float64 `json:"weights"` // by category; 1 for one that is not named
}

// Margin is the distribution of one attribute in the population.
type Margin struct {
	Attribute string             `json:"attribute"`
	Source    string             `json:"source,omitempty"` // where the figures come from, in the words of who looked them up
	Counts    bool               `json:"counts,omitempty"` // the targets are numbers of people, not shares of 1
	Targets   map[string]float64 `json:"targets"`          // by category
	Merge     [][]string         `json:"merge,omitempty"`  // categories that count as one
}

// MergedCategory names categories that count as one.
func MergedCategory(categories []string) string {
	return strings.Join(categories, " + ")
}

// SplitCategory gives back the categories that count as one, or the only one that a name stands for.
func SplitCategory(name string) []string { return strings.Split(name, " + ") }

// Of gives what a category counts as: itself, or the name of the categories merged with it.
func (m *Margin) Of(category string) string {
	for _, merged := range m.Merge {
		if slices.Contains(merged, category) {
			return MergedCategory(merged)
		}
	}
	return category
}

// Shares gives the targets as shares that sum to 1, merged categories as one.
func (m *Margin) Shares() map[string]float64 {
	sum := 0.0
	for _, c := range slices.Sorted(maps.Keys(m.Targets)) {
		sum += m.Targets[c]
	}
	shares := map[string]float64{}
	for _, c := range slices.Sorted(maps.Keys(m.Targets)) {
		shares[m.Of(c)] += m.Targets[c] / sum
	}
	return shares
}

// Check compares margins with the wave that they are for. All faults are told, each at its place.
func (m *Margins) Check(w *Wave) []fault.Field {
	c := marginChecker{}
	if m.Wave != w.Code {
		c.fault("wave", "margins_other_wave", "wave", m.Wave, "want", w.Code)
	}
	if !(m.Bounds.Low > 0 && m.Bounds.Low < 1 && m.Bounds.High > 1) {
		c.fault("bounds", "margins_bounds")
	}
	for i := range m.Panels {
		p, path := &m.Panels[i], place("panels", i)
		panel, ok := w.Panel(p.Panel)
		if !ok {
			c.fault(path+".code", "margins_panel_unknown", "panel", p.Panel)
			continue
		}
		if slices.ContainsFunc(m.Panels[:i], func(o PanelMargins) bool { return o.Panel == p.Panel }) {
			c.fault(path+".code", "code_twice", "code", p.Panel)
		}
		if p.Base != nil {
			c.categories(panel, p.Base.Attribute, path+".base", "weights", slices.Sorted(maps.Keys(p.Base.Weights)))
		}
		for j := range p.Margins {
			if slices.ContainsFunc(p.Margins[:j], func(o Margin) bool { return o.Attribute == p.Margins[j].Attribute }) {
				c.fault(place(path+".margins", j)+".attribute", "code_twice", "code", p.Margins[j].Attribute)
			}
			c.margin(panel, &p.Margins[j], place(path+".margins", j))
		}
	}
	return c.faults
}

type marginChecker struct{ faults []fault.Field }

func (c *marginChecker) fault(path, key string, args ...any) {
	c.faults = append(c.faults, fault.Field{Path: path, Key: key, Args: fault.Args(args...)})
}

func (c *marginChecker) margin(panel WavePanel, m *Margin, path string) {
	c.categories(panel, m.Attribute, path, "targets", slices.Sorted(maps.Keys(m.Targets)))
	seen := map[string]bool{}
	for i, merged := range m.Merge {
		c.categories(panel, m.Attribute, path, place("merge", i), merged)
		for _, category := range merged {
			if seen[category] {
				c.fault(place(path+".merge", i), "margins_merged_twice", "category", category)
			}
			seen[category] = true
		}
	}
}

// categories refuses an attribute that the panel does not have, and categories that the attribute does not have.
func (c *marginChecker) categories(panel WavePanel, attribute, path, within string, codes []string) {
	i := slices.IndexFunc(panel.Strata, func(a Attribute) bool { return a.Code == attribute })
	if i < 0 {
		c.fault(path+".attribute", "margins_attribute_unknown", "attribute", attribute, "panel", panel.Code)
		return
	}
	for _, code := range codes {
		if !slices.ContainsFunc(panel.Strata[i].Categories, func(known Category) bool { return known.Code == code }) {
			c.fault(path+"."+within, "margins_category_unknown", "category", code, "attribute", attribute)
		}
	}
}
