package disclosure_test

import (
	"testing"

	"realitycheck/analysis/disclosure"
	"realitycheck/analysis/estimate"
	"realitycheck/analysis/report"
)

// of is a share of answers of a panel in a wave.
func of(wave, panel string, n int, p float64) estimate.Share {
	return estimate.Share{Wave: wave, Panel: panel, N: n, P: p}
}

func TestThemesOfFewMembersHaveTheirVerdictOnly(t *testing.T) {
	for _, tt := range []struct {
		n    int
		told bool
	}{{0, true}, {1, false}, {9, false}, {10, true}} {
		theme := report.Theme{Wave: "2026", Panel: "town", Question: "why", Theme: "tone", Verdict: "good", N: &tt.n, Answers: to(12),
			Asked: to(60), Share: to(0.5), ShareAsked: to(0.1), Low: to(0.2), High: to(0.8)}
		g := newGiven()
		g.report.Themes = []report.Theme{theme}
		same(t, "no threshold", g.behind(noThreshold).Themes[0], theme)
		if !tt.told {
			theme = report.Theme{Wave: "2026", Panel: "town", Question: "why", Theme: "tone", Verdict: "good", Suppressed: true}
		}
		same(t, "n_min 10", g.behind(full).Themes[0], theme)
	}
}

// TestThemesOfSamplesAreToldTogether: the answers about all samples are told together, and all samples but one would leave
// the figures of the one.
func TestThemesOfSamplesAreToldTogether(t *testing.T) {
	for _, tt := range []struct {
		name   string
		shares []estimate.Share // one a sample
		told   bool
		leak   bool // told without a threshold
	}{
		{"enough about every sample", []estimate.Share{of("2026", "town", 10, 0.5), of("2026", "town", 40, 0.5)}, true, true},
		{"few about one", []estimate.Share{of("2026", "town", 40, 0.5), of("2026", "town", 9, 0.5)}, false, true},
		{"nobody about one", []estimate.Share{of("2026", "town", 40, 0.5), of("2026", "town", 0, 0)}, true, true},
		{"nobody has it about one, outside", []estimate.Share{of("2026", "town", 20, 0), of("2026", "town", 40, 0.5)}, true, true},
		{"nobody has it about one, inside", []estimate.Share{of("2026", "team", 20, 0), of("2026", "team", 40, 0.5)}, false, false},
		{"of thirty inside nobody has it", []estimate.Share{of("2026", "team", 30, 0), of("2026", "team", 40, 0.5)}, true, true},
	} {
		g := newGiven()
		for _, theme := range []string{"tone", "speed"} { // the second is of other answers
			for i, s := range tt.shares {
				if theme == "speed" {
					s.N, s.P = 40, 0.5
				}
				g.report.ThemeSamples = append(g.report.ThemeSamples, report.ThemeSample{Wave: s.Wave, Panel: s.Panel, Question: "why",
					Theme: theme, Sample: []string{"film", "letter"}[i], N: &s.N, Share: &s.P, Low: to(0.0), High: to(1.0)})
				g.evidence.Themes.Samples = append(g.evidence.Themes.Samples, []estimate.Share{s})
			}
		}
		for _, c := range []struct {
			control disclosure.Control
			told    bool
		}{{full, tt.told}, {noThreshold, tt.leak}} {
			got := g.behind(c.control).ThemeSamples
			for i, s := range got[:2] {
				want := g.report.ThemeSamples[i]
				if !c.told {
					want.N, want.Share, want.Low, want.High, want.Suppressed = nil, nil, nil, nil, true
				}
				same(t, tt.name, s, want)
			}
			same(t, tt.name+": another theme", got[2:], g.report.ThemeSamples[2:])
		}
	}
}

// TestDifferencesOfThemesRestOnSharesThatAreTold: with one share told and the difference, the other would follow.
func TestDifferencesOfThemesRestOnSharesThatAreTold(t *testing.T) {
	for _, tt := range []struct {
		name  string
		sides []estimate.Share
		told  bool
		leak  bool // told without a threshold
	}{
		{"enough on both sides", []estimate.Share{of("2026", "team", 20, 0.5), of("2026", "town", 20, 0.5)}, true, true},
		{"few on one", []estimate.Share{of("2026", "team", 20, 0.5), of("2026", "town", 9, 0.5)}, false, true},
		{"a limit inside", []estimate.Share{of("2026", "team", 20, 0.04), of("2026", "town", 20, 0.5)}, false, false},
		{"the same outside", []estimate.Share{of("2026", "team", 20, 0.5), of("2026", "town", 20, 0.04)}, true, true},
		{"nobody on one side has no share", []estimate.Share{of("2026", "team", 0, 0), of("2026", "town", 20, 0.5)}, true, true},
		{"coders agree too little: there is no figure", nil, true, true},
	} {
		g := newGiven()
		n := map[string]int{"team": 20, "town": 20}
		g.report.ThemeGaps = []report.ThemeGap{{Wave: "2026", Question: "why", Theme: "tone", A: "team", B: "town", N: n,
			Test: tested()}}
		g.report.ThemeChanges = []report.ThemeChange{{Panel: "team", From: "2025", To: "2026", Question: "why", Theme: "tone",
			N: n, Test: tested(), Comparable: true}}
		g.evidence.Themes.Gaps, g.evidence.Themes.Changes = [][]estimate.Share{tt.sides}, [][]estimate.Share{tt.sides}
		for _, c := range []struct {
			control disclosure.Control
			told    bool
		}{{full, tt.told}, {noThreshold, tt.leak}} {
			gap, change := g.report.ThemeGaps[0], g.report.ThemeChanges[0]
			if !c.told {
				gap.N, gap.Test = nil, report.Test{Suppressed: true}
				change.N, change.Test = nil, report.Test{Suppressed: true}
			}
			r := g.behind(c.control)
			same(t, tt.name, r.ThemeGaps[0], gap)
			same(t, tt.name, r.ThemeChanges[0], change)
		}
	}
}
