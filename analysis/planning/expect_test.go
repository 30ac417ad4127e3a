package planning_test

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"
	"time"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/planning"
	"realitycheck/analysis/stats"
	"realitycheck/analysis/weighting"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// found is the smallest difference that is found in four of five tests: (t of 97.5 % + t of 80 %) times its error (METHODS 4.8).
func found(df, variance float64) float64 {
	return (stats.TQuantile(0.975, df) + stats.TQuantile(0.8, df)) * math.Sqrt(variance)
}

func near(x *float64, want float64) bool { return x != nil && math.Abs(*x-want) < 1e-9 }

// halves archives a wave of so many members a panel, of whom half answer 2 to everything and half 4; warm_cold is reversed.
// So every parameter has a standard deviation of sqrt(n/(n-1)).
func halves(t *testing.T, dir, code string, year, members int, panels ...string) {
	t.Helper()
	in := analysistest.Instrument(code, year)
	var records []archive.Record
	for _, panel := range panels {
		for i := range members {
			x := int8(2 + 2*(i%2))
			answers := survey.Answers{"reliable": {Code: x}, "warm_one": {Code: x}, "warm_cold": {Code: 6 - x}, "warm_two": {Code: x}}
			r := archive.Record{ID: fmt.Sprintf("%s-%s-%04d", code, panel, i), Panel: panel, Outcome: survey.Complete,
				Answers: map[string]survey.Answers{"identity/dna": answers}}
			if panel == "internal" {
				r.Answers["inside/proud"] = survey.Answers{"proud": {Code: x}}
			}
			records = append(records, r)
		}
	}
	analysistest.Store(t, dir, in, records)
}

func plan(t *testing.T, source *dataset.Source, panels []survey.WavePanel, invited map[string]int) *planning.Plan {
	t.Helper()
	p, err := planning.Of(source, panels, invited)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestGapsArePlannedFromInside: every panel of staff with every one of the public, whatever their order, on six of ten of those
// invited; the smaller side gives the degrees of freedom.
func TestGapsArePlannedFromInside(t *testing.T) {
	panels := []survey.WavePanel{{Code: "town", Kind: survey.Public}, {Code: "team", Kind: survey.Staff},
		{Code: "land", Kind: survey.Public},
		{Code: "desk", Kind: survey.Staff}}
	p := plan(t, dataset.NewSource(t.TempDir()), panels, map[string]int{"town": 100, "team": 50, "land": 1, "desk": 200})
	want := map[string]int{"town": 60, "team": 30, "land": 1, "desk": 120} // 0.6 is rounded to 1
	if !maps.Equal(p.Expected, want) || len(p.Returning) != 0 || p.Basis != "" {
		t.Errorf("got %+v, want %v expected", p, want)
	}
	var pairs []string
	for _, g := range p.Gaps {
		pairs = append(pairs, g.A+"-"+g.B)
		if (g.Diff == nil) != (g.B == "land") {
			t.Errorf("one member has no spread: got %+v", g)
		}
	}
	if !slices.Equal(pairs, []string{"team-town", "team-land", "desk-town", "desk-land"}) {
		t.Fatalf("got %v", pairs)
	}
	// 1/30 + 1/60 = 0.05, with 29 degrees of freedom; 1/120 + 1/60 = 0.025, with 59.
	if !near(p.Gaps[0].Diff, found(29, 0.05)) || !near(p.Gaps[2].Diff, found(59, 0.025)) {
		t.Errorf("got %v and %v", *p.Gaps[0].Diff, *p.Gaps[2].Diff)
	}
}

// TestChangesArePlannedFromTheLatestWave: with 60 members a panel then, of whom 0.8 would return where nobody knows better.
func TestChangesArePlannedFromTheLatestWave(t *testing.T) {
	dir := t.TempDir()
	halves(t, dir, "2018", 2018, 60, "internal", "external")
	source, panels := dataset.NewSource(dir), analysistest.Instrument("2019", 2019).Wave.Panels
	sd2 := 60. / 59
	for _, tt := range []struct {
		name                  string
		invited               int
		expected, returning   int
		variance, of, without float64
	}{
		// Half of those invited came. Shared members take 2 * 0.5 * shared / (60 * b) off 1/60 + 1/b.
		{"most return", 100, 50, 48, 1./60 + 1./50 - 48./3000, 49, 1./60 + 1./50},
		{"not more return than come", 40, 20, 20, 1./60 + 1./20 - 20./1200, 19, 1./60 + 1./20},
		{"more come than before", 400, 200, 48, 1./60 + 1./200 - 48./12000, 59, 1./60 + 1./200},
	} {
		p := plan(t, source, panels, map[string]int{"internal": tt.invited, "external": tt.invited})
		if p.Basis != "2018" || math.Abs(p.SD*p.SD-sd2) > 1e-12 || p.Corr != 0.5 ||
			!slices.Equal(p.Assumed, []string{"corr", "retention"}) {
			t.Fatalf("%s: got %+v", tt.name, p)
		}
		if p.Expected["internal"] != tt.expected || p.Returning["internal"] != tt.returning || len(p.Changes) != 2 {
			t.Errorf("%s: got %+v", tt.name, p)
		}
		c := p.Changes[0]
		if c.Panel != "internal" || c.From != "2018" || !near(c.WithReturning, found(tt.of, sd2*tt.variance)) ||
			!near(c.WithoutReturning, found(tt.of, sd2*tt.without)) {
			t.Errorf("%s: got %v with those who return and %v without", tt.name, *c.WithReturning, *c.WithoutReturning)
		}
	}
}

// TestAPanelThatIsNewHasNoChange: it has no wave before, and its completion is assumed.
func TestAPanelThatIsNewHasNoChange(t *testing.T) {
	dir := t.TempDir()
	halves(t, dir, "2018", 2018, 60, "internal")
	p := plan(t, dataset.NewSource(dir), []survey.WavePanel{{Code: "internal", Kind: survey.Staff},
		{Code: "new", Kind: survey.Public}},
		map[string]int{"internal": 100, "new": 100})
	if len(p.Changes) != 1 || p.Changes[0].Panel != "internal" || p.Expected["internal"] != 50 || p.Expected["new"] != 60 ||
		!slices.Contains(p.Assumed, "completion") || slices.Contains(p.Assumed, "sd") {
		t.Errorf("got %+v", p)
	}
	if len(p.Gaps) != 1 || p.Gaps[0].Diff == nil {
		t.Errorf("got %+v", p.Gaps)
	}
}

// TestWhoReturnsIsCountedByPanel: 45 of 60 returned inside, and none are known outside. They answered the same twice; a
// correlation of 1 would promise everything, and is taken as 0.99.
func TestWhoReturnsIsCountedByPanel(t *testing.T) {
	dir := t.TempDir()
	halves(t, dir, "2018", 2018, 60, "internal", "external")
	halves(t, dir, "2019", 2019, 60, "internal")
	var pairs []archive.Pair
	for i := range 45 {
		pairs = append(pairs, archive.Pair{Earlier: fmt.Sprintf("2018-internal-%04d", i), Later: fmt.Sprintf("2019-internal-%04d", i)})
	}
	if _, err := archive.WritePairs(dir+"/2019", dir+"/2018", pairs); err != nil {
		t.Fatal(err)
	}
	p := plan(t, dataset.NewSource(dir), analysistest.Instrument("2020", 2020).Wave.Panels,
		map[string]int{"internal": 200, "external": 200})
	if p.Basis != "2019" || p.Corr != 0.99 || p.Returning["internal"] != 45 || slices.Contains(p.Assumed, "corr") {
		t.Errorf("got %+v", p)
	}
	if _, there := p.Returning["external"]; there {
		t.Errorf("nobody outside came last time: got %+v", p)
	}
}

// TestWhatAPanelDoesNotTellIsAssumedByName: of one panel a single member returned, which gives a retention and no correlation;
// the other came for the first time.
func TestWhatAPanelDoesNotTellIsAssumedByName(t *testing.T) {
	dir := t.TempDir()
	halves(t, dir, "2018", 2018, 60, "internal")
	halves(t, dir, "2019", 2019, 60, "internal", "external")
	pair := archive.Pair{Earlier: "2018-internal-0000", Later: "2019-internal-0000"}
	if _, err := archive.WritePairs(dir+"/2019", dir+"/2018", []archive.Pair{pair}); err != nil {
		t.Fatal(err)
	}
	p := plan(t, dataset.NewSource(dir), analysistest.Instrument("2020", 2020).Wave.Panels,
		map[string]int{"internal": 200, "external": 200})
	if p.Returning["internal"] != 1 || p.Returning["external"] != 48 || !slices.Equal(p.Assumed, []string{"corr", "retention"}) {
		t.Errorf("got %+v", p)
	}
}

// TestWeightsMakePlansSmaller: members weighted as last time count for n over the design effect (METHODS 1.6).
func TestWeightsMakePlansSmaller(t *testing.T) {
	source := analysistest.Waves(t, 90, analysistest.Even)
	panels, invited := analysistest.Instrument("2020", 2020).Wave.Panels, map[string]int{"internal": 200, "external": 200}
	plain := plan(t, source, panels, invited)
	made, err := weighting.Rake(source, analysistest.Margins("2019", 0.6),
		weighting.Options{NMin: 10, Now: time.Unix(1e9, 0), Role: "analyst"})
	if err != nil {
		t.Fatal(err)
	}
	p, deff := plan(t, source, panels, invited), made.Panels[0].DEff
	if deff < 1.1 || p.Expected["internal"] != plain.Expected["internal"] {
		t.Fatalf("a design effect of %v; got %+v", deff, p)
	}
	a, b := float64(p.Expected["internal"])/deff, float64(p.Expected["external"])
	if want := found(a-1, p.SD*p.SD*(1/a+1/b)); !near(p.Gaps[0].Diff, want) || *p.Gaps[0].Diff <= *plain.Gaps[0].Diff {
		t.Errorf("got %v, want %v; without weights %v", *p.Gaps[0].Diff, want, *plain.Gaps[0].Diff)
	}
}
