package analysis_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis"
	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// years stores three waves of so many members a panel, each paired with the one before, and the first with the last.
func years(t *testing.T, members int, change func(*survey.Instrument)) *dataset.Source {
	t.Helper()
	dir, r := t.TempDir(), rand.New(rand.NewPCG(3, 3))
	for i, code := range []string{"2018", "2019", "2020"} {
		in := analysistest.Instrument(code, 2018+i)
		if change != nil {
			change(in)
		}
		analysistest.Store(t, dir, in, analysistest.Records(in, members, r))
	}
	for _, p := range [][2]string{{"2018", "2019"}, {"2019", "2020"}, {"2018", "2020"}} {
		analysistest.Pair(t, dir, p[0], p[1], members, func(i int) bool { return i%2 == 0 })
	}
	return dataset.NewSource(dir)
}

func TestTheSameArchivesGiveTheSameBits(t *testing.T) {
	source := years(t, 40, nil)
	first, err := json.Marshal(build(t, source))
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		again, _ := json.Marshal(build(t, dataset.NewSource(source.Dir("")), "2020", "2018", "2019", "2019"))
		if string(again) != string(first) {
			t.Fatal("the report differs between runs")
		}
	}
}

func TestANewWaveLeavesOldFiguresAlone(t *testing.T) {
	source := years(t, 40, nil)
	before, after := build(t, source, "2018", "2019"), build(t, source)
	for _, pair := range [][2]any{
		{before.Estimates, slices.DeleteFunc(slices.Clone(after.Estimates), func(e report.Estimate) bool { return e.Wave == "2020" })},
		{before.Gaps, slices.DeleteFunc(slices.Clone(after.Gaps), func(g report.Gap) bool { return g.Wave == "2020" })},
		{before.Changes, slices.DeleteFunc(slices.Clone(after.Changes), func(c report.Change) bool { return c.To == "2020" })},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("%T changed when a wave was added", pair[0])
		}
	}
}

func TestChangesAreConsecutiveAndFirstAgainstLast(t *testing.T) {
	var got []string
	for _, c := range build(t, years(t, 30, nil)).Changes {
		if s := c.From + "-" + c.To; !slices.Contains(got, s) {
			got = append(got, s)
		}
	}
	if want := []string{"2018-2019", "2019-2020", "2018-2020"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestFiguresOfFewMembersCarryNoNumber(t *testing.T) {
	for _, c := range []struct {
		members int
		hidden  bool
	}{{9, true}, {200, false}} {
		doc := build(t, years(t, c.members, nil))
		if len(doc.Estimates) == 0 || len(doc.Gaps) == 0 || len(doc.Changes) == 0 || len(doc.Choices) == 0 {
			t.Fatal("a report without figures")
		}
		for _, e := range doc.Estimates {
			blank := report.Estimate{Wave: e.Wave, Panel: e.Panel, Subject: e.Subject, Suppressed: true}
			if e.Suppressed != c.hidden || c.hidden && !reflect.DeepEqual(e, blank) {
				t.Errorf("%d members: got %+v", c.members, e)
			}
		}
		for _, g := range doc.Gaps {
			if g.Suppressed != c.hidden || c.hidden && (g.N != nil || !reflect.DeepEqual(g.Test, report.Test{Suppressed: true})) {
				t.Errorf("%d members: got %+v", c.members, g)
			}
		}
		for _, g := range doc.Changes {
			if g.Suppressed != c.hidden || c.hidden && (g.N != nil || g.Overlap != nil || !reflect.DeepEqual(g.Test, report.Test{Suppressed: true})) {
				t.Errorf("%d members: got %+v", c.members, g)
			}
		}
		for _, g := range doc.Choices {
			blank := report.Choice{Wave: g.Wave, Panel: g.Panel, Item: g.Item, Option: g.Option, Suppressed: true}
			if g.Suppressed != c.hidden || c.hidden && !reflect.DeepEqual(g, blank) {
				t.Errorf("%d members: got %+v", c.members, g)
			}
		}
		if noted := slices.ContainsFunc(doc.Notes, func(n report.Note) bool { return n.Code == "report.note_suppressed" }); noted != c.hidden {
			t.Errorf("%d members: suppression noted %v", c.members, noted)
		}
	}
}

func TestTheThresholdHasAFloor(t *testing.T) {
	doc, err := analysis.Build(context.Background(), years(t, 4, nil), nil, analysis.Options{Tr: translator(t, i18n.English), NMin: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range doc.Estimates {
		if e.N != nil && *e.N > 0 {
			t.Errorf("%d members shown", *e.N)
		}
	}
}

func TestYearsThatAreNotPairedGiveNoFigure(t *testing.T) {
	dir, r := t.TempDir(), rand.New(rand.NewPCG(3, 3))
	for i, code := range []string{"2018", "2019"} {
		in := analysistest.Instrument(code, 2018+i)
		analysistest.Store(t, dir, in, analysistest.Records(in, 40, r))
	}
	doc := build(t, dataset.NewSource(dir))
	if len(doc.Changes) == 0 {
		t.Fatal("no changes are named")
	}
	for _, c := range doc.Changes {
		if value(c.Note) != report.NotPaired || !c.Comparable || c.N != nil || c.Overlap != nil || !reflect.DeepEqual(c.Test, report.Test{}) {
			t.Errorf("got %+v", c)
		}
	}
	for _, c := range doc.Response {
		if c.Rates["retention"] != nil {
			t.Errorf("retention of %s without pairs", c.Wave)
		}
	}
}

func TestNoTestCrossesABreak(t *testing.T) {
	breakIn := func(year int, spoil func(*survey.Instrument)) func(*survey.Instrument) {
		return func(in *survey.Instrument) {
			if in.Wave.Year >= year {
				in.Wave.Questionnaire.Version, in.Questionnaire.Version, in.Frameworks[0].Version = "2019", "2019", "2019"
				spoil(in)
			}
		}
	}
	identity := func(in *survey.Instrument) []survey.Question { return in.Questionnaire.Blocks[0].Pages[0].Questions }
	cases := map[string]struct {
		change func(*survey.Instrument)
		broken []string // subjects of the identity, parameter or parameter/item
	}{
		"nothing changed": {nil, nil},
		"parameter breaks": {breakIn(2019, func(in *survey.Instrument) { in.Frameworks[0].Parameters[1].Change = survey.ChangeBreak }),
			[]string{"warm", "warm/warm_one", "warm/warm_cold", "warm/warm_two"}},
		"parameter is reworded": {breakIn(2019, func(in *survey.Instrument) { in.Frameworks[0].Parameters[1].Change = survey.ChangeReworded }), nil},
		"item breaks":           {breakIn(2019, func(in *survey.Instrument) { identity(in)[1].Change = survey.ChangeBreak }), []string{"warm", "warm/warm_one"}},
		"item is added": {breakIn(2019, func(in *survey.Instrument) {
			page := &in.Questionnaire.Blocks[0].Pages[0]
			page.Questions = append(page.Questions, analysistest.Rating("warm_three", "warm"))
		}), []string{"warm"}},
		"item is turned": {breakIn(2019, func(in *survey.Instrument) { identity(in)[2].Reversed = false }), []string{"warm", "warm/warm_cold"}},
	}
	for name, c := range cases {
		doc := build(t, years(t, 40, c.change))
		for _, g := range doc.Changes {
			if g.Basis != report.Identity {
				continue
			}
			subject := g.Parameter
			if g.Item != nil {
				subject += "/" + *g.Item
			}
			crossed := g.From == "2018" && slices.Contains(c.broken, subject)
			if g.Comparable == crossed || crossed != (value(g.Note) == report.Broken) || crossed != (g.Diff == nil) {
				t.Errorf("%s: %s %s-%s: comparable %v, note %q, diff %s", name, subject, g.From, g.To, g.Comparable, value(g.Note), number(g.Diff))
			}
			if reworded := name == "parameter is reworded" && g.From == "2018" && g.Parameter == "warm"; g.Reworded != reworded {
				t.Errorf("%s: %s %s-%s: reworded %v", name, subject, g.From, g.To, g.Reworded)
			}
		}
	}
}

func TestABreakInAYearThatWasNotChosenCounts(t *testing.T) {
	source := years(t, 40, func(in *survey.Instrument) {
		if in.Wave.Year == 2019 {
			in.Frameworks[0].Version = "2019"
			in.Frameworks[0].Parameters[0].Change = survey.ChangeBreak
		}
		if in.Wave.Year == 2020 {
			in.Frameworks[0].Version = "2020"
		}
	})
	for _, c := range build(t, source, "2018", "2020").Changes {
		if c.Comparable != (c.Parameter != "reliable") {
			t.Errorf("%s %s: comparable %v", c.Parameter, c.Basis, c.Comparable)
		}
	}
}

func TestPanelsAreComparedOnTheSameQuestions(t *testing.T) {
	doc := build(t, years(t, 40, nil), "2020")
	for _, g := range doc.Gaps {
		if g.A != "internal" || g.B != "external" || g.Parameter == "proud" {
			t.Errorf("got a gap of %s on %s minus %s", g.Parameter, g.A, g.B)
		}
	}
	for _, e := range doc.Estimates {
		if e.Parameter == "proud" && e.Panel == "external" {
			t.Error("a panel has a figure for what it was not asked")
		}
	}
}

func TestChoicesCountThoseWhoAnswered(t *testing.T) {
	dir := t.TempDir()
	in := analysistest.Instrument("2019", 2019)
	var records []archive.Record
	for i, seen := range slices.Repeat([]survey.Answer{{Codes: []int8{1}}, {Codes: []int8{1, 2}}, {Codes: []int8{survey.DontKnow}}, {}}, 10) {
		records = append(records, archive.Record{ID: string(rune('A' + i)), Panel: "external", Outcome: survey.Complete,
			Answers: map[string]survey.Answers{"end/end": {"seen": seen, "role": {Code: 2}}}})
	}
	analysistest.Store(t, dir, in, records)
	got := map[string]float64{}
	for _, c := range build(t, dataset.NewSource(dir)).Choices {
		if c.Panel != "external" {
			continue
		}
		got[c.Item+"."+c.Option] = *c.Share
		if want := map[string]int{"seen": 30, "role": 40}[c.Item]; *c.N != want || *c.Low > *c.Share || *c.High < *c.Share {
			t.Errorf("%s.%s: n %d (want %d), share %v in [%v, %v]", c.Item, c.Option, *c.N, want, *c.Share, *c.Low, *c.High)
		}
	}
	want := map[string]float64{"seen.1": 20. / 30, "seen.2": 10. / 30, "seen.99": 10. / 30, "role.1": 0, "role.2": 1, "role.99": 0}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestResponseRates(t *testing.T) {
	dir := t.TempDir()
	for i, code := range []string{"2018", "2019"} {
		in := analysistest.Instrument(code, 2018+i)
		var records []archive.Record
		for j, outcome := range []survey.Outcome{survey.Complete, survey.Complete, survey.Complete, survey.Partial, survey.BreakOff} {
			if code == "2019" && j == 1 {
				outcome = survey.Partial
			}
			records = append(records, archive.Record{ID: code + "-internal-000" + string(rune('0'+j)), Panel: "internal", Outcome: outcome})
		}
		analysistest.Store(t, dir, in, records)
	}
	analysistest.Pair(t, dir, "2018", "2019", 5, func(i int) bool { return i != 2 })
	got := build(t, dataset.NewSource(dir)).Response[2]
	want := report.Response{Wave: "2019", Panel: "internal", Invited: 10, Started: 5, Completed: 2, Partial: 2}
	rates := got.Rates
	got.Rates = nil
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for name, want := range map[string]float64{"completion": 0.2, "break_off": 0.2, "retention": 1. / 3} {
		if !near(rates[name], &want) {
			t.Errorf("%s: got %s, want %v", name, number(rates[name]), want)
		}
	}
}

func TestLabelsSpeakTheLanguageOfTheReport(t *testing.T) {
	source := years(t, 12, nil)
	for lang, want := range map[i18n.Lang][]string{i18n.Dutch: {"Intern panel", "Betrouwbaar", "reliable?", "Meting 2019"},
		i18n.English: {"Internal panel", "Reliable", "reliable??", "Wave 2019"}} {
		r, err := analysis.Build(context.Background(), source, nil, analysis.Options{Tr: translator(t, lang), NMin: 10, Synthetic: true})
		if err != nil {
			t.Fatal(err)
		}
		got := []string{r.Labels.Panels["internal"], r.Labels.Parameters["reliable"], r.Labels.Items["reliable"], r.Labels.Waves["2019"]}
		if !slices.Equal(got, want) || r.Lang != lang {
			t.Errorf("got %v, want %v", got, want)
		}
		if r.Labels.Items["seen.1"] == "" || r.Labels.Items["role.99"] == "" {
			t.Error("options have no words")
		}
		if !r.Synthetic || r.Notes[0].Code != "report.note_synthetic" || r.Notes[0].Text == r.Notes[0].Code {
			t.Errorf("made data is not said first: %v", r.Notes)
		}
	}
	if r := build(t, source); !slices.Equal(r.Samples[0].Waves, []string{"2018", "2019", "2020"}) || !r.Samples[0].Anchor || len(r.Samples) != 6 {
		t.Errorf("got samples %+v", r.Samples)
	}
}

func TestAParameterOfTwoFrameworksIsNamedInFull(t *testing.T) {
	source := years(t, 12, func(in *survey.Instrument) {
		in.Frameworks = append(in.Frameworks, survey.Framework{Code: "values", Version: "1", Parameters: []survey.Parameter{{Code: "warm"}}})
		page := &in.Questionnaire.Blocks[0].Pages[0]
		page.Questions[3].Framework = "values"
	})
	r := build(t, source, "2018")
	var got []string
	for _, e := range r.Estimates {
		if e.Basis == report.Identity && !slices.Contains(got, e.Parameter) {
			got = append(got, e.Parameter)
		}
	}
	if want := []string{"reliable", "dna.warm", "proud", "values.warm"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestWhatCannotBeReportedSaysSo(t *testing.T) {
	source := years(t, 12, nil)
	for _, year := range []string{"2031", "../x", ".", ""} {
		_, err := analysis.Build(context.Background(), source, []string{year}, analysis.Options{Tr: translator(t, i18n.Dutch)})
		if fault.Of(err) != fault.NotFound {
			t.Errorf("year %q: got %v, want NotFound", year, err)
		}
	}
	empty := build(t, dataset.NewSource(filepath.Join(t.TempDir(), "none")))
	source2, _ := json.Marshal(empty)
	if strings.Contains(string(source2), ":null") {
		t.Errorf("an empty report has nulls: %s", source2)
	}
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := analysis.Build(stopped, source, nil, analysis.Options{Tr: translator(t, i18n.Dutch)}); err == nil {
		t.Error("a stopped request was served")
	}
}

func TestStrayFoldersAreNoWaves(t *testing.T) {
	source := years(t, 12, nil)
	for _, name := range []string{".2021.new", "notes"} {
		if err := os.Mkdir(source.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if got := build(t, source).Years; !slices.Equal(got, []string{"2018", "2019", "2020"}) {
		t.Errorf("got years %v", got)
	}
}

func TestAWaveWithoutAnswersIsReported(t *testing.T) {
	dir := t.TempDir()
	analysistest.Store(t, dir, analysistest.Instrument("2018", 2018), nil)
	for _, e := range build(t, dataset.NewSource(dir)).Estimates {
		if e.Suppressed || e.N == nil || *e.N != 0 || e.Mean != nil {
			t.Errorf("got %+v", e)
		}
	}
}
