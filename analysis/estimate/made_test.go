package estimate_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/estimate"
	"realitycheck/analysis/report"
	"realitycheck/survey"
)

// made are two waves with their figures.
type made struct {
	waves   []*dataset.Wave
	history dataset.History
	figures *estimate.Figures
}

// makeWaves makes paired waves of members with attributes, two in three returning, whose answers follow from the seed.
func makeWaves(t *testing.T, seed uint64, members int, weighted bool, alter ...func(*survey.Instrument)) made {
	t.Helper()
	dir, r := t.TempDir(), rand.New(rand.NewPCG(seed, 11))
	for i, code := range []string{"2018", "2019"} {
		in := analysistest.WithStrata(analysistest.Instrument(code, 2018+i))
		for _, change := range alter {
			change(in)
		}
		records := analysistest.Records(in, members, r)
		for at := range records {
			records[at].Strata = analysistest.Even(r.IntN(6))
		}
		analysistest.Store(t, dir, in, records)
	}
	analysistest.Pair(t, dir, "2018", "2019", members, func(i int) bool { return i%3 != 0 })
	return figuresOf(t, dataset.NewSource(dir), func(w *dataset.Wave) dataset.Subset {
		if !weighted {
			return dataset.Subset{}
		}
		weights := make([]float64, w.Responses.Len())
		for row := range weights {
			weights[row] = 0.2 + 2*r.Float64()
		}
		return dataset.Subset{Weight: weights}
	})
}

// figuresOf computes all figures of the waves of a source, each looked at as a subset.
func figuresOf(t *testing.T, source *dataset.Source, subset func(*dataset.Wave) dataset.Subset) made {
	t.Helper()
	codes, err := source.Codes()
	ok(t, err)
	m := made{}
	m.waves, m.history, err = dataset.Load(context.Background(), source, codes, "")
	ok(t, err)
	for i, w := range m.waves {
		if subset != nil {
			m.waves[i], err = w.As(subset(w))
			ok(t, err)
		}
	}
	m.figures, err = estimate.Of(context.Background(), m.waves, m.history, estimate.All)
	ok(t, err)
	return m
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (m made) wave(code string) *dataset.Wave {
	return m.waves[slices.IndexFunc(m.waves, func(w *dataset.Wave) bool { return w.Code() == code })]
}

// of finds the variable of a subject.
func of(w *dataset.Wave, s report.Subject) *dataset.Variable {
	key := dataset.Key{Framework: "dna", Parameter: s.Parameter, Rated: s.Basis != report.Identity}
	if s.Item != nil {
		key.Item = *s.Item
	}
	return w.ByKey[key]
}
