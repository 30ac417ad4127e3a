package analysis

import (
	"maps"
	"math"

	"realitycheck/analysis/stats"
	"realitycheck/survey/i18n"
)

// gate is what stands between a figure and its publication. Every figure is judged by hides on the members behind it when
// it is computed, and every report passes through publish before it leaves Build: dashboards, workbook, exports of the
// report and the programming interface have no other source.
type gate struct {
	nMin       int  // fewest members behind a figure
	complement bool // hide what would let a reader compute a hidden group; off only to show that a test notices

	// open are the panels of whom a share near 0 or 1 is told of few members too: those declared to be of the public.
	open map[panelInWave]bool
}

// panelInWave is a panel as it took part in a wave.
type panelInWave struct{ wave, panel string }

// openPanels finds the panels of waves that are not protected.
func openPanels(waves []*dataset) map[panelInWave]bool {
	open := map[panelInWave]bool{}
	for _, w := range waves {
		for _, p := range w.Instrument.Wave.Panels {
			open[panelInWave{w.Code(), p.Code}] = !p.Protected()
		}
	}
	return open
}

// leastMembers is the floor of Options.NMin.
const leastMembers = 5

// fewInside is the number of members of a protected panel under which a share near 0 or 1 is not told: it would say of
// every colleague what they answered.
const (
	fewInside  = 30
	nearNobody = 0.05
)

// Limit says on which side of 5 % or 95 % a figure lies that is not told exactly.
type Limit string

// The limits.
const (
	Below Limit = "below" // under 5 %
	Above Limit = "above" // over 95 %
)

// Words tells a limit: "minder dan 5 %".
func (l Limit) Words(tr *i18n.Translator) string {
	if l == "" {
		return ""
	}
	return tr.T("report.limit_"+string(l), "below", tr.Percent(nearNobody), "above", tr.Percent(1-nearNobody))
}

// hides says that one of the domains behind a figure has members, but too few.
func (g gate) hides(bases ...stats.Counts) bool {
	for _, base := range bases {
		if base.Hidden(g.nMin) {
			return true
		}
	}
	return false
}

// limited gives the limit that a share of n members of a panel in a wave is told as, or "" when it may be told exactly.
func (g gate) limited(wave, panel string, n int, share *float64) Limit {
	switch {
	case g.open[panelInWave{wave, panel}] || n >= fewInside || share == nil:
		return ""
	case *share < nearNobody:
		return Below
	case *share > 1-nearNobody:
		return Above
	}
	return ""
}

// limit replaces figures of few colleagues that lie near 0 or 1.
func (g gate) limit(e *Estimate, n int) {
	keep := func(name string, share *float64, others ...**float64) {
		l := g.limited(e.Wave, e.Panel, n, share)
		if l == "" {
			return
		}
		if e.Limits == nil {
			e.Limits = map[string]Limit{}
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
		if l := g.limited(e.Wave, e.Panel, n, share); l == Above {
			keep("mean", share, &e.Mean, &e.SE, &e.Low, &e.High)
			keep("top2", share, &e.Top2, &e.Top2Low, &e.Top2High)
			hidden = true
		} else if l == Below {
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
func (g gate) publish(r *Report) {
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
			*t = Theme{Wave: t.Wave, Panel: t.Panel, Question: t.Question, Theme: t.Theme, Suppressed: true}
		}
		t.Limit = g.near(t.Wave, t.Panel, t.N, &t.Share, &t.Low, &t.High)
	}
	for i := range r.Quality {
		if q := &r.Quality[i]; g.few(&q.N) {
			*q = Quality{Wave: q.Wave, Panel: q.Panel, Suppressed: true}
		}
	}
	g.passTests(r.Estimates, r.Gaps, r.Changes)
	for _, v := range []*Variant{r.Unweighted, r.WithoutFlagged} {
		if v != nil {
			g.passEstimates(v.Estimates)
			g.passTests(v.Estimates, v.Gaps, v.Changes)
		}
	}
}

// passChoices judges the options of one question. Where they sum to 1, one that is told as a limit takes another with it,
// or what is left of 1 would tell it.
func (g gate) passChoices(options []Choice) {
	sum, limited := 0.0, 0
	var smallest *Choice
	for i := range options {
		c := &options[i]
		if g.few(c.N) {
			*c = c.hidden()
		}
		share := c.Share
		if share != nil {
			sum += *share
		}
		c.Limit = g.near(c.Wave, c.Panel, c.N, &c.Share, &c.Low, &c.High)
		switch {
		case c.Limit != "":
			limited++
		case share != nil && (smallest == nil || *share < *smallest.Share):
			smallest = c
		}
	}
	if limited == 1 && smallest != nil && math.Abs(sum-1) < sameShare {
		*smallest = smallest.hidden()
	}
}

// hidden is a choice without its figures.
func (c *Choice) hidden() Choice {
	return Choice{Wave: c.Wave, Panel: c.Panel, Item: c.Item, Option: c.Option, Suppressed: true}
}

func (g gate) few(n *int) bool { return n != nil && *n > 0 && *n < g.nMin }

// near takes away a share that lies near 0 or 1, and says which.
func (g gate) near(wave, panel string, n *int, share, low, high **float64) Limit {
	if n == nil {
		return ""
	}
	l := g.limited(wave, panel, *n, *share)
	if l != "" {
		*share, *low, *high = nil, nil, nil
	}
	return l
}

func (g gate) passEstimates(estimates []Estimate) {
	for i := range estimates {
		e := &estimates[i]
		if g.few(e.N) {
			*e = e.hidden()
		}
		if e.N != nil && e.Group == nil { // the number of a group is rounded; its limits were set with the exact one
			g.limit(e, *e.N)
		}
	}
	g.passAverages(estimates)
}

// passAverages takes from averages over samples what would give away a figure of one sample that is not told.
func (g gate) passAverages(estimates []Estimate) {
	untold := map[figureKey]map[string]bool{}
	for i := range estimates {
		e := &estimates[i]
		for name := range e.Limits {
			if e.Basis != OfSample {
				continue
			}
			if untold[ofSamples(e)] == nil {
				untold[ofSamples(e)] = map[string]bool{}
			}
			untold[ofSamples(e)][name] = true
		}
	}
	for i := range estimates {
		if e := &estimates[i]; e.Basis == Anchors || e.Basis == All {
			e.without(untold[ofSamples(e)])
		}
	}
}

// without takes away the figures with these names, as in Limits. Without its mean an estimate is hidden.
func (e *Estimate) without(names map[string]bool) {
	if names["mean"] {
		*e = e.hidden()
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
func (g gate) passGroups(groups []Estimate, rest map[string]Limit) {
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
			groups[i].without(apart) // it says what it is told as
		} else {
			groups[i].without(untold)
		}
	}
}

// hidden is an estimate without its figures.
func (e *Estimate) hidden() Estimate {
	return Estimate{Wave: e.Wave, Panel: e.Panel, Subject: e.Subject, Group: e.Group, Suppressed: true}
}

// figureKey finds the mean of a panel in a wave.
type figureKey struct {
	wave, panel             string
	basis                   Basis
	sample, parameter, item string
}

func keyOf(wave, panel string, s Subject) figureKey {
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
func (e *Estimate) averages() []figureKey {
	if e.Basis != OfSample {
		return nil
	}
	anchors, all := ofSamples(e), ofSamples(e)
	anchors.basis, all.basis = Anchors, All
	return []figureKey{anchors, all}
}

// passTests hides differences on too few members, or of a mean that is not told.
func (g gate) passTests(estimates []Estimate, gaps []Gap, changes []Change) {
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
			for _, k := range e.averages() {
				untold[k] = true
			}
		}
	}
	for i := range gaps {
		t := &gaps[i]
		if g.anyFew(t.N) || untold[keyOf(t.Wave, t.A, t.Subject)] || untold[keyOf(t.Wave, t.B, t.Subject)] {
			t.N, t.Test = nil, Test{Suppressed: true}
		}
	}
	for i := range changes {
		c := &changes[i]
		if c.N != nil && (g.anyFew(c.N) || untold[keyOf(c.From, c.Panel, c.Subject)] || untold[keyOf(c.To, c.Panel, c.Subject)]) {
			c.N, c.Overlap, c.Test = nil, nil, Test{Suppressed: true}
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
