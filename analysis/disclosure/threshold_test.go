package disclosure_test

import (
	"testing"

	"realitycheck/analysis/disclosure"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
)

func TestTheThresholdIsNeverUnderItsFloor(t *testing.T) {
	for _, tt := range []struct{ configured, want int }{{0, 5}, {-3, 5}, {4, 5}, {5, 5}, {6, 6}, {10, 10}, {25, 25}} {
		if got := disclosure.New(tt.configured); got.Threshold != tt.want || !got.Secondary {
			t.Errorf("n_min %d: got %+v, want %d with secondary suppression", tt.configured, got, tt.want)
		}
	}
}

// TestEveryDomainBehindAFigureHasTheThreshold: a figure with one domain of somebody, but of fewer than n_min, is withheld
// whole (METHODS 7.2), whatever kind of figure it is.
func TestEveryDomainBehindAFigureHasTheThreshold(t *testing.T) {
	identity := trust(report.Identity, "")
	for _, tt := range []struct {
		name     string
		domains  []stats.Counts
		withheld bool
	}{
		{"nobody: there is nobody to protect", among(0), false},
		{"a single member", among(1), true},
		{"one under the threshold", among(9), true},
		{"the threshold", among(10), false},
		{"few valid answers among many don't-knows", []stats.Counts{{Base: 30, Members: 9}}, true},
		{"many don't-knows and no valid answer", []stats.Counts{{Base: 30}}, false},
		{"few don't-knows and no valid answer", []stats.Counts{{Base: 9}}, true},
		{"the other domain has few", among(40, 9), true},
		{"the other domain has nobody", among(40, 0), false},
		{"one of many domains has few", among(40, 40, 40, 1, 40), true},
	} {
		g := newGiven().estimate(spread("town", identity, 40), tt.domains...).
			choice(report.Choice{Wave: "2026", Panel: "town", Item: "who", Option: "1", N: to(40), Share: to(0.5)}, tt.domains...).
			gap(gapOf(report.Subject{Basis: report.Identity, Parameter: "other"}), tt.domains...).
			change(changeOf("town", report.Subject{Basis: report.Identity, Parameter: "other"}), tt.domains...)
		r := g.behind(full)
		if tt.withheld {
			other := report.Subject{Basis: report.Identity, Parameter: "other"}
			same(t, tt.name, r.Estimates[0], withheldEstimate("town", identity))
			same(t, tt.name, r.Choices[0], report.Choice{Wave: "2026", Panel: "town", Item: "who", Option: "1", Suppressed: true})
			same(t, tt.name, r.Gaps[0], withheldGap(other))
			same(t, tt.name, r.Changes[0], withheldChange("town", other))
			r = g.behind(noThreshold)
		}
		same(t, tt.name+", told", []any{r.Estimates, r.Choices, r.Gaps, r.Changes},
			[]any{g.report.Estimates, g.report.Choices, g.report.Gaps, g.report.Changes})
	}
}

// TestANumberUnderTheThresholdIsNotTold: whatever its evidence says, a figure that would be told with a number of members
// from 1 to 9 is not.
func TestANumberUnderTheThresholdIsNotTold(t *testing.T) {
	identity := trust(report.Identity, "")
	for _, tt := range []struct {
		n        int
		withheld bool
	}{{0, false}, {1, true}, {9, true}, {10, false}} {
		gap, change := gapOf(identity), changeOf("town", identity)
		gap.N, change.N = map[string]int{"team": 40, "town": tt.n}, map[string]int{"2025": tt.n, "2026": 40}
		g := newGiven().estimate(spread("town", trust(report.OfSample, "film"), tt.n)).gap(gap).change(change).
			choice(report.Choice{Wave: "2026", Panel: "town", Item: "who", Option: "1", N: &tt.n, Share: to(0.5)})
		g.report.Quality = []report.Quality{{Wave: "2026", Panel: "town", N: tt.n, Speeder: 1, Contradiction: 1, LongString: 1,
			Flagged: 1}}
		for _, c := range []struct {
			control  disclosure.Control
			withheld bool
		}{{full, tt.withheld}, {noThreshold, false}} {
			r := g.behind(c.control)
			for what, got := range map[string]bool{"estimate": r.Estimates[0].Suppressed, "choice": r.Choices[0].Suppressed,
				"gap": r.Gaps[0].Suppressed, "change": r.Changes[0].Suppressed, "flags": r.Quality[0].Suppressed} {
				if got != c.withheld {
					t.Errorf("%s on %d members behind %+v: withheld %t, want %t", what, tt.n, c.control, got, c.withheld)
				}
			}
			if c.withheld {
				same(t, "flags", r.Quality[0], report.Quality{Wave: "2026", Panel: "town", Suppressed: true})
			}
		}
	}
}

// TestADifferenceOfAMeanThatIsNotToldIsNotTold: with the other mean it would give that one away. A mean is not told when it is
// withheld, and when it is told as a limit.
func TestADifferenceOfAMeanThatIsNotToldIsNotTold(t *testing.T) {
	film, letter := trust(report.OfSample, "film"), trust(report.OfSample, "letter")
	anchors, all := trust(report.Anchors, ""), trust(report.All, "")
	few, unanimous := func(panel string, s report.Subject) report.Estimate { return spread(panel, s, 9) },
		func(panel string, s report.Subject) report.Estimate {
			e := spread(panel, s, 20)
			e.Top2, e.Distribution = to(1.0), []float64{0, 0, 0, 0, 1}
			return e
		}
	for _, tt := range []struct {
		name      string
		estimates []report.Estimate
		subject   report.Subject
		gap       bool // withheld, of team and town
		change    bool // withheld, of team
	}{
		{"both means are told", []report.Estimate{spread("team", film, 40), spread("town", film, 40)}, film, false, false},
		{"the mean inside is withheld", []report.Estimate{few("team", film), spread("town", film, 40)}, film, true, true},
		{"the mean outside is withheld", []report.Estimate{spread("team", film, 40), few("town", film)}, film, true, false},
		{"the mean inside is a limit", []report.Estimate{unanimous("team", film), spread("town", film, 40)}, film, true, true},
		{"the public has no limits", []report.Estimate{spread("team", film, 40), unanimous("town", film)}, film, false, false},
		{"another sample is withheld", []report.Estimate{few("team", letter)}, film, false, false},
		{"a sample that is a limit takes its average along", []report.Estimate{unanimous("team", film)}, anchors, true, true},
		{"and that over all samples", []report.Estimate{unanimous("team", film)}, all, true, true},
		{"of a sample with few answers no average has them", []report.Estimate{few("team", film)}, all, false, false},
		{"but an item beside its parameter does", []report.Estimate{spread("team", film, 40), few("team", statement(film))},
			statement(all), true, true},
		{"an item says nothing of its parameter", []report.Estimate{few("team", statement(film))}, film, false, false},
	} {
		g := newGiven().gap(gapOf(tt.subject)).change(changeOf("team", tt.subject))
		for _, e := range tt.estimates {
			g.estimate(e)
		}
		r := g.behind(full)
		if r.Gaps[0].Suppressed != tt.gap || r.Changes[0].Suppressed != tt.change {
			t.Errorf("%s: gap withheld %t, change %t", tt.name, r.Gaps[0].Suppressed, r.Changes[0].Suppressed)
		}
	}
}

// TestAGroupThatIsWithheldLeavesThePanelAlone: the place of a group is that of its panel, whose figures are not its own.
func TestAGroupThatIsWithheldLeavesThePanelAlone(t *testing.T) {
	identity := trust(report.Identity, "")
	group := withheldEstimate("team", identity)
	group.Group = &report.Group{By: "age", Value: "young"}
	g := newGiven().estimate(spread("team", identity, 40)).estimate(group).gap(gapOf(identity))
	if r := g.behind(full); r.Gaps[0].Suppressed || r.Estimates[0].Suppressed {
		t.Errorf("got %+v and %+v", r.Estimates[0], r.Gaps[0])
	}
}

// TestAChangeThatWasNotComputedSaysWhy: it has no number to withhold, and its remark is to be read.
func TestAChangeThatWasNotComputedSaysWhy(t *testing.T) {
	identity := trust(report.Identity, "")
	broken := report.Change{Panel: "team", From: "2025", To: "2026", Subject: identity, Note: to(report.Broken)}
	g := newGiven().estimate(spread("team", identity, 9)).change(broken)
	same(t, "change over a break", g.behind(full).Changes[0], broken)
}
