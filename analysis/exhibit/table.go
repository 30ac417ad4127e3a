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
	Merged   bool // equal neighbours below each other are written once
	Shaded   bool // coloured from unfavourable to favourable by the unit: means around 3, differences around 0
	Current  bool // the order of the table
}

// NoPanel is the place of no panel.
const NoPanel = -1

// Row is one line of a table.
type Row struct {
	Section string // a heading above the first of neighbouring rows that have the same one
	Cells   []Cell // one a column
}

// Cell is what a figure is, never how it looks.
type Cell struct {
	Value     any              // by the unit of the column: string, int, float64, [2]float64; nil where Missing or nothing
	Missing   Reason           // why there is no value; "" with a nil value: nobody was asked
	Limit     report.Limit     // for WithheldLimit: the side on which it lies
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

// interval is a cell with both ends of an interval.
func interval(low, high *float64, why Reason) Cell {
	switch {
	case why != "":
		return missing(why)
	case low == nil || high == nil:
		return nothing()
	}
	return Cell{Value: [2]float64{*low, *high}, Panel: NoPanel}
}

// mean is the cell of a mean of a panel, or the limit that it is told as.
func (r *reader) mean(wave, panel string, s report.Subject) Cell {
	e := r.Estimate(wave, panel, s)
	if e == nil {
		return nothing()
	}
	why, limit := ofEstimate(e, "mean")
	c := value(e.Mean, why)
	c.Limit = limit
	return c
}
