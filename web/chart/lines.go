package chart

import (
	"html/template"
	"strings"
)

// Lines draws figures over the years, one line a series, each point with its interval. It is small: several stand beside
// each other on a page, all on the same axis, and one below the other on a phone.
type Lines struct {
	Frame
	Axis    Axis
	Series  []Series
	Steps   []string  // names of the years
	Points  [][]Point // by series, then by year
	CutNote string    // what a broken line means
}

// Measures of a line chart.
const (
	linesTop    = 26.0
	linesHeight = 170.0
	linesLeft   = 26.0 // at least
	linesRight  = 92.0
	linesFoot   = 26.0
	tickGap     = 8.0
	apart       = 3.5 // how far series stand from the year, so that their intervals show beside each other
	endHeight   = 34.0
)

// linesLayout is a line chart on its way to a drawing.
type linesLayout struct {
	*Lines
	*canvas
	left   float64 // where the plot begins, after the labels of the axis
	across plot
	up     plot
}

// Draw draws the chart.
func (d Lines) Draw() template.HTML {
	l := &linesLayout{Lines: &d, canvas: newCanvas(d.Frame, "", facetWidth)}
	l.left = linesLeft
	for _, t := range d.Axis.Ticks {
		l.left = max(l.left, width(t.Label, smallSize)+tickGap)
	}
	last := max(1, len(d.Steps)-1)
	l.across = plot{Axis{Min: 0, Max: float64(last)}, l.left + 12, facetWidth - linesRight - 12}
	l.up = plot{d.Axis, linesTop + linesHeight, linesTop}
	for _, t := range d.Axis.Ticks {
		y := l.up.at(t.At)
		l.line("grid", l.left, y, facetWidth-linesRight, y)
		l.text("tick", atEnd, l.left-6, y+4, t.Label)
	}
	l.years()
	l.cuts()
	for i := range d.Series {
		l.intervals(i)
	}
	for i := range d.Series {
		l.series(i)
	}
	l.names()
	return l.svg(d.Frame, linesTop+linesHeight+linesFoot)
}

// years writes the names of the years, shortened or some left out where they do not fit.
func (l *linesLayout) years() {
	room := l.across.to - l.across.from
	if len(l.Steps) > 1 {
		room /= float64(len(l.Steps) - 1)
	}
	labels := make([]string, len(l.Steps))
	widest := 0.0
	for i, step := range l.Steps {
		labels[i] = step
		if len(l.Steps) > 4 && len(step) == 4 && strings.Trim(step, "0123456789") == "" {
			labels[i] = "’" + step[2:]
		}
		widest = max(widest, width(labels[i], smallSize))
	}
	every := max(1, int((widest+6)/room)+1)
	if widest+6 <= room {
		every = 1
	}
	for i, label := range labels {
		if (len(labels)-1-i)%every == 0 {
			l.text("tick", atMiddle, l.across.at(float64(i)), linesTop+linesHeight+19, label)
		}
	}
}

// cuts marks where a line is broken because the meaning changed.
func (l *linesLayout) cuts() {
	noted := false
	for i := range l.Steps {
		for _, points := range l.Points {
			if i > 0 && points[i].Cut {
				x := l.across.at(float64(i) - 0.5)
				l.line("cut", x, linesTop, x, linesTop+linesHeight)
				if !noted {
					l.cutNote(x)
				}
				noted = true
				break
			}
		}
	}
}

// cutNote says beside the first cut what it means, on the side that has room.
func (l *linesLayout) cutNote(x float64) {
	anchor, at := atStart, x+4
	if x+4+width(l.CutNote, smallSize) > l.width {
		anchor, at = atEnd, x-4
	}
	l.text("note", anchor, at, linesTop+linesHeight-6, l.CutNote)
}

// x is where a series stands in a year.
func (l *linesLayout) x(series, year int) float64 {
	return l.across.at(float64(year)) + apart*(float64(2*series)-float64(len(l.Series)-1))
}

func (l *linesLayout) intervals(series int) {
	class := "interval " + l.Series[series].Sign.Class()
	for i, p := range l.Points[series] {
		x := l.x(series, i)
		switch {
		case p.Value == nil && p.Missing != "":
			l.hatched("missing", x-3.5, linesTop+linesHeight-16, 7, 16)
		case p.Value != nil && p.Low != nil && p.High != nil:
			l.line(class, x, l.up.at(*p.Low), x, l.up.at(*p.High))
		}
	}
}

// series draws the line and its signs; a year without a figure and a cut leave a gap.
func (l *linesLayout) series(series int) {
	sign, points := l.Series[series].Sign, l.Points[series]
	for i := 1; i < len(points); i++ {
		if before, now := points[i-1], points[i]; before.Value != nil && now.Value != nil && !now.Cut {
			l.line("course "+sign.Class(), l.x(series, i-1), l.up.at(*before.Value), l.x(series, i), l.up.at(*now.Value))
		}
	}
	for i, p := range points {
		if p.Value != nil {
			l.sign(sign, false, l.x(series, i), l.up.at(*p.Value), smallReach)
		}
	}
}

// names writes the newest figure and the name of each series after its line, apart from each other.
func (l *linesLayout) names() {
	var order []int
	for i, points := range l.Points {
		if len(points) > 0 && points[len(points)-1].Value != nil {
			order = append(order, i)
		}
	}
	last := len(l.Steps) - 1
	value := func(i int) float64 { return l.up.at(*l.Points[order[i]][last].Value) }
	for i := range order { // few: sort from the top down by exchange
		for j := i + 1; j < len(order); j++ {
			if value(j) < value(i) {
				order[i], order[j] = order[j], order[i]
			}
		}
	}
	places := make([]float64, len(order))
	for i := range order {
		places[i] = value(i)
	}
	spread(places, endHeight, linesTop-8, linesTop+linesHeight)
	for i, series := range order {
		class := " " + l.Series[series].Sign.Class()
		l.text("value"+class, atStart, facetWidth-linesRight+4, places[i]+1, l.Points[series][last].Text)
		l.text("name"+class, atStart, facetWidth-linesRight+4, places[i]+15, l.Series[series].Name)
	}
}

// spread moves places, sorted from the top down, so far apart that labels of a height fit, within bounds.
func spread(places []float64, height, top, bottom float64) {
	if len(places) == 0 {
		return
	}
	for i := 1; i < len(places); i++ {
		if lack := places[i-1] + height - places[i]; lack > 0 {
			places[i-1] -= lack / 2
			places[i] += lack / 2
		}
	}
	places[0] = max(places[0], top)
	for i := 1; i < len(places); i++ {
		places[i] = max(places[i], places[i-1]+height)
	}
	places[len(places)-1] = min(places[len(places)-1], bottom-height/2)
	for i := len(places) - 2; i >= 0; i-- {
		places[i] = min(places[i], places[i+1]-height)
	}
}
