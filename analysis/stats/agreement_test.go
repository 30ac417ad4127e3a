package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestAlphaOfAScale(t *testing.T) {
	nan := math.NaN()
	cases := []struct {
		name     string
		items    [][]float64
		reason   Reason
		alpha    float64
		complete int
	}{
		{"items that agree", [][]float64{{1, 2, 3, 4}, {2, 3, 4, 5}}, "", 1, 4},
		{"items that oppose each other", [][]float64{{1, 2, 3}, {3, 2, 1}}, ZeroVarianceTotal, nan, 3},
		{"one item", [][]float64{{1, 2, 3}}, OneItem, nan, 3},
		{"one complete case", [][]float64{{1, nan, 3}, {nan, 2, 2}}, TooFewComplete, nan, 1},
		{"an item without variance", [][]float64{{3, 3, 3}, {1, 2, 4}, {1, 2, 5}}, ZeroVarianceItem, 0.734693877551, 3},
	}
	for _, c := range cases {
		r := Alpha(c.items)
		if r.Reason != c.reason || !near(r.Alpha, c.alpha) && math.Abs(r.Alpha-c.alpha) > 1e-2 || r.Complete != c.complete {
			t.Errorf("%s: got %+v, want %q, alpha %g, %d complete", c.name, r, c.reason, c.alpha, c.complete)
		}
	}
	if r := Alpha(cases[0].items); r.AlphaIfDropped != nil || len(r.ItemRestR) != 2 || !near(r.ItemRestR[0], 1) {
		t.Errorf("two items: got %+v", r)
	}
}

func TestKappaOfTwoCoders(t *testing.T) {
	if g := Kappa([]int32{0, 1, 0, 1, -1}, []int32{0, 1, 0, 1, 1}); g.Units != 4 || g.Kappa != 1 || g.SE != 0 {
		t.Errorf("full agreement: got %+v", g)
	}
	if g := Kappa([]int32{0, 0, 1, 1}, []int32{0, 1, 0, 1}); !near(g.Kappa, 0) || g.PO != 0.5 || g.PE != 0.5 {
		t.Errorf("agreement by chance: got %+v", g)
	}
	if g := Kappa([]int32{2, 2}, []int32{2, 2}); g.Reason != OneCategory || g.PO != 1 || !math.IsNaN(g.Kappa) {
		t.Errorf("one category: got %+v", g)
	}
	if g := Kappa([]int32{0, -1}, []int32{-1, 1}); g.Reason != NoCommonUnits || g.Units != 0 {
		t.Errorf("no unit in common: got %+v", g)
	}
}

func TestKrippendorffsAlpha(t *testing.T) {
	if c := Krippendorff([]int32{0, 0, 1, 1, 2}, []int32{0, 0, 1, 1, 1}); c.Alpha != 1 || c.Units != 2 || c.Values != 4 {
		t.Errorf("full agreement: got %+v", c)
	}
	if c := Krippendorff([]int32{0, 0, 1, 1}, []int32{3, 3, 3, 3}); c.Reason != OneCategory || !math.IsNaN(c.Alpha) {
		t.Errorf("one category: got %+v", c)
	}
	if c := Krippendorff([]int32{0, 0, 1}, []int32{0, -1, 1}); c.Reason != NoPairableUnits {
		t.Errorf("nothing to pair: got %+v", c)
	}
}

func TestAgreementDoesNotDependOnNamesOrOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(4, 40).Draw(t, "units")
		var unit, code, a, b []int32
		for u := range int32(n) {
			x, y := rapid.Int32Range(0, 3).Draw(t, "a"), rapid.Int32Range(0, 3).Draw(t, "b")
			a, b = append(a, x), append(b, y)
			unit, code = append(unit, u, u), append(code, x, y)
		}
		var unit2, code2, a2, b2 []int32
		for _, i := range shuffled(len(unit), uint64(n)) {
			unit2, code2 = append(unit2, 100-unit[i]), append(code2, (code[i]+1)%4)
		}
		for _, i := range shuffled(n, uint64(n)) {
			a2, b2 = append(a2, (a[i]+1)%4), append(b2, (b[i]+1)%4)
		}
		if x, y := Krippendorff(unit, code), Krippendorff(unit2, code2); !near(x.Alpha, y.Alpha) {
			t.Fatalf("Krippendorff: got %g and %g", x.Alpha, y.Alpha)
		}
		if x, y := Kappa(a, b), Kappa(a2, b2); !near(x.Kappa, y.Kappa) || !near(x.SE, y.SE) {
			t.Fatalf("Cohen: got %+v and %+v", x, y)
		}
	})
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
	if one := d.RaoScott(row, col, 2, 3, nil); one.Reason != OneCategory || !math.IsNaN(one.P) {
		t.Errorf("one answer: got %+v", one)
	}
	col[0] = 0
	lonely := mustDesign(t, 400, append(make([]int32, 399), 1), nil, nil)
	if got := lonely.RaoScott(row, col, 2, 3, nil); got.Reason != Lonely {
		t.Errorf("a stratum of one: got %+v", got)
	}
}
