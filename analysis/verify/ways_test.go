package verify

import (
	"fmt"
	"strings"
	"testing"
)

// TestCasesRunThroughTheReports: what a report shows is verified as the report computes it, by each of its roads.
func TestCasesRunThroughTheReports(t *testing.T) {
	through := map[string]string{}
	for _, r := range runSet(t, ownSet) {
		through[r.ID] = r.Through
	}
	for id, want := range map[string]string{
		"P07_mean_ratings":   "report, report engine: frequencies, ratings",
		"P12_prop_multi":     "report, report engine: frequencies, ratings",
		"P15_diff_panels":    "report, report engine: ratings",
		"P16_wave_change":    "report, report engine: frequencies, ratings",
		"P17_change_persons": "report, report engine: frequencies, ratings",
		"P19_welch":          "report, report engine: frequencies, ratings",
		"P03b_rake_error":    "report engine: weighting",
		"P22_rao_scott":      "reference only",
		"P25_alpha_ratings":  "reference only",
		"P29_aapor":          "report, report engine: completion and break-off",
		"P30_retention":      "report, report engine: retention",
		"P33_design_balance": "reference only",
		"P34_flags":          "report, report engine: flags and speeders",
		"P35_mean_raked":     "report, reference",
	} {
		if through[id] != want {
			t.Errorf("%s: got %q, want %q", id, through[id], want)
		}
	}
}

// TestWhatCodesCannotHoldIsLeftToTheReference: an item with more different answers than there are codes is in no report.
func TestWhatCodesCannotHoldIsLeftToTheReference(t *testing.T) {
	var csv strings.Builder
	csv.WriteString("income,opinion\n")
	for i := range 300 {
		fmt.Fprintf(&csv, "%d,%d\n", 1000+i, 1+i%5)
	}
	item := func(name string) string { return fmt.Sprintf(`{"name":%q,"var":%q,"type":"mean"}`, name, name) }
	for items, want := range map[string]string{
		item("income"):                         "reference only",
		item("opinion"):                        "report, report engine: frequencies, ratings",
		item("income") + "," + item("opinion"): "report, report engine in part: frequencies, ratings",
	} {
		spec := `{"method":"mean","data":"data/made.csv","items":[` + items + `],"domains":[{"label":"a","where":{}}]}`
		wanted := strings.TrimPrefix(strings.Repeat(`,{"n_rows":300}`, strings.Count(items, "name")), ",")
		r := made(t, csv.String(), spec, `{"status":"ok","results":[`+wanted+`]}`)
		if !r.OK || r.Through != want {
			t.Errorf("%s: got ok %t, %q and %s, want %q", items, r.OK, r.Through, r.Message, want)
		}
	}
}

// TestEveryWayIsJudged is the control of the ways: one that is wrong fails the case and is named.
func TestEveryWayIsJudged(t *testing.T) {
	const wanted = `{"status":"ok","results":[{"mean":4},{"mean":5}]}`
	figures := func(values ...any) []any {
		var list []any
		for _, v := range values {
			if v != nil {
				v = record{"mean": v}
			}
			list = append(list, v)
		}
		return list
	}
	for name, c := range map[string]struct {
		ways    []way
		message string
	}{
		"all agree": {[]way{{"frequencies", figures(4.0, nil)}, {"ratings", figures(4.0, 5.0)}, {"", figures(4.0, 5.0)}}, ""},
		"the first is wrong": {[]way{{"frequencies", figures(4.04, nil)}, {"ratings", figures(4.0, 5.0)}, {"", figures(4.0, 5.0)}},
			"frequencies: [0].mean: "},
		"the second is wrong": {[]way{{"frequencies", figures(4.0, nil)}, {"ratings", figures(4.0, 5.05)}, {"", figures(4.0, 5.0)}},
			"ratings: [1].mean: "},
		"the last is wrong": {[]way{{"frequencies", figures(4.0, nil)}, {"ratings", figures(4.0, 5.0)}, {"", figures(4.04, 5.0)}},
			"reference: [0].mean: "},
		"one says too little":  {[]way{{"ratings", figures(4.0)}, {"", figures(4.0, 5.0)}}, "ratings: "},
		"the last leaves some": {[]way{{"ratings", figures(4.0, nil)}, {"", figures(4.0, nil)}}, "reference: [1]: "},
	} {
		r := judged(t, nil, Result{Status: "ok", Method: "mean", ways: c.ways}, reread(t, []byte(wanted)))
		if r.OK != (c.message == "") || !strings.HasPrefix(r.Message, c.message) {
			t.Errorf("%s: got ok %t, %q, want %q", name, r.OK, r.Message, c.message)
		}
	}
}
