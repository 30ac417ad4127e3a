package xlsx

import (
	"slices"

	"realitycheck/analysis/report"
)

// view finds figures in a report by what they measure. Groups are left to the sheet of data.
type view struct {
	*report.Report
	panels     []string // in the order of their signs
	parameters []string // those asked without a sample, in the order of the report
	estimates  map[place]*report.Estimate
	gaps       map[place]*report.Gap
	changes    map[place]*report.Change
}

// place is what a figure measures and where; from is set for changes, panel is empty for gaps.
type place struct {
	wave, from, panel       string
	basis                   report.Basis
	sample, parameter, item string
}

func word(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}

func placed(wave, from, panel string, s report.Subject) place {
	return place{wave, from, panel, s.Basis, word(s.Sample), s.Parameter, word(s.Item)}
}

func newView(r *report.Report) *view {
	v := &view{Report: r, estimates: map[place]*report.Estimate{}, gaps: map[place]*report.Gap{}, changes: map[place]*report.Change{}}
	for i := range r.Gaps {
		g := &r.Gaps[i]
		v.gaps[placed(g.Wave, "", "", g.Subject)] = g
		v.panels = appendNew(v.panels, g.A)
	}
	for i := range r.Estimates {
		e := &r.Estimates[i]
		if e.Group != nil {
			continue
		}
		v.estimates[placed(e.Wave, "", e.Panel, e.Subject)] = e
		v.panels = appendNew(v.panels, e.Panel)
		if e.Basis == report.Identity {
			v.parameters = appendNew(v.parameters, e.Parameter)
		}
	}
	for i := range r.Changes {
		c := &r.Changes[i]
		v.changes[placed(c.To, c.From, c.Panel, c.Subject)] = c
	}
	return v
}

func appendNew(list []string, word string) []string {
	if slices.Contains(list, word) {
		return list
	}
	return append(list, word)
}

// last is the newest wave, "" for a report without waves.
func (v *view) last() string { return v.back(0) }

// before is the wave before the newest, "" when there is none.
func (v *view) before() string { return v.back(1) }

func (v *view) back(n int) string {
	if len(v.Years) <= n {
		return ""
	}
	return v.Years[len(v.Years)-1-n]
}

// identity gives the estimate of a parameter asked without a sample, an empty one when it was not asked.
func (v *view) identity(wave, panel, parameter string) *report.Estimate {
	return v.estimate(place{wave: wave, panel: panel, basis: report.Identity, parameter: parameter})
}

func (v *view) estimate(p place) *report.Estimate {
	if e, ok := v.estimates[p]; ok {
		return e
	}
	return &report.Estimate{Wave: p.wave, Panel: p.panel}
}

func (v *view) gap(p place) *report.Gap {
	if g, ok := v.gaps[p]; ok {
		return g
	}
	return &report.Gap{Wave: p.wave}
}

func (v *view) change(p place) *report.Change {
	if c, ok := v.changes[p]; ok {
		return c
	}
	return &report.Change{Panel: p.panel, From: p.from, To: p.wave, Comparable: true}
}

// asked lists the panels, by their places, that a parameter or item was asked in any of the waves given.
func (v *view) asked(p place, waves ...string) []int {
	var found []int
	for i, panel := range v.panels {
		p.panel = panel
		for _, p.wave = range waves {
			if _, ok := v.estimates[p]; ok {
				found = append(found, i)
				break
			}
		}
	}
	return found
}

// compared lists the parameters that two panels were asked in one of the waves given.
func (v *view) compared(waves ...string) []string {
	var found []string
	for _, p := range v.parameters {
		for _, wave := range waves {
			if _, ok := v.gaps[place{wave: wave, basis: report.Identity, parameter: p}]; ok {
				found = appendNew(found, p)
			}
		}
	}
	return found
}

// brokenAt says that the line of a parameter breaks between a wave and the one before it.
func (v *view) brokenAt(i int, panel, parameter string) bool {
	if i == 0 {
		return false
	}
	p := place{wave: v.Years[i], from: v.Years[i-1], panel: panel, basis: report.Identity, parameter: parameter}
	return v.change(p).Cuts()
}

// label gives the words for a code, the code itself when the report has none.
func label(words map[string]string, code string) string {
	if w := words[code]; w != "" {
		return w
	}
	return code
}

// statement is what a rated item says, with both ends where it is a pair of opposite words.
func (v *view) statement(item string) string {
	words := label(v.Labels.Items, item)
	if low, high := v.Labels.Items[item+".1"], v.Labels.Items[item+".5"]; low != "" && high != "" {
		words += " " + low + " – " + high
	}
	return words
}

func (v *view) panel(code string) string     { return label(v.Labels.Panels, code) }
func (v *view) parameter(code string) string { return label(v.Labels.Parameters, code) }
