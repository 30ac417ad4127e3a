package report_test

import (
	"testing"

	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// TestEveryCertaintyIsTold reads what may be said of gaps and changes of every certainty: each in words of its own.
func TestEveryCertaintyIsTold(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	diff, back, sure, chance, unpaired := 0.5, -0.5, 0.001, 0.4, report.NotPaired
	told := func(d, p *float64) report.Test { return report.Test{Diff: d, P: p} }
	for _, lang := range i18n.Langs() {
		tr, changes, gaps := catalogue.For(lang), map[string]bool{}, map[string]bool{}
		for _, test := range []report.Test{told(&diff, &sure), told(&diff, &chance), told(&diff, nil), {Suppressed: true}} {
			gaps[(&report.Gap{Test: test}).Words(tr)] = true
			changes[(&report.Change{Test: test, Comparable: true}).Words(tr)] = true
		}
		changes[(&report.Change{Test: told(&back, &sure), Comparable: true}).Words(tr)] = true
		changes[(&report.Change{}).Words(tr)] = true
		changes[(&report.Change{Comparable: true, Note: &unpaired}).Words(tr)] = true
		if len(gaps) != 4 || len(changes) != 7 || gaps[""] || changes[""] {
			t.Errorf("%s: got %v for gaps and %v for changes", lang, gaps, changes)
		}
		for _, l := range []report.Limit{report.Below, report.Above} {
			if l.Words(tr) == "" || l.Words(tr) == report.Limit("").Words(tr) {
				t.Errorf("%s: the limit %s has no words", lang, l)
			}
		}
	}
}
