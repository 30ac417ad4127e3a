package disclosure_test

import (
	"context"
	"math"
	"testing"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/disclosure"
	"realitycheck/analysis/estimate"
	"realitycheck/analysis/report"
	"realitycheck/survey"
)

// warmth are people of whom n answered all three statements about warmth, and some all but the last.
func warmth(n, some int, age string) []people {
	return []people{{n: n, strata: []string{age}}, {n: some, strata: []string{age}, answers: [4]int8{3, 5, 1, 0}}}
}

// TestTheLastItemOfAParameterHidesThoseWhoAnsweredSome: whoever answered all statements drops out of the parameter less its
// items; what is left is an equation about those who answered some.
func TestTheLastItemOfAParameterHidesThoseWhoAnsweredSome(t *testing.T) {
	for _, tt := range []struct {
		some     int
		control  disclosure.Control
		withheld bool
	}{{0, full, false}, {1, full, true}, {9, full, true}, {10, full, false}, {9, noThreshold, false}, {9, primaryOnly, false}} {
		g := computed(t, archived(t, []string{"external"}, warmth(40, tt.some, "young")...))
		r := g.behind(tt.control)
		for _, item := range []string{"", "warm_one", "warm_cold", "warm_two"} {
			e := find(t, r.Estimates, "external", "warm", item, "")
			if e.Suppressed != (tt.withheld && item == "warm_two") {
				t.Errorf("%d answered some, behind %+v: item %q: got %+v", tt.some, tt.control, item, e)
			}
		}
		if e := find(t, r.Estimates, "external", "reliable", "reliable", ""); e.Suppressed {
			t.Errorf("a parameter of one item: got %+v", e)
		}
	}
}

// TestOneWhoAnsweredSomeCouldBeComputed is the arithmetic that the rule prevents. Who answered all has a mean of a third of
// their answers: three times the parameter less its items leaves 3m - (a + b) of one who answered two, of whom m = (a + b)/2.
func TestOneWhoAnsweredSomeCouldBeComputed(t *testing.T) {
	g := computed(t, archived(t, []string{"external"}, warmth(40, 1, "young")...))
	all := g.behind(primaryOnly).Estimates
	of := func(item string) float64 { return sum(find(t, all, "external", "warm", item, "")) }
	// 5 and a 1 that is reversed: 3*5 - (5 + 5) = 5.
	if left := 3*of("") - of("warm_one") - of("warm_cold") - of("warm_two"); math.Abs(left-5) > 1e-9 {
		t.Errorf("the one member leaves %v, want 5: the test sees nothing", left)
	}
}

// TestThoseWhoAnsweredSomeAreCountedByWeight: a reader has every sum with weights and without, and takes those of one weight
// away.
func TestThoseWhoAnsweredSomeAreCountedByWeight(t *testing.T) {
	weigh := map[string]float64{"young": 0.5, "old": 1.5}
	for _, tt := range []struct {
		young, old int // who answered some
		weigh      map[string]float64
		withheld   bool
	}{{15, 5, weigh, true}, {10, 10, weigh, false}, {20, 0, weigh, false}, {15, 5, nil, false}} {
		all := append(warmth(30, tt.young, "young"), warmth(30, tt.old, "old")...)
		w := archived(t, []string{"external"}, all...)
		if tt.weigh != nil {
			w = weighted(t, w, false, 0, tt.weigh)
		}
		e := find(t, computed(t, w).behind(full).Estimates, "external", "warm", "warm_two", "")
		if e.Suppressed != tt.withheld {
			t.Errorf("%d of one weight and %d of another: got %+v", tt.young, tt.old, e)
		}
	}
}

// another adds the figures of a subset of the wave to the evidence.
func another(t *testing.T, w *dataset.Wave, s dataset.Subset, wanted estimate.Wanted) (*report.Alternative, *disclosure.Computed) {
	t.Helper()
	looked, err := w.As(s)
	ok(t, err)
	f, err := estimate.Of(context.Background(), []*dataset.Wave{looked}, nil, wanted)
	ok(t, err)
	return &report.Alternative{Estimates: f.Estimates.List, Gaps: f.Gaps.List, Changes: f.Changes.List},
		&disclosure.Computed{Waves: []*dataset.Wave{looked}, Figures: f}
}

// TestUnweightedFiguresTellNobodyOfAnotherWeight: a weighted sum and the same without weights are two equations about those
// who weigh 1.5 and those who weigh 0.9.
func TestUnweightedFiguresTellNobodyOfAnotherWeight(t *testing.T) {
	for _, tt := range []struct {
		old      int // who weigh something else than the 40 young
		weigh    map[string]float64
		control  disclosure.Control
		withheld bool
	}{
		{9, map[string]float64{"young": 0.9, "old": 1.5}, full, true},
		{10, map[string]float64{"young": 0.9, "old": 1.5}, full, false},
		{9, map[string]float64{"young": 1, "old": 1}, full, false},
		{9, map[string]float64{"young": 0.9, "old": 1.5}, primaryOnly, false},
		{9, nil, full, false}, // a wave without weights: the figures are the same
	} {
		w := archived(t, []string{"internal", "external"}, aged(40, 0, tt.old, 0)...)
		if tt.weigh != nil {
			w = weighted(t, w, false, 0, tt.weigh)
		}
		g := computed(t, w)
		g.report.Unweighted, g.evidence.Unweighted = another(t, w, dataset.Subset{}, estimate.Variables)
		r := g.behind(tt.control)
		plain, own := find(t, r.Unweighted.Estimates, "external", "reliable", "", ""),
			find(t, r.Estimates, "external", "reliable", "", "")
		if plain.Suppressed != tt.withheld || own.Suppressed {
			t.Errorf("%d weigh %v: got %+v", tt.old, tt.weigh, plain)
		}
		for _, gap := range r.Unweighted.Gaps {
			if gap.Parameter == "reliable" && gap.Basis == report.Identity && gap.Suppressed != tt.withheld {
				t.Errorf("%d weigh %v: gap: got %+v", tt.old, tt.weigh, gap)
			}
		}
		if !tt.control.Secondary {
			// Sums with weights and without: 0.9 young + 1.5 old = all * mean of these, young + old = sum.
			total := 0.9*40 + 1.5*float64(tt.old)
			old := (total**own.Mean - 0.9*sum(plain)) / (1.5 - 0.9)
			want := 0.0
			for i := range tt.old {
				want += float64(spreadOut(40 + i)[0])
			}
			if math.Abs(old-want) > 1e-9 {
				t.Errorf("the %d said %v together, want %v: the test sees nothing", tt.old, old, want)
			}
		}
	}
}

// TestUnweightedFiguresCountDontKnowsToo: the share of don't-knows is a figure as well, of another base.
func TestUnweightedFiguresCountDontKnowsToo(t *testing.T) {
	unknown := [4]int8{survey.DontKnow, 2, 3, 4}
	for _, tt := range []struct {
		valid, unknown int // of the old, who weigh more than the 40 young
		withheld       bool
	}{{10, 0, false}, {9, 0, true}, {9, 11, true}, {0, 9, true}, {0, 10, false}, {10, 9, false}} {
		old := []string{"old"}
		w := archived(t, []string{"external"}, people{n: 40, strata: []string{"young"}}, people{n: tt.valid, strata: old},
			people{n: tt.unknown, strata: old, answers: unknown})
		w = weighted(t, w, false, 0, map[string]float64{"young": 0.9, "old": 1.5})
		g := computed(t, w)
		g.report.Unweighted, g.evidence.Unweighted = another(t, w, dataset.Subset{}, estimate.Variables)
		if e := find(t, g.behind(full).Unweighted.Estimates, "external", "reliable", "", ""); e.Suppressed != tt.withheld {
			t.Errorf("%d with an answer, %d without: got %+v", tt.valid, tt.unknown, e)
		}
	}
}

// TestItemsWithoutFlaggedLookAtThoseExcludedToo: the figures with and without them differ by what the excluded answered, of whom
// those who answered some statements must not be few either.
func TestItemsWithoutFlaggedLookAtThoseExcludedToo(t *testing.T) {
	for _, tt := range []struct {
		excludedSome int // of the 30 excluded, who answered some of the statements
		withheld     bool
	}{{0, false}, {9, true}, {10, false}} {
		all := append(warmth(40, 12, "young"), warmth(30-tt.excludedSome, tt.excludedSome, "old")...)
		w := archived(t, []string{"external"}, all...)
		excluded := make([]bool, w.Responses.Len())
		for row := range excluded {
			excluded[row] = w.Responses.Strata[0].At(row) == "old"
		}
		kept := make([]bool, len(excluded))
		for row := range kept {
			kept[row] = !excluded[row]
		}
		g := computed(t, w)
		g.report.WithoutFlagged, g.evidence.WithoutFlagged = another(t, w, w.Without(excluded), estimate.Variables)
		_, g.evidence.FlaggedAlone = another(t, w, w.Without(kept), estimate.Means)
		r := g.behind(full)
		if e := find(t, r.WithoutFlagged.Estimates, "external", "warm", "warm_two", ""); e.Suppressed != tt.withheld {
			t.Errorf("%d excluded who answered some: got %+v", tt.excludedSome, e)
		}
		if e := find(t, r.Estimates, "external", "warm", "warm_two", ""); e.Suppressed {
			t.Errorf("%d excluded who answered some: the report itself: got %+v", tt.excludedSome, e)
		}
	}
}
