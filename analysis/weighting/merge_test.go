package weighting_test

import (
	"math"
	"reflect"
	"testing"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/weighting"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// aged are members of whom so many are young, middle and old; the others have no age.
func aged(young, middle, old int) func(i int) []string {
	return func(i int) []string {
		age := survey.MissingCategory
		switch {
		case i < young:
			age = "young"
		case i < young+middle:
			age = "middle"
		case i < young+middle+old:
			age = "old"
		}
		return []string{age, []string{"f", "m"}[i%2], "citizen"}
	}
}

func try(t *testing.T, members int, strata func(i int) []string, margins survey.Margins) weighting.PanelPreview {
	t.Helper()
	wave, err := analysistest.Waves(t, members, strata).Open("2018")
	if err != nil {
		t.Fatal(err)
	}
	preview, err := weighting.Try(wave, margins, 10)
	if err != nil {
		t.Fatal(err)
	}
	return preview.Panels[0]
}

// TestACategoryJoinsItsSmallerNeighbour: what is too small, or too far from its target for the bounds, joins the neighbour with
// the fewest members, and again where that does not help. A margin of two categories has none to spare.
func TestACategoryJoinsItsSmallerNeighbour(t *testing.T) {
	targets := func(young, middle, old float64) survey.Margins {
		return only("age", map[string]float64{"young": young, "middle": middle, "old": old})
	}
	within := func(m survey.Margins, low, high float64) survey.Margins {
		m.Bounds = survey.Bounds{Low: low, High: high}
		return m
	}
	for _, tt := range []struct {
		name    string
		ages    [3]int
		margins survey.Margins
		merge   []string
		key     string // of the last problem
	}{
		{"all have ten", [3]int{40, 10, 30}, targets(0.4, 0.2, 0.4), nil, ""},
		{"nine join the fewer on their right", [3]int{40, 9, 30}, targets(0.4, 0.2, 0.4), []string{"middle", "old"},
			"weight_small_category"},
		{"or on their left", [3]int{30, 9, 40}, targets(0.4, 0.2, 0.4), []string{"young", "middle"}, "weight_small_category"},
		{"seven of two are still few", [3]int{40, 3, 4}, targets(0.4, 0.2, 0.4), []string{"young", "middle", "old"},
			"weight_small_category"},
		// Of 100, 60 young, 20 middle and 20 old should be 0.3, 0.1 and 0.6: the old would weigh 3, the furthest from 1 as a ratio.
		{"the furthest from its target, out of bounds", [3]int{60, 20, 20}, within(targets(0.3, 0.1, 0.6), 0.4, 2),
			[]string{"middle", "old"}, "weight_not_converged"},
		{"wide bounds need no merge", [3]int{60, 20, 20}, within(targets(0.3, 0.1, 0.6), 0.4, 3.5), nil, ""},
	} {
		p := try(t, tt.ages[0]+tt.ages[1]+tt.ages[2], aged(tt.ages[0], tt.ages[1], tt.ages[2]), tt.margins)
		var want []archive.MergedMargin
		if tt.merge != nil {
			want = []archive.MergedMargin{{Attribute: "age", Categories: tt.merge}}
		}
		key := ""
		if len(p.Problems) > 0 {
			key = p.Problems[len(p.Problems)-1].Key
		}
		if !reflect.DeepEqual(p.Merge, want) || key != tt.key || p.DEff == 0 {
			t.Errorf("%s: proposes %v for %q, design effect %v", tt.name, p.Merge, key, p.DEff)
		}
	}
}

// TestMarginsOfTwoThatCannotBeMetHaveNoProposal: merging both would weigh nobody.
func TestMarginsOfTwoThatCannotBeMetHaveNoProposal(t *testing.T) {
	m := only("gender", map[string]float64{"f": 0.95, "m": 0.05})
	m.Bounds = survey.Bounds{Low: 0.5, High: 1.5} // half of the members are f, and would weigh 1.9
	source := analysistest.Waves(t, 60, aged(20, 20, 20))
	wave, err := source.Open("2018")
	if err != nil {
		t.Fatal(err)
	}
	preview, err := weighting.Try(wave, m, 10)
	if err != nil {
		t.Fatal(err)
	}
	if p := preview.Panels[0]; len(p.Merge) != 0 || len(p.Problems) != 1 || p.Problems[0].Key != "weight_not_converged" ||
		p.DEff != 0 {
		t.Errorf("got %+v", p)
	}
	if _, err := weighting.Rake(source, m, weighting.Options{NMin: 10, Now: madeAt, AcceptMerge: true}); err == nil {
		t.Error("weights were made without a way to make them")
	}
}

// TestAProposalCostsWhatItSays: 60 young of 100 should be 0.3 and weigh 0.5, the 40 others 0.7 and weigh 1.75. So the design
// effect is 0.6*0.25 + 0.4*3.0625 = 1.375, and the effective number 100/1.375 (Kish 1965).
func TestAProposalCostsWhatItSays(t *testing.T) {
	m := only("age", map[string]float64{"young": 0.3, "middle": 0.1, "old": 0.6})
	m.Bounds = survey.Bounds{Low: 0.4, High: 2}
	p := try(t, 100, aged(60, 20, 20), m)
	for what, pair := range map[string][2]float64{"design effect": {p.DEff, 1.375}, "effective number": {p.NEff, 100 / 1.375},
		"least": {p.Low, 0.5}, "most": {p.High, 1.75}} {
		if math.Abs(pair[0]-pair[1]) > 1e-9 {
			t.Errorf("%s: got %v, want %v", what, pair[0], pair[1])
		}
	}
	if len(p.Fits) != 2 || p.Costly {
		t.Errorf("got %+v", p)
	}
}

// TestThoseWithoutACategoryKeepTheirShare: 10 of 100 have no age and stay a tenth; the targets divide the other nine (METHODS
// 1.3). The 60 young weigh 0.45/0.6 = 0.75, the 30 old 0.45/0.3 = 1.5, who have none 1.
func TestThoseWithoutACategoryKeepTheirShare(t *testing.T) {
	m := only("age", map[string]float64{"young": 0.5, "middle": 0, "old": 0.5})
	p := try(t, 100, aged(60, 0, 30), m)
	want := map[string][4]float64{"young": {60, 0.6, 0.45, 0.75}, "old": {30, 0.3, 0.45, 1.5},
		survey.MissingCategory: {10, 0.1, 0.1, 1}}
	for _, f := range p.Fits {
		w, there := want[f.Category]
		if !there && f.N > 0 {
			t.Errorf("got %+v", f)
		}
		if there && (float64(f.N) != w[0] || math.Abs(f.Before-w[1]) > 1e-9 || math.Abs(f.After-w[2]) > 1e-9 ||
			math.Abs(f.Low-w[3]) > 1e-9) {
			t.Errorf("got %+v, want %v", f, w)
		}
		delete(want, f.Category)
	}
	if len(want) != 0 || len(p.Problems) != 0 {
		t.Errorf("%v is not told; problems %+v", want, p.Problems)
	}
}
