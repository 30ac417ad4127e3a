package stats_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"realitycheck/analysis/stats"
)

// The interval of a share on simple rows is that of the engine, whatever the answers.
func TestIntervalsAreThoseOfAShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		yes := rapid.IntRange(0, 60).Draw(t, "yes")
		no := rapid.IntRange(max(0, 2-yes), 60).Draw(t, "no") // an interval needs two members
		n := float64(yes + no)
		table := stats.FrequencyTable{Codes: []stats.CodeSum{}}
		for code, count := range []int{no, yes} {
			if count > 0 {
				table.Codes = append(table.Codes, stats.CodeSum{Code: int8(code), N: count, W: float64(count), W2: float64(count)})
			}
		}
		want := stats.StratumSizes{yes + no}.Proportion(stats.NewScale(0, 1).Share(1), stats.Level, table)
		p := float64(yes) / n
		low, high := stats.BoundaryInterval(p, n, stats.Tail)
		if 0 < p && p < 1 {
			low, high, _, _ = stats.KornGraubardInterval(p, n-1, n, n-1, stats.Tail)
		}
		if math.Abs(low-want.Low) > 1e-9 || math.Abs(high-want.High) > 1e-9 {
			t.Fatalf("%d of %v: got %v to %v, want %v to %v", yes, n, low, high, want.Low, want.High)
		}
	})
}

func TestAnEffectiveNumberThatIsNotFiniteLeavesTheRows(t *testing.T) {
	for _, nEff := range []float64{math.Inf(1), math.NaN()} {
		if _, _, star, capped := stats.KornGraubardInterval(0.5, nEff, 12, 11, stats.Tail); star != 12 || !capped {
			t.Errorf("n_eff %v: got %v rows, capped %v; want 12, true", nEff, star, capped)
		}
	}
}

// Two panels with equal variances and members are Student's test on both together.
func TestWelchOfEqualSidesIsStudents(t *testing.T) {
	got := stats.Welch(0.4, 0.01, 19, 0.01, 19, stats.Tail)
	if math.Abs(got.DF-38) > 1e-9 || math.Abs(got.SE-math.Sqrt(0.02)) > 1e-12 {
		t.Errorf("got df %v and se %v, want 38 and %v", got.DF, got.SE, math.Sqrt(0.02))
	}
	if want := stats.TTwoSided(0.4/math.Sqrt(0.02), 38); math.Abs(got.P-want) > 1e-12 {
		t.Errorf("got p %v, want %v", got.P, want)
	}
	if middle := (got.Low + got.High) / 2; math.Abs(middle-0.4) > 1e-12 {
		t.Errorf("the interval lies around %v, want 0.4", middle)
	}
}
