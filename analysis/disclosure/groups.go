package disclosure

import (
	"maps"
	"slices"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/estimate"
	"realitycheck/analysis/report"
	"realitycheck/survey"
)

// Groups are told by one attribute at a time, on what members answer once about a parameter as a whole. Which groups are told is
// decided once for a panel of a wave, for all parameters alike, from the archive alone: the list is fixed, and nobody can
// compose another.

// GroupStep is what the number of members of a group is rounded down to.
const GroupStep = 5

// groupRun are the groups of a panel by one attribute on one parameter.
type groupRun struct {
	report.Place
	by string
}

// groups withholds what may not be told of groups, and rounds the numbers of those that may.
func (c Control) groups(waves []*dataset.Wave, estimates []report.Estimate) {
	runs := map[groupRun][]*report.Estimate{}
	for i := range estimates {
		if e := &estimates[i]; e.Group != nil {
			k := groupRun{e.Place(), e.Group.By}
			runs[k] = append(runs[k], e)
		}
	}
	for _, w := range waves {
		for p := range w.Panels {
			for _, a := range c.attributes(w, p) {
				for _, v := range w.IdentityParameters(p) {
					run := runs[groupRun{placeOf(w, v, p, -1), a.Code}]
					for _, e := range run {
						c.group(e, &a)
					}
					withholdGroups(run, c.restLimits(w, v, p, &a))
				}
			}
		}
	}
}

// group decides what is told of one group.
func (c Control) group(e *report.Estimate, a *attributeGroups) {
	category := slices.IndexFunc(a.Categories, func(known survey.Category) bool { return known.Code == e.Group.Value })
	switch {
	case e.Suppressed || !a.told[category]:
		*e = e.Withheld()
		return
	case *e.N == 0:
		*e = report.Estimate{Wave: e.Wave, Panel: e.Panel, Subject: e.Subject, Group: e.Group}
		return
	}
	c.code(e, *e.N)
	// One rounded number a group, so that what a question lacks does not tell who left it blank.
	base := a.Members[category] / GroupStep * GroupStep
	nEff := *e.NEff / float64(*e.N) * float64(base)
	e.N, e.NEff = &base, &nEff
}

// restLimits gives the limits of what the told groups of an attribute leave of a panel: a reader takes them from the whole
// panel. Those left have no category, which may be all that is said of another attribute, or stand in groups not told.
func (c Control) restLimits(w *dataset.Wave, v *dataset.Variable, panel int, a *attributeGroups) map[string]report.Limit {
	if !c.Secondary {
		return nil
	}
	rest := slices.Clone(a.Index)
	for row, category := range rest {
		switch {
		case int(category) < len(a.told) && a.told[category]:
			rest[row] = dataset.Elsewhere
		case int(category) <= len(a.told):
			rest[row] = 0
		}
	}
	e, ok := estimate.OfMembers(w, v, panel, rest)
	if !ok {
		return nil
	}
	c.code(&e, *e.N)
	return e.Limits
}

// withholdGroups takes from the groups of one attribute what would give away, with the figure of the whole panel, one of a
// group that is not told, or of those whom the groups leave, which have the limits rest.
func withholdGroups(groups []*report.Estimate, rest map[string]report.Limit) {
	untold := names{}.with(rest)
	for _, e := range groups {
		untold = untold.with(e.Limits)
	}
	apart := maps.Clone(untold)
	delete(apart, "mean")
	for _, e := range groups {
		if e.Limits["mean"] != "" {
			apart.withhold(e) // it says what it is told as
		} else {
			untold.withhold(e)
		}
	}
}

// Groups lists the groups of a panel that may be told.
func (c Control) Groups(w *dataset.Wave, panel int) []report.Group {
	var told []report.Group
	for _, a := range c.attributes(w, panel) {
		for category, ok := range a.told {
			if ok {
				told = append(told, report.Group{By: a.Code, Value: a.Categories[category].Code})
			}
		}
	}
	return told
}

// attributes lists those of a panel with the categories that may be told.
func (c Control) attributes(w *dataset.Wave, panel int) []attributeGroups {
	p, _ := w.Instrument.Wave.Panel(w.Panels[panel])
	variables := w.IdentityParameters(panel)
	if len(p.Strata) == 0 || len(variables) == 0 {
		return nil
	}
	d := newBreakdown(w, panel)
	d.count(w, panel, variables)
	for i := range d.attributes {
		c.choose(d, i)
	}
	if c.Secondary {
		c.audit(d)
	}
	return d.attributes
}
