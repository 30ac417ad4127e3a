package web

import (
	"slices"

	"realitycheck/analysis/report"
)

// resultView finds figures in a report by what they measure. It computes none.
type resultView struct {
	*report.Report
	panels     []string          // in the order of their signs
	shown      []string          // the panels that were asked for
	parameters []string          // asked without a sample, in the order of the report, of the framework asked for
	frameworks map[string]string // of a parameter
	estimates  map[figurePlace]*report.Estimate
	gaps       map[figurePlace]*report.Gap
	changes    map[figurePlace]*report.Change
}

// figurePlace is what a figure measures and where; from is set for changes, panel is empty for gaps.
type figurePlace struct {
	wave, from, panel       string
	basis                   report.Basis
	sample, parameter, item string
}

func deref(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

func placeOf(wave, from, panel string, s report.Subject) figurePlace {
	return figurePlace{wave, from, panel, s.Basis, deref(s.Sample), s.Parameter, deref(s.Item)}
}

// newResultView indexes a report. Frameworks tells the framework of each parameter.
func newResultView(r *report.Report, frameworks map[string]string, choice *resultChoice) *resultView {
	v := &resultView{Report: r, frameworks: frameworks, estimates: map[figurePlace]*report.Estimate{},
		gaps: map[figurePlace]*report.Gap{}, changes: map[figurePlace]*report.Change{}}
	for i := range r.Gaps {
		g := &r.Gaps[i]
		v.gaps[placeOf(g.Wave, "", "", g.Subject)] = g
		v.panels = appendNew(v.panels, g.A)
		v.panels = appendNew(v.panels, g.B)
	}
	for i := range r.Estimates {
		e := &r.Estimates[i]
		if e.Group != nil {
			continue
		}
		v.estimates[placeOf(e.Wave, "", e.Panel, e.Subject)] = e
		v.panels = appendNew(v.panels, e.Panel)
		if e.Basis == report.Identity && v.inFramework(e.Parameter, choice.Framework) {
			v.parameters = appendNew(v.parameters, e.Parameter)
		}
	}
	for i := range r.Changes {
		c := &r.Changes[i]
		v.changes[placeOf(c.To, c.From, c.Panel, c.Subject)] = c
	}
	v.shown = v.panels
	if slices.Contains(v.panels, choice.Panel) {
		v.shown = []string{choice.Panel}
	}
	return v
}

func appendNew(list []string, word string) []string {
	if slices.Contains(list, word) {
		return list
	}
	return append(list, word)
}

func (v *resultView) inFramework(parameter, framework string) bool {
	return framework == "" || v.frameworks[parameter] == framework
}

// last is the newest year, and before the one before it; "" when there is none.
func (v *resultView) last() string   { return v.back(0) }
func (v *resultView) before() string { return v.back(1) }

func (v *resultView) back(n int) string {
	if len(v.Years) <= n {
		return ""
	}
	return v.Years[len(v.Years)-1-n]
}

func (v *resultView) identity(wave, panel, parameter string) *report.Estimate {
	return v.estimate(figurePlace{wave: wave, panel: panel, basis: report.Identity, parameter: parameter})
}

// estimate gives a figure, or nil when nobody was asked.
func (v *resultView) estimate(p figurePlace) *report.Estimate { return v.estimates[p] }

// change gives the difference between two years, or nil when there is nothing to compare.
func (v *resultView) change(panel, parameter, from, to string) *report.Change {
	return v.changes[figurePlace{wave: to, from: from, panel: panel, basis: report.Identity, parameter: parameter}]
}

// cutAt says that the line of a parameter breaks between a year and the one before it.
func (v *resultView) cutAt(i int, panel, parameter string) bool {
	if i == 0 {
		return false
	}
	c := v.change(panel, parameter, v.Years[i-1], v.Years[i])
	return c != nil && c.Cuts()
}

// words for codes; the code itself where the report has none.
func wordsFor(words map[string]string, code string) string {
	if w := words[code]; w != "" {
		return w
	}
	return code
}

func (v *resultView) panelName(code string) string     { return wordsFor(v.Labels.Panels, code) }
func (v *resultView) parameterName(code string) string { return wordsFor(v.Labels.Parameters, code) }
func (v *resultView) sampleName(code string) string    { return wordsFor(v.Labels.Samples, code) }
func (v *resultView) itemName(code string) string      { return wordsFor(v.Labels.Items, code) }

// years writes the years compared: "2018–2026", or "2026".
func (v *resultView) span() string {
	if len(v.Years) < 2 {
		return v.last()
	}
	return v.Years[0] + "–" + v.last()
}
