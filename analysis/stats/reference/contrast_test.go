package reference_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
)

func mustDesign(t testing.TB, rows int, strata, clusters []int32, weight []float64) *reference.Design {
	t.Helper()
	d, err := reference.NewDesign(rows, strata, clusters, weight)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// meanVar is the mean and the variance with n-1.
func meanVar(x []float64) (mean, variance float64) {
	mean = sum(x) / float64(len(x))
	for _, v := range x {
		variance += (v - mean) * (v - mean)
	}
	return mean, variance / float64(len(x)-1)
}

// waves stacks two answers of the same members.
func waves(first, second []float64) (values []float64, clusters []int32, domains []reference.Domain) {
	domains = []reference.Domain{{}, {}}
	for k, answers := range [][]float64{first, second} {
		for i, v := range answers {
			domains[k] = append(domains[k], int32(len(values)))
			values, clusters = append(values, v), append(clusters, int32(i))
		}
	}
	return values, clusters, domains
}

func TestCompleteOverlapIsThePairedTTest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 60).Draw(t, "n")
		first, second, change := make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range n {
			first[i] = float64(rapid.IntRange(1, 5).Draw(t, "first"))
			second[i] = float64(rapid.IntRange(1, 5).Draw(t, "second"))
			change[i] = second[i] - first[i]
		}
		values, clusters, domains := waves(first, second)
		d, err := reference.NewDesign(len(values), nil, clusters, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := d.Contrast(reference.Answers{Values: values}, domains, []float64{-1, 1}, 0.95)
		mean, variance := meanVar(change)
		se := math.Sqrt(variance / float64(n))
		if !near(got.Estimate, mean) || !near(got.SE, se) {
			t.Fatalf("got %g ± %g, want %g ± %g", got.Estimate, got.SE, mean, se)
		}
		if se == 0 {
			if got.Reason != stats.ZeroVariance || !math.IsNaN(got.P) {
				t.Fatalf("equal changes: got reason %q and p %g", got.Reason, got.P)
			}
			return
		}
		if want := stats.TTwoSided(mean/se, float64(n-1)); !near(got.DF, float64(n-1)) || !near(got.P, want) || got.Shared != n {
			t.Fatalf("got df %g, p %g, shared %d; want %d, %g, %d", got.DF, got.P, got.Shared, n-1, want, n)
		}
	})
}

func TestOverlapIsNotIgnored(t *testing.T) {
	first, second := []float64{1, 2, 3, 4, 5, 2}, []float64{2, 2, 4, 5, 5, 3}
	values, clusters, domains := waves(first, second)
	paired := mustDesign(t, len(values), nil, clusters, nil).Contrast(reference.Answers{Values: values}, domains, []float64{-1, 1}, 0.95)
	strangers := mustDesign(t, len(values), nil, nil, nil).Contrast(reference.Answers{Values: values}, domains, []float64{-1, 1}, 0.95)
	if paired.SE >= strangers.SE/2 {
		t.Errorf("returning members: se %g, as strangers %g; want far less", paired.SE, strangers.SE)
	}
	if paired.Corr < 0.9 || math.Abs(strangers.Corr) > 0.2 || strangers.Shared != 0 {
		t.Errorf("correlation: returning %g, strangers %g with %d shared", paired.Corr, strangers.Corr, strangers.Shared)
	}
}

func TestTwoPanelsAreWelchsTTest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var values []float64
		var strata []int32
		var sides [2][]float64
		domains := []reference.Domain{{}, {}}
		for h := range 2 {
			for range rapid.IntRange(2, 40).Draw(t, "n") {
				v := rapid.Float64Range(-10, 10).Draw(t, "y")
				domains[h] = append(domains[h], int32(len(values)))
				values, strata, sides[h] = append(values, v), append(strata, int32(h)), append(sides[h], v)
			}
		}
		d, err := reference.NewDesign(len(values), strata, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := d.Contrast(reference.Answers{Values: values}, domains, []float64{1, -1}, 0.95)
		mean0, var0 := meanVar(sides[0])
		mean1, var1 := meanVar(sides[1])
		a, b := var0/float64(len(sides[0])), var1/float64(len(sides[1]))
		if a+b < 1e-8 {
			return
		}
		df := (a + b) * (a + b) / (a*a/float64(len(sides[0])-1) + b*b/float64(len(sides[1])-1))
		if a < 1e-10*(a+b) || b < 1e-10*(a+b) {
			return // such a side is left out of the degrees of freedom
		}
		if !near(got.Estimate, mean0-mean1) || !near(got.SE, math.Sqrt(a+b)) || !near(got.DF, df) || got.Corr != 0 {
			t.Fatalf("got %g ± %g, df %g, corr %g; want %g ± %g, df %g", got.Estimate, got.SE, got.DF, got.Corr, mean0-mean1, math.Sqrt(a+b), df)
		}
	})
}

func TestDegenerateComparisonsSayWhy(t *testing.T) {
	nan := math.NaN()
	cases := []struct {
		name     string
		values   []float64
		strata   []int32
		clusters []int32
		binary   bool
		domains  []reference.Domain
		want     stats.Reason
		estimate bool
		p        bool
	}{
		{name: "nobody on one side", values: []float64{1, 2, nan, nan}, domains: []reference.Domain{{0, 1}, {2, 3}}, want: stats.NoValid},
		{name: "one member on one side", values: []float64{1, 2, 3, 4}, domains: []reference.Domain{{0, 1, 2}, {3}}, want: stats.OneMember, estimate: true},
		{name: "a stratum of one", values: []float64{1, 2, 3, 4, 3}, strata: []int32{0, 0, 0, 0, 1}, domains: []reference.Domain{{0, 1}, {2, 3, 4}}, want: stats.Lonely, estimate: true},
		{name: "everybody the same", values: []float64{3, 3, 3, 3}, domains: []reference.Domain{{0, 1}, {2, 3}}, want: stats.ZeroVariance, estimate: true},
		{name: "no degree of freedom", values: []float64{1, 2, 3, 4}, strata: []int32{0, 1, 0, 1}, domains: []reference.Domain{{0, 1}, {2, 3}}, want: stats.NoDF, estimate: true},
		{name: "a share of 1", values: []float64{1, 1, 1, 0, 1}, binary: true, domains: []reference.Domain{{0, 1}, {2, 3, 4}}, want: stats.Boundary, estimate: true, p: true},
		{name: "the same as a mean", values: []float64{1, 1, 1, 0, 1}, domains: []reference.Domain{{0, 1}, {2, 3, 4}}, want: "", estimate: true, p: true},
	}
	for _, c := range cases {
		d := mustDesign(t, len(c.values), c.strata, c.clusters, nil)
		got := d.Contrast(reference.Answers{Values: c.values, Binary: c.binary}, c.domains, []float64{1, -1}, 0.95)
		if got.Reason != c.want || math.IsNaN(got.Estimate) == c.estimate || math.IsNaN(got.P) == c.p {
			t.Errorf("%s: got reason %q, estimate %g, p %g; want reason %q", c.name, got.Reason, got.Estimate, got.P, c.want)
		}
	}
}

func TestCoefficientZeroLeavesADomainOut(t *testing.T) {
	values := []float64{1, 2, 4, math.NaN()}
	d := mustDesign(t, 4, nil, nil, nil)
	got := d.Contrast(reference.Answers{Values: values}, []reference.Domain{{0, 1}, {1, 2}, {3}}, []float64{1, -1, 0}, 0.95)
	if got.Reason != "" || got.Bases[2] != (stats.Counts{}) || got.Bases[0].Rows != 2 {
		t.Errorf("got %+v", got)
	}
}

func TestEffectsNeedCoefficientsOneAndMinusOne(t *testing.T) {
	values := []float64{1, 2, 4, 5}
	d := mustDesign(t, 4, nil, nil, nil)
	for _, c := range []struct {
		coef   []float64
		binary bool
		want   string
	}{
		{[]float64{1, -1}, false, stats.CohenD}, {[]float64{-1, 1}, false, stats.CohenD}, {[]float64{0.5, -0.5}, false, ""}, {[]float64{1, 1}, false, ""},
		{[]float64{1, -1}, true, stats.CohenH},
	} {
		a := reference.Answers{Values: values, Binary: c.binary}
		if c.binary {
			a.Values = []float64{0, 1, 1, 0}
		}
		if got := d.Contrast(a, []reference.Domain{{0, 1}, {2, 3}}, c.coef, 0.95); got.EffectType != c.want || math.IsNaN(got.Effect) != (c.want == "") {
			t.Errorf("coefficients %v: got effect %q %g, want %q", c.coef, got.EffectType, got.Effect, c.want)
		}
	}
}
