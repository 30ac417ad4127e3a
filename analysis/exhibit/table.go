package exhibit

import "realitycheck/analysis/report"

// Unit says what the values of a column or an axis are; renderers choose decimals, signs and colours by it.
type Unit string

// The units. Screens round means and differences to one decimal and shares to whole percent; sheets keep every digit behind
// a number format.
const (
	Words      Unit = "words"      // string
	Verdict    Unit = "verdict"    // string: what may be said of the figure before it, in words
	Count      Unit = "count"      // int or float64: members, answers
	Mean       Unit = "mean"       // float64 on 1 to 5
	Difference Unit = "difference" // float64 in scale points, signed
	Share      Unit = "share"      // float64 from 0 to 1
	Points     Unit = "points"     // float64: difference of two shares, signed, 0.04 for four percentage points
	PValue     Unit = "p"          // float64 from 0 to 1
	Ratio      Unit = "ratio"      // float64 near 1: weights, design effects, agreement
)

// Table holds the figures of an exhibit. A cell stands in every place.
type Table struct {
	Title   string
	Columns []Column
	Rows    []Row
	Lines   bool // a row is long and rows are many: renderers keep the header in sight
}

// Column is one column of a table.
type Column struct {
	Title    string
	Group    string // a heading over neighbouring columns that have the same one
	Unit     Unit
	Interval bool // values are [2]float64, the 95 % interval of the figure before it, in the unit given
	Panel    int  // place of the panel whose figures these are, with its sign; NoPanel for none
	Detail   bool // for analysts: in the workbook and csv, left out on screens
	Below    bool // screens write it below the figure before it, where that stands there
	Merged   bool // equal neighbours below each other are written once, within those of the merged columns before it
	Shaded   bool // coloured from unfavourable to favourable by the unit: means around 3, differences around 0

	Parameter string // code of the parameter that the heading names and may order the table by; "" for none
	Current   bool   // the order of the table
}

// NoPanel is the place of no panel.
const NoPanel = -1

// Row is one line of a table.
type Row struct {
	Section string // a heading above the first of neighbouring rows that have the same one
	Detail  bool   // for analysts: in the workbook and csv, left out on screens
	Cells   []Cell // one a column
}

// Cell is what a figure is, never how it looks.
type Cell struct {
	Value     any              // by the unit of the column, or words in its place; nil where there is no figure
	Missing   Reason           // why there is no value; "" with a nil value: nobody was asked
	Limit     report.Limit     // for Near: the side on which the figure lies
	Certainty report.Certainty // of a difference
	Panel     int              // place of a panel whose sign stands before words, or that is clearly higher; NoPanel for none
	Sample    string           // code of the sample that words name, so that they can lead to it
}

// words are a cell of words.
func words(text string) Cell { return Cell{Value: text, Panel: NoPanel} }

// nothing is the place of a figure that does not exist: nobody was asked.
func nothing() Cell { return Cell{Panel: NoPanel} }

// missing is the place of a figure that is withheld or not available.
func missing(why Reason) Cell { return Cell{Missing: why, Panel: NoPanel} }

// value is a cell with a figure, or the reason why there is none.
func value[T any](x *T, why Reason) Cell {
	switch {
	case why != "":
		return missing(why)
	case x == nil:
		return nothing()
	}
	return Cell{Value: *x, Panel: NoPanel}
}

// interval is a cell with both ends of an interval of a figure, or the reason why there is none.
func interval(low, high *float64, why Reason) Cell {
	switch {
	case why != "":
		return missing(why)
	case low == nil || high == nil:
		return missing(NoInterval)
	}
	return Cell{Value: [2]float64{*low, *high}, Panel: NoPanel}
}

// The cells of an estimate; nothing where it is nil, for nobody was asked.

func membersOf(e *report.Estimate) Cell {
	return told(e, "n", func() *int { return e.N })
}

func meanOf(e *report.Estimate) Cell {
	return told(e, "mean", func() *float64 { return e.Mean })
}

func top2Of(e *report.Estimate) Cell {
	return told(e, "top2", func() *float64 { return e.Top2 })
}

func dontKnowOf(e *report.Estimate) Cell {
	return told(e, "dont_know", func() *float64 { return e.DontKnow })
}

// intervalOf is the interval of the mean.
func intervalOf(e *report.Estimate) Cell {
	if e == nil {
		return nothing()
	}
	why, _ := ofEstimate(e, "mean")
	return interval(e.Low, e.High, why)
}

// answerOf is the share of one of the answers, counted from 0.
func answerOf(e *report.Estimate, answer int) Cell {
	if why, _ := ofEstimate(e, "distribution"); why != "" || e == nil || answer >= len(e.Distribution) {
		return missing(why)
	}
	return value(&e.Distribution[answer], "")
}

// told is a figure of an estimate, or why it is withheld.
func told[T any](e *report.Estimate, figure string, pick func() *T) Cell {
	if e == nil {
		return nothing()
	}
	why, limit := ofEstimate(e, figure)
	if why != "" {
		return Cell{Missing: why, Limit: limit, Panel: NoPanel}
	}
	return value(pick(), "")
}

// panel is the cell that names a panel, with its sign.
func (r *reader) panel(code string) Cell { return Cell{Value: r.PanelName(code), Panel: r.place(code)} }

// changeCell is a change; one that is clear has no panel: its sign says which way.
func changeCell(c *report.Change) Cell {
	if c == nil {
		return nothing()
	}
	cell := value(c.Diff, ofChange(c))
	cell.Certainty = c.Certainty()
	return cell
}

// column is one of figures in a unit.
func column(title string, unit Unit) Column { return Column{Title: title, Unit: unit, Panel: NoPanel} }

// detail is a column for analysts.
func (c Column) detail() Column {
	c.Detail = true
	return c
}

// merged is a column in which equal neighbours are written once.
func (c Column) merged() Column {
	c.Merged = true
	return c
}

// below is a column that screens write below the figure before it.
func (c Column) below() Column {
	c.Below = true
	return c
}

// intervals is a column of intervals of the figures before it.
func (r *reader) intervals(unit Unit) Column {
	return Column{Title: r.T("exhibit.col.interval"), Unit: unit, Interval: true, Panel: NoPanel}
}

// verdicts is a column of what may be said of the figures before it.
func (r *reader) verdicts() Column {
	return Column{Title: r.T("exhibit.col.words"), Unit: Verdict, Below: true, Panel: NoPanel}
}
