package analysis_test

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"time"

	"realitycheck/analysis"
	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/weighting"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

var madeAt = time.Date(2021, 3, 1, 9, 0, 0, 0, time.UTC)

func rake(t *testing.T, source *dataset.Source, m survey.Margins) archive.Weighting {
	t.Helper()
	w, err := weighting.Rake(source, m, weighting.Options{NMin: 10, Now: madeAt, Role: "analyst"})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestAReportSaysWhichWeightsItUses(t *testing.T) {
	source := analysistest.Waves(t, 90, analysistest.Even)
	plain := build(t, source)
	first := rake(t, source, analysistest.Margins("2018", 0.5))
	second := rake(t, source, analysistest.Margins("2018", 0.2))
	if first.Name != "2021-03-01" || second.Name != "2021-03-01-2" {
		t.Errorf("got %q and %q", first.Name, second.Name)
	}
	with := func(name string) *report.Report {
		r, err := analysis.Build(context.Background(), source, nil, analysis.Options{Tr: translator(t, i18n.Dutch), NMin: 10, Weights: name, Unweighted: true})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	latest, named, none := with(""), with(first.Name), with(dataset.NoWeights)
	for _, c := range []struct {
		doc  *report.Report
		want string
	}{{latest, second.Name}, {named, first.Name}, {none, ""}} {
		got := ""
		for _, w := range c.doc.Weighting {
			if w.Wave == "2018" && w.Panel == "internal" && w.Name != nil {
				got = *w.Name
			}
			if w.Panel == "external" && (w.Method != "none" || w.Name != nil) {
				t.Errorf("the external panel has weights: %+v", w)
			}
		}
		if got != c.want {
			t.Errorf("got weighting %q, want %q", got, c.want)
		}
	}
	ungrouped := func(r *report.Report) []report.Estimate { // which groups are shown rests on every weighting
		return slices.DeleteFunc(slices.Clone(r.Estimates), func(e report.Estimate) bool { return e.Group != nil })
	}
	if !reflect.DeepEqual(ungrouped(none), ungrouped(plain)) || reflect.DeepEqual(latest.Estimates, plain.Estimates) || reflect.DeepEqual(latest.Estimates, named.Estimates) {
		t.Error("the figures do not follow the weighting")
	}
	if !reflect.DeepEqual(latest.Unweighted.Estimates, ungrouped(plain)) || !reflect.DeepEqual(latest.Unweighted.Gaps, plain.Gaps) {
		t.Error("the figures beside the weighted ones are not the unweighted ones")
	}
	if _, err := analysis.Build(context.Background(), source, nil, analysis.Options{Tr: translator(t, i18n.Dutch), Weights: "1999-01-01"}); fault.Of(err) != fault.NotFound {
		t.Errorf("a weighting that is not there: got %v", err)
	}
}

func TestOtherTargetsAreNotedOnAChange(t *testing.T) {
	for _, c := range []struct {
		young float64
		noted bool
	}{{0.5, false}, {0.2, true}} {
		source := analysistest.Waves(t, 90, analysistest.Even)
		rake(t, source, analysistest.Margins("2018", 0.5))
		rake(t, source, analysistest.Margins("2019", c.young))
		for _, change := range build(t, source).Changes {
			noted := change.Note != nil && *change.Note == report.TargetsDiffer
			if noted != (c.noted && change.Panel == "internal" && change.Basis != report.All) && change.Basis != report.All {
				t.Errorf("%v: got note %v on %+v", c.young, noted, change.Subject)
			}
			if change.Cuts() != noted || noted && change.Item == nil && change.Diff == nil { // an item may be hidden
				t.Errorf("%v: the line is cut %v, and the difference is %v", c.young, change.Cuts(), change.Diff)
			}
		}
	}
}
