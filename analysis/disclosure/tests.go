package disclosure

import "realitycheck/analysis/report"

// tests withholds differences on too few members, or of a mean that is not told: the other mean would give it away.
func (c Control) tests(estimates []report.Estimate, gaps []report.Gap, changes []report.Change) {
	untold := untoldMeans(estimates)
	for i := range gaps {
		if g := &gaps[i]; c.anyFew(g.N) || untold.gap(g) {
			withholdGap(g)
		}
	}
	for i := range changes {
		if ch := &changes[i]; ch.N != nil && (c.anyFew(ch.N) || untold.change(ch)) {
			withholdChange(ch)
		}
	}
}

// means are the places of means that are not told.
type means map[report.Place]bool

// untoldMeans finds the means that are withheld or told as a limit. A sample whose mean is not told takes its averages with it: a
// change has them also where the wave has not, since it averages the samples of both waves.
func untoldMeans(estimates []report.Estimate) means {
	untold, told := means{}, means{}
	for i := range estimates {
		if e := &estimates[i]; e.Group == nil && !e.Suppressed {
			told[e.Place()] = true
		}
	}
	for i := range estimates {
		e := &estimates[i]
		if e.Group != nil || !e.Suppressed && e.Limits["mean"] == "" {
			continue
		}
		if e.Suppressed && !told[e.Place().Whole()] {
			untold[e.Place()] = true // too few answered: they count in no average that is told
		} else {
			untold.add(e.Place())
		}
	}
	return untold
}

// add adds a mean, and the averages over samples that a mean of one sample is part of.
func (m means) add(p report.Place) {
	m[p] = true
	if p.Basis == report.OfSample {
		m[p.Over(report.Anchors)], m[p.Over(report.All)] = true, true
	}
}

func (m means) gap(g *report.Gap) bool {
	return m[report.PlaceOf(g.Wave, g.A, g.Subject)] || m[report.PlaceOf(g.Wave, g.B, g.Subject)]
}

func (m means) change(c *report.Change) bool {
	return m[report.PlaceOf(c.From, c.Panel, c.Subject)] || m[report.PlaceOf(c.To, c.Panel, c.Subject)]
}

func (c Control) anyFew(n map[string]int) bool {
	for _, members := range n {
		if c.few(members) {
			return true
		}
	}
	return false
}
