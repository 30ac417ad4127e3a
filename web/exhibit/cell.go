package exhibit

import (
	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
)

// Cell is one cell of a table, with everything that its look depends on.
type Cell struct {
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

// absent stands where nobody was asked.
const absent = "–"

// cell renders a cell of a column.
func (r *Renderer) cell(c *exhibit.Column, from *exhibit.Cell) Cell {
	cell := Cell{Num: isNumber(c.Unit)}
	switch value := from.Value.(type) {
	case nil:
		return r.empty(cell, from)
	case string:
		cell.Text = value
		if from.Panel != exhibit.NoPanel && !cell.Num {
			cell.Panel, cell.Head = sign(from.Panel).Class(), true
		}
	case int:
		cell.Text = r.Int(value)
	case float64:
		cell.Text = r.number(c.Unit, value)
		r.judge(&cell, c, from, value)
	case [2]float64:
		cell.Text = r.interval(c.Unit, value)
	}
	if from.Sample != "" && r.SampleURL != nil {
		cell.URL = r.SampleURL(from.Sample)
	}
	return cell
}

// judge marks a figure: the tone of a mean, the panel that is clearly higher, or the direction of a clear change.
func (r *Renderer) judge(cell *Cell, c *exhibit.Column, from *exhibit.Cell, value float64) {
	switch {
	case c.Shaded && c.Unit == exhibit.Mean:
		cell.Tone = tone(value)
	case from.Certainty != report.Clear:
	case from.Panel != exhibit.NoPanel:
		cell.Higher = sign(from.Panel).Class()
	case value > 0:
		cell.Mark = "plus"
	default:
		cell.Mark = "minus"
	}
}

// empty is the place of a figure that is not there. What is withheld is hatched and its reason read aloud; what there is no
// figure for says so in words.
func (r *Renderer) empty(cell Cell, from *exhibit.Cell) Cell {
	switch from.Missing {
	case "":
		if cell.Text = absent; from.Limit != "" {
			cell.Text = from.Words(r.Translator)
		}
	case exhibit.NotPaired, exhibit.Broken, exhibit.Untestable, exhibit.NoInterval:
		cell.Text, cell.Words = absent, from.Words(r.Translator)
	case exhibit.Near:
		if cell.Text = from.Words(r.Translator); from.Limit == "" {
			cell.Few = true
		}
	default:
		cell.Text, cell.Few = from.Words(r.Translator), true
	}
	return cell
}

func isNumber(u exhibit.Unit) bool { return u != exhibit.Words && u != exhibit.Verdict }

// number writes a figure as precisely as a reader can use it.
func (r *Renderer) number(u exhibit.Unit, x float64) string {
	switch u {
	case exhibit.Count:
		return r.Int(int(x + 0.5))
	case exhibit.Mean:
		return r.Decimal(x, 1)
	case exhibit.Difference:
		return r.Signed(x, 1)
	case exhibit.Share:
		return r.Percent(x)
	case exhibit.Points:
		return r.Signed(100*x, 0)
	case exhibit.PValue:
		return r.Decimal(x, 3)
	}
	return r.Decimal(x, 2)
}

// interval writes both ends. That of a difference has a decimal more than the difference: rounded like it, it would seem to
// touch zero where it does not.
func (r *Renderer) interval(u exhibit.Unit, ends [2]float64) string {
	low, high := r.number(u, ends[0]), r.number(u, ends[1])
	switch u {
	case exhibit.Difference:
		low, high = r.Signed(ends[0], 2), r.Signed(ends[1], 2)
	case exhibit.Share:
		low = r.Decimal(100*ends[0], 0)
	}
	return r.T("results.between", "low", low, "high", high)
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
