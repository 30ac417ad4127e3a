package analysis_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/planning"
	"realitycheck/analysis/report"
	"realitycheck/survey"
)

// pairsOf lists the pairs of panels in gaps, each once, in their order.
func pairsOf(gaps []report.Gap) []string {
	var pairs []string
	for _, g := range gaps {
		if pair := g.A + " - " + g.B; !slices.Contains(pairs, pair) {
			pairs = append(pairs, pair)
		}
	}
	return pairs
}

// ofKinds is the made instrument with panels of its own.
func ofKinds(panels ...survey.WavePanel) *survey.Instrument {
	in := analysistest.Instrument("2018", 2018)
	in.Wave.Panels = panels
	return in
}

func TestGapsAreStaffMinusPublic(t *testing.T) {
	dir := t.TempDir()
	in := ofKinds(survey.WavePanel{Code: "inwoners", Kind: survey.Public}, survey.WavePanel{Code: "medewerkers", Kind: survey.Staff},
		survey.WavePanel{Code: "bezoekers", Kind: survey.Public})
	analysistest.Store(t, dir, in, analysistest.Records(in, 40, rand.New(rand.NewPCG(1, 1))))
	doc := build(t, dataset.NewSource(dir))
	if got, want := pairsOf(doc.Gaps), []string{"medewerkers - inwoners", "medewerkers - bezoekers"}; !slices.Equal(got, want) {
		t.Errorf("got gaps %q, want %q", got, want)
	}
	plan, err := planning.Of(dataset.NewSource(dir), in.Wave.Panels, map[string]int{"inwoners": 90, "medewerkers": 90, "bezoekers": 90})
	if err != nil {
		t.Fatal(err)
	}
	var planned, changes []string
	for _, g := range plan.Gaps {
		planned = append(planned, g.A+" - "+g.B)
	}
	for _, c := range plan.Changes {
		changes = append(changes, c.Panel)
	}
	if want := []string{"medewerkers - inwoners", "medewerkers - bezoekers"}; !slices.Equal(planned, want) {
		t.Errorf("planned gaps %q, want %q", planned, want)
	}
	if want := []string{"medewerkers", "inwoners", "bezoekers"}; !slices.Equal(changes, want) {
		t.Errorf("planned changes %q, want %q", changes, want)
	}
}

// TestFewOfAPanelAreToldByItsKind lets 20 members of each panel agree: only of a panel that was declared to be of the
// public is it told.
func TestFewOfAPanelAreToldByItsKind(t *testing.T) {
	for _, tt := range []struct {
		name  string
		panel survey.WavePanel
		told  bool
	}{
		{"public", survey.WavePanel{Code: "inwoners", Kind: survey.Public}, true},
		{"staff", survey.WavePanel{Code: "medewerkers", Kind: survey.Staff}, false},
		{"staff by another code", survey.WavePanel{Code: "external", Kind: survey.Staff}, false},
		{"public by another code", survey.WavePanel{Code: "internal", Kind: survey.Public}, true},
		{"outside of before, where the kind is assumed", survey.WavePanel{Code: "external"}, false},
	} {
		dir, in := t.TempDir(), ofKinds(tt.panel)
		records := analysistest.Records(in, 20, rand.New(rand.NewPCG(1, 2)))
		for i := range records {
			records[i].Answers["identity/dna"] = survey.Answers{"reliable": {Code: 5}}
		}
		analysistest.Store(t, dir, in, records)
		found := false
		for _, e := range build(t, dataset.NewSource(dir)).Estimates {
			if e.Basis == report.Identity && e.Parameter == "reliable" && e.Item == nil {
				found = true
				if told := e.Mean != nil && e.Top2 != nil; told != tt.told {
					t.Errorf("%s: told is %v, want %v", tt.name, told, tt.told)
				}
			}
		}
		if !found {
			t.Errorf("%s: there is no estimate", tt.name)
		}
	}
}
