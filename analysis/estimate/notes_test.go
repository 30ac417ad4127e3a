package estimate_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/weighting"
	"realitycheck/survey"
)

// TestAChangeSaysWhatItIsWorth: one over a break has no figure, whatever else there is to say; one between waves that are not
// paired has none either; other samples and other targets are remarks beside a figure (METHODS 4.1 and 4.4).
func TestAChangeSaysWhatItIsWorth(t *testing.T) {
	turned := func(in *survey.Instrument) { // "reliable" means the opposite from 2019 on
		in.Questionnaire.Blocks[0].Pages[0].Questions[0].Reversed = in.Wave.Year == 2019
	}
	identity, all := report.Identity, report.All
	for _, tt := range []struct {
		name      string
		alter     func(*survey.Instrument)
		paired    bool
		targets   float64 // the share of the young that the later wave is weighted to inside; 0 for no weights
		panel     string
		basis     report.Basis
		parameter string
		note      string
		figure    bool
	}{
		{"the same question, paired", nil, true, 0, "internal", identity, "reliable", "", true},
		{"each wave showed a sample of its own", nil, true, 0, "internal", all, "reliable", report.MixDiffer, true},
		{"not paired", nil, false, 0, "internal", identity, "reliable", report.NotPaired, false},
		{"not paired, on samples", nil, false, 0, "internal", all, "reliable", report.NotPaired, false},
		{"a question turned round", turned, true, 0, "internal", identity, "reliable", report.Broken, false},
		{"turned round and not paired", turned, false, 0, "internal", identity, "reliable", report.Broken, false},
		{"another parameter", turned, true, 0, "internal", identity, "warm", "", true},
		{"weighted in one wave only", nil, true, 0.5, "internal", identity, "reliable", report.TargetsDiffer, true},
		{"the other panel is not weighted", nil, true, 0.5, "external", identity, "reliable", "", true},
		{"weighted, over other samples", nil, true, 0.5, "internal", all, "reliable", report.MixDiffer, true},
		{"weighted, over a break", turned, true, 0.5, "internal", identity, "reliable", report.Broken, false},
	} {
		dir, r := t.TempDir(), rand.New(rand.NewPCG(4, 4))
		for i, code := range []string{"2018", "2019"} {
			in := analysistest.WithStrata(analysistest.Instrument(code, 2018+i))
			if tt.alter != nil {
				tt.alter(in)
			}
			records := analysistest.Records(in, 30, r)
			for at := range records {
				records[at].Strata = analysistest.Even(at % 30)
			}
			analysistest.Store(t, dir, in, records)
		}
		if tt.paired {
			analysistest.Pair(t, dir, "2018", "2019", 30, func(i int) bool { return i%2 == 0 })
		}
		source := dataset.NewSource(dir)
		if tt.targets > 0 {
			_, err := weighting.Rake(source, analysistest.Margins("2019", tt.targets), weighting.Options{NMin: 10, Now: time.Unix(1e9, 0)})
			ok(t, err)
		}
		seen := 0
		for i, c := range figuresOf(t, source, nil).figures.Changes.List {
			if c.Panel != tt.panel || c.Basis != tt.basis || c.Parameter != tt.parameter || c.Item != nil {
				continue
			}
			seen++
			note := ""
			if c.Note != nil {
				note = *c.Note
			}
			if note != tt.note || (c.Diff != nil) != tt.figure || (c.N != nil) != tt.figure || c.Comparable == (tt.note == report.Broken) {
				t.Errorf("%s: change %d: got note %q and %+v", tt.name, i, note, c)
			}
		}
		if seen != 1 {
			t.Errorf("%s: %d changes", tt.name, seen)
		}
	}
}
