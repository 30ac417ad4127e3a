package xlsx

import "realitycheck/analysis"

// alpha is the level at which a difference counts as clear; the adjusted p decides where there is one.
const alpha = 0.05

// clear says that a difference is beyond chance; known is false when the report has no test for it.
func clear(t analysis.Test) (beyond, known bool) {
	p := t.P
	if t.PAdjusted != nil {
		p = t.PAdjusted
	}
	if p == nil || t.Diff == nil {
		return false, false
	}
	return *p < alpha, true
}

// certainGap says in words how the first panel stands to the second.
func (b *book) certainGap(g *analysis.Gap) string {
	beyond, known := clear(g.Test)
	switch {
	case g.Suppressed:
		return b.t("few")
	case !known:
		return b.t("untested")
	case !beyond:
		return b.t("gap.none")
	case *g.Diff > 0:
		return b.t("gap.inside")
	default:
		return b.t("gap.outside")
	}
}

// certainChange says in words how a year stands to an earlier one, or why that cannot be said.
func (b *book) certainChange(c *analysis.Change) string {
	beyond, known := clear(c.Test)
	switch {
	case c.Suppressed:
		return b.t("few")
	case !c.Comparable:
		return b.t("change.break")
	case c.Diff == nil && c.Note != nil && *c.Note == "not paired":
		return b.t("change.unpaired")
	case !known:
		return b.t("untested")
	case !beyond:
		return b.t("change.none")
	case *c.Diff > 0:
		return b.t("change.up")
	default:
		return b.t("change.down")
	}
}

// figure is a cell with a figure, right-aligned; a suppressed one is an empty hatched place.
func figure(x *float64, format string, suppressed bool) cell {
	c := cell{look: look{right: true, format: format, hatch: suppressed}}
	if x == nil || suppressed {
		return c
	}
	c.value = *x
	switch {
	case format == asDiff1 && abs(*x) < 0.05:
		c.format = asNil1
	case format == asDiff && abs(*x) < 0.005:
		c.format = asNil
	}
	return c
}

func count(n *int, suppressed bool) cell {
	c := cell{look: look{right: true, format: asCount, hatch: suppressed}}
	if n != nil && !suppressed {
		c.value = *n
	}
	return c
}

func text(words string) cell { return cell{value: words} }

func wrapped(words string) cell { return cell{words, look{wrap: true}} }

// remark is a cell of words that follows a figure.
func remark(words string) cell { return cell{words, look{indent: true}} }

// panelCell names a panel behind its sign and in its colour, so that it is known on grey paper too.
func panelCell(panel int, words string) cell {
	s := signOf(panel)
	mark := map[string]string{"circle": "●", "diamond": "◇", "triangle": "▲"}[s.symbol]
	return cell{mark + " " + words, look{colour: s.colour}}
}
