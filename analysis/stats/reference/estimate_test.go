package reference_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
)

// The control: the interval that everybody learns first leaves [0, 1].
func TestTheSimpleIntervalDoesNotStayInside(t *testing.T) {
	values := make([]float64, 40)
	values[0] = 1
	d := mustDesign(t, 40, nil, nil, nil)
	if e := d.Mean(reference.Answers{Values: values}, nil, 0.95); e.Low >= 0 {
		t.Errorf("mean of a rare yes: got a lower limit of %g, want below 0", e.Low)
	}
	if s := d.Proportion(reference.Answers{Values: values, Binary: true}, nil, 0.95); s.Low <= 0 || s.Method != stats.KornGraubard {
		t.Errorf("share of a rare yes: got %+v, want a limit above 0", s)
	}
}

func TestDegenerateEstimatesSayWhy(t *testing.T) {
	nan := math.NaN()
	cases := []struct {
		name     string
		values   []float64
		strata   []int32
		clusters []int32
		want     stats.Reason
		mean, se float64
		interval bool
	}{
		{name: "nobody", values: []float64{nan, nan}, want: stats.NoValid, mean: nan, se: nan},
		{name: "no rows", want: stats.NoValid, mean: nan, se: nan},
		{name: "one member with two ratings", values: []float64{2, 4}, clusters: []int32{0, 0}, want: stats.OneMember, mean: 3, se: nan},
		{name: "a stratum of one", values: []float64{1, 2, 3}, strata: []int32{0, 0, 1}, want: stats.Lonely, mean: 2, se: nan},
		{name: "the same answer everywhere", values: []float64{4, 4, 4}, want: stats.ZeroVariance, mean: 4, se: 0},
		{name: "two members in two strata", values: []float64{1, 3, nan, nan}, strata: []int32{0, 1, 0, 1}, want: stats.NoDF, mean: 2, se: math.Sqrt(0.5)},
		{name: "all is well", values: []float64{1, 3, 5}, mean: 3, se: 2 / math.Sqrt(3), interval: true},
	}
	for _, c := range cases {
		e := mustDesign(t, len(c.values), c.strata, c.clusters, nil).Mean(reference.Answers{Values: c.values}, nil, 0.95)
		if e.Reason != c.want || !near(e.Mean, c.mean) || !near(e.SE, c.se) || math.IsNaN(e.Low) == c.interval {
			t.Errorf("%s: got %+v, want %q, %g ± %g", c.name, e, c.want, c.mean, c.se)
		}
	}
}

func TestSharesOfZeroAndOneHaveAnInterval(t *testing.T) {
	d := mustDesign(t, 12, nil, []int32{0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5}, nil)
	none, every := make([]float64, 12), make([]float64, 12)
	for i := range every {
		every[i] = 1
	}
	low := d.Proportion(reference.Answers{Values: none, Binary: true}, nil, 0.95)
	high := d.Proportion(reference.Answers{Values: every, Binary: true}, nil, 0.95)
	want := 1 - math.Pow(0.025, 1.0/6) // six members, not twelve rows
	if low.Reason != stats.Boundary || low.Low != 0 || !near(low.High, want) || low.NStar != 6 {
		t.Errorf("nobody: got %+v, want 0 to %g on 6", low, want)
	}
	if high.Method != stats.BoundaryRule || high.High != 1 || !near(high.Low, 1-want) {
		t.Errorf("everybody: got %+v, want %g to 1", high, 1-want)
	}
}

func TestDomainsDoNotChangeTheDesign(t *testing.T) {
	values := []float64{1, 2, 4, 5, 3, 3}
	whole := mustDesign(t, 6, nil, nil, nil).Mean(reference.Answers{Values: values}, reference.Domain{0, 1, 2}, 0.95)
	alone := mustDesign(t, 3, nil, nil, nil).Mean(reference.Answers{Values: values[:3]}, nil, 0.95)
	if whole.DF != alone.DF || near(whole.SE, alone.SE) || !near(whole.SE, alone.SE*math.Sqrt((6.0/5)/(3.0/2))) {
		t.Errorf("domain se %g, alone %g", whole.SE, alone.SE)
	}
}

func TestRakedDesign(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	const members = 600
	values, weight, parity := make([]float64, members), make([]float64, members), make([]int32, members)
	for i := range values {
		values[i], weight[i] = float64(1+r.IntN(5)), 0.3+2*r.Float64()
		parity[i] = int32(values[i]) % 2
	}
	m := stats.Margin{Name: "v", Values: parity, Categories: []string{"even", "odd"}, Targets: map[string]float64{"even": 0.6, "odd": 0.4}}
	a := reference.Answers{Values: values}
	plain, err := reference.NewRakedDesign(members, nil, nil, weight, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if e := plain.Mean(a, nil, 0.95); !near(e.SE, e.SEFixed) {
		t.Errorf("without margins: got se %g, want %g", e.SE, e.SEFixed)
	}
	raked, err := reference.NewRakedDesign(members, nil, nil, weight, []stats.Margin{m}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if e := raked.Mean(a, nil, 0.95); e.SE >= e.SEFixed || e.SE <= 0 {
		t.Errorf("a margin that explains the answer: got se %g, fixed weights %g", e.SE, e.SEFixed)
	}
	if _, err := reference.NewRakedDesign(0, nil, nil, nil, nil, nil); err == nil {
		t.Error("nobody: got no error")
	}
}

func TestDesignRefusesBadInput(t *testing.T) {
	for name, c := range map[string]struct {
		strata []int32
		weight []float64
		want   string
	}{
		"negative weight": {nil, []float64{1, -1}, stats.CodeBadWeight},
		"zero weight":     {nil, []float64{1, 0}, stats.CodeBadWeight},
		"no number":       {nil, []float64{1, math.NaN()}, stats.CodeBadWeight},
		"infinite":        {nil, []float64{1, math.Inf(1)}, stats.CodeBadWeight},
		"strata too few":  {[]int32{0}, nil, stats.CodeBadDesign},
	} {
		_, err := reference.NewDesign(2, c.strata, nil, c.weight)
		if e, ok := err.(*stats.Error); !ok || e.Code != c.want {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
	if _, err := reference.NewDesign(2, nil, nil, []float64{1, 0.5}); err != nil {
		t.Errorf("good weights: got %v", err)
	}
}

func TestTheSameNumberInTwoStrataIsTwoMembers(t *testing.T) {
	d := mustDesign(t, 4, []int32{0, 1, 0, 1}, []int32{7, 7, 8, 8}, nil)
	if got := d.Members(); len(got) != 2 || got[0] != 2 || got[1] != 2 {
		t.Errorf("got %v members by stratum, want 2 and 2", got)
	}
}

func TestNetPromoterPoints(t *testing.T) {
	for recommend, want := range map[float64]float64{10: 100, 9: 100, 8: 0, 7: 0, 6: -100, 0: -100} {
		if points, ok := reference.Promoter(recommend); !ok || points != want {
			t.Errorf("%g: got %g, want %g", recommend, points, want)
		}
	}
	for _, none := range []float64{-1, 11, math.NaN()} {
		if _, ok := reference.Promoter(none); ok {
			t.Errorf("%g is no recommendation", none)
		}
	}
}

func TestWeightsAddUpByMember(t *testing.T) {
	d := mustDesign(t, 4, nil, []int32{0, 0, 1, 2}, []float64{1, 2, 4, 5})
	if got := d.MemberWeights(reference.Domain{0, 1, 2}); len(got) != 2 || got[0] != 3 || got[1] != 4 {
		t.Errorf("got %v, want 3 and 4", got)
	}
}
