package stats

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

func TestDistributionsKeepTenDigits(t *testing.T) {
	cases := []struct {
		name      string
		got, want float64
	}{
		{"t quantile, Cauchy", TQuantile(0.975, 1), 12.7062047361747},
		{"t quantile, 11", TQuantile(0.975, 11), 2.20098516009164},
		{"t quantile, fractional", TQuantile(0.95, 45.6766931), 1.67890463427061},
		{"t quantile, large", TQuantile(0.975, 100000), 1.95998770753461},
		{"t quantile, infinite", TQuantile(0.975, math.Inf(1)), 1.959963984540054},
		{"t quantile, lower tail", TQuantile(0.025, 11), -2.20098516009164},
		{"t two sided", TTwoSided(2.1, 14), 0.0543331459749048},
		{"t two sided, far", TTwoSided(12, 300), 2.31912475361611e-27},
		{"beta quantile", BetaQuantile(0.025, 3.3, 27.9), 0.0255677003592274},
		{"beta quantile, small shape", BetaQuantile(0.025, 0.4, 60.6), 1.21529840161133e-06},
		{"beta quantile, symmetric", BetaQuantile(0.025, 180.2, 175.5), 0.454718967402495},
		{"F upper", FUpper(0.91871, 2.87782, 788.52261), 0.428143664015662},
	}
	for _, c := range cases {
		if math.Abs(c.got-c.want) > 1e-10*math.Max(math.Abs(c.want), 1e-30) && math.Abs(c.got-c.want) > 1e-13 {
			t.Errorf("%s: got %.15g, want %.15g", c.name, c.got, c.want)
		}
	}
}

// For many degrees of freedom the series of Cornish and Fisher is exact to the last digits.
func TestManyDegreesOfFreedomKeepTheirDigits(t *testing.T) {
	for _, p := range []float64{0.9, 0.975, 0.995} {
		for _, df := range []float64{1e5, 1e6, 1e7} {
			z := normalQuantile(p)
			want := z + (z*z*z+z)/(4*df) + (5*math.Pow(z, 5)+16*z*z*z+3*z)/(96*df*df)
			if got := TQuantile(p, df); math.Abs(got-want) > 1e-12 {
				t.Errorf("quantile %g of t(%g): got %.15g, want %.15g", p, df, got, want)
			}
			if tail := TTwoSided(want, df); math.Abs(tail-2*(1-p)) > 1e-12 {
				t.Errorf("tail of t(%g): got %.15g, want %.15g", df, tail, 2*(1-p))
			}
		}
	}
}

func TestQuantilesInvertTheirDistributions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.Float64Range(0.0005, 0.4995).Draw(t, "p")
		df := math.Exp(rapid.Float64Range(-1, 14).Draw(t, "log df"))
		if got := TTwoSided(TQuantile(p, df), df) / 2; math.Abs(got-p) > 1e-12 {
			t.Fatalf("t: tail beyond the quantile is %.15g, want %.15g (df %g)", got, p, df)
		}
		a := math.Exp(rapid.Float64Range(-2, 13).Draw(t, "log a"))
		b := math.Exp(rapid.Float64Range(-2, 13).Draw(t, "log b"))
		u := logitBetaQuantile(p, 1-p, a, b) // BetaQuantile itself cannot say how far from 1 it is
		if lower, _ := regularBeta(1/(1+math.Exp(-u)), 1/(1+math.Exp(u)), a, b); math.Abs(lower-p) > 1e-11 {
			t.Fatalf("beta: share below the quantile is %.15g, want %.15g (a %g, b %g)", lower, p, a, b)
		}
	})
}

func TestDistributionsAgreeWithTheLibrary(t *testing.T) {
	for _, df := range []float64{1, 2.5, 14, 300, 5000} {
		for _, x := range []float64{0.1, 1, 2.1, 5} {
			want := 2 * distuv.StudentsT{Nu: df, Sigma: 1}.Survival(x)
			if got := TTwoSided(x, df); math.Abs(got-want) > 1e-10 {
				t.Errorf("t(%g) with %g: got %.15g, want %.15g", x, df, got, want)
			}
			want = distuv.F{D1: 3, D2: df}.Survival(x)
			if got := FUpper(x, 3, df); math.Abs(got-want) > 1e-10 {
				t.Errorf("F(%g) with 3, %g: got %.15g, want %.15g", x, df, got, want)
			}
		}
	}
}

func TestDistributionsRefuseNonsense(t *testing.T) {
	for name, got := range map[string]float64{
		"quantile of 2":      TQuantile(2, 3),
		"no degrees":         TQuantile(0.9, 0),
		"tail without df":    TTwoSided(1, -1),
		"beta without shape": BetaQuantile(0.5, 0, 1),
		"F of NaN":           FUpper(math.NaN(), 1, 1),
	} {
		if !math.IsNaN(got) {
			t.Errorf("%s: got %g, want NaN", name, got)
		}
	}
}

func BenchmarkTQuantile(b *testing.B) {
	for i := range b.N {
		TQuantile(0.975, float64(100+i%1000))
	}
}
