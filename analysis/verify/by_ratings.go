package verify

import "realitycheck/analysis/stats"

// byRatings is the road of the reports for members who may have several rows, such as ratings of samples.
type byRatings struct {
	*layout
	*coded
	tallies []stats.FrequencyTable
}

func newByRatings(l *layout, c *coded) *byRatings {
	b := &byRatings{layout: l, coded: c}
	if b.carries() {
		b.tallies = l.ratings.Tabulate(c.codes, l.stratum)
	}
	return b
}

func (b *byRatings) carries() bool { return b.layout != nil && b.coded != nil }

func (b *byRatings) mean(domain int, level float64) (e stats.Estimate, ok bool) {
	if b.carries() {
		e, ok = b.ratings.Mean(b.codes, b.scale, b.tallies, b.cells[domain], level), true
	}
	return e, ok
}

func (b *byRatings) proportion(domain int, level float64) (s stats.Share, ok bool) {
	if b.carries() {
		s, ok = b.ratings.Proportion(b.codes, b.scale, b.tallies, b.cells[domain], level), true
	}
	return s, ok
}

func (b *byRatings) contrast(coef []float64, level float64) (c stats.Comparison, ok bool) {
	if b.carries() {
		c, _ = b.ratings.Contrast(b.codes, b.scale, b.tallies, b.cells, coef, level)
	}
	return c, b.carries()
}
