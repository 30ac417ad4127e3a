package reference_test

import (
	"errors"
	"math"
	"testing"

	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
)

func TestOutcomeRates(t *testing.T) {
	nan := math.NaN()
	counts := map[string]int{"I": 60, "P": 10, "R": 5, "BO": 5, "NC": 10, "O": 0, "UH": 4, "UO": 6, "NE": 10}
	r, err := reference.Outcome(counts, nan, reference.PanelRates{Recruitment: 0.5, Profile: 0.8, Retention: 0.9})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ got, want float64 }{
		"e": {r.E, 0.9}, "RR1": {r.RR[0], 0.6}, "RR2": {r.RR[1], 0.7}, "RR3": {r.RR[2], 60.0 / 99}, "RR5": {r.RR[4], 60.0 / 90}, "RR6": {r.RR[5], 70.0 / 90},
		"COOP1": {r.COOP1, 60.0 / 80}, "REF1": {r.REF1, 0.1}, "CON1": {r.CON1, 0.8}, "break-off": {r.BreakOffRate, 5.0 / 75},
		"completion": {r.CompletionRate, 0.6}, "CUMRR1": {r.CUMRR1, 0.4 * 70 / 90}, "CUMRR2": {r.CUMRR2, 0.36 * 70 / 90},
	} {
		if !near(c.got, c.want) {
			t.Errorf("%s: got %g, want %g", name, c.got, c.want)
		}
	}
	if _, err := reference.Outcome(map[string]int{"I": 1, "ZZ": 1, "XX": 2}, nan, reference.PanelRates{}); !errors.Is(err, &stats.Error{Code: stats.CodeUnknownDisposition}) || err.(*stats.Error).Category != "XX" {
		t.Errorf("unknown codes: got %v", err)
	}
	empty, err := reference.Outcome(nil, nan, reference.PanelRates{})
	if err != nil || !math.IsNaN(empty.RR[0]) || !math.IsNaN(empty.E) || empty.Invited != 0 {
		t.Errorf("nobody invited: got %+v, %v", empty, err)
	}
	if given, _ := reference.Outcome(counts, 0.5, reference.PanelRates{}); !near(given.RR[2], 60.0/95) {
		t.Errorf("e of a half: got %g", given.RR[2])
	}
}

func TestFlags(t *testing.T) {
	nan := math.NaN()
	grid := reference.Grid{Reversed: []bool{false, false, true, false, false}, ScaleMin: 1, ScaleMax: 5, MinAnswers: 4}
	cases := []struct {
		name                    string
		answers                 []float64
		long                    int
		straight, contradiction bool
	}{
		{"all different", []float64{1, 2, 3, 4, 5}, 1, false, false},
		{"all equal", []float64{4, 4, 4, 4, 4}, 5, true, true},
		{"all in the middle", []float64{3, 3, 3, 3, 3}, 5, true, false},
		{"a gap breaks the run", []float64{4, 4, nan, 4, 4}, 2, true, false},
		{"too few answers", []float64{4, 4, nan, nan, 4}, 2, false, false},
		{"nothing", []float64{nan, nan, nan, nan, nan}, 0, false, false},
	}
	for _, c := range cases {
		q := grid.Flag(c.answers)
		if q.LongString != c.long || q.StraightLine != c.straight || q.Contradiction != c.contradiction {
			t.Errorf("%s: got %+v, want run %d, straight %t, contradiction %t", c.name, q, c.long, c.straight, c.contradiction)
		}
	}
	if q := grid.Flag(cases[0].answers); !near(q.IRV, math.Sqrt(2.5)) {
		t.Errorf("spread: got %g", q.IRV)
	}
	if median := reference.Median([]float64{4, nan, 1, 3, 2}); median != 2.5 {
		t.Errorf("median: got %g", median)
	}
}

// blocks lays out a design, one line a block.
func blocks(lines ...[]int) []reference.Shown {
	var out []reference.Shown
	for b, line := range lines {
		for p, s := range line {
			out = append(out, reference.Shown{Block: b, Position: float64(p + 1), Sample: s})
		}
	}
	return out
}

func TestBalance(t *testing.T) {
	fano := reference.CheckBalance(blocks([]int{0, 1, 3}, []int{1, 2, 4}, []int{2, 3, 5}, []int{3, 4, 6}, []int{4, 5, 0}, []int{5, 6, 1}, []int{6, 0, 2}), 7)
	if !fano.BIBD || !fano.Connected || fano.Lambda != (reference.Span{1, 1, true}) || !near(fano.Efficiency, 7.0/9) || !fano.PositionBalanced {
		t.Errorf("Fano plane: got %+v", fano)
	}
	square := reference.CheckBalance(blocks([]int{0, 1, 3, 2}, []int{1, 2, 0, 3}, []int{2, 3, 1, 0}, []int{3, 0, 2, 1}), 4)
	if !square.CarryBalanced || !square.PositionBalanced || !near(square.Efficiency, 1) {
		t.Errorf("Williams square: got %+v", square)
	}
	apart := reference.CheckBalance(blocks([]int{0, 1}, []int{2, 3}), 4)
	if apart.Connected || apart.BIBD || apart.Lambda.Min != 0 {
		t.Errorf("two islands: got %+v", apart)
	}
	unused := reference.CheckBalance(blocks([]int{0, 1, 0}), 3)
	if unused.AllUsed || unused.DuplicateBlocks != 1 || !math.IsNaN(unused.Efficiency) {
		t.Errorf("a sample nobody saw: got %+v", unused)
	}
	if empty := reference.CheckBalance(nil, 0); empty.K.Known || empty.Blocks != 0 {
		t.Errorf("no design: got %+v", empty)
	}
}
