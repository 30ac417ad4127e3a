package reference_test

import (
	"math"
	"testing"

	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
)

func TestAlphaOfAScale(t *testing.T) {
	nan := math.NaN()
	cases := []struct {
		name     string
		items    [][]float64
		reason   stats.Reason
		alpha    float64
		complete int
	}{
		{"items that agree", [][]float64{{1, 2, 3, 4}, {2, 3, 4, 5}}, "", 1, 4},
		{"items that oppose each other", [][]float64{{1, 2, 3}, {3, 2, 1}}, stats.ZeroVarianceTotal, nan, 3},
		{"one item", [][]float64{{1, 2, 3}}, stats.OneItem, nan, 3},
		{"one complete case", [][]float64{{1, nan, 3}, {nan, 2, 2}}, stats.TooFewComplete, nan, 1},
		{"an item without variance", [][]float64{{3, 3, 3}, {1, 2, 4}, {1, 2, 5}}, stats.ZeroVarianceItem, 0.734693877551, 3},
	}
	for _, c := range cases {
		r := reference.Alpha(c.items)
		if r.Reason != c.reason || !near(r.Alpha, c.alpha) && math.Abs(r.Alpha-c.alpha) > 1e-2 || r.Complete != c.complete {
			t.Errorf("%s: got %+v, want %q, alpha %g, %d complete", c.name, r, c.reason, c.alpha, c.complete)
		}
	}
	if r := reference.Alpha(cases[0].items); r.AlphaIfDropped != nil || len(r.ItemRestR) != 2 || !near(r.ItemRestR[0], 1) {
		t.Errorf("two items: got %+v", r)
	}
}

func TestRaoScottOnSimpleData(t *testing.T) {
	var row, col []int32
	for i := range int32(400) {
		row, col = append(row, i%2), append(col, i/2%3)
	}
	d := mustDesign(t, 400, nil, nil, nil)
	same := d.RaoScott(row, col, 2, 3, nil)
	if same.Rows != 400 || same.X2 > 0.1 || same.P < 0.9 {
		t.Errorf("equal distributions: got %+v", same)
	}
	for i := range 60 {
		col[2*i] = 0
	}
	if other := d.RaoScott(row, col, 2, 3, nil); other.P > 0.001 || math.Abs(other.NDF-2) > 0.2 {
		t.Errorf("different distributions: got %+v", other)
	}
	for i := range col {
		col[i] = 1
	}
	if one := d.RaoScott(row, col, 2, 3, nil); one.Reason != stats.OneCategory || !math.IsNaN(one.P) {
		t.Errorf("one answer: got %+v", one)
	}
	col[0] = 0
	lonely := mustDesign(t, 400, append(make([]int32, 399), 1), nil, nil)
	if got := lonely.RaoScott(row, col, 2, 3, nil); got.Reason != stats.Lonely {
		t.Errorf("a stratum of one: got %+v", got)
	}
}
