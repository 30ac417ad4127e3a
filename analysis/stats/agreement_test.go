package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

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
