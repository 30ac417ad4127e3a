package analysis_test

import (
	"math/rand/v2"
	"testing"

	"realitycheck/analysis"
	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// TestQualityFlagsFollowTheirRules gives single responses each flag, and looks for them in the counts and beside them.
func TestQualityFlagsFollowTheirRules(t *testing.T) {
	dir, r := t.TempDir(), rand.New(rand.NewPCG(2, 2))
	in := analysistest.Instrument("2018", 2018)
	records := analysistest.Records(in, 60, r)
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
	analysistest.Store(t, dir, in, records)
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
