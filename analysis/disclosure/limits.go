package disclosure

import (
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
)

// Of a staff panel with few answers a share near 0 or 1 would say of every colleague what they answered, so that it is
// published as a limit: bottom and top coding.

// SmallStaff is the number of members of a staff panel under which shares near 0 or 1 are published as limits.
const SmallStaff = 30

// panelInWave is a panel as it took part in a wave.
type panelInWave struct{ wave, panel string }

// publicPanels finds the panels of waves that are not protected as colleagues: those declared to be of the public.
func publicPanels(waves []*dataset.Wave) map[panelInWave]bool {
	public := map[panelInWave]bool{}
	for _, w := range waves {
		for _, p := range w.Instrument.Wave.Panels {
			public[panelInWave{w.Code(), p.Code}] = !p.Protected()
		}
	}
	return public
}

// limit gives what a share of n members of a panel in a wave is published as, or "" when it may be published exactly.
func (c Control) limit(wave, panel string, n int, share *float64) report.Limit {
	switch {
	case c.public[panelInWave{wave, panel}] || n >= SmallStaff || share == nil:
		return ""
	case *share < report.NearNobody:
		return report.Below
	case *share > 1-report.NearNobody:
		return report.Above
	}
	return ""
}

// code replaces the figures of an estimate of n colleagues that lie near 0 or 1 by limits: bottom and top coding.
func (c Control) code(e *report.Estimate, n int) {
	keep := func(name string, share *float64, others ...**float64) {
		l := c.limit(e.Wave, e.Panel, n, share)
		if l == "" {
			return
		}
		setLimit(e, name, l)
		for _, other := range others {
			*other = nil
		}
	}
	keep("dont_know", e.DontKnow, &e.DontKnow)
	keep("top2", e.Top2, &e.Top2, &e.Top2Low, &e.Top2High)
	coded := false
	for i := range e.Distribution {
		share := &e.Distribution[i]
		switch c.limit(e.Wave, e.Panel, n, share) {
		case report.Above:
			keep("mean", share, &e.Mean, &e.SE, &e.Low, &e.High) // top2, which is near 0 or 1 too, has its own limit
			coded = true
		case report.Below:
			keep("distribution", share)
			coded = true
		}
	}
	if coded {
		e.Distribution = nil
	}
}

// estimates codes small staff panels, and withholds what averages over samples would give away of it.
func (c Control) estimates(estimates []report.Estimate) {
	for i := range estimates {
		e := &estimates[i]
		if e.N != nil && c.few(*e.N) {
			*e = e.Withheld()
		}
		if e.N != nil && e.Group == nil { // the number of a group is rounded; it was coded with the exact one
			c.code(e, *e.N)
		}
	}
	coded := map[report.Place]names{}
	for i := range estimates {
		if e := &estimates[i]; e.Basis == report.OfSample {
			coded[overSamples(e)] = coded[overSamples(e)].with(e.Limits)
		}
	}
	withholdAverages(estimates, coded)
}

// overSamples is the place that the estimates of all samples, and their averages, have in common.
func overSamples(e *report.Estimate) report.Place { return e.Place().Over(report.OfSample) }

// withholdAverages takes from averages over samples what would give away a named figure of one sample.
func withholdAverages(estimates []report.Estimate, coded map[report.Place]names) {
	for i := range estimates {
		if e := &estimates[i]; e.Basis == report.Anchors || e.Basis == report.All {
			coded[overSamples(e)].withhold(e)
		}
	}
}

// names are figures of an estimate, as in its Limits.
type names map[string]bool

// with adds the figures that have a limit.
func (n names) with(limits map[string]report.Limit) names {
	if n == nil {
		n = names{}
	}
	for name := range limits {
		n[name] = true
	}
	return n
}

// withhold takes the named figures from an estimate, and marks each that was still told (secondary suppression, METHODS 7.3).
// Without its mean it is withheld whole.
func (n names) withhold(e *report.Estimate) {
	if n["mean"] {
		*e = e.Withheld()
		return
	}
	if n["top2"] && e.Top2 != nil {
		e.Top2, e.Top2Low, e.Top2High = nil, nil, nil
		setLimit(e, "top2", report.Withheld)
	}
	if n["dont_know"] && e.DontKnow != nil {
		e.DontKnow = nil
		setLimit(e, "dont_know", report.Withheld)
	}
	if (n["distribution"] || n["top2"]) && e.Distribution != nil {
		e.Distribution = nil
		setLimit(e, "distribution", report.Withheld)
	}
}

// setLimit tells something of a named figure in its place.
func setLimit(e *report.Estimate, name string, l report.Limit) {
	if e.Limits == nil {
		e.Limits = map[string]report.Limit{}
	}
	e.Limits[name] = l
}
