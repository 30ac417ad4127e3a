package reference

import (
	"math"
	"slices"
)

// Grid describes a block of items answered on one scale, for the quality flags (METHODS 9).
type Grid struct {
	Reversed           []bool // by item; nil: none
	ScaleMin, ScaleMax float64
	MinAnswers         int // answers that a straight line needs
}

// Flags are those of one row. Flags never delete an answer; they are reported with the results with and without.
type Flags struct {
	Answered      int
	LongString    int     // longest run of equal answers; a missing one breaks it (Johnson 2005)
	IRV           float64 // standard deviation of the answers (Dunn et al. 2018); NaN below two answers
	StraightLine  bool    // enough answers, and all equal
	Contradiction bool    // a straight line over reversed and unreversed items, off the middle of the scale
}

// Flag judges the answers of one row in the order of the grid, NaN where there is no valid one.
func (g Grid) Flag(answers []float64) Flags {
	f := Flags{IRV: math.NaN()}
	run := 0
	var given []float64
	var reversed, straight bool
	for i, a := range answers {
		if math.IsNaN(a) {
			run = 0
			continue
		}
		if run == 0 || a != given[len(given)-1] {
			run = 0
		}
		run++
		f.LongString = max(f.LongString, run)
		given = append(given, a)
		turned := g.Reversed != nil && g.Reversed[i]
		reversed, straight = reversed || turned, straight || !turned
	}
	f.Answered = len(given)
	if f.Answered >= 2 {
		f.IRV = spread(given)
	}
	f.StraightLine = f.Answered > 0 && f.Answered >= g.MinAnswers && slices.Min(given) == slices.Max(given)
	f.Contradiction = f.StraightLine && reversed && straight && given[0] != (g.ScaleMin+g.ScaleMax)/2
	return f
}

// spread is the standard deviation, with n-1.
func spread(values []float64) float64 {
	mean, squares := sum(values)/float64(len(values)), 0.0
	for _, v := range values {
		squares += (v - mean) * (v - mean)
	}
	return math.Sqrt(squares / float64(len(values)-1))
}

// Median of the values that are there; NaN without any.
func Median(values []float64) float64 {
	there := slices.DeleteFunc(slices.Clone(values), math.IsNaN)
	if len(there) == 0 {
		return math.NaN()
	}
	slices.Sort(there)
	half := len(there) / 2
	if len(there)%2 == 1 {
		return there[half]
	}
	return (there[half-1] + there[half]) / 2
}
