package verify

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis/report"
)

// TestEveryFigureIsCovered: nothing that a report tells stands unverified, on any basis, of parameters or items, with weights or
// another way; and the list names the very cases of other software that verify it.
func TestEveryFigureIsCovered(t *testing.T) {
	for _, fault := range coverageFaults(Coverage(runSet(t, ownSet))) {
		t.Error(fault)
	}
}

// coverageFaults says where the list and what was really compared differ.
func coverageFaults(all []Covered) []string {
	var faults []string
	found, declared := map[string][]string{}, map[string][]string{}
	for _, c := range all {
		switch {
		case c.Open():
			faults = append(faults, c.String()+" is covered by no case")
		case len(c.Cases) > 0 && c.Uncovered != "":
			faults = append(faults, c.String()+" is covered, and the list says that it cannot be")
		}
		name := strings.TrimPrefix(strings.TrimPrefix(c.Figure, "unweighted."), "without_flagged.")
		declared[name] = slices.Sorted(slices.Values(c.declared))
		found[name] = slices.Compact(slices.Sorted(slices.Values(append(found[name], c.IDs(roadReport)...))))
	}
	for _, name := range sortedKeys(found) {
		if !slices.Equal(found[name], declared[name]) {
			faults = append(faults, fmt.Sprintf("%s is declared with %v, and covered with %v", name, declared[name], found[name]))
		}
	}
	return faults
}

// The control of the test above: a figure that is new, one that names a case too many or too few, one that is told to be out of
// reach though it is not, and one that is compared on another basis, of parameters only, or in another place.
func TestWhatIsNotCoveredIsFound(t *testing.T) {
	covers := func(id string, ok, second bool, figure string, bases ...report.Basis) Result {
		r := Result{ID: id, OK: ok}
		for _, basis := range bases {
			r.Covers = append(r.Covers, Cover{Cell{figure, basis, false}, second}, Cover{Cell{figure, basis, true}, second})
		}
		return r
	}
	results := []Result{
		covers("P07_mean", true, false, "estimates[].mean", report.Identity, report.All),
		covers("P07_mean", true, false, "estimates[].se", ""),
		covers("P10_mean", true, false, "estimates[].mean", report.Identity),
		covers("P11_wrong", false, false, "estimates[].top2", report.Identity),
		covers("P12_theme", true, true, "estimates[].share", report.Identity, report.All),
		{ID: "P13_part", OK: true, Covers: []Cover{{Cell: Cell{"estimates[].n", report.Identity, false}}}},
	}
	both, why := []report.Basis{report.Identity, report.All}, map[report.Basis]string{report.All: "no software has it"}
	for name, c := range map[string]struct {
		figure report.FigureSpec
		bases  []report.Basis
		faults int
	}{
		"as it is":             {report.FigureSpec{Path: "mean", Cases: []string{"P10", "P07"}}, both, 0},
		"without bases":        {report.FigureSpec{Path: "se", Cases: []string{"P07"}}, nil, 0},
		"by second opinion":    {report.FigureSpec{Path: "share"}, both, 0},
		"a new figure":         {report.FigureSpec{Path: "verdict"}, nil, 1},
		"on another basis":     {report.FigureSpec{Path: "mean", Cases: []string{"P10", "P07"}}, append(both, report.Anchors), 2},
		"of parameters only":   {report.FigureSpec{Path: "n", Cases: []string{"P13"}}, both[:1], 1},
		"a case that failed":   {report.FigureSpec{Path: "top2"}, both[:1], 2},
		"a case too many":      {report.FigureSpec{Path: "se", Cases: []string{"P07", "P10"}}, nil, 1},
		"a case too few":       {report.FigureSpec{Path: "mean", Cases: []string{"P07"}}, both, 1},
		"second, not declared": {report.FigureSpec{Path: "share", Cases: []string{"P12"}}, both, 1},
		"out of reach":         {report.FigureSpec{Path: "verdict", Uncovered: why}, both[1:], 0},
		"on one basis only":    {report.FigureSpec{Path: "verdict", Uncovered: why}, both, 2},
		"not out of reach":     {report.FigureSpec{Path: "share", Uncovered: why}, both, 2},
	} {
		entries := []report.EntrySpec{{At: []string{"estimates[]"}, Bases: c.bases, Figures: []report.FigureSpec{c.figure}}}
		if got := coverageFaults(coverage(entries, results)); len(got) != c.faults {
			t.Errorf("%s: got %q, want %d", name, got, c.faults)
		}
	}
	elsewhere := []report.EntrySpec{{At: []string{"estimates[]", "unweighted.estimates[]"}, Bases: both,
		Figures: []report.FigureSpec{{Path: "share"}}}}
	if got := coverageFaults(coverage(elsewhere, results)); len(got) != 4 {
		t.Errorf("in another place: got %q", got)
	}
}

func TestCoverageSaysByWhatRoad(t *testing.T) {
	all := Coverage(runSet(t, ownSet))
	for cell, want := range map[Cell]By{
		{"estimates[].mean", report.Identity, false}:             {"P10", roadReport},
		{"estimates[].mean", report.Identity, true}:              {"P10", roadReport},
		{"estimates[].mean", report.Anchors, true}:               {"P21", roadReport},
		{"estimates[].top2_low", report.All, false}:              {"P11", roadSecond},
		{"unweighted.estimates[].se", report.OfSample, true}:     {"P07", roadSecond},
		{"without_flagged.changes[].overlap", report.All, false}: {"P16", roadSecond},
		{"unweighted.gaps[].p_adjusted", report.Anchors, true}:   {"P23", roadReport},
		{"themes[].share", "", false}:                            {"P12", roadSecond},
		{"response[].rates{retention}", "", false}:               {"P30", roadReport},
		{"choices[].share", "", false}:                           {"P12", roadReport},
		{"gaps[].diff", report.Anchors, false}:                   {"P15", roadSecond},
		{"without_flagged.gaps[].n{}", report.Identity, true}:    {"P19", roadSecond},
		{"estimates[].distribution[]", report.Anchors, false}:    {"P16", roadSecond},
	} {
		at := slices.IndexFunc(all, func(c Covered) bool { return c.Cell == cell })
		if at < 0 || !slices.Contains(all[at].Cases, want) {
			t.Errorf("%v: got %+v, want %v", cell, all[max(at, 0)], want)
		}
	}
}
