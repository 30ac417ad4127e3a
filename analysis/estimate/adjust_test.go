package estimate_test

import (
	"math"
	"testing"

	"realitycheck/analysis/estimate"
	"realitycheck/analysis/report"
)

// TestTestsAreAdjustedInTheirFamily: headlines after Holm, screening after Benjamini and Hochberg (METHODS 4.7). With p of 0.01,
// 0.02 and 0.04 Holm gives 3*0.01, 2*0.02 and 0.04 (rising); Benjamini and Hochberg 3/1*0.01, 3/2*0.02 and 3/3*0.04.
func TestTestsAreAdjustedInTheirFamily(t *testing.T) {
	none := math.NaN()
	item, film := "one", "film"
	for _, tt := range []struct {
		name    string
		subject report.Subject
		p, want []float64
	}{
		{"parameters on the identity", report.Subject{Basis: report.Identity}, []float64{0.04, 0.01, 0.02},
			[]float64{0.04, 0.03, 0.04}},
		{"parameters on the anchors", report.Subject{Basis: report.Anchors}, []float64{0.01, 0.02, 0.04}, []float64{0.03, 0.04, 0.04}},
		{"parameters on all samples", report.Subject{Basis: report.All}, []float64{0.01, 0.02, 0.04}, []float64{0.03, 0.04, 0.04}},
		{"items", report.Subject{Basis: report.Identity, Item: &item}, []float64{0.04, 0.01, 0.02}, []float64{0.04, 0.03, 0.03}},
		{"samples", report.Subject{Basis: report.OfSample, Sample: &film}, []float64{0.01, 0.02, 0.04}, []float64{0.03, 0.03, 0.04}},
		{"what is withheld has no p and no part", report.Subject{Basis: report.Identity}, []float64{0.01, none, 0.04},
			[]float64{0.02, none, 0.04}},
		{"alone it stays", report.Subject{Basis: report.Identity}, []float64{0.03}, []float64{0.03}},
		{"never over 1", report.Subject{Basis: report.Identity}, []float64{0.6, 0.7}, []float64{1, 1}},
	} {
		r := &report.Report{Unweighted: &report.Alternative{}}
		for _, p := range tt.p {
			test := report.Test{P: report.Figure(p)}
			r.Gaps = append(r.Gaps, report.Gap{Wave: "2026", A: "team", B: "town", Subject: tt.subject, Test: test})
			r.Changes = append(r.Changes, report.Change{From: "2025", To: "2026", Panel: "team", Subject: tt.subject, Test: test})
		}
		r.Unweighted.Gaps = append(r.Unweighted.Gaps, r.Gaps...)
		estimate.Adjust(r)
		for i, want := range tt.want {
			for what, got := range map[string]*float64{"gap": r.Gaps[i].PAdjusted, "change": r.Changes[i].PAdjusted,
				"gap another way": r.Unweighted.Gaps[i].PAdjusted} {
				if !is(got, want) {
					t.Errorf("%s: %s: p %v is adjusted to %v, want %v", tt.name, what, tt.p[i], number(got), want)
				}
			}
		}
	}
}

// TestFamiliesDoNotMix: each test below is alone in its family, so that its p stays; in one family all would be adjusted. So
// publishing a new wave leaves what was published alone.
func TestFamiliesDoNotMix(t *testing.T) {
	p, item := 0.04, "one"
	test := report.Test{P: &p}
	identity, rated := report.Subject{Basis: report.Identity}, report.Subject{Basis: report.All}
	r := &report.Report{
		Gaps: []report.Gap{
			{Wave: "2025", A: "team", B: "town", Subject: identity, Test: test},
			{Wave: "2026", A: "team", B: "town", Subject: identity, Test: test},
			{Wave: "2026", A: "team", B: "land", Subject: identity, Test: test},
			{Wave: "2026", A: "team", B: "town", Subject: rated, Test: test},
			{Wave: "2026", A: "team", B: "town", Subject: report.Subject{Basis: report.Identity, Item: &item}, Test: test}},
		Changes: []report.Change{
			{From: "2024", To: "2026", Panel: "team", Subject: identity, Test: test},
			{From: "2025", To: "2026", Panel: "team", Subject: identity, Test: test},
			{From: "2025", To: "2026", Panel: "town", Subject: identity, Test: test}},
		ThemeReport: report.ThemeReport{
			ThemeGaps: []report.ThemeGap{
				{Wave: "2026", A: "team", B: "town", Question: "why", Test: test},
				{Wave: "2026", A: "team", B: "town", Question: "keep", Test: test}},
			ThemeChanges: []report.ThemeChange{{From: "2025", To: "2026", Panel: "team", Question: "why", Test: test}}},
	}
	estimate.Adjust(r)
	var all []*float64
	for _, g := range r.Gaps {
		all = append(all, g.PAdjusted)
	}
	for _, c := range r.Changes {
		all = append(all, c.PAdjusted)
	}
	for i, got := range append(all, r.ThemeGaps[0].PAdjusted, r.ThemeGaps[1].PAdjusted, r.ThemeChanges[0].PAdjusted) {
		if !is(got, p) {
			t.Errorf("test %d: p 0.04 alone is adjusted to %v", i, number(got))
		}
	}
}

// A conclusion does not turn because other tests are withheld in the figures without flagged: the first gap has the same p both
// ways. In the control nothing stands for the second, and 0.03 alone would be clear.
func TestWhatIsWithheldAnotherWayStaysInTheFamily(t *testing.T) {
	p, other := 0.03, 0.5
	gap := func(parameter string, p *float64) report.Gap {
		return report.Gap{Wave: "2026", A: "a", B: "b", Subject: report.OnIdentity(parameter), Test: report.Test{P: p, Suppressed: p == nil}}
	}
	for name, c := range map[string]struct {
		own  *float64
		want float64
	}{"told in the report": {&other, 0.06}, "withheld there too": {nil, 0.03}} {
		r := &report.Report{Gaps: []report.Gap{gap("one", &p), gap("two", c.own)},
			WithoutFlagged: &report.Alternative{Gaps: []report.Gap{gap("one", &p), gap("two", nil)}}}
		estimate.Adjust(r)
		if got := r.WithoutFlagged.Gaps; *got[0].PAdjusted != c.want || got[1].PAdjusted != nil {
			t.Errorf("%s: adjusts to %v and %v, want %v and nothing", name, *got[0].PAdjusted, got[1].PAdjusted, c.want)
		}
	}
}
