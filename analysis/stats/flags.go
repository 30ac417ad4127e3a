package stats

import (
	"math"
	"sort"
)

// Grid describes a block of items answered on one scale, for the quality flags.
type Grid struct {
	Reversed           []bool // by item; nil: none
	ScaleMin, ScaleMax float64
	MinAnswers         int // answers that a straight line needs; 4 by default in the product
}

// Quality holds the flags of one row. Flags never delete an answer; they are reported with the results with and without.
type Quality struct {
	Answered      int
	LongString    int     // longest run of equal answers; a missing one breaks it (Johnson 2005)
	IRV           float64 // standard deviation of the answers (Dunn et al. 2018); NaN below two answers
	StraightLine  bool    // enough answers, and all equal
	Contradiction bool    // a straight line over reversed and unreversed items, off the middle of the scale
}

// Flag judges the answers of one row in the order of the grid, NaN where there is no valid one.
func (g Grid) Flag(answers []float64) Quality {
	q := Quality{IRV: math.NaN()}
	run, previous, sum := 0, math.NaN(), 0.0
	equal, first := true, math.NaN()
	reversed, straight := false, false
	for i, a := range answers {
		if math.IsNaN(a) {
			run, previous = 0, a
			continue
		}
		if a != previous {
			run = 0
		}
		run++
		previous = a
		q.LongString = max(q.LongString, run)
		if q.Answered == 0 {
			first = a
		}
		equal = equal && a == first
		q.Answered++
		sum += a
		if g.Reversed != nil && g.Reversed[i] {
			reversed = true
		} else {
			straight = true
		}
	}
	if q.Answered >= 2 {
		q.IRV = deviationOf(answers, sum/float64(q.Answered), q.Answered)
	}
	q.StraightLine = q.Answered > 0 && q.Answered >= g.MinAnswers && equal
	q.Contradiction = q.StraightLine && reversed && straight && first != (g.ScaleMin+g.ScaleMax)/2
	return q
}

func deviationOf(answers []float64, mean float64, n int) float64 {
	sum := 0.0
	for _, a := range answers {
		if !math.IsNaN(a) {
			sum += (a - mean) * (a - mean)
		}
	}
	return math.Sqrt(sum / float64(n-1))
}

// Median of the values that are there; NaN without any.
func Median(values []float64) float64 {
	var there []float64
	for _, v := range values {
		if !math.IsNaN(v) {
			there = append(there, v)
		}
	}
	if len(there) == 0 {
		return math.NaN()
	}
	sort.Float64s(there)
	half := len(there) / 2
	if len(there)%2 == 1 {
		return there[half]
	}
	return (there[half-1] + there[half]) / 2
}

// Speeder reports whether a member took less than a fraction (1/3 in the product) of the median time of the group
// (Greszki et al. 2015; Leiner 2019). known is false without a time or a median.
func Speeder(seconds, median, fraction float64) (speeder, known bool) {
	if math.IsNaN(seconds) || math.IsNaN(median) {
		return false, false
	}
	return seconds < fraction*median, true
}
