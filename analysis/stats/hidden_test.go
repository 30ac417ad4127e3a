package stats

import "testing"

func TestSmallBasesAreHidden(t *testing.T) {
	for _, c := range []struct {
		base, valid int
		want        bool
	}{{0, 0, false}, {9, 9, true}, {10, 10, false}, {20, 9, true}, {20, 0, false}} {
		if got := (Counts{Base: c.base, Members: c.valid}).Hidden(10); got != c.want {
			t.Errorf("base %d, valid %d: got %t, want %t", c.base, c.valid, got, c.want)
		}
		comparison := Comparison{Bases: []Counts{{Base: 50, Members: 50}, {Base: c.base, Members: c.valid}}}
		if got := comparison.Hidden(10); got != c.want {
			t.Errorf("comparison with base %d, valid %d: got %t, want %t", c.base, c.valid, got, c.want)
		}
	}
}
