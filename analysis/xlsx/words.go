package xlsx

import (
	"realitycheck/analysis/report"
)

// gapWords says how the first panel stands to the second; the workbook has room for which of them is higher.
func (b *book) gapWords(g *report.Gap) string {
	switch {
	case g.Certainty() != report.Clear:
		return g.Words(b.tr)
	case *g.Diff > 0:
		return b.t("gap.inside")
	default:
		return b.t("gap.outside")
	}
}

// changeWords says how a year stands to an earlier one, with reasons short enough for a column.
func (b *book) changeWords(c *report.Change) string {
	switch c.Certainty() {
	case report.OverBreak:
		return b.t("change.break")
	case report.Unpaired:
		return b.t("change.unpaired")
	}
	return c.Words(b.tr)
}

// few is the reason that stands for a suppressed figure.
func (b *book) few() string { return b.tr.T("report.change_" + string(report.TooFew)) }

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
