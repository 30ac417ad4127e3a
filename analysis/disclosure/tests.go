package disclosure

import (
	"slices"

	"realitycheck/analysis/report"
)

// tests withholds differences on too few members, or of a mean that is not published: the other mean would give it away.
func (c Control) tests(v *report.Alternative) {
	withheld := withheldMeans(v.Estimates)
	withholdTests(v, func(n map[string]int, places []report.Place) bool { return c.anyFew(n) || withheld.any(places) })
}

// withholdTests takes differences away, by the numbers of members and the places of the two means. A change that was not
// computed has no number.
func withholdTests(v *report.Alternative, mustGo func(n map[string]int, places []report.Place) bool) {
	for i := range v.Gaps {
		g := &v.Gaps[i]
		places := []report.Place{report.PlaceOf(g.Wave, g.A, g.Subject), report.PlaceOf(g.Wave, g.B, g.Subject)}
		if mustGo(g.N, places) {
			withholdGap(g)
		}
	}
	for i := range v.Changes {
		t := &v.Changes[i]
		places := []report.Place{report.PlaceOf(t.From, t.Panel, t.Subject), report.PlaceOf(t.To, t.Panel, t.Subject)}
		if t.N != nil && mustGo(t.N, places) {
			withholdChange(t)
		}
	}
}

// means are the places of means that are not published.
type means map[report.Place]bool

// withheldMeans finds the means that are withheld or published as a limit. A sample whose mean is one of them takes its
// averages with it: a change has them also where the wave has not, since it averages the samples of both waves.
func withheldMeans(estimates []report.Estimate) means {
	withheld, published := means{}, means{}
	for i := range estimates {
		if e := &estimates[i]; e.Group == nil && !e.Suppressed {
			published[e.Place()] = true
		}
	}
	for i := range estimates {
		e := &estimates[i]
		if e.Group != nil || !e.Suppressed && e.Limits["mean"] == "" {
			continue
		}
		if e.Suppressed && !published[e.Place().Whole()] {
			withheld[e.Place()] = true // too few answered: they count in no average that is published
		} else {
			withheld.add(e.Place())
		}
	}
	return withheld
}

// add adds a mean, and the averages over samples that a mean of one sample is part of.
func (m means) add(p report.Place) {
	m[p] = true
	if p.Basis == report.OfSample {
		m[p.Over(report.Anchors)], m[p.Over(report.All)] = true, true
	}
}

func (m means) any(places []report.Place) bool {
	return slices.ContainsFunc(places, func(p report.Place) bool { return m[p] })
}

func (c Control) anyFew(n map[string]int) bool {
	for _, members := range n {
		if c.few(members) {
			return true
		}
	}
	return false
}
