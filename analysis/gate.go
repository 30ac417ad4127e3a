package analysis

import (
	"maps"
	"math"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
)

// gate is what stands between a figure and its publication. Every figure is judged by hides on the members behind it when
// it is computed, and every report passes through publish before it leaves Build: dashboards, workbook, exports of the
// report and the programming interface have no other source.
type gate struct {
	nMin       int  // fewest members behind a figure
	complement bool // hide what would let a reader compute a hidden group; off only to show that a test notices
}

// leastMembers is the floor of Options.NMin.
const leastMembers = 5

// fewInside is the number of members of an internal panel under which a share near 0 or 1 is not told: it would say of
// every colleague what they answered.
const (
	insidePanel = "internal"
	fewInside   = 30
)

// hides says that one of the domains behind a figure has members, but too few.
func (g gate) hides(bases ...stats.Counts) bool {
	for _, base := range bases {
		if base.Hidden(g.nMin) {
			return true
		}
	}
	return false
}

// limited gives the limit that a share of n members of a panel is told as, or "" when it may be told exactly.
func (g gate) limited(panel string, n int, share *float64) report.Limit {
	switch {
	case panel != insidePanel || n >= fewInside || share == nil:
		return ""
	case *share < report.NearNobody:
		return report.Below
	case *share > 1-report.NearNobody:
		return report.Above
	}
	return ""
}

// limit replaces figures of few colleagues that lie near 0 or 1.
func (g gate) limit(e *report.Estimate, n int) {
	keep := func(name string, share *float64, others ...**float64) {
		l := g.limited(e.Panel, n, share)
		if l == "" {
			return
		}
		if e.Limits == nil {
			e.Limits = map[string]report.Limit{}
		}
		e.Limits[name] = l
		for _, other := range others {
			*other = nil
		}
	}
	keep("dont_know", e.DontKnow, &e.DontKnow)
	keep("top2", e.Top2, &e.Top2, &e.Top2Low, &e.Top2High)
	hidden := false
	for i := range e.Distribution {
		share := &e.Distribution[i]
		if l := g.limited(e.Panel, n, share); l == report.Above {
			keep("mean", share, &e.Mean, &e.SE, &e.Low, &e.High)
			keep("top2", share, &e.Top2, &e.Top2Low, &e.Top2High)
			hidden = true
		} else if l == report.Below {
			keep("distribution", share)
			hidden = true
		}
	}
	if hidden {
		e.Distribution = nil
	}
}

// publish is the last look at a finished report, whoever computed its figures: nothing on fewer members than nMin leaves,
// and no difference tells a mean that is not told itself.
func (g gate) publish(r *report.Report) {
	g.passEstimates(r.Estimates)
	for from := 0; from < len(r.Choices); {
		first, to := &r.Choices[from], from+1
		for to < len(r.Choices) && r.Choices[to].Wave == first.Wave && r.Choices[to].Panel == first.Panel && r.Choices[to].Item == first.Item {
			to++
		}
		g.passChoices(r.Choices[from:to])
		from = to
	}
	for i := range r.Themes {
		t := &r.Themes[i]
		if g.few(t.N) {
			*t = report.Theme{Wave: t.Wave, Panel: t.Panel, Question: t.Question, Theme: t.Theme, Suppressed: true}
		}
		t.Limit = g.near(t.Panel, t.N, &t.Share, &t.Low, &t.High)
	}
	for i := range r.Quality {
		if q := &r.Quality[i]; g.few(&q.N) {
			*q = report.Quality{Wave: q.Wave, Panel: q.Panel, Suppressed: true}
		}
	}
	g.passTests(r.Estimates, r.Gaps, r.Changes)
	for _, v := range []*report.Variant{r.Unweighted, r.WithoutFlagged} {
		if v != nil {
			g.passEstimates(v.Estimates)
			g.passTests(v.Estimates, v.Gaps, v.Changes)
		}
	}
}

// passChoices judges the options of one question. Where they sum to 1, one that is told as a limit takes another with it,
// or what is left of 1 would tell it.
func (g gate) passChoices(options []report.Choice) {
	sum, limited := 0.0, 0
	var smallest *report.Choice
	for i := range options {
		c := &options[i]
		if g.few(c.N) {
			*c = c.Withheld()
		}
		share := c.Share
		if share != nil {
			sum += *share
		}
		c.Limit = g.near(c.Panel, c.N, &c.Share, &c.Low, &c.High)
		switch {
		case c.Limit != "":
			limited++
		case share != nil && (smallest == nil || *share < *smallest.Share):
			smallest = c
		}
	}
	if limited == 1 && smallest != nil && math.Abs(sum-1) < dataset.SameShare {
		*smallest = smallest.Withheld()
	}
}

func (g gate) few(n *int) bool { return n != nil && *n > 0 && *n < g.nMin }

// near takes away a share that lies near 0 or 1, and says which.
func (g gate) near(panel string, n *int, share, low, high **float64) report.Limit {
	if n == nil {
		return ""
	}
	l := g.limited(panel, *n, *share)
	if l != "" {
		*share, *low, *high = nil, nil, nil
	}
	return l
}

func (g gate) passEstimates(estimates []report.Estimate) {
	for i := range estimates {
		e := &estimates[i]
		if g.few(e.N) {
			*e = e.Withheld()
		}
		if e.N != nil && e.Group == nil { // the number of a group is rounded; its limits were set with the exact one
			g.limit(e, *e.N)
		}
	}
	g.passAverages(estimates)
}

// passAverages takes from averages over samples what would give away a figure of one sample that is not told.
func (g gate) passAverages(estimates []report.Estimate) {
	untold := map[figureKey]map[string]bool{}
	for i := range estimates {
		e := &estimates[i]
		for name := range e.Limits {
			if e.Basis != report.OfSample {
				continue
			}
			if untold[ofSamples(e)] == nil {
				untold[ofSamples(e)] = map[string]bool{}
			}
			untold[ofSamples(e)][name] = true
		}
	}
	for i := range estimates {
		if e := &estimates[i]; e.Basis == report.Anchors || e.Basis == report.All {
			without(e, untold[ofSamples(e)])
		}
	}
}

// without takes away the figures with these names, as in Limits. Without its mean an estimate is hidden.
func without(e *report.Estimate, names map[string]bool) {
	if names["mean"] {
		*e = e.Withheld()
		return
	}
	if names["top2"] {
		e.Top2, e.Top2Low, e.Top2High = nil, nil, nil
	}
	if names["dont_know"] {
		e.DontKnow = nil
	}
	if names["distribution"] || names["top2"] {
		e.Distribution = nil
	}
}

// passGroups takes from the groups of one attribute what would give away, with the figure of the whole panel, one of a
// group that is not told, or of those whom the groups leave, which have the limits rest.
func (g gate) passGroups(groups []report.Estimate, rest map[string]report.Limit) {
	untold := map[string]bool{}
	for name := range rest {
		untold[name] = true
	}
	for i := range groups {
		for name := range groups[i].Limits {
			untold[name] = true
		}
	}
	apart := maps.Clone(untold)
	delete(apart, "mean")
	for i := range groups {
		if groups[i].Limits["mean"] != "" {
			without(&groups[i], apart) // it says what it is told as
		} else {
			without(&groups[i], untold)
		}
	}
}

// figureKey finds the mean of a panel in a wave.
type figureKey struct {
	wave, panel             string
	basis                   report.Basis
	sample, parameter, item string
}

func keyOf(wave, panel string, s report.Subject) figureKey {
	k := figureKey{wave: wave, panel: panel, basis: s.Basis, parameter: s.Parameter}
	if s.Sample != nil {
		k.sample = *s.Sample
	}
	if s.Item != nil {
		k.item = *s.Item
	}
	return k
}

// averages are the averages over samples that a figure of one sample is part of. A change has them also where the wave
// has not: it averages the samples of both waves.
func averagesOf(e *report.Estimate) []figureKey {
	if e.Basis != report.OfSample {
		return nil
	}
	anchors, all := ofSamples(e), ofSamples(e)
	anchors.basis, all.basis = report.Anchors, report.All
	return []figureKey{anchors, all}
}

// passTests hides differences on too few members, or of a mean that is not told.
func (g gate) passTests(estimates []report.Estimate, gaps []report.Gap, changes []report.Change) {
	untold, told := map[figureKey]bool{}, map[figureKey]bool{}
	for i := range estimates {
		if e := &estimates[i]; e.Group == nil && !e.Suppressed {
			told[keyOf(e.Wave, e.Panel, e.Subject)] = true
		}
	}
	for i := range estimates {
		if e := &estimates[i]; e.Group == nil && (e.Suppressed || e.Limits["mean"] != "") {
			whole := keyOf(e.Wave, e.Panel, e.Subject)
			untold[whole], whole.item = true, ""
			if e.Suppressed && !told[whole] {
				continue // too few answered: they count in no average that is told
			}
			for _, k := range averagesOf(e) {
				untold[k] = true
			}
		}
	}
	for i := range gaps {
		t := &gaps[i]
		if g.anyFew(t.N) || untold[keyOf(t.Wave, t.A, t.Subject)] || untold[keyOf(t.Wave, t.B, t.Subject)] {
			t.N, t.Test = nil, report.Test{Suppressed: true}
		}
	}
	for i := range changes {
		c := &changes[i]
		if c.N != nil && (g.anyFew(c.N) || untold[keyOf(c.From, c.Panel, c.Subject)] || untold[keyOf(c.To, c.Panel, c.Subject)]) {
			c.N, c.Overlap, c.Test = nil, nil, report.Test{Suppressed: true}
		}
	}
}

func (g gate) anyFew(n map[string]int) bool {
	for _, members := range n {
		if members > 0 && members < g.nMin {
			return true
		}
	}
	return false
}
