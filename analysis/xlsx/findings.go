package xlsx

import (
	"cmp"
	"slices"

	"realitycheck/analysis"
)

// findings are the sentences of the cover: the widest gap, the gaps that opened or closed, what changed since the year
// before, and what could not be said.
func (b *book) findings(v *view) []string {
	found := slices.Concat(b.gapFindings(v), b.changeFindings(v))
	if len(found) == 0 {
		return []string{b.t("finding.nothing")}
	}
	return found
}

// gapFindings tells the clear gaps of the newest wave, the widest first.
func (b *book) gapFindings(v *view) []string {
	var wide []*analysis.Gap
	for _, p := range v.parameters {
		g := v.gap(place{wave: v.last(), basis: analysis.Identity, parameter: p})
		if beyond, _ := clear(g.Test); beyond {
			wide = append(wide, g)
		}
	}
	slices.SortStableFunc(wide, func(x, y *analysis.Gap) int { return cmp.Compare(abs(*y.Diff), abs(*x.Diff)) })
	var found []string
	for _, g := range wide[:min(3, len(wide))] {
		key := "finding.inside"
		if *g.Diff < 0 {
			key = "finding.outside"
		}
		found = append(found, b.t(key, "wave", g.Wave, "parameter", v.parameter(g.Parameter), "diff", b.tr.Decimal(abs(*g.Diff), 1)))
	}
	return found
}

// changeFindings tells what moved in a panel since the wave before.
func (b *book) changeFindings(v *view) []string {
	var found []string
	for _, panel := range v.panels {
		for _, p := range v.parameters {
			c := v.change(place{wave: v.last(), from: v.before(), panel: panel, basis: analysis.Identity, parameter: p})
			beyond, _ := clear(c.Test)
			if !beyond || !c.Comparable {
				continue
			}
			found = append(found, b.t("finding.change", "panel", v.panel(panel), "parameter", v.parameter(p), "from", c.From,
				"words", b.certainChange(c), "diff", b.tr.Signed(*c.Diff, 1)))
		}
	}
	return found
}
