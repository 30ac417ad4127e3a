package chart

import (
	"html/template"
	"slices"
)

// Series is one line of points through all rows or years: a panel, or a difference between panels.
type Series struct {
	Name string
	Sign Sign
}

// Point is one figure with its interval. A nil value is drawn nowhere: Missing says why its place is empty, and without
// that word there is no place either, since nothing was asked.
type Point struct {
	Value   *float64
	Low     *float64
	High    *float64
	Text    string // the figure as its reader writes it
	Words   string // what to make of it; a narrow drawing leaves it to the table
	Unsure  bool   // chance could explain it
	Missing string
	Cut     bool // no line to the point before: its meaning changed
}

// Row is one line of a dot chart: a point for each series.
type Row struct {
	Label  string
	Points []Point
}

// Dots draws figures of several series below each other on one axis, each with its interval. Every series has its own lane
// in a row, so that nothing covers anything else; the distance between two series is a band behind them.
type Dots struct {
	Frame
	Axis   Axis
	Series []Series
	Rows   []Row
}

// Measures of a dot chart.
const (
	laneHeight  = 19.0
	rowPadding  = 9.0
	labelGap    = 14.0
	underLabel  = 5.0
	gap         = 5.0 // between a figure and its interval
	labelWidth  = 190.0
	edge        = 16.0
	axisRoom    = 22.0
	wordsHeight = 20.0
)

// dotsLayout is a dot chart on its way to a drawing.
type dotsLayout struct {
	*Dots
	*canvas
	plot
	narrow bool
	named  []bool // series whose name was written
}

// Wide draws the chart with labels at the left.
func (d Dots) Wide() template.HTML { return d.draw("-w", wideWidth, false) }

// Narrow draws the chart for a phone, with labels above.
func (d Dots) Narrow() template.HTML { return d.draw("-n", narrowWidth, true) }

func (d Dots) draw(suffix string, width float64, narrow bool) template.HTML {
	l := &dotsLayout{Dots: &d, canvas: newCanvas(d.Frame, suffix, width), narrow: narrow, named: make([]bool, len(d.Series))}
	l.plot = plot{d.Axis, edge + labelWidth, width - 2*edge}
	if narrow {
		l.plot = plot{d.Axis, edge, width - edge}
	}
	height := axisRoom
	for _, row := range d.Rows {
		height += l.rowHeight(row)
	}
	l.grid(axisRoom, height)
	y := axisRoom
	for i, row := range d.Rows {
		if i > 0 {
			l.line("rule", 0, y, width, y)
		}
		l.row(row, y)
		y += l.rowHeight(row)
	}
	return l.svg(d.Frame, l.ends(y))
}

// labelLines breaks the label of a row for the room that it has.
func (l *dotsLayout) labelLines(row Row) []string {
	if l.narrow {
		return wrap(row.Label, textSize, l.width-8)
	}
	return wrap(row.Label, textSize, labelWidth-labelGap)
}

// lanes lists the series that have a place in a row.
func (l *dotsLayout) lanes(row Row) []int {
	var lanes []int
	for i, p := range row.Points {
		if p.Value != nil || p.Missing != "" {
			lanes = append(lanes, i)
		}
	}
	return lanes
}

func (l *dotsLayout) rowHeight(row Row) float64 {
	lanes := laneHeight * float64(max(1, len(l.lanes(row))))
	label := lineHeight * float64(len(l.labelLines(row)))
	if l.narrow {
		return rowPadding + label + underLabel + lanes + rowPadding
	}
	return rowPadding + max(lanes, label) + rowPadding
}

// grid draws the axis: labels at the top, and a light line at each tick.
func (l *dotsLayout) grid(top, bottom float64) {
	for _, t := range l.axis.Ticks {
		x := l.at(t.At)
		class := "grid"
		if l.axis.Zero && t.At == 0 {
			class = "zero"
		}
		l.line(class, x, top, x, bottom)
		l.text("tick", atMiddle, x, top-7, t.Label)
	}
}

// ends writes what the ends of the axis stand for, below the last row, and gives the height of the drawing.
func (l *dotsLayout) ends(y float64) float64 {
	if l.axis.Low == "" && l.axis.High == "" {
		return y + 2
	}
	room := (l.to - l.from) / 2
	low, high := wrap(l.axis.Low, smallSize, room-4), wrap(l.axis.High, smallSize, room-4)
	for i, words := range low {
		l.text("end", atStart, l.from, y+wordsHeight-6+float64(i)*lineHeight, words)
	}
	for i, words := range high {
		l.text("end", atEnd, l.to, y+wordsHeight-6+float64(i)*lineHeight, words)
	}
	return y + wordsHeight + float64(max(len(low), len(high))-1)*lineHeight
}

func (l *dotsLayout) row(row Row, top float64) {
	label := l.labelLines(row)
	lanes := l.lanes(row)
	content := l.rowHeight(row) - 2*rowPadding
	first := top + rowPadding + (content-laneHeight*float64(len(lanes)))/2 + laneHeight/2
	labelTop := top + rowPadding + (content-lineHeight*float64(len(label)))/2
	if l.narrow {
		labelTop = top + rowPadding
		first = labelTop + lineHeight*float64(len(label)) + underLabel + laneHeight/2
	}
	left := 0.0
	if l.narrow {
		left = 4
	}
	l.lines("label", left, labelTop+lineHeight-4, label)
	l.band(row, lanes, first)
	for i, lane := range lanes {
		l.point(lane, row.Points[lane], first+float64(i)*laneHeight)
	}
}

// band marks the distance between the outermost figures of a row.
func (l *dotsLayout) band(row Row, lanes []int, first float64) {
	var at []float64
	for _, lane := range lanes {
		if v := row.Points[lane].Value; v != nil {
			at = append(at, l.at(*v))
		}
	}
	if len(at) > 1 {
		from, to := slices.Min(at), slices.Max(at)
		l.rect("band", from, first, to-from, laneHeight*float64(len(lanes)-1))
	}
}

// point draws one figure: interval, sign, and the words after it, or before it where they would leave the drawing.
func (l *dotsLayout) point(lane int, p Point, y float64) {
	series := l.Series[lane]
	if p.Value == nil {
		words := p.Missing
		if len(l.Series) > 1 {
			words = series.Name + ": " + p.Missing
		}
		l.hatched("missing", l.from, y-6, 28, 12)
		l.text("reason", atStart, l.from+34, y+4, words)
		return
	}
	x := l.at(*p.Value)
	from, to := x-signReach, x+signReach
	if p.Low != nil && p.High != nil {
		l.line("interval "+series.Sign.Class(), l.at(*p.Low), y, l.at(*p.High), y)
		from, to = min(from, l.at(*p.Low)), max(to, l.at(*p.High))
	}
	l.sign(series.Sign, p.Unsure, x, y, signReach)
	words := p.Text
	if p.Words != "" && !l.narrow {
		words += " " + p.Words
	}
	l.label(lane, words, from-gap, to+gap, y+5)
}

// label writes a figure after its interval, or before it where it would leave the drawing. The first figure of a series
// that has room for it carries the name of the series, on the same side or the other.
func (l *dotsLayout) label(lane int, words string, before, after, y float64) {
	series := l.Series[lane]
	class := "value " + series.Sign.Class()
	left, right := before, l.width-after
	name := boldWidth(series.Name, textSize)
	full := boldWidth(words+" "+series.Name, textSize)
	wanted := series.Name != "" && !l.named[lane]
	l.named[lane] = l.named[lane] || wanted && (full <= right || full <= left || name <= left && boldWidth(words, textSize) <= right)
	switch {
	case wanted && full <= right:
		l.text(class, atStart, after, y, words+" "+series.Name)
	case wanted && full <= left:
		l.text(class, atEnd, before, y, words+" "+series.Name)
	case boldWidth(words, textSize) <= right:
		l.text(class, atStart, after, y, words)
		if wanted && name <= left {
			l.text(class, atEnd, before, y, series.Name)
		}
	default:
		l.text(class, atEnd, before, y, words)
	}
}
