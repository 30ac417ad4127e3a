package main

import (
	"strings"
	"testing"

	"realitycheck/analysis/verify"
)

func TestVerifySaysWhatEveryCaseRanThrough(t *testing.T) {
	results := []verify.Result{
		{ID: "P07_mean", Title: "Means", OK: true, Through: "report engine: frequencies, ratings"},
		{ID: "P22_rao_scott", Title: "Tables", OK: true, Through: "reference only"},
		{ID: "P43_verdict", Title: "Verdicts", Later: "verdict"},
	}
	var out strings.Builder
	if err := printVerdicts(&out, results, false); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"ok    P07_mean ", "report engine: frequencies, ratings  Means", "reference only  Tables", "later P43_verdict ",
		"not there yet: verdict  Verdicts", "2 passed, 1 not there yet: P43, 0 failed"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("got\n%s\nwithout %q", out.String(), want)
		}
	}
	if err := failedCases(results); err != nil {
		t.Errorf("what is not there yet has not failed: got %v", err)
	}
}

func TestVerifyFailsWhenACaseDoes(t *testing.T) {
	for name, results := range map[string][]verify.Result{
		"one of two":       {{ID: "a", OK: true}, {ID: "b"}},
		"an optional case": {{ID: "a", Optional: true}},
		"an empty set":     nil,
	} {
		if failedCases(results) == nil {
			t.Errorf("%s: got no error", name)
		}
	}
}
