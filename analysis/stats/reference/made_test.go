package reference_test

import "math"

// near compares figures of which both may be NaN.
func near(a, b float64) bool {
	if math.IsNaN(a) || math.IsNaN(b) {
		return math.IsNaN(a) && math.IsNaN(b)
	}
	return math.Abs(a-b) <= 1e-9+1e-8*math.Abs(b)
}

func sum(values []float64) (s float64) {
	for _, v := range values {
		s += v
	}
	return s
}
