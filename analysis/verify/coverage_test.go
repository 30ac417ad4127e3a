package verify

import (
	"slices"
	"testing"

	"realitycheck/analysis/report"
)

// TestEveryFigureIsCovered: nothing that a report tells stands unverified, and the list names the very cases that verify it.
func TestEveryFigureIsCovered(t *testing.T) {
	for _, fault := range coverageFaults(Coverage(runSet(t, ownSet))) {
		t.Error(fault)
	}
}

// coverageFaults says where the list and what was really compared differ.
func coverageFaults(all []Covered) []string {
	var faults []string
	for _, c := range all {
		ids, declared := slices.Concat(c.IDs(roadReport), c.IDs(roadSecond)), slices.Sorted(slices.Values(c.declared))
		slices.Sort(ids)
		switch {
		case c.Open():
			faults = append(faults, c.Figure+" is covered by no case")
		case !slices.Equal(ids, declared):
			faults = append(faults, c.Figure+" is declared otherwise than it is covered")
		case len(ids) > 0 && c.Uncovered != "":
			faults = append(faults, c.Figure+" is covered, and the list says that it cannot be")
		}
	}
	return faults
}

// The control of the test above: a figure that is new, one that names a case too many or too few, and one that is told to be out
// of reach though it is not.
func TestWhatIsNotCoveredIsFound(t *testing.T) {
	results := []Result{
		{ID: "P07_mean", OK: true, Covers: []Cover{{Figure: "estimates[].mean"}, {Figure: "estimates[].se"}}},
		{ID: "P10_mean", OK: true, Covers: []Cover{{Figure: "estimates[].mean"}}},
		{ID: "P11_wrong", Covers: []Cover{{Figure: "estimates[].top2"}}},
		{ID: "P12_theme", OK: true, Covers: []Cover{{Figure: "estimates[].share", Second: true}}},
	}
	entry := func(figures ...report.FigureSpec) []report.EntrySpec {
		return []report.EntrySpec{{Name: "estimate", At: []string{"estimates[]"}, Figures: figures}}
	}
	for name, c := range map[string]struct {
		figure report.FigureSpec
		faults int
	}{
		"as it is":            {report.FigureSpec{Path: "mean", Cases: []string{"P10", "P07"}}, 0},
		"by second opinion":   {report.FigureSpec{Path: "share", Cases: []string{"P12"}}, 0},
		"a new figure":        {report.FigureSpec{Path: "verdict"}, 1},
		"a case that failed":  {report.FigureSpec{Path: "top2", Cases: []string{"P11"}}, 1},
		"a case too many":     {report.FigureSpec{Path: "se", Cases: []string{"P07", "P10"}}, 1},
		"a case too few":      {report.FigureSpec{Path: "mean", Cases: []string{"P07"}}, 1},
		"out of reach":        {report.FigureSpec{Path: "verdict", Uncovered: "no software has it"}, 0},
		"not out of reach":    {report.FigureSpec{Path: "se", Cases: []string{"P07"}, Uncovered: "no software has it"}, 1},
		"declared and absent": {report.FigureSpec{Path: "verdict", Cases: []string{"P43"}}, 1},
	} {
		if got := coverageFaults(coverage(entry(c.figure), results)); len(got) != c.faults {
			t.Errorf("%s: got %q, want %d", name, got, c.faults)
		}
	}
}

func TestCoverageSaysByWhatRoad(t *testing.T) {
	all := Coverage(runSet(t, ownSet))
	for figure, want := range map[string]By{"estimates[].mean": {"P07", roadReport}, "themes[].share": {"P12", roadSecond},
		"response[].rates{retention}": {"P30", roadReport}, "changes[].p_adjusted": {"P23", roadReport}} {
		at := slices.IndexFunc(all, func(c Covered) bool { return c.Figure == figure })
		if at < 0 || !slices.Contains(all[at].Cases, want) {
			t.Errorf("%s: got %+v, want %v", figure, all[max(at, 0)], want)
		}
	}
	if got := all[0].Also; !slices.Equal(got, []string{"unweighted.estimates[].n", "without_flagged.estimates[].n"}) {
		t.Errorf("got %q", got)
	}
}
