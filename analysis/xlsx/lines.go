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

// endPlace is where the label at the end of a line stands: at the right, but above or below its point where another line ends
// close below or above it. Between two others it stays at the right.
func endPlace(f *exhibit.Figure, i int, close float64) string {
	mine, above, below := lastOf(f.Points[i]), false, false
	for k, points := range f.Points {
		other := lastOf(points)
		if k == i || mine < 0 || other < 0 {
			continue
		}
		diff := *f.Points[i][mine].Value - *points[other].Value
		higher := diff > 0 || diff == 0 && i < k
		near := max(diff, -diff) < close
		above, below = above || near && !higher, below || near && higher
	}
	switch {
	case below && !above:
		return "t"
	case above && !below:
		return "b"
	}
	return "r"
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
