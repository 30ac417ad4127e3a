package web

import (
	"realitycheck/analysis"
	"realitycheck/survey/i18n"
	"realitycheck/web/chart"
)

// resultTable is the table under a picture. Every figure of the picture stands in it.
type resultTable struct {
	Caption string
	Heads   [][]resultCell
	Rows    [][]resultCell
	Sticky  bool // long: the heads stay in sight
}

// resultCell is one cell, with everything that its look depends on.
type resultCell struct {
	Text    string
	URL     string // a link on the text
	Num     bool   // right-aligned
	Head    bool   // names its row
	Few     bool   // an empty place; Text is the reason, read aloud
	Tone    int    // 1 to 5 from unfavourable to favourable, 0 for none
	Mark    string // "plus", "minus": a clear difference
	Panel   string // class of the panel whose sign stands before the text
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
func (c cells) mean(e *analysis.Estimate) resultCell {
	if e == nil {
		return none()
	}
	return c.decimal(e.Mean, e.Suppressed)
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

// diff shows a difference with its sign, marked when it is clear.
func (c cells) diff(t *analysis.Test, certainty analysis.Certainty) resultCell {
	switch {
	case t.Suppressed:
		return c.few()
	case t.Diff == nil:
		return none()
	}
	cell := num(c.Signed(*t.Diff, 1))
	if certainty == analysis.Clear {
		cell.Mark = map[bool]string{true: "plus", false: "minus"}[*t.Diff > 0]
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
func (c cells) toned(e *analysis.Estimate) resultCell {
	cell := c.mean(e)
	if e != nil && e.Mean != nil && !e.Suppressed {
		cell.Tone = tone(*e.Mean)
	}
	return cell
}
