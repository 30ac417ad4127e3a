package stats

import (
	"math"
	"testing"
)

func TestScales(t *testing.T) {
	s := NewScale(0, 10, 99)
	if r := NewScale(1, 5).Reverse(1, 5); r.Value[Index(1)] != 5 || r.Value[Index(5)] != 1 || r.Status[Index(3)] != Valid {
		t.Error("the scale is not mirrored")
	}
	if top := s.Share(9, 10); !top.Binary || top.Value[Index(10)] != 1 || top.Value[Index(8)] != 0 || top.Status[Index(8)] != Valid {
		t.Error("the share counts the wrong codes")
	}
}

func TestEffects(t *testing.T) {
	if d := EffectD(1, 2, 2); d != 0.5 {
		t.Errorf("d: got %g", d)
	}
	if d := EffectD(1, 0, 0); !math.IsNaN(d) {
		t.Errorf("d without spread: got %g", d)
	}
	if h := EffectH(1, 0); !near(h, math.Pi) {
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
