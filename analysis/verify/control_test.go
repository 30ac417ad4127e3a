package verify

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// program is the command's verify and nothing else, so that it builds in a moment.
const program = `package main

import (
	"context"
	"fmt"
	"os"

	"realitycheck/analysis/verify"
)

func main() {
	results, err := verify.Run(context.Background(), os.Args[1])
	if err != nil {
		fmt.Println(err)
		os.Exit(2)
	}
	for _, r := range results {
		fmt.Println(r.ID, r.OK, r.Message)
	}
	if verify.Sum(results).Failed > 0 {
		os.Exit(1)
	}
}
`

// TestVerifyNoticesWhatReportsGetWrong is the control of all reference cases: a program in which one thing that reports
// compute is wrong by 1 % is built, and verify must refuse it. The wrong line is laid over the source, so that no switch is
// shipped; each stands in the source exactly once, or the test says so.
func TestVerifyNoticesWhatReportsGetWrong(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program for each fault; left out under -short")
	}
	if os.Getenv("REALITYCHECK_TEST_POSTGRES") != "" {
		t.Skip("rests on no store: it ran with the tests on SQLite")
	}
	for _, c := range []struct {
		name, file, right, wrong string
		noticed                  string // what fails, and in which part of the reports' engine
	}{
		{"nothing", "", "", "", ""},
		{"mean", "analysis/stats/sizes.go",
			"m.mean = sum / m.weight", "m.mean = 1.01 * sum / m.weight", "P07_mean_ratings false frequencies: "},
		{"variance", "analysis/stats/sizes.go",
			"return float64(n) / float64(n-1) * squares", "return 1.01 * float64(n) / float64(n-1) * squares",
			"P16_wave_change false frequencies: "},
		{"degrees of freedom of a mean", "analysis/stats/counts.go",
			"return float64(df)", "return 1.01 * float64(df)", "P12_prop_multi false frequencies: "},
		{"degrees of freedom of a comparison", "analysis/stats/contrast.go",
			"r.DF = df", "r.DF = 1.01 * df", "P15_diff_panels false ratings: "},
		{"variance of several ratings", "analysis/stats/pool.go",
			"p.z += weight *", "p.z += 1.005 * weight *", "P11_prop_topbox false ratings: "},
		{"threshold of a straight line", "analysis/quality/line.go",
			"l.answered >= StraightAnswers", "float64(l.answered) >= 1.01*StraightAnswers", "P34_flags false"},
		{"threshold of a long string", "analysis/quality/line.go",
			"LongShare       = 0.75", "LongShare       = 0.7575", "P34_flags false"},
		{"share of a speeder", "survey/speeder/speeder.go", "Fraction = 1.0 / 3", "Fraction = 1.01 / 3", "P34_flags false"},
		{"retention", "analysis/quality/rates.go", "r.Rate = share(", "r.Rate = 1.01 * share(", "P30_retention false"},
		{"completion", "analysis/quality/rates.go",
			"Completion: share(", "Completion: 1.01 * share(", "P29_aapor false completion and break-off: "},
		// What only the report does, and so only the road through it notices.
		{"mean of a report", "analysis/estimate/mean.go",
			"report.Figure(mean.Mean)", "report.Figure(1.01*mean.Mean)",
			"P07_mean_ratings false report: estimates[].mean"},
		{"mean of an average", "analysis/estimate/mean.go",
			"report.Figure(mean.Estimate)", "report.Figure(1.01*mean.Estimate)",
			"P21_samples_index false report: estimates[].mean"},
		{"effective number of a group", "analysis/disclosure/groups.go",
			"*e.NEff / float64(*e.N)", "1.01 * *e.NEff / float64(*e.N)",
			"P10_mean_person_nps false report: estimates[].n_eff of sat, ext 60+ 2025"},
		{"threshold of a high answer", "analysis/dataset/variable.go",
			"v.Points[i] >= 4", "float64(v.Points[i]) >= 1.01*4",
			"P11_prop_topbox false report: estimates[].top2"},
		{"weights", "analysis/dataset/wave.go",
			"w.Clustered.Weight = append(w.Clustered.Weight, w.Weight[response])",
			"w.Clustered.Weight = append(w.Clustered.Weight, w.Weight[response]*(1+0.01*float64(row%2)))",
			"P07_mean_ratings false report: "},
		{"share of an option", "analysis/estimate/choice.go",
			"Share: report.Figure(share.P)", "Share: report.Figure(1.01*share.P)",
			"P12_prop_multi false report: choices[].share"},
		{"gap", "analysis/estimate/gap.go",
			"Diff: report.Figure(c.Estimate)", "Diff: report.Figure(1.01*c.Estimate)",
			"P19_welch false report: gaps[].diff"},
		{"members of both waves", "analysis/dataset/pair.go",
			"- len(earlier)}", "- len(earlier)*99/100}",
			"P17_change_persons false report: changes[]."},
		{"overlap", "analysis/estimate/change.go",
			"c.Test, c.Overlap = test(r), &r.Shared", "more := r.Shared + 1; c.Test, c.Overlap = test(r), &more",
			"P16_wave_change false report: changes[].overlap"},
		{"adjustment", "analysis/estimate/adjust.go",
			"adjusted = stats.Holm(p)", "adjusted = stats.BenjaminiHochberg(p)",
			"P23_p_adjust false report: gaps[].p_adjusted"},
		{"retention of a report", "analysis/estimate/response.go",
			"report.Figure(quality.Retain(members).Rate)", "report.Figure(1.01*quality.Retain(members).Rate)",
			"P30_retention false report: response[].rates{retention}"},
		{"speeders of a report", "analysis/estimate/quality.go",
			"w.Responses.Speeder[row])", "w.Responses.Speeder[row] || row == 0)",
			"P34_flags false report: quality[].speeder"},
		{"effective number of weights", "analysis/weighting/attempt.go",
			"w.Precision.Deff, w.Precision.NEff", "w.Precision.Deff, 1.01*w.Precision.NEff",
			"P04b_rake_bounded2 false report: weighting[].n_eff"},
		{"share of a theme", "analysis/estimate/theme.go",
			"s.P = float64(yes)", "s.P = 1.01 * float64(yes)",
			"P12_prop_multi false report and second opinion: theme"},
		{"agreement of coders", "analysis/coding/agreement.go",
			"Kappa: known(kappa.Kappa)", "Kappa: known(1.01 * kappa.Kappa)",
			"P26_kappa false report: theme_agreement[].kappa"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			refused, out := verified(t, c.file, c.right, c.wrong)
			if refused != (c.file != "") || !strings.Contains(out, c.noticed) {
				t.Errorf("refused %t, want %t because of %q:\n%s", refused, c.file != "", c.noticed, out)
			}
		})
	}
}

// verified builds the program with one line changed, and reports whether it refuses the reference cases.
func verified(t *testing.T, file, right, wrong string) (refused bool, out string) {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	at := filepath.Join(root, "analysis", "verify", "control", "main.go")
	replace := map[string]string{at: filepath.Join(dir, "main.go")}
	write(t, filepath.Join(dir, "main.go"), program)
	if file != "" {
		path := filepath.Join(root, filepath.FromSlash(file))
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(source), right); n != 1 {
			t.Fatalf("%q stands in %s %d times, want once: name the line that does this now", right, file, n)
		}
		replace[path] = filepath.Join(dir, "changed.go")
		write(t, replace[path], strings.Replace(string(source), right, wrong, 1))
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "overlay.json"), string(overlay))
	binary := filepath.Join(dir, "control.exe")
	build := exec.Command("go", "build", "-ldflags=-s -w", "-overlay", filepath.Join(dir, "overlay.json"), "-o", binary,
		"realitycheck/analysis/verify/control")
	build.Dir = root
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, said)
	}
	said, err := exec.Command(binary, filepath.Join(root, "testdata", "stats")).CombinedOutput()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		t.Fatalf("run: %v\n%s", err, said)
	}
	return err != nil, string(said)
}
