package disclosure_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/estimate"
	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// people are members alike: what attributes they have, and what they answer to "reliable", "warm_one", "warm_cold" and
// "warm_two"; 0 is no answer. Where no answers are given, they differ from member to member over the whole scale.
type people struct {
	n       int
	strata  []string
	answers [4]int8
}

// spreadOut are the answers of member i of people who differ.
func spreadOut(i int) [4]int8 {
	one := func(step int) int8 { return int8(1 + (i+step)%survey.ScalePoints) }
	return [4]int8{one(0), one(1), one(3), one(2)}
}

// archived prepares a wave in which each panel named has the same people. Attributes are the first so many of age, gender
// and kind, as many as the people have.
func archived(t *testing.T, panels []string, all ...people) *dataset.Wave {
	t.Helper()
	in := analysistest.WithStrata(analysistest.Instrument("2018", 2018))
	for p := range in.Wave.Panels {
		in.Wave.Panels[p].Strata = in.Wave.Panels[p].Strata[:len(all[0].strata)]
	}
	var records []archive.Record
	for _, panel := range panels {
		at := 0
		for _, alike := range all {
			for range alike.n {
				answers, own := survey.Answers{}, alike.answers
				if own == [4]int8{} {
					own = spreadOut(at)
				}
				for q, code := range []string{"reliable", "warm_one", "warm_cold", "warm_two"} {
					if own[q] != 0 {
						answers[code] = survey.Answer{Code: own[q]}
					}
				}
				strata := slices.Clone(alike.strata)
				for i := range strata {
					if strata[i] == "" {
						strata[i] = survey.MissingCategory
					}
				}
				records = append(records, archive.Record{ID: fmt.Sprintf("%s-%04d", panel, at), Panel: panel, Outcome: survey.Complete,
					Strata: strata, Answers: map[string]survey.Answers{"identity/dna": answers,
						"inside/proud": {"proud": survey.Answer{Code: spreadOut(at)[0]}}}})
				at++
			}
		}
	}
	for i := range records {
		if records[i].Panel != "internal" {
			delete(records[i].Answers, "inside/proud") // the public is not asked
		}
	}
	dir := t.TempDir()
	analysistest.Store(t, dir, in, records)
	w, err := dataset.NewSource(dir).Prepare("2018", dataset.NoWeights, nil)
	ok(t, err)
	return w
}

// weighted is a wave in which a member weighs what weigh gives for their first attribute. These weights are published, and
// plain says whether figures without any were too.
func weighted(t *testing.T, w *dataset.Wave, plain bool, attribute int, weigh map[string]float64) *dataset.Wave {
	t.Helper()
	s := dataset.Subset{Weight: make([]float64, w.Responses.Len()), Plain: plain}
	for row := range s.Weight {
		x, given := weigh[w.Responses.Strata[attribute].At(row)]
		if s.Weight[row] = x; !given {
			s.Weight[row] = 1
		}
	}
	s.Published = [][]float64{s.Weight}
	w, err := w.As(s)
	ok(t, err)
	return w
}

// computed are the figures of a wave with its evidence.
func computed(t *testing.T, w *dataset.Wave) *given {
	t.Helper()
	f, err := estimate.Of(context.Background(), []*dataset.Wave{w}, nil, estimate.All)
	ok(t, err)
	g := &given{report: report.Report{Estimates: f.Estimates.List, Gaps: f.Gaps.List}}
	g.evidence.Waves, g.evidence.Figures = []*dataset.Wave{w}, f
	return g
}

// find is the mean of a parameter or item of a panel, of the group of an attribute where it is named.
func find(t *testing.T, all []report.Estimate, panel, parameter, item, group string) *report.Estimate {
	t.Helper()
	for i := range all {
		e := &all[i]
		name := ""
		if e.Group != nil {
			name = e.Group.By + "=" + e.Group.Value
		}
		own := ""
		if e.Item != nil {
			own = *e.Item
		}
		if e.Panel == panel && e.Basis == report.Identity && e.Parameter == parameter && own == item && name == group {
			return e
		}
	}
	t.Fatalf("no %s %s of %s %s", parameter, item, panel, group)
	return nil
}

// sum is that of the answers behind an estimate.
func sum(e *report.Estimate) float64 { return float64(*e.N) * *e.Mean }
