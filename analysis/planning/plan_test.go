package planning_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/planning"
	"realitycheck/survey/archive"
)

func TestAPlanWithoutEarlierWavesNamesItsAssumptions(t *testing.T) {
	p, err := planning.Of(dataset.NewSource(t.TempDir()), analysistest.Instrument("2018", 2018).Wave.Panels, map[string]int{"internal": 500, "external": 500})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(p.Assumed, []string{"sd", "corr", "retention", "completion"}) || p.Expected["internal"] != 300 || len(p.Changes) != 0 {
		t.Errorf("got %+v", p)
	}
	// Cohen (1988): two groups of 300 find d = 0.229 with a chance of 80 %.
	if len(p.Gaps) != 1 || p.Gaps[0].A != "internal" || math.Abs(*p.Gaps[0].Diff-0.229) > 0.002 {
		t.Errorf("got %+v", p.Gaps)
	}
}

func TestReturningMembersMakeSmallerChangesVisible(t *testing.T) {
	dir, r := t.TempDir(), rand.New(rand.NewPCG(6, 6))
	const members = 120
	var first []archive.Record
	for i, code := range []string{"2018", "2019"} {
		in := analysistest.Instrument(code, 2018+i)
		records := analysistest.Records(in, members, r)
		if i == 0 {
			first = records
		}
		for at := range records { // who returns answers the same, but for one in five
			if i == 1 && r.IntN(5) > 0 {
				records[at].Answers["identity/dna"] = first[at].Answers["identity/dna"]
			}
		}
		analysistest.Store(t, dir, in, records)
	}
	analysistest.Pair(t, dir, "2018", "2019", members, func(i int) bool { return i%4 != 0 })
	p, err := planning.Of(dataset.NewSource(dir), analysistest.Instrument("2020", 2020).Wave.Panels, map[string]int{"internal": 240, "external": 60})
	if err != nil {
		t.Fatal(err)
	}
	if p.Basis != "2019" || len(p.Assumed) != 0 || p.Expected["internal"] != 120 || p.Expected["external"] != 30 || p.Returning["internal"] != 90 {
		t.Errorf("got %+v", p)
	}
	if p.Corr < 0.3 || p.Corr > 0.95 || p.SD < 0.5 || p.SD > 2 {
		t.Errorf("correlation %v, standard deviation %v", p.Corr, p.SD)
	}
	for _, c := range p.Changes {
		if c.From != "2019" || *c.WithReturning >= *c.WithoutReturning {
			t.Errorf("got %v with returning members, %v without", *c.WithReturning, *c.WithoutReturning)
		}
	}
}
