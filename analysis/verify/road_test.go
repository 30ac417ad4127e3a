package verify

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// toldOf is what the report tells of a case of the own set.
func toldOf(t *testing.T, id string) []told {
	t.Helper()
	s, err := openSet(ownSet)
	if err != nil {
		t.Fatal(err)
	}
	var question spec
	var want expected
	if err := s.readJSON("cases/"+id+".spec.json", &question); err != nil {
		t.Fatal(err)
	}
	if err := s.readJSON("cases/"+id+".expected.json", &want); err != nil {
		t.Fatal(err)
	}
	f := s.compute(&question, &Result{})
	all, err := s.throughReport(context.Background(), f, want.Results)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func has(all []told, figure, of string) bool {
	return slices.ContainsFunc(all, func(x told) bool { return x.Figure == figure && x.Of == of && x.Want != nil })
}

// TestReportsTellWhatCasesAskFor: by every kind of place that a report has.
func TestReportsTellWhatCasesAskFor(t *testing.T) {
	for id, places := range map[string][][2]string{
		"P07_mean_ratings": {{"estimates[].mean", "tone, int S03"}},
		"P10_mean_person_nps": {{"estimates[].mean", "sat, ext 2023"}, {"estimates[].n", "sat, ext 60+ 2025"}, {"gap_changes[].se", "q1, ext less int"},
			{"unweighted.gaps[].diff", "statements, ext 2025, int 2025"}},
		"P12_prop_multi":  {{"choices[].share", "letter, int 2024, several"}, {"choices[].low", "web, ext 2024, q1k"}},
		"P15_diff_panels": {{"gaps[].n{}", "q1, int 2025, ext 2025"}, {"gaps[].effect", "statements, int 2025, ext 2025 S01"}},
		"P11_prop_topbox": {{"estimates[].top2_low", "clarity top2, int S01"}, {"choices[].share", "tone bottom1, ext 2025, q2c"}},
		"P16_wave_change": {{"changes[].overlap", "clarity, S05 25-24"}, {"themes[].high", "clarity top2, ext"},
			{"without_flagged.changes[].overlap", "statements, ext 2025, ext 2024"}},
		"P19_welch":         {{"gaps[].df", "y, int-ext"}},
		"P21_samples_index": {{"estimates[].se", "clarity, index"}},
		"P30_retention":     {{"response[].rates{retention}", "ext, 2024 to 2025"}},
	} {
		all := toldOf(t, id)
		for _, p := range places {
			if !has(all, p[0], p[1]) {
				t.Errorf("%s: %s of %s is not compared", id, p[0], p[1])
			}
		}
	}
}

// TestAWrongReportFails is the control of the road: each figure told otherwise than it is expected fails its case and is named.
func TestAWrongReportFails(t *testing.T) {
	for _, id := range []string{"P07_mean_ratings", "P12_prop_multi", "P16_wave_change", "P26_kappa", "P29_aapor", "P34_flags",
		"P23_p_adjust"} {
		all := toldOf(t, id)
		if len(all) == 0 {
			t.Errorf("%s: nothing is told", id)
		}
		for i := range all {
			right := all[i].Got
			r := Result{OK: true}
			if r.judgeReport(all[i:i+1], nil, expected{}); !r.OK {
				t.Fatalf("%s: %s", id, r.Message)
			}
			all[i].Got = wrong(right)
			r.judgeReport(all[i:i+1], nil, expected{})
			if r.OK || !strings.HasPrefix(r.Message, "report") || !strings.Contains(r.Message, all[i].Cell.String()+" of "+all[i].Of) {
				t.Errorf("%s: with %+v got ok %t, %q", id, all[i], r.OK, r.Message)
			}
			all[i].Got = right
		}
	}
}

// madeMean is a case about a mean of n members, one row each.
func madeMean(n int) (csv, spec, expected string) {
	var rows strings.Builder
	rows.WriteString("member,panel,w,q,x\n")
	for i := range n {
		fmt.Fprintf(&rows, "m%d,a,1,%d,%d\n", i, 1+i%5, i)
	}
	return rows.String(), `{"method":"mean","data":"data/made.csv","cluster":"member","strata":"panel","weight":"w",
		"items":[{"name":"q","var":"q","type":"mean"}],"domains":[{"label":"a","where":{}}]}`,
		`{"status":"ok","results":[{"mean":3,"reason":null}]}`
}

// madeRatings are two samples, each rated by ten members, who weigh 1 on the one and something else on the other.
func madeRatings(other int) string {
	var rows strings.Builder
	rows.WriteString("member,panel,w,sample,q\n")
	for i := range 10 {
		fmt.Fprintf(&rows, "m%d,a,1,s,%d\nm%d,a,%d,t,%d\n", i, 1+i%5, i, other, 1+i%5)
	}
	return rows.String()
}

func TestWhatAReportCannotHoldIsNotCompared(t *testing.T) {
	csv, spec, expected := madeMean(10)
	rated := strings.Replace(spec, `"where":{}`, `"where":{"sample":["s"]}`, 1)
	for name, c := range map[string]struct {
		csv, spec string
		compared  bool
	}{
		"as it is":              {csv, spec, true},
		"a member twice":        {strings.Replace(csv, "m5,", "m0,", 1), spec, false},
		"one weight":            {madeRatings(1), rated, true},
		"two weights":           {madeRatings(2), rated, false},
		"another level":         {csv, strings.Replace(spec, `"method"`, `"level":0.9,"method"`, 1), false},
		"off the scale":         {csv, strings.Replace(spec, `"var":"q"`, `"var":"x"`, 1), false},
		"fewer than five":       {strings.Join(strings.SplitAfter(csv, "\n")[:5], ""), spec, false},
		"fewer than the case's": {csv, strings.Replace(spec, `"method"`, `"n_min":11,"method"`, 1), false},
	} {
		if r := made(t, c.csv, c.spec, expected); strings.Contains(r.Through, "report,") != c.compared {
			t.Errorf("%s: got %q, %v, %s", name, r.Through, r.OK, r.Message)
		}
	}
}

func TestNothingIsLeftBehind(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	toldOf(t, "P12_prop_multi")
	left, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range left {
		if strings.HasPrefix(entry.Name(), "realitycheck-verify") {
			t.Errorf("left behind: %s", entry.Name())
		}
	}
}

// TestABrokenReportFailsItsCase: what goes wrong on the road is said, and ends no other case.
func TestABrokenReportFailsItsCase(t *testing.T) {
	s, err := openSet(ownSet)
	if err != nil {
		t.Fatal(err)
	}
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	var question spec
	if err := s.readJSON("cases/P19_welch.spec.json", &question); err != nil {
		t.Fatal(err)
	}
	f := s.compute(&question, &Result{})
	if _, err := s.throughReport(gone, f, nil); err == nil {
		t.Error("a run that was stopped: got no error")
	}
	question.Method = "p_adjust"
	p := 0.5
	question.Families = []family{{Label: "a", P: []*float64{&p}}}
	_, err = s.throughReport(context.Background(), f, nil)
	if err == nil || !strings.Contains(err.Error(), "broken") {
		t.Fatalf("a road that breaks: got %v", err)
	}
	r := Result{OK: true}
	if r.judgeReport(nil, err, expected{}); r.OK || !strings.HasPrefix(r.Message, "report: ") {
		t.Errorf("a case whose road broke: got ok %t, %q", r.OK, r.Message)
	}
}
