package xlsx

import (
	"strconv"
	"strings"
)

// chart is one native chart. Its figures stand on the sheet of chart figures and are cached in the chart as well, so
// that a previewer that recalculates nothing draws it too.
type chart struct {
	title  string // above the plot; empty for none
	alt    string // what the chart shows, for who cannot see it
	dots   bool   // rows of dots along a horizontal axis; else lines over the waves
	series []series
	axis   axis
	left   float64 // share of the width that names at the left take
	right  float64 // share of the width that labels at the right take
}

// axis is the axis of the figures. One that begins below zero shows a line at zero.
type axis struct {
	min, max, step float64
	format         string
	words          string // what its ends mean; empty for none
}

// series is one row of points with its sign. In a chart of dots x is the figure and y the place of the row; in one of
// lines x holds the waves and y the figures.
type series struct {
	name        ref
	x, y        ref
	minus, plus ref // lengths of the interval to both sides; without figures none is drawn
	sign        sign
	unsure      []int          // places of points that chance could explain: pale
	joined      bool           // points are joined by a line
	labels      map[int]string // words beside a point, by its place
	place       string         // where labels stand: l, r, t, b
	ink         string         // colour of the labels
}

// sign is how a series shows itself beside its words.
type sign struct {
	colour string // of the outline, the line and the words
	fill   string // of the inside
	bar    string // of bars behind figures, and of points that chance could explain
	symbol string // none for a series of labels only
	mark   string // the symbol as a letter
}

// ref is a range of cells with the values that they hold.
type ref struct {
	cells   string
	words   []string
	figures []*float64
}

// xml gives the chart part.
func (c chart) xml() string {
	plot := c.lines()
	if c.dots {
		plot = c.scatter()
	}
	body := []node{val("c:autoTitleDeleted", "1"), plot, val("c:plotVisOnly", "0"), val("c:dispBlanksAs", "gap")}
	if c.title != "" {
		body = append([]node{c.heading()}, body...)
		body[1] = val("c:autoTitleDeleted", "0")
	}
	space := el("c:chartSpace",
		attr{"xmlns:c", "http://schemas.openxmlformats.org/drawingml/2006/chart"},
		attr{"xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"},
		attr{"xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"},
		val("c:roundedCorners", "0"), el("c:chart", body),
		el("c:spPr", el("a:solidFill", val("a:srgbClr", paper)), el("a:ln", el("a:noFill"))),
		el("c:txPr", el("a:bodyPr"), el("a:p", el("a:pPr", font("a:defRPr", 9, ink, false)))))
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
	space.write(&b)
	return b.String()
}

func (c chart) heading() node {
	layout := el("c:layout", el("c:manualLayout", val("c:xMode", "edge"), val("c:yMode", "edge"), val("c:x", "0.02"), val("c:y", "0.02")))
	return el("c:title", el("c:tx", rich(c.title, 11, ink, true)), layout, val("c:overlay", "0"))
}

// plotArea frames the plot by hand: names at the left and labels at the right need their room.
func (c chart) plotArea(parts ...any) node {
	top, bottom := 0.05, 0.12
	if c.title != "" {
		top, bottom = 0.17, 0.15
	}
	if c.axis.words != "" {
		bottom += 0.06
	}
	layout := el("c:layout", el("c:manualLayout", val("c:layoutTarget", "inner"), val("c:xMode", "edge"), val("c:yMode", "edge"),
		val("c:x", number(c.left)), val("c:y", number(top)), val("c:w", number(1-c.left-c.right)), val("c:h", number(1-top-bottom))))
	return el("c:plotArea", append([]any{layout}, parts...)...)
}

func (c chart) lines() node {
	parts := []any{val("c:grouping", "standard"), val("c:varyColors", "0")}
	for i, s := range c.series {
		parts = append(parts, s.xml(i, false))
	}
	parts = append(parts, val("c:marker", "1"), val("c:axId", "1"), val("c:axId", "2"))
	waves := el("c:catAx", val("c:axId", "1"), scaling(axis{}), val("c:delete", "0"), val("c:axPos", "b"),
		val("c:majorTickMark", "none"), val("c:minorTickMark", "none"), val("c:tickLblPos", "low"), hairline(rule), axisFont(),
		val("c:crossAx", "2"), val("c:crosses", "autoZero"), val("c:auto", "0"), val("c:lblAlgn", "ctr"), val("c:lblOffset", "100"), val("c:noMultiLvlLbl", "1"))
	return c.plotArea(el("c:lineChart", parts...), waves, c.figureAxis("2", "1", "l"))
}

func (c chart) scatter() node {
	parts := []any{val("c:scatterStyle", "lineMarker"), val("c:varyColors", "0")}
	rows := 0.0
	for i, s := range c.series {
		parts = append(parts, s.xml(i, true))
		for _, y := range s.y.figures {
			if y != nil {
				rows = max(rows, *y)
			}
		}
	}
	parts = append(parts, val("c:axId", "1"), val("c:axId", "2"))
	hidden, crosses := "1", "min"
	if c.axis.min < 0 {
		hidden, crosses = "0", "autoZero"
	}
	places := el("c:valAx", val("c:axId", "2"), scaling(axis{max: float64(int(rows + 1))}), val("c:delete", hidden), val("c:axPos", "l"),
		numFmt("0"), val("c:majorTickMark", "none"), val("c:minorTickMark", "none"), val("c:tickLblPos", "none"), hairline(rule),
		val("c:crossAx", "1"), val("c:crosses", crosses), val("c:crossBetween", "midCat"))
	figures := c.figureAxis("1", "2", "b")
	return c.plotArea(el("c:scatterChart", parts...), figures, places)
}

func (c chart) figureAxis(id, other, place string) node {
	between := "between"
	if c.dots {
		between = "midCat"
	}
	var words []node
	if c.axis.words != "" {
		words = []node{el("c:title", el("c:tx", rich(c.axis.words, 9, quiet, false)), val("c:overlay", "0"))}
	}
	return el("c:valAx", val("c:axId", id), scaling(c.axis), val("c:delete", "0"), val("c:axPos", place),
		el("c:majorGridlines", hairline(grid)), words, numFmt(c.axis.format), val("c:majorTickMark", "none"), val("c:minorTickMark", "none"),
		val("c:tickLblPos", "low"), hairline(""), axisFont(), val("c:crossAx", other), val("c:crosses", "min"),
		val("c:crossBetween", between), val("c:majorUnit", number(c.axis.step)))
}

func scaling(a axis) node {
	if a.max == a.min {
		return el("c:scaling", val("c:orientation", "minMax"))
	}
	return el("c:scaling", val("c:orientation", "minMax"), val("c:max", number(a.max)), val("c:min", number(a.min)))
}

func numFmt(format string) node {
	return el("c:numFmt", attr{"formatCode", format}, attr{"sourceLinked", "0"})
}

// hairline is a thin line of a colour, none for an empty colour.
func hairline(colour string) node {
	if colour == "" {
		return el("c:spPr", el("a:ln", el("a:noFill")))
	}
	return el("c:spPr", line(colour, 9525))
}

// line has its width in English metric units, 12,700 a point.
func line(colour string, width int) node {
	return el("a:ln", attr{"w", strconv.Itoa(width)}, el("a:solidFill", val("a:srgbClr", colour)))
}

func axisFont() node {
	return el("c:txPr", el("a:bodyPr"), el("a:p", el("a:pPr", font("a:defRPr", 9, quiet, false))))
}

func rich(words string, size int, colour string, bold bool) node {
	return el("c:rich", el("a:bodyPr", attr{"wrap", "none"}), el("a:p", el("a:pPr", font("a:defRPr", size, colour, bold)),
		el("a:r", font("a:rPr", size, colour, bold), el("a:t", words))))
}

func font(name string, size int, colour string, bold bool) node {
	weight := "0"
	if bold {
		weight = "1"
	}
	return el(name, attr{"sz", strconv.Itoa(size * 100)}, attr{"b", weight},
		el("a:solidFill", val("a:srgbClr", colour)), el("a:latin", attr{"typeface", typeface}))
}
