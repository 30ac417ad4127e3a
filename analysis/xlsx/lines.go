package xlsx

// nearby is the difference under which the labels at the end of two lines would stand upon each other, in points of the
// scale.
const nearby = 0.45

// point is one wave of a line.
type point struct {
	x, low, high *float64
	broken       bool // cannot be compared with the wave before: the line is cut
}

// overWaves makes a chart of one line a panel. pick gives the point of a panel in a wave; write makes the words at the
// end of a line from its last figure.
func (b *book) overWaves(v *view, c chart, pick func(panel string, wave int) point, write func(x float64) string) chart {
	b.data.block(c.title)
	waves := b.data.words(b.t("figures.wave"), v.Years)
	ends := make([]*float64, len(v.panels))
	for i, panel := range v.panels {
		points := make([]point, len(v.Years))
		last := -1
		for w := range points {
			points[w] = pick(panel, w)
			if points[w].x != nil {
				last, ends[i] = w, points[w].x
			}
		}
		for _, part := range pieces(points) {
			s := b.piece(v.panel(panel), part)
			s.x, s.sign, s.ink, s.place = waves, signOf(i), signOf(i).colour, "r"
			if last >= 0 && part.figures[last] != nil {
				s.labels = map[int]string{last: write(*ends[i]) + " " + v.panel(panel)}
				s.place = endPlace(ends, i)
			}
			c.series = append(c.series, s)
		}
	}
	if len(c.series) > 0 && len(ends) == 2 && endPlace(ends, 1) != "r" {
		c.moveFirstEnd(ends)
	}
	return c
}

// endPlace puts the label of the second of two close lines above or below its point.
func endPlace(ends []*float64, i int) string {
	if i != 1 || ends[0] == nil || ends[1] == nil {
		return "r"
	}
	switch diff := *ends[1] - *ends[0]; {
	case diff >= nearby || diff <= -nearby:
		return "r"
	case diff > 0:
		return "t"
	default:
		return "b"
	}
}

// moveFirstEnd puts the label of the first of two close lines at the other side.
func (c *chart) moveFirstEnd(ends []*float64) {
	other := map[string]string{"t": "b", "b": "t"}[endPlace(ends, 1)]
	for i := range c.series {
		if len(c.series[i].labels) > 0 {
			c.series[i].place = other
			return
		}
	}
}

// piece adds one uncut piece of a line.
func (b *book) piece(name string, n interval) series {
	s := series{y: b.data.numbers(name, n.figures), name: b.data.name(name), joined: true}
	s.minus = b.data.numbers(name+", "+b.t("figures.minus"), n.minus)
	s.plus = b.data.numbers(name+", "+b.t("figures.plus"), n.plus)
	return s
}

// pieces cuts points at each break; every piece has a place for every wave, empty outside.
func pieces(points []point) []interval {
	var parts []interval
	for w, p := range points {
		if w == 0 || p.broken {
			parts = append(parts, interval{})
			for range w {
				parts[len(parts)-1].add(nil, nil, nil)
			}
		}
		for i := range parts {
			if i == len(parts)-1 {
				parts[i].add(p.x, p.low, p.high)
			} else {
				parts[i].add(nil, nil, nil)
			}
		}
	}
	return parts
}
