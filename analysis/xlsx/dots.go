package xlsx

import (
	"unicode/utf8"

	"realitycheck/analysis/exhibit"
)

// taken is how much of a row its dots take, divided evenly among the series.
const taken = 0.92

// beside keeps the words of a label clear of the interval that they follow.
const beside = "\u00a0\u00a0"

// dotsHeight gives every series of every row its room, in pixels.
func dotsHeight(f *exhibit.Figure) int { return 40 + len(f.Rows)*(12+10*len(f.Series)) }

// dots draws rows of dots along a horizontal axis, a sign a series, with their intervals.
func (b *book) dots(e *exhibit.Exhibit, f *exhibit.Figure) chart {
	c := b.picture(e, f)
	c.dots, c.left, c.right = true, 0.25, 0.06
	names := make([]exhibit.Point, len(f.Rows))
	labels := map[int]string{}
	for i, name := range f.Rows {
		names[i].Value, labels[i] = &c.axis.min, clipped(name)
	}
	c.series = append(c.series, b.labels(b.t("workbook.figures.names"), names, 0, labels, "l", ink))
	for i, told := range f.Series {
		shift := taken * ((float64(len(f.Series))-1)/2 - float64(i)) / float64(len(f.Series))
		s := b.row(told.Name, f.Points[i], shift)
		s.sign, s.unsure = signOfSeries(told), unsure(f.Points[i])
		ends, labels := b.said(f, i, c.axis.min)
		c.series = append(c.series, s, b.labels(told.Name+", "+b.t("workbook.figures.labels"), ends, shift, labels, "r", s.sign.colour))
		for _, p := range f.Points[i] {
			if p.Words != "" {
				c.right = 0.2
			}
		}
	}
	return c
}

// longestName is how many characters fit at the left of the axis.
const longestName = 44

// clipped shortens the name of a row to what fits; the table has it in full.
func clipped(name string) string {
	if utf8.RuneCountInString(name) <= longestName {
		return name
	}
	return string([]rune(name)[:longestName-1]) + "…"
}

// said gives the words of a series and where they stand: where the interval ends, or at the start of the axis for what is
// withheld. The first figure has the name of its series beside it.
func (b *book) said(f *exhibit.Figure, of int, start float64) (ends []exhibit.Point, labels map[int]string) {
	ends, labels = make([]exhibit.Point, len(f.Points[of])), map[int]string{}
	named := f.Series[of].Name == ""
	for i, p := range f.Points[of] {
		switch {
		case p.Value == nil && p.Missing != "":
			ends[i].Value, labels[i] = &start, beside+p.Missing
			continue
		case p.Value == nil:
			continue
		case p.High != nil:
			ends[i].Value = p.High
		default:
			ends[i].Value = p.Value
		}
		labels[i] = beside + b.written(*p.Value, f.Axis.Unit)
		if !named {
			labels[i] += " " + f.Series[of].Name
			named = true
		}
		if p.Words != "" {
			labels[i] += " " + p.Words
		}
	}
	return ends, labels
}

// written is a figure as words, rounded as on screens.
func (b *book) written(x float64, u exhibit.Unit) string {
	switch u {
	case exhibit.Share:
		return b.tr.Percent(x)
	case exhibit.Points:
		return b.tr.Signed(100*x, 0)
	case exhibit.Difference:
		return b.tr.Signed(x, 1)
	}
	return b.tr.Decimal(x, 1)
}

// unsure lists the points that chance could explain, which are drawn pale.
func unsure(points []exhibit.Point) []int {
	var pale []int
	for i, p := range points {
		if p.Value != nil && p.Unsure {
			pale = append(pale, i)
		}
	}
	return pale
}

// row adds a series of dots, one a row from the top, shifted from the middle of the row.
func (b *book) row(name string, points []exhibit.Point, shift float64) series {
	rows := make([]*float64, len(points))
	for i := range rows {
		rows[i] = ptr(float64(len(rows)-i) + shift)
	}
	s := b.measured(name, points)
	s.x, s.y = s.y, b.data.numbers(name+", "+b.t("workbook.figures.row"), rows)
	return s
}

// labels adds a series without a sign that writes words at its points.
func (b *book) labels(name string, points []exhibit.Point, shift float64, words map[int]string, place, colour string) series {
	s := b.row(name, points, shift)
	s.sign, s.labels, s.place, s.ink = sign{symbol: "none"}, words, place, colour
	return s
}

// measured adds a series of figures with the lengths of their intervals to both sides, as a chart wants them.
func (b *book) measured(name string, points []exhibit.Point) series {
	figures, minus, plus := make([]*float64, len(points)), make([]*float64, len(points)), make([]*float64, len(points))
	for i, p := range points {
		figures[i], minus[i], plus[i] = p.Value, length(p.Low, p.Value), length(p.Value, p.High)
	}
	s := series{y: b.data.numbers(name, figures), name: b.data.name(name)}
	s.minus = b.data.numbers(name+", "+b.t("workbook.figures.minus"), minus)
	s.plus = b.data.numbers(name+", "+b.t("workbook.figures.plus"), plus)
	return s
}

func length(from, to *float64) *float64 {
	if from == nil || to == nil {
		return nil
	}
	return ptr(*to - *from)
}

// axisOf is the axis of a picture: a scale in full, differences as far to both sides as their intervals reach.
func axisOf(f *exhibit.Figure) axis {
	a := axis{min: 1, max: 5, step: 1, format: "0", words: axisWords(f.Axis)}
	switch f.Axis.Unit {
	case exhibit.Share:
		a.min, a.max, a.step, a.format = 0, 1, 0.25, asShare
	case exhibit.Difference:
		a.step, a.format = 0.5, asDiff1
		a.max = reach(f, 1, a.step)
		a.min = -a.max
	case exhibit.Points:
		a.step, a.format = 0.05, asPoints
		a.max = reach(f, 0.1, a.step)
		a.min = -a.max
	}
	return a
}

// reach is the end of an axis around nil that has room for every figure with its interval.
func reach(f *exhibit.Figure, least, step float64) float64 {
	for _, points := range f.Points {
		for _, p := range points {
			for _, end := range []*float64{p.Value, p.Low, p.High} {
				for end != nil && (*end > least || -*end > least) {
					least += step
				}
			}
		}
	}
	return least
}

// axisWords say what both ends of an axis mean.
func axisWords(a exhibit.Axis) string {
	if a.Low == "" || a.High == "" {
		return ""
	}
	return "←  " + a.Low + "     " + a.High + "  →"
}
