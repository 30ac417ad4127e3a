package stats

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

func marginOf(name string, targets map[string]float64, values ...string) Margin {
	m := Margin{Name: name, Targets: targets}
	index := map[string]int32{}
	for _, v := range values {
		code, ok := index[v]
		if !ok {
			code = int32(len(m.Categories))
			index[v] = code
			m.Categories = append(m.Categories, v)
		}
		if v == "" {
			code = -1
		}
		m.Values = append(m.Values, code)
	}
	return m
}

func TestRakeRefusesByName(t *testing.T) {
	good := map[string]float64{"a": 0.5, "b": 0.5}
	cases := []struct {
		name   string
		base   []float64
		margin Margin
		want   Error
	}{
		{"negative target", nil, marginOf("v", map[string]float64{"a": 1.5, "b": -0.5}, "a", "b"), Error{Code: CodeBadTarget, Var: "v", Category: "b"}},
		{"no target", nil, marginOf("v", nil, "a", "b"), Error{Code: CodeBadTarget, Var: "v"}},
		{"target that is no number", nil, marginOf("v", map[string]float64{"a": math.NaN(), "b": 1}, "a", "b"), Error{Code: CodeBadTarget, Var: "v", Category: "a"}},
		{"targets of 0.9", nil, marginOf("v", map[string]float64{"a": 0.5, "b": 0.4}, "a", "b"), Error{Code: CodeTargetsDoNotSum, Var: "v"}},
		{"nobody has a value", nil, marginOf("v", good, "", ""), Error{Code: CodeAllMissing, Var: "v"}},
		{"members without target", nil, marginOf("v", good, "a", "b", "z", "c"), Error{Code: CodeCategoryWithoutTarget, Var: "v", Category: "c"}},
		{"targets without members", nil, marginOf("v", map[string]float64{"a": 0.5, "b": 0.3, "c": 0.1, "d": 0.1}, "a", "b"), Error{Code: CodeEmptyCategory, Var: "v", Category: "c"}},
		{"members whose target is 0", nil, marginOf("v", map[string]float64{"a": 1, "b": 0}, "a", "b"), Error{Code: CodeZeroTarget, Var: "v", Category: "b"}},
		{"weight 0", []float64{1, 0}, marginOf("v", good, "a", "b"), Error{Code: CodeBadWeight}},
		{"nobody at all", []float64{}, marginOf("v", good), Error{Code: CodeNoRespondents}},
	}
	for _, c := range cases {
		_, err := Rake(len(c.margin.Values), c.base, []Margin{c.margin}, nil)
		var e *Error
		if !errors.As(err, &e) || *e != c.want {
			t.Errorf("%s: got %v, want %v", c.name, err, &c.want)
		}
	}
	if _, err := Rake(2, nil, []Margin{marginOf("v", map[string]float64{"a": 0.5, "b": 0.505}, "a", "b")}, nil); err != nil {
		t.Errorf("targets that sum to 1 within 0.01: got %v", err)
	}
}

func TestContradictingMarginsDoNotConverge(t *testing.T) {
	a := marginOf("a", map[string]float64{"x": 0.4, "y": 0.6}, "x", "y", "x", "y")
	b := marginOf("b", map[string]float64{"x": 0.5, "y": 0.5}, "x", "y", "x", "y")
	if _, err := Rake(4, nil, []Margin{a, b}, nil); !errors.Is(err, &Error{Code: CodeNotConverged}) {
		t.Errorf("got %v, want %s", err, CodeNotConverged)
	}
	if _, err := Rake(4, nil, []Margin{a}, &Bounds{Low: 0.9, High: 1.1}); !errors.Is(err, &Error{Code: CodeNotConverged}) {
		t.Errorf("bounds too tight: got %v, want %s", err, CodeNotConverged)
	}
	if w, err := Rake(4, nil, []Margin{a}, &Bounds{Low: 0.5, High: 2}); err != nil || w.Bounded {
		t.Errorf("wide bounds: got %+v, %v", w, err)
	}
}

// drawRaking draws members, base weights and two margins whose targets some weighting reaches.
func drawRaking(t *rapid.T) (base []float64, margins []Margin, reachable []float64) {
	n := rapid.IntRange(8, 80).Draw(t, "members")
	base, reachable = make([]float64, n), make([]float64, n)
	for i := range n {
		base[i] = rapid.Float64Range(0.5, 2).Draw(t, "base")
		reachable[i] = rapid.Float64Range(0.6, 1.6).Draw(t, "reachable")
	}
	sum := total(reachable)
	for i := range reachable {
		reachable[i] *= float64(n) / sum
	}
	for v := range 2 {
		values, targets := make([]string, n), map[string]float64{}
		for i := range n {
			values[i] = fmt.Sprint(rapid.IntRange(0, 2).Draw(t, "category"))
			targets[values[i]] += reachable[i] / float64(n)
		}
		margins = append(margins, marginOf(fmt.Sprint("v", v), targets, values...))
	}
	return base, margins, reachable
}

func TestRakedWeightsReproduceTheMargins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, margins, _ := drawRaking(t)
		w, err := Rake(len(base), base, margins, nil)
		if err != nil {
			t.Fatal(err)
		}
		checkMargins(t, w, margins)
		ratios := map[[2]int32]float64{}
		for i, x := range w.Weights { // raking multiplies by one factor a cell
			cell := [2]int32{margins[0].Values[i], margins[1].Values[i]}
			if before, ok := ratios[cell]; ok && math.Abs(before-x/base[i]) > 1e-9*before {
				t.Fatalf("two factors in one cell: %g and %g", before, x/base[i])
			}
			ratios[cell] = x / base[i]
		}
	})
}

// checkMargins adds the weights up by itself.
func checkMargins(t interface {
	Fatalf(string, ...any)
}, w *Weighting, margins []Margin) {
	n := float64(len(w.Weights))
	if sum := total(w.Weights); math.Abs(sum-n) > 1e-7 {
		t.Fatalf("weights sum to %g, want %g", sum, n)
	}
	for _, m := range margins {
		sums := map[string]float64{}
		for i, v := range m.Values {
			if v >= 0 {
				sums[m.Categories[v]] += w.Weights[i]
			}
		}
		for name, target := range m.Targets {
			if math.Abs(sums[name]/n-target) > 1e-9 {
				t.Fatalf("%s=%s: got share %.12g, want %.12g", m.Name, name, sums[name]/n, target)
			}
		}
	}
}

func TestBoundedWeightsAreOptimal(t *testing.T) {
	bounded := 0
	rapid.Check(t, func(t *rapid.T) {
		base, margins, reachable := drawRaking(t)
		b := Bounds{Low: math.Inf(1)}
		for _, x := range reachable { // bounds around a weighting that is known to exist
			b.Low, b.High = math.Min(b.Low, 0.98*x), math.Max(b.High, 1.02*x)
		}
		w, err := Rake(len(base), base, margins, &b)
		if err != nil {
			t.Fatal(err)
		}
		checkMargins(t, w, margins)
		if !w.Bounded {
			return
		}
		bounded++
		for _, x := range w.Weights {
			if x < b.Low || x > b.High {
				t.Fatalf("weight %g outside %g to %g", x, b.Low, b.High)
			}
		}
		mean := total(base) / float64(len(base))
		if got, best := distance(w.Weights, base, mean), distance(reachable, base, mean); got > best+1e-9 {
			t.Fatalf("distance %g is more than %g of another weighting", got, best)
		}
		checkFactors(t, w.Weights, base, margins, b)
	})
	if bounded == 0 {
		t.Error("no draw made the bounds active")
	}
}

// distance is what bounded raking minimises.
func distance(weights, base []float64, mean float64) float64 {
	sum := 0.0
	for i, w := range weights {
		d := base[i] / mean
		sum += w*math.Log(w/d) - w + d
	}
	return sum
}

// checkFactors tests optimality: inside the bounds the factor is the same in a cell, at a bound it would lead beyond it.
func checkFactors(t *rapid.T, weights, base []float64, margins []Margin, b Bounds) {
	factor := map[[2]int32]float64{}
	cell := func(i int) [2]int32 { return [2]int32{margins[0].Values[i], margins[1].Values[i]} }
	for i, w := range weights {
		if w > b.Low && w < b.High {
			if f, ok := factor[cell(i)]; ok && math.Abs(f-w/base[i]) > 1e-8*f {
				t.Fatalf("two factors in one cell: %g and %g", f, w/base[i])
			}
			factor[cell(i)] = w / base[i]
		}
	}
	for i, w := range weights {
		f, ok := factor[cell(i)]
		if ok && (w == b.Low && f*base[i] > w*(1+1e-8) || w == b.High && f*base[i] < w*(1-1e-8)) {
			t.Fatalf("weight %g at a bound, but its cell's factor gives %g", w, f*base[i])
		}
	}
}

// The control of the two properties: clipping after raking breaks the margins.
func TestClippingIsNotBoundedRaking(t *testing.T) {
	m := marginOf("v", map[string]float64{"a": 0.7, "b": 0.3}, "a", "b", "b", "b", "a", "b", "b", "b")
	w, err := Rake(8, []float64{1, 2, 1, 1, 3, 1, 1, 1}, []Margin{m}, nil)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for i, x := range w.Weights {
		if m.Values[i] == 0 {
			sum += math.Min(x, 3)
		}
	}
	if math.Abs(sum/8-0.7) < 0.01 {
		t.Error("clipped weights still meet the margin: the case shows nothing")
	}
	bounded, err := Rake(8, []float64{1, 2, 1, 1, 3, 1, 1, 1}, []Margin{m}, &Bounds{Low: 0.2, High: 3})
	if err != nil {
		t.Fatal(err)
	}
	checkMargins(t, bounded, []Margin{m})
	if !bounded.Bounded || bounded.AtUpper != 1 || bounded.AtLower != 0 {
		t.Errorf("got %+v, want one member at the upper bound", bounded)
	}
}

func TestMissingValuesKeepTheirShare(t *testing.T) {
	m := marginOf("v", map[string]float64{"a": 0.25, "b": 0.75}, "a", "b", "", "b")
	w, err := Rake(4, []float64{1, 1, 2, 1}, []Margin{m}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []MarginFit{{"v", "a", 1, 0.15, 0.15}, {"v", "b", 2, 0.45, 0.45}, {"v", MissingCategory, 1, 0.4, 0.4}}
	for i, fit := range w.Margins {
		if fit.Category != want[i].Category || fit.N != want[i].N || !near(fit.Target, want[i].Target) || !near(fit.Achieved, want[i].Achieved) {
			t.Errorf("got %+v, want %+v", fit, want[i])
		}
	}
}

func TestWithoutMarginsTheBaseWeightsAreScaled(t *testing.T) {
	w, err := Rake(2, []float64{1, 3}, nil, nil)
	if err != nil || !near(w.Weights[0], 0.5) || !near(w.Weights[1], 1.5) {
		t.Errorf("got %+v, %v", w, err)
	}
	if w, err = Rake(3, []float64{1, 3, 8}, nil, &Bounds{Low: 0.5, High: 1.5}); err != nil || !near(total(w.Weights), 3) || w.Weights[2] != 1.5 {
		t.Errorf("with bounds: got %+v, %v", w, err)
	}
}

func TestKish(t *testing.T) {
	p := Kish([]float64{1, 3})
	if p.N != 2 || !near(p.NEff, 1.6) || !near(p.Deff, 1.25) || p.Min != 1 || p.Max != 3 || p.Reason != "" {
		t.Errorf("got %+v", p)
	}
	if p := Kish(nil); p.Reason != NoValid || !math.IsNaN(p.NEff) {
		t.Errorf("nobody: got %+v", p)
	}
}

func benchmarkRake(b *testing.B, bounds *Bounds) {
	const members = 100_000
	r := rand.New(rand.NewPCG(1, 2))
	base := make([]float64, members)
	for i := range base {
		base[i] = 0.5 + r.Float64()
	}
	var margins []Margin
	for v := range 5 {
		m := Margin{Name: fmt.Sprint(v), Values: make([]int32, members), Targets: map[string]float64{}}
		for c := range 5 {
			m.Categories = append(m.Categories, fmt.Sprint(c))
			m.Targets[fmt.Sprint(c)] = float64(2+c+v) / float64(5*(4+v))
		}
		for i := range m.Values {
			m.Values[i] = int32(r.IntN(5))
		}
		margins = append(margins, m)
	}
	for b.Loop() {
		if _, err := Rake(members, base, margins, bounds); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRake(b *testing.B)        { benchmarkRake(b, nil) }
func BenchmarkRakeBounded(b *testing.B) { benchmarkRake(b, &Bounds{Low: 0.3, High: 3}) }
