package speeder_test

import (
	"math"
	"slices"
	"testing"

	"realitycheck/survey/speeder"
)

func TestSpeedersStayUnderAThirdOfTheMedian(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name    string
		seconds []float64
		fast    []bool
		median  float64
	}{
		{"exactly a third is not under it", []float64{300, 100, 99, 300, 400}, []bool{false, false, true, false, false}, 300},
		{"between two middle times", []float64{200, 400, 99, 500}, []bool{false, false, true, false}, 300},
		{"who has no time is none, and does not count", []float64{nan, 300, 90, 300, nan}, []bool{false, false, true, false, false}, 300},
		{"one", []float64{5}, []bool{false}, 5},
		{"nobody has a time", []float64{nan, nan}, []bool{false, false}, nan},
		{"nobody", nil, []bool{}, nan},
	} {
		fast, median := speeder.Of(c.seconds)
		if !slices.Equal(fast, c.fast) || median != c.median && !(math.IsNaN(median) && math.IsNaN(c.median)) {
			t.Errorf("%s: got %v and a median of %g, want %v and %g", c.name, fast, median, c.fast, c.median)
		}
	}
}

func TestTimesKeepTheirOrder(t *testing.T) {
	seconds := []float64{3, 1, 2}
	if speeder.Of(seconds); !slices.Equal(seconds, []float64{3, 1, 2}) {
		t.Errorf("got %v: the caller's times were sorted", seconds)
	}
}
