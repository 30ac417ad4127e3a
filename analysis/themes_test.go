package analysis_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/coding"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// openWave archives a wave with an open question asked once beside the one asked of each sample.
func openWave(t *testing.T, dir, code string, year, members int, alter ...func(*survey.Instrument)) []archive.Record {
	t.Helper()
	in := analysistest.Instrument(code, year)
	last := &in.Questionnaire.Blocks[len(in.Questionnaire.Blocks)-1].Pages[0]
	last.Questions = append(last.Questions, survey.Question{Code: "keep", Kind: survey.KindText, Text: analysistest.Words("Wat behouden?", "What to keep?")})
	for _, change := range alter {
		change(in)
	}
	records := analysistest.Records(in, members, rand.New(rand.NewPCG(uint64(year), 3)))
	analysistest.Store(t, dir, in, records)
	return records
}

// byDigit gives "tone" to answers of a panel by the digits of their text, more often inside than outside.
func byDigit(text archive.Text) []string {
	limit := byte('3')
	if text.Panel == "internal" {
		limit = '6'
	}
	if digit := text.Text[len(text.Text)-2]; digit < limit {
		return []string{"tone"}
	}
	return []string{"speed"}
}

func findTheme(t *testing.T, r *report.Report, wave, panel, question, theme string) report.Theme {
	t.Helper()
	for _, x := range r.Themes {
		if x.Wave == wave && x.Panel == panel && x.Question == question && x.Theme == theme {
			return x
		}
	}
	t.Fatalf("no theme %s of %s in the report", theme, question)
	return report.Theme{}
}

func TestThemeOfAQuestionAskedOnceIsAnOrdinaryShare(t *testing.T) {
	dir := t.TempDir()
	openWave(t, dir, "2026", 2026, 200)
	source := dataset.NewSource(dir)
	analysistest.Code(t, source, "2026", analysistest.Codebook(t, "keep"), 0, byDigit)
	r := build(t, source)

	w, _ := source.Open("2026")
	texts, _ := w.Texts()
	codes := make([]int8, w.Responses.Len())
	n, asked := 0, 0
	for row := range codes {
		codes[row] = -1
		if w.Responses.Panel.At(row) == "internal" {
			asked++
		}
	}
	for _, text := range texts {
		if text.Question == "keep" && text.Panel == "internal" && !strings.HasSuffix(text.Text, "7") {
			codes[n] = 0
			if byDigit(text)[0] == "tone" {
				codes[n] = 1
			}
			n++
		}
	}
	want := stats.StratumSizes{asked}.Proportion(stats.NewScale(0, 1).Share(1), 0.95, stats.Tabulate(codes, nil, []int{0}, nil)...)
	got := findTheme(t, r, "2026", "internal", "keep", "tone")
	if *got.N != n || *got.Answers != n || *got.Asked != asked || got.Verdict != string(coding.Good) {
		t.Errorf("got base %d, %d of %d, verdict %s, want %d of %d, good", *got.N, *got.Answers, *got.Asked, got.Verdict, n, asked)
	}
	for name, pair := range map[string][2]float64{"share": {*got.Share, want.P}, "low": {*got.Low, want.Low}, "high": {*got.High, want.High},
		"share of all asked": {*got.ShareAsked, want.P * float64(n) / float64(asked)}} {
		if math.Abs(pair[0]-pair[1]) > 1e-9 {
			t.Errorf("%s: got %v, want %v", name, pair[0], pair[1])
		}
	}
	nobody := findTheme(t, r, "2026", "internal", "keep", "price")
	if *nobody.Share != 0 || *nobody.Low != 0 || math.Abs(*nobody.High-(1-math.Pow(0.025, 1/float64(n)))) > 1e-12 || nobody.Verdict != string(coding.Unknown) {
		t.Errorf("got %+v for a theme that nobody has", nobody)
	}
	if r.Labels.Themes["keep.tone"] != "tone (nl)" {
		t.Errorf("got labels %v", r.Labels.Themes)
	}
	if !slices.ContainsFunc(r.Notes, func(n report.Note) bool { return n.Code == "report.note_themes" && n.Text != n.Code }) {
		t.Error("no note says how themes are counted")
	}
}

// Whoever gave which answers, the published interval is at least as wide as the one that somebody who knows it computes.
func TestThemeOfARepeatedQuestionHoldsWhoeverAnswered(t *testing.T) {
	dir := t.TempDir()
	records := openWave(t, dir, "2026", 2026, 150)
	source := dataset.NewSource(dir)
	member := map[string]int32{}
	for i, r := range records {
		for _, answers := range r.Answers {
			if why, ok := answers["why"]; ok {
				member[why.Text] = int32(i)
			}
		}
	}
	for name, decide := range map[string]func(archive.Text) []string{
		"answers of their own":     byDigit,
		"a member's answers alike": func(x archive.Text) []string { return []string{[]string{"tone", "speed"}[member[x.Text]%2]} },
	} {
		analysistest.Code(t, source, "2026", analysistest.Codebook(t, "why"), 0, decide)
		got := findTheme(t, build(t, source), "2026", "internal", "why", "tone")
		w, _ := source.Open("2026")
		texts, _ := w.Texts()
		var codes []int8
		var members []int32
		distinct := map[int32]bool{}
		for _, x := range texts {
			if x.Question == "why" && x.Panel == "internal" && !strings.HasSuffix(x.Text, "7") {
				codes, members = append(codes, 0), append(members, member[x.Text])
				distinct[member[x.Text]] = true
				if slices.Contains(decide(x), "tone") {
					codes[len(codes)-1] = 1
				}
			}
		}
		design, err := reference.NewDesign(len(codes), nil, members, nil)
		ok(t, err)
		truth := design.Proportion(reference.Coded(codes, stats.NewScale(0, 1).Share(1)), nil, 0.95)
		if *got.Answers != len(codes) || *got.N > len(distinct) || *got.N < len(codes)/3 {
			t.Errorf("%s: got %d answers of at least %d, want %d of %d", name, *got.Answers, *got.N, len(codes), len(distinct))
		}
		if math.Abs(*got.Share-truth.P) > 1e-12 || *got.Low > truth.Low || *got.High < truth.High {
			t.Errorf("%s: got %v [%v, %v], want to hold [%v, %v]", name, *got.Share, *got.Low, *got.High, truth.Low, truth.High)
		}
	}
}

func TestThemeGapsAndChanges(t *testing.T) {
	dir := t.TempDir()
	openWave(t, dir, "2025", 2025, 200)
	openWave(t, dir, "2026", 2026, 200)
	source := dataset.NewSource(dir)
	analysistest.Code(t, source, "2025", analysistest.Codebook(t, "keep"), 0, func(archive.Text) []string { return []string{"speed"} })
	later := analysistest.Codebook(t, "keep")
	ok(t, later.Merge([]string{"speed", "price"}, coding.Theme{Code: "effort", Name: analysistest.Text("x", "x")}, analysistest.Stamp))
	ok(t, later.Add(coding.Theme{Code: "trust", Name: analysistest.Text("x", "x")}, analysistest.Stamp))
	analysistest.Code(t, source, "2026", later, 0, func(x archive.Text) []string {
		if byDigit(x)[0] == "tone" {
			return []string{"tone"}
		}
		return []string{"effort"}
	})
	r := build(t, source)

	var gap *report.ThemeGap
	for i := range r.ThemeGaps {
		if g := &r.ThemeGaps[i]; g.Wave == "2026" && g.Theme == "tone" {
			gap = g
		}
	}
	inside, outside := findTheme(t, r, "2026", "internal", "keep", "tone"), findTheme(t, r, "2026", "external", "keep", "tone")
	if gap == nil || gap.Diff == nil || math.Abs(*gap.Diff-(*inside.Share-*outside.Share)) > 1e-12 || *gap.P > 0.01 || *gap.PAdjusted < *gap.P || *gap.Low > *gap.Diff {
		t.Fatalf("got %+v, want inside less outside, beyond chance", gap)
	}
	changes := map[string]report.ThemeChange{}
	for _, c := range r.ThemeChanges {
		if c.Panel == "external" {
			changes[c.Theme] = c
		}
	}
	effort := findTheme(t, r, "2026", "external", "keep", "effort")
	if c := changes["effort"]; !c.Comparable || c.Diff == nil || math.Abs(*c.Diff-(*effort.Share-1)) > 1e-12 {
		t.Errorf("got %+v for a merged theme, want the change against what became of it", c)
	}
	if c := changes["trust"]; c.Comparable || c.Diff != nil || c.Note == nil || *c.Note != report.Broken {
		t.Errorf("got %+v for a new theme, want a break", c)
	}
}

func TestThemesThatCodersSeeDifferentlyHaveNoFigures(t *testing.T) {
	dir := t.TempDir()
	openWave(t, dir, "2026", 2026, 200)
	source := dataset.NewSource(dir)
	analysistest.Code(t, source, "2026", analysistest.Codebook(t, "keep"), 12, byDigit)
	r := build(t, source)
	got := findTheme(t, r, "2026", "external", "keep", "tone")
	if got.Verdict != string(coding.Recode) || got.Share != nil || got.Low != nil || got.ShareAsked != nil || got.Suppressed {
		t.Errorf("got %+v, want a verdict and no figures", got)
	}
	for _, g := range r.ThemeGaps {
		if g.Theme == "tone" && g.Diff != nil {
			t.Errorf("got a gap of %v", *g.Diff)
		}
	}
	analysistest.Code(t, source, "2026", analysistest.Codebook(t, "keep"), 0, byDigit) // control: the same answers, coded alike
	if got := findTheme(t, build(t, source), "2026", "external", "keep", "tone"); got.Share == nil {
		t.Errorf("got %+v, want figures", got)
	}
}

func TestThemesOfFewAreSuppressed(t *testing.T) {
	dir := t.TempDir()
	openWave(t, dir, "2026", 2026, 9)
	source := dataset.NewSource(dir)
	analysistest.Code(t, source, "2026", analysistest.Codebook(t, "keep"), 0, byDigit)
	r := build(t, source)
	for _, x := range r.Themes {
		if !x.Suppressed || x.N != nil || x.Share != nil || x.Answers != nil {
			t.Errorf("got %+v on fewer than ten, want nothing", x)
		}
	}
	for _, g := range r.ThemeGaps {
		if !g.Suppressed || g.Diff != nil || g.N != nil {
			t.Errorf("got %+v on fewer than ten, want nothing", g)
		}
	}
	if len(r.Themes) != 6 || len(r.ThemeGaps) != 3 {
		t.Errorf("got %d themes and %d gaps, want their places", len(r.Themes), len(r.ThemeGaps))
	}
}

func TestThemesBySampleAreToldTogetherOrNotAtAll(t *testing.T) {
	for members, told := range map[int]bool{150: true, 12: false} {
		dir := t.TempDir()
		openWave(t, dir, "2026", 2026, members)
		source := dataset.NewSource(dir)
		analysistest.Code(t, source, "2026", analysistest.Codebook(t, "why"), 0, byDigit)
		r := build(t, source)
		answers := 0
		for _, x := range r.ThemeSamples {
			if x.Panel != "external" || x.Theme != "speed" {
				continue
			}
			if x.Suppressed == told || (x.N != nil) != told || (x.Share != nil) != told || (x.Low != nil) != told {
				t.Errorf("of %d members got %+v, told %v", members, x, told)
			}
			if told {
				answers += *x.N
			}
		}
		if want := findTheme(t, r, "2026", "external", "why", "speed"); told && answers != *want.Answers {
			t.Errorf("the samples have %d answers, want %d", answers, *want.Answers)
		}
		if len(r.ThemeSamples) != 3*2*4 {
			t.Errorf("got %d shares by sample, want a place for each", len(r.ThemeSamples))
		}
	}
}

func TestAQuestionThatMeansSomethingElseBreaksItsThemes(t *testing.T) {
	for change, broken := range map[survey.Change]bool{survey.ChangeBreak: true, survey.ChangeReworded: false} {
		dir := t.TempDir()
		openWave(t, dir, "2024", 2024, 60)
		openWave(t, dir, "2025", 2025, 60, func(in *survey.Instrument) {
			in.Wave.Questionnaire.Version, in.Questionnaire.Version = "2025", "2025"
			last := &in.Questionnaire.Blocks[len(in.Questionnaire.Blocks)-1].Pages[0]
			last.Questions[len(last.Questions)-1].Change = change
		})
		openWave(t, dir, "2026", 2026, 60)
		source := dataset.NewSource(dir)
		analysistest.Code(t, source, "2024", analysistest.Codebook(t, "keep"), 0, byDigit)
		analysistest.Code(t, source, "2026", analysistest.Codebook(t, "keep"), 0, byDigit)
		r := build(t, source, "2024", "2026")
		if len(r.ThemeChanges) == 0 {
			t.Fatal("no changes")
		}
		for _, c := range r.ThemeChanges {
			if c.Comparable == broken {
				t.Errorf("%s: got %+v", change, c)
			}
		}
	}
}
