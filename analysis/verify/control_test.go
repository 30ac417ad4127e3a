package verify

import (
	"encoding/json"
	"fmt"
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
}
`

// choice lets one fault of all that were built in be there.
const choice = `package laidover

import "os"

var fault = os.Getenv("FAULT")

func Pick[T any](name string, wrong, right T) T {
	if name == fault {
		return wrong
	}
	return right
}
`

// fault is one thing that a program computes wrong. In its wrong line WRONG(a, b) is a where the fault was chosen, else b.
type fault struct {
	name, file, right, wrong string
	noticed                  string // what fails: the case, and in which part of the reports' engine
}

// faults are by 1 % or by one, or leave out a rule.
var faults = []fault{
	{"mean", "analysis/stats/sizes.go",
		"m.mean = sum / m.weight", "m.mean = WRONG(1.01, 1) * sum / m.weight", "P07_mean_ratings false frequencies: "},
	{"variance", "analysis/stats/sizes.go",
		"return float64(n) / float64(n-1) * squares", "return WRONG(1.01, 1) * float64(n) / float64(n-1) * squares",
		"P16_wave_change false frequencies: "},
	{"degrees of freedom of a mean", "analysis/stats/counts.go",
		"return float64(df)", "return WRONG(1.01, 1) * float64(df)", "P12_prop_multi false frequencies: "},
	{"fewest members with a valid answer", "analysis/stats/counts.go",
		"c.Members > 0 && c.Members < nMin", "c.Members > 0 && c.Members < nMin-WRONG(1, 0)", "P36_mask false "},
	{"degrees of freedom of a comparison", "analysis/stats/contrast.go",
		"r.DF = df", "r.DF = WRONG(1.01, 1) * df", "P15_diff_panels false ratings: "},
	{"variance of several ratings", "analysis/stats/pool.go",
		"p.z += weight *", "p.z += WRONG(1.005, 1) * weight *", "P11_prop_topbox false ratings: "},
	{"threshold of a straight line", "analysis/quality/line.go",
		"l.answered >= StraightAnswers", "float64(l.answered) >= WRONG(1.01, 1)*StraightAnswers", "P34_flags false"},
	{"threshold of a long string", "analysis/quality/line.go",
		">= LongShare*", ">= WRONG(1.01, 1)*LongShare*", "P34_flags false"},
	{"share of a speeder", "survey/speeder/speeder.go",
		"s < Fraction*median", "s < WRONG(1.01, 1)*Fraction*median", "P34_flags false"},
	{"retention", "analysis/quality/rates.go", "r.Rate = share(", "r.Rate = WRONG(1.01, 1) * share(", "P30_retention false"},
	{"completion", "analysis/quality/rates.go",
		"Completion: share(", "Completion: WRONG(1.01, 1) * share(", "P29_aapor false completion and break-off: "},

	// What only the report does, and so only the road through it notices.
	{"mean of a report", "analysis/estimate/mean.go",
		"report.Figure(mean.Mean)", "report.Figure(WRONG(1.01, 1)*mean.Mean)",
		"P07_mean_ratings false report: estimates[].mean"},
	{"mean of an average", "analysis/estimate/mean.go",
		"report.Figure(mean.Estimate)", "report.Figure(WRONG(1.01, 1)*mean.Estimate)",
		"P21_samples_index false report: estimates[].mean anchors"},
	{"members of an average", "analysis/estimate/mean.go",
		"e.N, e.Reason = &members,", "members += WRONG(1, 0)\n\te.N, e.Reason = &members,",
		"P07_mean_ratings false report and second opinion: estimates[].n anchors"},
	{"effective number of an average", "analysis/estimate/mean.go",
		"report.Figure(nEff)", "report.Figure(WRONG(1.01, 1)*nEff)",
		"P07_mean_ratings false report and second opinion: estimates[].n_eff anchors"},
	{"don't knows of an average", "analysis/estimate/mean.go",
		"report.Figure(unknown)", "report.Figure(WRONG(1.01, 1)*unknown)",
		"P07_mean_ratings false report and second opinion: estimates[].dont_know anchors"},
	{"distribution of an average", "analysis/estimate/mean.go",
		"e.Distribution[point] += share /", "e.Distribution[point] += WRONG(1.01, 1) * share /",
		"P07_mean_ratings false report and second opinion: estimates[].distribution[] anchors"},
	{"interval of a high share of an average", "analysis/estimate/mean.go",
		"report.Figure(top.Estimate), report.Figure(low),", "report.Figure(top.Estimate), report.Figure(WRONG(1.01, 1)*low),",
		"P07_mean_ratings false report and second opinion: estimates[].top2_low anchors"},
	{"effective number of a group", "analysis/disclosure/groups.go",
		"*e.NEff / float64(*e.N)", "WRONG(1.01, 1) * *e.NEff / float64(*e.N)",
		"P10_mean_person_nps false report: estimates[].n_eff identity of sat, ext 60+ 2025"},
	{"only item of a parameter", "analysis/estimate/figures.go",
		"subject(&figure).Item = &v.Key.Item", "subject(&figure).Item = WRONG(&v.Key.Framework, &v.Key.Item)",
		"P10_mean_person_nps false report and second opinion: estimates[]."},
	{"threshold of a high answer", "analysis/dataset/variable.go",
		"v.Points[i] >= 4", "float64(v.Points[i]) >= WRONG(1.01, 1)*4",
		"P11_prop_topbox false report: estimates[].top2"},
	{"reversed items", "analysis/dataset/variable.go",
		"if q.Reversed {", "if WRONG(false, q.Reversed) {", "P10_mean_person_nps false report: estimates[].high identity item"},
	{"half of the items", "analysis/dataset/variable.go",
		"2*valid >= wanted", "WRONG(1, 2)*valid >= wanted",
		"P10_mean_person_nps false report and second opinion: estimates[].distribution[] identity of statements"},
	{"mean of the items", "analysis/dataset/variable.go",
		"s.Status[i+2] = value,", "s.Status[i+2] = WRONG(1.01, 1)*value,",
		"P10_mean_person_nps false report and second opinion: estimates[].high identity of statements"},
	{"weights", "analysis/dataset/wave.go",
		"w.Clustered.Weight = append(w.Clustered.Weight, w.Weight[response])",
		"w.Clustered.Weight = append(w.Clustered.Weight, w.Weight[response]*(1+WRONG(0.01, 0)*float64(row%2)))",
		"P07_mean_ratings false report: "},
	{"figures without weights", "analysis/build.go",
		"func(*dataset.Wave) dataset.Subset { return dataset.Subset{} }",
		"func(w *dataset.Wave) dataset.Subset { return WRONG(w.Subset, dataset.Subset{}) }",
		"P07_mean_ratings false report and second opinion: unweighted.estimates[]."},
	{"figures without the flagged", "analysis/build.go",
		"without(true), estimate.Variables", "without(WRONG(false, true)), estimate.Variables",
		"P07_mean_ratings false report and second opinion: without_flagged.estimates[]."},
	{"share of an option", "analysis/estimate/choice.go",
		"Share: report.Figure(share.P)", "Share: report.Figure(WRONG(1.01, 1)*share.P)",
		"P12_prop_multi false report: choices[].share"},
	{"option of several", "analysis/estimate/choice.go",
		"strconv.Itoa(int(o.Code)), 1", "strconv.Itoa(WRONG(1, int(o.Code))), 1",
		"P12_prop_multi false report: choices[].high of letter, int 2024, several"},
	{"don't know as an answer to a choice", "analysis/estimate/choice.go",
		"s.Status[stats.Index(survey.DontKnow)] = stats.Valid",
		"s.Status[stats.Index(survey.DontKnow)] = WRONG(stats.DontKnow, stats.Valid)",
		"P12_prop_multi false report: choices[].high of web, int 2024, q1k"},
	{"gap", "analysis/estimate/gap.go",
		"Diff: report.Figure(c.Estimate)", "Diff: report.Figure(WRONG(1.01, 1)*c.Estimate)",
		"P19_welch false report: gaps[].diff"},
	{"gap of averages", "analysis/estimate/gap.go",
		"one*len(w.Samples), on.samples, 1)", "one*len(w.Samples), on.samples, WRONG(1.01, 1))",
		"P15_diff_panels false report and second opinion: gaps[].df anchors"},
	{"members of a gap of averages", "analysis/estimate/gap.go",
		"g.A: len(w.Raters(v, one, on.samples))", "g.A: len(w.Raters(v, one, on.samples)) + WRONG(1, 0)",
		"P15_diff_panels false report and second opinion: gaps[].n{} anchors"},
	{"members of both waves", "analysis/dataset/pair.go",
		"- len(earlier)}", "- len(earlier)*WRONG(99, 100)/100}",
		"P17_change_persons false report: changes[]."},
	{"overlap", "analysis/estimate/change.go",
		"c.Test, c.Overlap = test(r), &r.Shared", "more := r.Shared + WRONG(1, 0)\n\tc.Test, c.Overlap = test(r), &more",
		"P16_wave_change false report: changes[].overlap sample"},
	{"change of averages", "analysis/estimate/change.go",
		"average(coef, len(p.From.Samples), g.to, 1)", "average(coef, len(p.From.Samples), g.to, WRONG(1.01, 1))",
		"P16_wave_change false report and second opinion: changes[].diff anchors"},
	{"overlap of averages", "analysis/estimate/change.go",
		"overlap := p.Overlap(codes, now.Scale, coef)", "overlap := p.Overlap(codes, now.Scale, coef) + WRONG(1, 0)",
		"P16_wave_change false report and second opinion: changes[].overlap anchors"},
	{"change of a gap", "analysis/estimate/gap_change.go",
		"Diff: report.Figure(*a.Diff - *b.Diff)", "Diff: report.Figure(WRONG(1.01, 1)**a.Diff - *b.Diff)",
		"P10_mean_person_nps false report and second opinion: gap_changes[].diff"},
	{"adjustment", "analysis/estimate/adjust.go",
		"adjusted = stats.Holm(p)", "adjusted = WRONG(stats.BenjaminiHochberg, stats.Holm)(p)",
		"P23_p_adjust false report: gaps[].p_adjusted identity"},
	{"tests that are read together", "analysis/estimate/adjust.go",
		"wave: g.Wave, a: g.A, b: g.B, basis: g.Basis", "wave: g.Wave, a: g.A, b: g.B, basis: WRONG(report.Identity, g.Basis)",
		"P23_p_adjust false report: gaps[].p_adjusted"},
	{"retention of a report", "analysis/estimate/response.go",
		"report.Figure(quality.Retain(members).Rate)", "report.Figure(WRONG(1.01, 1)*quality.Retain(members).Rate)",
		"P30_retention false report: response[].rates{retention}"},
	{"a rate that the list has not", "analysis/estimate/response.go",
		`r.Rates["completion"], r.Rates["break_off"] =`, `r.Rates[WRONG("refusal", "completion")], r.Rates["break_off"] =`,
		"P29_aapor false report: : broken: not in the list of figures: response.rates{refusal}"},
	{"speeders of a report", "analysis/estimate/quality.go",
		"w.Responses.Speeder[row])", "w.Responses.Speeder[row] || WRONG(row == 0, false))",
		"P34_flags false report: quality[].speeder"},
	{"effective number of weights", "analysis/weighting/attempt.go",
		"w.Precision.Deff, w.Precision.NEff", "w.Precision.Deff, WRONG(1.01, 1)*w.Precision.NEff",
		"P04b_rake_bounded2 false report: weighting[].n_eff"},
	{"share of a theme", "analysis/estimate/theme.go",
		"s.P = float64(yes)", "s.P = WRONG(1.01, 1) * float64(yes)",
		"P12_prop_multi false report and second opinion: theme"},
	{"answers that one member can have given", "analysis/estimate/theme.go",
		"max(1, min(w.Instrument.Wave.K, len(w.Samples)))", "WRONG(1, max(1, min(w.Instrument.Wave.K, len(w.Samples))))",
		"P11_prop_topbox false report and second opinion: themes[].high"},
	{"fewest members behind a theme", "analysis/estimate/theme.go",
		"n.members = max(n.members, of.members)", "n.members = WRONG(len(n.themes), max(n.members, of.members))",
		"P11_prop_topbox false report and second opinion: themes[].high"},
	{"agreement of coders", "analysis/coding/agreement.go",
		"Kappa: known(kappa.Kappa)", "Kappa: known(WRONG(1.01, 1) * kappa.Kappa)",
		"P26_kappa false report: theme_agreement[].kappa"},
}

// TestVerifyNoticesWhatReportsGetWrong is the control of all reference cases: a program in which one thing that reports compute
// is wrong is built, and verify must refuse it. The wrong lines are laid over the source, all in one program that is told which
// is to be wrong, so that no switch is shipped; each right line stands in the source exactly once, or the test says so.
func TestVerifyNoticesWhatReportsGetWrong(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program and runs it for each fault; left out under -short")
	}
	if os.Getenv("REALITYCHECK_TEST_POSTGRES") != "" {
		t.Skip("rests on no store: it ran with the tests on SQLite")
	}
	binary, set := buildFaults(t), t.TempDir()
	if err := os.CopyFS(set, os.DirFS(ownSet)); err != nil {
		t.Fatal(err)
	}
	for _, f := range append(faults, fault{name: "nothing"}) {
		t.Run(f.name, func(t *testing.T) {
			dir := filepath.Join("..", "..", "testdata", "stats")
			if f.file != "" {
				id, _, _ := strings.Cut(f.noticed, " ")
				write(t, filepath.Join(set, "index.json"), fmt.Sprintf(`{"cases":[{"id":%q}]}`, id))
				dir = set
			}
			run := exec.Command(binary, dir)
			run.Env = append(os.Environ(), "FAULT="+f.name)
			said, err := run.CombinedOutput()
			switch {
			case err != nil:
				t.Errorf("run: %v\n%s", err, said)
			case f.file == "":
				// The whole set: what is built in and not chosen is not there.
				if failed := strings.Count(string(said), " false "); failed != strings.Count(string(said), " false \n") {
					t.Errorf("without a fault:\n%s", said)
				}
			case !strings.Contains(string(said), f.noticed):
				t.Errorf("want that it is refused because of %q:\n%s", f.noticed, said)
			}
		})
	}
}

// buildFaults builds the program with all faults laid over.
func buildFaults(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	dir, at := t.TempDir(), filepath.Join(root, "analysis", "verify", "control")
	changed := map[string]string{filepath.Join(at, "main.go"): program, filepath.Join(at, "laidover", "laidover.go"): choice}
	for _, f := range faults {
		path := filepath.Join(root, filepath.FromSlash(f.file))
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(source), f.right); n != 1 {
			t.Fatalf("%q stands in %s %d times, want once: name the line that does this now", f.right, f.file, n)
		}
		if changed[path] == "" {
			name, rest, _ := strings.Cut(string(source), "\n")
			changed[path] = name + "\n\nimport \"realitycheck/analysis/verify/control/laidover\"\n" + rest
		}
		wrong := strings.ReplaceAll(f.wrong, "WRONG(", fmt.Sprintf("laidover.Pick(%q, ", f.name))
		changed[path] = strings.Replace(changed[path], f.right, wrong, 1)
	}
	replace := map[string]string{}
	for path, source := range changed {
		replace[path] = filepath.Join(dir, fmt.Sprintf("%d.go", len(replace)))
		write(t, replace[path], source)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "overlay.json"), string(overlay))
	binary := filepath.Join(dir, "control.exe")
	// One at a time: tests that need the machine for themselves may run beside it.
	build := exec.Command("go", "build", "-p=1", "-ldflags=-s -w", "-overlay", filepath.Join(dir, "overlay.json"), "-o", binary,
		"realitycheck/analysis/verify/control")
	build.Dir = root
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, said)
	}
	return binary
}
