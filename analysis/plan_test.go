package analysis_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"realitycheck/analysis"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/planning"
	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

func TestAPlanWithoutEarlierWavesNamesItsAssumptions(t *testing.T) {
	p, err := planning.Of(dataset.NewSource(t.TempDir()), madeInstrument("2018", 2018).Wave.Panels, map[string]int{"internal": 500, "external": 500})
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
		in := madeInstrument(code, 2018+i)
		records := madeRecords(in, members, r)
		if i == 0 {
			first = records
		}
		for at := range records { // who returns answers the same, but for one in five
			if i == 1 && r.IntN(5) > 0 {
				records[at].Answers["identity/dna"] = first[at].Answers["identity/dna"]
			}
		}
		store(t, dir, in, records)
	}
	pair(t, dir, "2018", "2019", members, func(i int) bool { return i%4 != 0 })
	p, err := planning.Of(dataset.NewSource(dir), madeInstrument("2020", 2020).Wave.Panels, map[string]int{"internal": 240, "external": 60})
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

// TestQualityFlagsFollowTheirRules gives single responses each flag, and looks for them in the counts and beside them.
func TestQualityFlagsFollowTheirRules(t *testing.T) {
	dir, r := t.TempDir(), rand.New(rand.NewPCG(2, 2))
	in := madeInstrument("2018", 2018)
	records := madeRecords(in, 60, r)
	line := func(record *archive.Record, code int8) {
		answers := survey.Answers{}
		for _, q := range []string{"reliable", "warm_one", "warm_cold", "warm_two"} {
			answers[q] = survey.Answer{Code: code}
		}
		record.Answers["identity/dna"] = answers
	}
	for i := range records {
		records[i].Speeder = i%60 < 12
	}
	for i := 20; i < 35; i++ {
		line(&records[i], 5)
	}
	line(&records[50], 3) // the middle of the scale contradicts nothing
	store(t, dir, in, records)
	source := dataset.NewSource(dir)
	plain := build(t, source)
	got := plain.Quality[0]
	if got.N != 60 || got.Speeder != 12 || got.Contradiction < 15 || got.Contradiction > 17 || got.Flagged < 27 {
		t.Errorf("got %+v", got)
	}
	doc, err := analysis.BuildWith(t.Context(), source, analysis.Options{Tr: translator(t, "nl"), WithoutFlagged: true}, 10, true)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range doc.WithoutFlagged.Estimates {
		with := plain.Estimates[i]
		if e.Panel == "internal" && e.Parameter == "reliable" && e.Basis == report.Identity && (e.Suppressed || *e.N >= *with.N || *e.Mean == *with.Mean) {
			t.Errorf("without flagged: got %+v, with: %+v", e, with)
		}
		if !e.Suppressed && *with.N-*e.N > 0 && *with.N-*e.N < 10 {
			t.Errorf("%d flagged members can be computed: %+v", *with.N-*e.N, e)
		}
	}
}
