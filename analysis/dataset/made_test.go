package dataset_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// prepared archives one wave and prepares it without weights.
func prepared(t *testing.T, in *survey.Instrument, records []archive.Record) *dataset.Wave {
	t.Helper()
	dir := t.TempDir()
	analysistest.Store(t, dir, in, records)
	w, err := dataset.NewSource(dir).Prepare(in.Wave.Code, dataset.NoWeights, nil)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// answered are records of members who answer the page of the identity, in this order.
func answered(panel string, all ...survey.Answers) []archive.Record {
	var records []archive.Record
	for i, answers := range all {
		records = append(records, archive.Record{ID: fmt.Sprintf("%s-%04d", panel, i), Panel: panel, Outcome: survey.Complete,
			Answers: map[string]survey.Answers{"identity/dna": answers}})
	}
	return records
}

// loaded prepares the two waves of analysistest.Waves with the pairs of their panels.
func loaded(t *testing.T, source *dataset.Source) (from, to *dataset.Wave, pairs []*dataset.Pair) {
	t.Helper()
	waves, _, err := dataset.Load(context.Background(), source, []string{"2018", "2019"}, "")
	if err != nil {
		t.Fatal(err)
	}
	pairs, err = dataset.Pairs(waves[0], waves[1])
	if err != nil {
		t.Fatal(err)
	}
	return waves[0], waves[1], pairs
}

// ids are those of the responses of a wave, without the wave: of one member they are the same.
func ids(t *testing.T, w *dataset.Wave) []string {
	t.Helper()
	all, err := w.IDs()
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		all[i] = strings.TrimPrefix(all[i], w.Code()+"-")
	}
	return all
}

func random(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 5)) }

// variable finds one of a wave.
func variable(t *testing.T, w *dataset.Wave, parameter, item string, rated bool) *dataset.Variable {
	t.Helper()
	v := w.ByKey[dataset.Key{Framework: "dna", Parameter: parameter, Item: item, Rated: rated}]
	if v == nil {
		t.Fatalf("no variable %s %s", parameter, item)
	}
	return v
}
