package analysis_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/report"
	"realitycheck/analysis/weighting"
	"realitycheck/survey"
)

// groupsOf lists the groups of a panel that a report shows.
func groupsOf(r *report.Report, panel string) []report.Group {
	var all []report.Group
	for _, e := range r.Estimates {
		if e.Panel == panel && e.Group != nil && !e.Suppressed && !slices.Contains(all, *e.Group) {
			all = append(all, *e.Group)
		}
	}
	return all
}

// TestAPreviewTellsWhichGroupsItWithholds: what the preview says is what the reports before and after do.
func TestAPreviewTellsWhichGroupsItWithholds(t *testing.T) {
	hidden, kept := 0, 0
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 9))
		strata := make([][]string, 130)
		for i := range strata {
			strata[i] = traitsOf(r, 0.1)
		}
		source := analysistest.Waves(t, len(strata), func(i int) []string { return strata[i] })
		margins := survey.Margins{Wave: "2018", Bounds: survey.DefaultBounds, Panels: []survey.PanelMargins{{Panel: "internal", Margins: []survey.Margin{
			{Attribute: "age", Targets: map[string]float64{"young": 0.38, "middle": 0.42, "old": 0.2}},
			{Attribute: "gender", Targets: map[string]float64{"f": 0.53, "m": 0.45, "x": 0.02}}}}}}
		wave, err := source.Open("2018")
		if err != nil {
			t.Fatal(err)
		}
		preview, err := weighting.Try(wave, margins, 10)
		if err != nil {
			t.Fatal(err)
		}
		before := groupsOf(build(t, source, "2018"), "internal")
		if _, err := weighting.Rake(source, margins, weighting.Options{NMin: 10, Now: madeAt, Role: "analyst", AcceptMerge: true}); err != nil {
			t.Logf("seed %d: no weights", seed)
			continue
		}
		after := groupsOf(build(t, source, "2018"), "internal")
		var gone []report.Group
		for _, g := range before {
			if !slices.Contains(after, g) {
				gone = append(gone, g)
			}
		}
		if got := preview.Panels[0].Withholds; !slices.Equal(got, gone) {
			t.Errorf("seed %d: the preview says that %v go, and %v do", seed, got, gone)
		}
		hidden, kept = hidden+len(gone), kept+len(after)
	}
	if hidden == 0 || kept == 0 {
		t.Errorf("%d groups were hidden and %d kept: want some of both", hidden, kept)
	}
}
