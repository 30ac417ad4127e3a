package analysis_test

import (
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis/report"
)

// readAs says as which kinds the attacker reads a figure of the list.
var readAs = map[string]string{
	"estimates[].mean": "mean", "estimates[].top2": "top2", "estimates[].dont_know": "dont_know",
	"estimates[].distribution[]": "points top2",
	"choices[].share":            "choice", "gaps[].diff": "mean", "changes[].diff": "mean",
	"themes[].share": "theme", "themes[].share_asked": "theme", "theme_samples[].share": "theme",
	"theme_gaps[].diff": "theme", "theme_changes[].diff": "theme",
	"quality[].speeder": "flag", "quality[].contradiction": "flag", "quality[].long_string": "flag", "quality[].flagged": "flag",
}

// Why the attacker leaves the other figures of the list.
const (
	knownCount  = "she knows who took part and who answered what"
	knownWeight = "weights follow from attributes and margins, which are published"
	fromOthers  = "it follows from the estimate, its standard error and the numbers of members"
	squares     = "a sum of squares over the members of the estimate; she reasons about sums only"
	fromTest    = "it follows from the difference, its standard error and its degrees of freedom"
	fromChanges = "it follows from the two changes, which are told wherever it is"
	aboutCoders = "it is about what coders found in texts, which belong to no member"
)

// leftAlone gives the reason of each.
func leftAlone() map[string]string {
	all := map[string]string{
		"estimates[].n": knownCount, "estimates[].n_eff": knownWeight, "estimates[].se": squares,
		"estimates[].low": fromOthers, "estimates[].high": fromOthers, "estimates[].top2_low": fromOthers,
		"estimates[].top2_high": fromOthers, "choices[].n": knownCount, "choices[].low": fromOthers,
		"choices[].high": fromOthers, "changes[].overlap": knownCount, "response[].invited": knownCount,
		"response[].started": knownCount, "response[].completed": knownCount, "response[].partial": knownCount,
		"response[].rates{completion}": knownCount, "response[].rates{break_off}": knownCount,
		"response[].rates{retention}": knownCount, "themes[].n": knownCount, "themes[].answers": knownCount,
		"themes[].asked": knownCount, "themes[].low": fromOthers, "themes[].high": fromOthers, "theme_samples[].n": knownCount,
		"theme_samples[].low": fromOthers, "theme_samples[].high": fromOthers, "theme_agreement[].units": aboutCoders,
		"theme_agreement[].observed": aboutCoders, "theme_agreement[].kappa": aboutCoders,
		"theme_agreement[].kappa_se": aboutCoders, "theme_agreement[].alpha": aboutCoders, "weighting[].deff": knownWeight,
		"weighting[].n_eff": knownWeight, "weighting[].low": knownWeight, "weighting[].high": knownWeight,
		"quality[].n": knownCount,
	}
	for _, list := range []string{"gaps", "changes", "theme_gaps", "theme_changes"} {
		for member, why := range map[string]string{"n{}": knownCount, "se": squares, "low": fromTest, "high": fromTest, "df": squares,
			"p": fromTest, "p_adjusted": fromTest, "effect": squares} {
			all[list+"[]."+member] = why
		}
	}
	for _, member := range []string{"diff", "se", "low", "high", "df", "p", "p_adjusted"} {
		all["gap_changes[]."+member] = fromChanges
	}
	return all
}

// attackFaults says which figures of the list the attacker neither reads nor leaves for a reason, or both, and what she names that
// is in no list.
func attackFaults(entries []report.EntrySpec, readAs, leftAlone map[string]string) []string {
	var faults []string
	known := map[string]bool{}
	for _, e := range entries {
		for _, f := range e.Figures {
			path := e.Paths(f.Path)[0]
			known[path] = true
			if (readAs[path] == "") == (leftAlone[path] == "") {
				faults = append(faults, path)
			}
		}
	}
	for _, named := range []map[string]string{readAs, leftAlone} {
		for path := range named {
			if !known[path] {
				faults = append(faults, path+" is no figure")
			}
		}
	}
	return faults
}

// TestTheAttackerKnowsEveryFigure: a figure that comes is read, or left for a reason that somebody wrote down.
func TestTheAttackerKnowsEveryFigure(t *testing.T) {
	for _, fault := range attackFaults(report.Entries(), readAs, leftAlone()) {
		t.Error(fault)
	}
	for path, as := range readAs {
		for _, kind := range strings.Fields(as) {
			if !slices.Contains(kinds, kind) {
				t.Errorf("%s is read as %s, which no equation is about", path, kind)
			}
		}
	}
}

// The control of the test above.
func TestAFigureThatTheAttackerDoesNotKnowIsFound(t *testing.T) {
	entry := report.EntrySpec{At: []string{"gaps[]"}, Figures: []report.FigureSpec{{Path: "diff"}, {Path: "verdict"}}}
	read, left := map[string]string{"gaps[].diff": "mean"}, map[string]string{}
	faults := func() []string { return attackFaults([]report.EntrySpec{entry}, read, left) }
	if got := faults(); !slices.Equal(got, []string{"gaps[].verdict"}) {
		t.Errorf("a new figure: got %q", got)
	}
	if left["gaps[].verdict"] = knownCount; len(faults()) != 0 {
		t.Errorf("left for a reason: got %q", faults())
	}
	if left["gaps[].diff"] = knownCount; len(faults()) != 1 {
		t.Errorf("read and left: got %q", faults())
	}
	delete(left, "gaps[].diff")
	if read["drifts[].per_year"] = "mean"; len(faults()) != 1 {
		t.Errorf("what is in no list: got %q", faults())
	}
}

func TestToldIsWhatTheListSays(t *testing.T) {
	x := 0.5
	for _, c := range []struct {
		entry string
		value any
		want  []string
	}{
		{"estimate", report.Estimate{Mean: &x, Top2Low: &x}, []string{"mean"}},
		{"estimate", report.Estimate{Distribution: []float64{x}}, []string{"points", "top2"}},
		{"gap", report.Gap{N: map[string]int{"a": 1}, Test: report.Test{P: &x}}, nil},
		{"theme", report.Theme{ShareAsked: &x}, []string{"theme"}},
	} {
		got := told(c.entry, c.value)
		if len(got) != len(c.want) || slices.ContainsFunc(c.want, func(kind string) bool { return !got[kind] }) {
			t.Errorf("%s: got %v, want %v", c.entry, got, c.want)
		}
	}
}
