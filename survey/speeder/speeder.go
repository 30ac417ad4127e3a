package speeder

import (
	"math"
	"slices"
)

// Fraction of the median time of a group is the time under which somebody is a speeder.
const Fraction = 1.0 / 3

// Of reports who of a group, such as a panel in a wave, is a speeder. A NaN is somebody without a time, who is none and does not
// count. median is that of the times; NaN without any.
func Of(seconds []float64) (fast []bool, median float64) {
	fast, median = make([]bool, len(seconds)), medianOf(seconds)
	for i, s := range seconds {
		fast[i] = s < Fraction*median
	}
	return fast, median
}

func medianOf(seconds []float64) float64 {
	times := slices.DeleteFunc(slices.Clone(seconds), math.IsNaN)
	if len(times) == 0 {
		return math.NaN()
	}
	slices.Sort(times)
	return (times[(len(times)-1)/2] + times[len(times)/2]) / 2
}
