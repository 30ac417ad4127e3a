package analysis_test

import (
	"context"
	"testing"

	"realitycheck/analysis"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// translator writes the reports of these tests.
func translator(t testing.TB, lang i18n.Lang) *i18n.Translator {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue.For(lang)
}

func build(t testing.TB, source *dataset.Source, years ...string) *report.Report {
	t.Helper()
	r, err := analysis.Build(context.Background(), source, years, analysis.Options{Tr: translator(t, i18n.Dutch), NMin: 10})
	if err != nil {
		t.Fatal(err)
	}
	return r
}
