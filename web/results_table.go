package web

import (
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
	"realitycheck/web/chart"
)

// resultTable is the table under a picture. Every figure of the picture stands in it.
type resultTable struct {
	Caption string
	Heads   [][]resultCell
	Rows    [][]resultCell
	Dense   bool // many columns: set narrower
}

// resultCell is one cell, with everything that its look depends on.
type resultCell struct {
	Text    string
	URL     string // a link on the text
	Num     bool   // right-aligned
	Head    bool   // names its row
	Few     bool   // an empty place; Text is the reason, read aloud
	Tone    int    // 1 to 5 from unfavourable to favourable, 0 for none
	Mark    string // "plus", "minus": a clear change
	Words   string // what to make of the figure, under it
	Panel   string // class of the panel whose sign stands before the text
	Higher  string // class of the panel that is clearly higher, its sign after the text
	Rows    int    // rows that it spans
	Cols    int    // columns that it spans
	Current bool   // the order of the table
}

// cells makes the cells of figures for a reader.
type cells struct {
	*i18n.Translator
	*resultView
}

func headCell(text string) resultCell { return resultCell{Text: text, Head: true} }
func wordCell(text string) resultCell { return resultCell{Text: text} }
func numHead(text string) resultCell  { return resultCell{Text: text, Num: true} }

func heads(cells ...resultCell) [][]resultCell { return [][]resultCell{cells} }

// wordHeads and numHeads name columns of words and of figures.
func numHeads(texts ...string) []resultCell {
	var list []resultCell
	for _, text := range texts {
		list = append(list, numHead(text))
	}
	return list
}

// panelSign is the class of a panel's sign.
func (v *resultView) panelSign(panel string) chart.Sign {
	for i, p := range v.panels {
		if p == panel {
			return chart.PanelSign(i)
		}
	}
	return chart.Square
}

func (c cells) panel(code string) resultCell {
	return resultCell{Text: c.panelName(code), Head: true, Panel: c.panelSign(code).Class()}
}

// few is the empty place of a figure that is not shown.
func (c cells) few() resultCell { return resultCell{Text: c.T("results.few"), Few: true, Num: true} }

// none is the place of a figure that does not exist: nobody was asked.
func none() resultCell { return resultCell{Text: "–", Num: true} }

func num(text string) resultCell { return resultCell{Text: text, Num: true} }

// mean shows a mean with one decimal.
func (c cells) mean(e *report.Estimate) resultCell {
	switch {
	case e == nil:
		return none()
	case e.Limits["mean"] != "":
		return c.told(e.Limits["mean"])
	}
	return c.decimal(e.Mean, e.Suppressed)
}

// told is the place of a figure that is told as a limit only, because few colleagues are all but unanimous.
func (c cells) told(l report.Limit) resultCell { return num(l.Words(c.Translator)) }

// part shows a share of an estimate, or the limit that it is told as.
func (c cells) part(e *report.Estimate, name string, share *float64) resultCell {
	if l := e.Limits[name]; l != "" && !e.Suppressed {
		return c.told(l)
	}
	return c.share(share, e.Suppressed)
}

func (c cells) decimal(x *float64, suppressed bool) resultCell {
	switch {
	case suppressed:
		return c.few()
	case x == nil:
		return none()
	}
	return num(c.Decimal(*x, 1))
}

func (c cells) share(x *float64, suppressed bool) resultCell {
	switch {
	case suppressed:
		return c.few()
	case x == nil:
		return none()
	}
	return num(c.Percent(*x))
}

func (c cells) count(n *int, suppressed bool) resultCell {
	switch {
	case suppressed:
		return c.few()
	case n == nil:
		return none()
	}
	return num(c.Int(*n))
}

// interval shows both bounds.
func (c cells) interval(low, high *float64, suppressed bool) resultCell {
	switch {
	case suppressed:
		return c.few()
	case low == nil || high == nil:
		return none()
	}
	return num(c.T("results.between", "low", c.Decimal(*low, 1), "high", c.Decimal(*high, 1)))
}

// bounds shows the interval of a difference, with a decimal more: rounded like the difference itself, it would seem to
// touch zero where it does not.
func (c cells) bounds(t *report.Test) resultCell {
	switch {
	case t.Suppressed:
		return c.few()
	case t.Low == nil || t.High == nil:
		return none()
	}
	return num(c.T("results.between", "low", c.Signed(*t.Low, 2), "high", c.Signed(*t.High, 2)))
}

// diff shows a difference with its sign.
func (c cells) diff(t *report.Test) resultCell {
	switch {
	case t.Suppressed:
		return c.few()
	case t.Diff == nil:
		return none()
	}
	return num(c.Signed(*t.Diff, 1))
}

// changed shows a change, with the mark of its direction where it is clear.
func (c cells) changed(change *report.Change) resultCell {
	cell := c.diff(&change.Test)
	if change.Certainty() == report.Clear {
		cell.Mark = map[bool]string{true: "plus", false: "minus"}[*change.Diff > 0]
	}
	return cell
}

// gap shows a difference between panels, with the sign of the higher one where it is clear.
func (c cells) gap(g *report.Gap) resultCell {
	cell := c.diff(&g.Test)
	if g.Certainty() == report.Clear {
		high := g.A
		if *g.Diff < 0 {
			high = g.B
		}
		cell.Higher = c.panelSign(high).Class()
	}
	return cell
}

// tone gives a mean its place on the scale: half a point around 3 is neutral, a point and a half from it is the end.
func tone(mean float64) int {
	switch {
	case mean < 2.25:
		return 1
	case mean < 2.75:
		return 2
	case mean < 3.25:
		return 3
	case mean < 3.75:
		return 4
	}
	return 5
}

// toned is a mean with its tone.
func (c cells) toned(e *report.Estimate) resultCell {
	cell := c.mean(e)
	if e != nil && e.Mean != nil && !e.Suppressed {
		cell.Tone = tone(*e.Mean)
	}
	return cell
}
