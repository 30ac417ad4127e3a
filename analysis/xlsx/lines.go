package xlsx

import "realitycheck/analysis/exhibit"

// nearby is the part of the axis under which the labels at the end of two lines would stand upon each other.
const nearby = 0.11

// lines draws a line a series over the waves, cut where a figure cannot be compared with the one before. Its name and last
// figure stand at its end.
func (b *book) lines(e *exhibit.Exhibit, f *exhibit.Figure) chart {
	c := b.picture(e, f)
	c.left, c.right = 0.07, 0.17
	if f.CutSince != "" {
		c.title = f.CutSince
	}
	if f.Small {
		c.axis.words = ""
	}
	waves := b.data.words(b.t("workbook.figures.wave"), f.Rows)
	for i, told := range f.Series {
		last := lastOf(f.Points[i])
		for _, part := range pieces(f.Points[i]) {
			s := b.measured(told.Name, part)
			s.x, s.sign, s.joined = waves, signOfSeries(told), true
			if last >= 0 && part[last].Value != nil {
				s.labels = map[int]string{last: beside + b.written(*part[last].Value, f.Axis.Unit) + " " + told.Name}
				s.ink, s.place = s.sign.colour, endPlace(f, i, nearby*(c.axis.max-c.axis.min))
			}
			c.series = append(c.series, s)
		}
	}
	return c
}

// lastOf is the place of the last figure, -1 where there is none.
func lastOf(points []exhibit.Point) int {
	last := -1
	for i, p := range points {
		if p.Value != nil {
			last = i
		}
	}
	return last
}

// endPlace is where the label at the end of a line stands: at the right, but above or below its point where two lines end
// close to each other.
func endPlace(f *exhibit.Figure, i int, close float64) string {
	if len(f.Series) != 2 {
		return "r"
	}
	mine, other := lastOf(f.Points[i]), lastOf(f.Points[1-i])
	if mine < 0 || other < 0 {
		return "r"
	}
	switch diff := *f.Points[i][mine].Value - *f.Points[1-i][other].Value; {
	case max(diff, -diff) >= close:
		return "r"
	case diff > 0 || diff == 0 && i == 0:
		return "t"
	}
	return "b"
}

// pieces cuts points at each break; every piece has a place for every wave, empty outside.
func pieces(points []exhibit.Point) [][]exhibit.Point {
	var parts [][]exhibit.Point
	for w, p := range points {
		if w == 0 || p.Cut {
			parts = append(parts, make([]exhibit.Point, len(points)))
		}
		parts[len(parts)-1][w] = p
	}
	return parts
}
