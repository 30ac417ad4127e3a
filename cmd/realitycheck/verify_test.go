package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis/report"
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

func TestCoverageListsEveryFigure(t *testing.T) {
	mean := verify.Cell{Figure: "estimates[].mean", Basis: report.Identity}
	all := verify.Coverage([]verify.Result{
		{ID: "P07_mean", OK: true, Covers: []verify.Cover{{Cell: mean}}},
		{ID: "P12_prop", OK: true, Covers: []verify.Cover{{Cell: mean, Second: true}}},
	})
	var out strings.Builder
	if err := printCoverage(&out, all, false); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 1+len(all) {
		t.Errorf("got %d lines for %d figures", len(lines), len(all))
	}
	both := []string{"estimates[].mean identity", "1 to 5", "2.1", "report: P07; report against reference: P12"}
	for _, want := range [][]string{both, {"estimates[].mean identity item", "NONE"}, {"gaps[].df identity", "NONE"}} {
		line := lines[slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, want[0]+" ") })]
		for _, part := range want {
			if !strings.Contains(line, part) {
				t.Errorf("got %q without %q", line, part)
			}
		}
	}
	if err := openFigures(all); err == nil || strings.Count(out.String(), openMark+"\n") == 0 {
		t.Errorf("got %v, want that figures are without a case", err)
	}
	if err := openFigures(all[:0]); err != nil {
		t.Errorf("nothing is open: got %v", err)
	}
	out.Reset()
	var document []struct {
		Figure string
		Cases  []struct{ Case, Road string }
	}
	if err := printCoverage(&out, all, true); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(out.String()), &document); err != nil || len(document) != len(all) {
		t.Errorf("got %d figures, %v", len(document), err)
	}
}

// TestCoverageRefusesASetThatLeavesFiguresOpen runs the command as anybody would.
func TestCoverageRefusesASetThatLeavesFiguresOpen(t *testing.T) {
	small := t.TempDir()
	cases := filepath.Join(small, "cases")
	err := errors.Join(os.Mkdir(cases, 0o755),
		os.WriteFile(filepath.Join(cases, "a.spec.json"), []byte(`{"method":"special","calls":[]}`), 0o644),
		os.WriteFile(filepath.Join(cases, "a.expected.json"), []byte(`{"status":"ok","results":[]}`), 0o644))
	if err != nil {
		t.Fatal(err)
	}
	for dir, open := range map[string]bool{filepath.Join("..", "..", "testdata", "stats"): false, small: true} {
		cmd := verifyCommand()
		var out strings.Builder
		cmd.SetOut(&out)
		cmd.SetErr(io.Discard)
		cmd.SetArgs([]string{dir, "--coverage"})
		if err := cmd.ExecuteContext(t.Context()); (err != nil) != open || strings.Contains(out.String(), "NONE") != open {
			t.Errorf("%s: got %v and\n%s", dir, err, out.String())
		}
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
