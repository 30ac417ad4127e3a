package chart

import (
	"html/template"
	"strconv"
)

// Diverging draws how answers are spread: a bar a row, unfavourable to the left and favourable to the right of the middle of
// the scale, and don't know apart.
type Diverging struct {
	Frame
	Low, High string // what the ends mean
	DontKnow  string // heading of the answers that stand apart
	Reach     float64
	Rows      []Spread
	Percent   func(share float64) string
}

// Spread is one bar: the shares of the points of the scale from low to high.
type Spread struct {
	Label    string
	Sign     Sign
	Shares   []float64
	DontKnow *float64
	Missing  string // why there is no bar
}

// Measures of a diverging chart.
const (
	barHeight    = 24.0
	barStep      = 32.0
	signRoom     = 20.0
	apartWide    = 110.0
	apartNarrow  = 58.0
	apartGap     = 12.0
	narrowNaming = 20.0
)

// SideReach is the longest share that a spread needs at one side of the middle.
func SideReach(shares []float64) float64 {
	low, high := 0.0, 0.0
	for i, share := range shares {
		switch {
		case 2*i+1 < len(shares):
			low += share
		case 2*i+1 > len(shares):
			high += share
		default:
			low, high = low+share/2, high+share/2
		}
	}
	return max(low, high)
}

// divergingLayout is a diverging chart on its way to a drawing.
type divergingLayout struct {
	*Diverging
	*canvas
	plot
	narrow bool
	apart  float64 // where the answers that stand apart begin
}

// Wide draws the chart with labels at the left.
func (d Diverging) Wide() template.HTML { return d.draw("-w", wideWidth, false) }

// Narrow draws the chart for a phone, with labels above the bars.
func (d Diverging) Narrow() template.HTML { return d.draw("-n", narrowWidth, true) }

func (d Diverging) draw(suffix string, width float64, narrow bool) template.HTML {
	if d.Reach == 0 {
		d.Reach = 1
	}
	l := &divergingLayout{Diverging: &d, canvas: newCanvas(d.Frame, suffix, width), narrow: narrow}
	left, right := 150.0, apartWide
	if narrow {
		left, right = 0, apartNarrow
	}
	l.apart = width - right
	l.plot = plot{Axis{Min: -d.Reach, Max: d.Reach}, left, l.apart - apartGap}
	l.text("end", atStart, l.from, 12, d.Low)
	l.text("end", atEnd, l.to, 12, d.High)
	l.text("end", atStart, l.apart, 12, d.DontKnow)
	y, step := 20.0, barStep
	if narrow {
		step += narrowNaming
	}
	bottom := y + step*float64(len(d.Rows))
	l.line("middle", l.at(0), 16, l.at(0), bottom) // behind the bars, so that no share is crossed out
	for _, row := range d.Rows {
		l.row(row, y)
		y += step
	}
	return l.svg(d.Frame, bottom)
}

func (l *divergingLayout) row(row Spread, y float64) {
	naming := y + barHeight/2
	if l.narrow {
		naming = y + 9
		y += narrowNaming - 2
	}
	l.sign(row.Sign, false, 8, naming, signReach)
	l.text("name "+row.Sign.Class(), atStart, signRoom, naming+5, row.Label)
	if len(row.Shares) == 0 {
		l.hatched("missing", l.from, y+6, 28, 12)
		l.text("reason", atStart, l.from+34, y+16, row.Missing)
		return
	}
	start := 0.0
	for i, share := range row.Shares {
		if 2*i+1 < len(row.Shares) {
			start -= share
		} else if 2*i+1 == len(row.Shares) {
			start -= share / 2
		}
	}
	for i, share := range row.Shares {
		l.segment(i+1, share, l.at(start), l.at(start+share), y)
		start += share
	}
	l.unknown(row, y)
}

// segment draws one point of the scale, with its share where it has room.
func (l *divergingLayout) segment(point int, share, from, to, y float64) {
	tone := "tone-" + strconv.Itoa(point)
	l.rect(tone, from, y, to-from, barHeight)
	words := l.Percent(share)
	if width(words, smallSize)+4 <= to-from {
		l.text("on-"+tone, atMiddle, (from+to)/2, y+barHeight/2+4, words)
	}
}

// unknown draws those who don't know, on the same scale as the bar, as far as there is room.
func (l *divergingLayout) unknown(row Spread, y float64) {
	if row.DontKnow == nil {
		return
	}
	words := l.Percent(*row.DontKnow)
	length := *row.DontKnow * (l.to - l.from) / (2 * l.Reach)
	length = min(length, l.width-l.apart-width(words, smallSize)-6)
	l.hatched("unknown", l.apart, y, length, barHeight)
	l.text("tick", atStart, l.apart+length+5, y+barHeight/2+4, words)
}
