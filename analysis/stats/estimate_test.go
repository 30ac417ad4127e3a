package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestIntervalsOfSharesStayInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMade(t, true)
		if len(m.codes) == 0 {
			return
		}
		d, err := NewDesign(len(m.codes), m.strata, m.clusters, m.weight)
		if err != nil {
			t.Fatal(err)
		}
		s := d.Proportion(Answers{Codes: m.codes, Scale: likert().Share(5)}, nil, rapid.Float64Range(0.5, 0.999).Draw(t, "level"))
		if math.IsNaN(s.Low) {
			if s.Reason == "" {
				t.Fatalf("no interval and no reason: %+v", s)
			}
			return
		}
		if !(s.Low >= 0 && s.Low <= s.P && s.P <= s.High && s.High <= 1) || s.NStar > float64(s.Rows) {
			t.Fatalf("got %g in %g to %g on %g of %d rows", s.P, s.Low, s.High, s.NStar, s.Rows)
		}
	})
}

// The control: the interval that everybody learns first leaves [0, 1].
func TestTheSimpleIntervalDoesNotStayInside(t *testing.T) {
	values := make([]float64, 40)
	values[0] = 1
	d := mustDesign(t, 40, nil, nil, nil)
	if e := d.Mean(Answers{Values: values}, nil, 0.95); e.Low >= 0 {
		t.Errorf("mean of a rare yes: got a lower limit of %g, want below 0", e.Low)
	}
	if s := d.Proportion(Answers{Values: values, Binary: true}, nil, 0.95); s.Low <= 0 || s.Method != KornGraubard {
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
		want     Reason
		mean, se float64
		interval bool
	}{
		{name: "nobody", values: []float64{nan, nan}, want: NoValid, mean: nan, se: nan},
		{name: "no rows", want: NoValid, mean: nan, se: nan},
		{name: "one member with two ratings", values: []float64{2, 4}, clusters: []int32{0, 0}, want: OneMember, mean: 3, se: nan},
		{name: "a stratum of one", values: []float64{1, 2, 3}, strata: []int32{0, 0, 1}, want: Lonely, mean: 2, se: nan},
		{name: "the same answer everywhere", values: []float64{4, 4, 4}, want: ZeroVariance, mean: 4, se: 0},
		{name: "two members in two strata", values: []float64{1, 3, nan, nan}, strata: []int32{0, 1, 0, 1}, want: NoDF, mean: 2, se: math.Sqrt(0.5)},
		{name: "all is well", values: []float64{1, 3, 5}, mean: 3, se: 2 / math.Sqrt(3), interval: true},
	}
	for _, c := range cases {
		e := mustDesign(t, len(c.values), c.strata, c.clusters, nil).Mean(Answers{Values: c.values}, nil, 0.95)
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
	low := d.Proportion(Answers{Values: none, Binary: true}, nil, 0.95)
	high := d.Proportion(Answers{Values: every, Binary: true}, nil, 0.95)
	want := 1 - math.Pow(0.025, 1.0/6) // six members, not twelve rows
	if low.Reason != Boundary || low.Low != 0 || !near(low.High, want) || low.NStar != 6 {
		t.Errorf("nobody: got %+v, want 0 to %g on 6", low, want)
	}
	if high.Method != BoundaryRule || high.High != 1 || !near(high.Low, 1-want) {
		t.Errorf("everybody: got %+v, want %g to 1", high, 1-want)
	}
	if !low.Uncertain() || (Share{NStar: 200, Low: 0.4, High: 0.5}).Uncertain() {
		t.Error("six members must be flagged as uncertain, two hundred must not")
	}
}

func TestDomainsDoNotChangeTheDesign(t *testing.T) {
	values := []float64{1, 2, 4, 5, 3, 3}
	whole := mustDesign(t, 6, nil, nil, nil).Mean(Answers{Values: values}, Domain{0, 1, 2}, 0.95)
	alone := mustDesign(t, 3, nil, nil, nil).Mean(Answers{Values: values[:3]}, nil, 0.95)
	if whole.DF != alone.DF || near(whole.SE, alone.SE) || !near(whole.SE, alone.SE*math.Sqrt((6.0/5)/(3.0/2))) {
		t.Errorf("domain se %g, alone %g", whole.SE, alone.SE)
	}
}

func TestScales(t *testing.T) {
	s := NewScale(0, 10, 99)
	if nps := s.NPS(); nps.Value[Index(9)] != 100 || nps.Value[Index(6)] != -100 || nps.Value[Index(8)] != 0 || nps.Status[Index(99)] != DontKnow {
		t.Errorf("net promoter points: got %v", nps.Value[:11])
	}
	if wide := NewScale(0, 11).NPS(); wide.Status[Index(11)] != Missing {
		t.Error("an 11 is no recommendation")
	}
	if r := NewScale(1, 5).Reverse(1, 5); r.Value[Index(1)] != 5 || r.Value[Index(5)] != 1 || r.Status[Index(3)] != Valid {
		t.Error("the scale is not mirrored")
	}
	if top := s.Share(9, 10); !top.Binary || top.Value[Index(10)] != 1 || top.Value[Index(8)] != 0 || top.Status[Index(8)] != Valid {
		t.Error("the share counts the wrong codes")
	}
}

func TestEffects(t *testing.T) {
	if d := EffectD(1, 2, 2); d != 0.5 || EffectLabel(d) != "medium" {
		t.Errorf("d: got %g, %s", d, EffectLabel(d))
	}
	if d := EffectD(1, 0, 0); !math.IsNaN(d) || EffectLabel(d) != "" {
		t.Errorf("d without spread: got %g", d)
	}
	if h := EffectH(1, 0); !near(h, math.Pi) || EffectLabel(-h) != "large" || EffectLabel(0.1) != "negligible" || EffectLabel(-0.3) != "small" {
		t.Errorf("h: got %g", h)
	}
}

func TestPlanFindsWhatATestWouldFind(t *testing.T) {
	plan := Plan{SD: 1, NA: 300, NB: 300, Level: 0.95, Power: 0.8}
	apart := plan.Detectable()
	if math.Abs(apart-0.2293) > 0.001 {
		t.Errorf("two groups of 300: got %g, want about 0.229", apart)
	}
	plan.Shared, plan.Corr = 300, 0.6
	if paired := plan.Detectable(); !near(paired, apart*math.Sqrt(0.4)) {
		t.Errorf("all return: got %g, want %g", paired, apart*math.Sqrt(0.4))
	}
	if none := (Plan{SD: 1, NA: 1, NB: 300}).Detectable(); !math.IsNaN(none) {
		t.Errorf("one member: got %g, want none", none)
	}
}

func TestRakedDesign(t *testing.T) {
	w := makeWave(600, 1, 3)
	values := make([]int32, 600)
	for i := range values {
		values[i] = int32(w.codes(i) % 2)
	}
	m := Margin{Name: "v", Values: values, Categories: []string{"even", "odd"}, Targets: map[string]float64{"even": 0.6, "odd": 0.4}}
	a := Answers{Codes: w.columns[0], Scale: likert()}
	plain, err := NewRakedDesign(600, nil, nil, w.weight, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if e := plain.Mean(a, nil, 0.95); !near(e.SE, e.SEFixed) {
		t.Errorf("without margins: got se %g, want %g", e.SE, e.SEFixed)
	}
	raked, err := NewRakedDesign(600, nil, nil, w.weight, []Margin{m}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if e := raked.Mean(a, nil, 0.95); e.SE >= e.SEFixed || e.SE <= 0 {
		t.Errorf("a margin that explains the answer: got se %g, fixed weights %g", e.SE, e.SEFixed)
	}
	if _, err := NewRakedDesign(0, nil, nil, nil, nil, nil); err == nil {
		t.Error("nobody: got no error")
	}
}

func (w wave) codes(i int) int8 { return w.columns[0][i] }
