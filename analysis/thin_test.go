package analysis_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis"
	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/i18n"
)

// answeredAll gives every closed answer of records another code.
func answeredAll(records []archive.Record, code int8) []archive.Record {
	for _, r := range records {
		for _, answers := range r.Answers {
			for q, a := range answers {
				if a.Code != 0 {
					answers[q] = survey.Answer{Code: code}
				}
			}
		}
	}
	return records
}

// said joins the notes of a report with a code.
func said(r *report.Report, code string) string {
	var all []string
	for _, n := range r.Notes {
		if n.Code == code {
			all = append(all, n.Text)
		}
	}
	return strings.Join(all, "\n")
}

// TestThinAnswersAreExplained: where answers are too thin or too odd, the report says why, and what to do about it.
func TestThinAnswersAreExplained(t *testing.T) {
	in := func() *survey.Instrument { return analysistest.Instrument("2018", 2018) }
	made := func(members int) []archive.Record {
		return analysistest.Records(in(), members, rand.New(rand.NewPCG(3, 4)))
	}
	for name, c := range map[string]struct {
		records    []archive.Record
		note       string
		nl, en     string // what is said, and what is to be done
		nlDo, enDo string
		reason     string // of the first estimate; "" where it is suppressed or sound
	}{
		"nobody":         {nil, "report.note_nobody", "niemand gaf antwoord", "nobody answered", "uit de vergelijking", "leave this wave out", "no_valid"},
		"one respondent": {made(1), "report.note_few", "minder dan 10 panelleden", "fewer than 10", "Nodig meer leden uit", "Invite more members", ""},
		"don't know":     {answeredAll(made(40), survey.DontKnow), "report.note_no_valid", "niemand een geldig antwoord", "valid answer", "Kijk of", "Check", "no_valid"},
		"the same":       {answeredAll(made(40), 2), "report.note_zero_variance", "iedereen hetzelfde", "same", "lees het cijfer", "read the figure", "zero_variance"},
		"off the scale":  {answeredAll(made(40), 42), "report.note_off_scale", "reliable", "not on the scale", "Kijk na waar", "Check where", "no_valid"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			analysistest.Store(t, dir, in(), c.records)
			for lang, words := range map[i18n.Lang][2]string{i18n.Dutch: {c.nl, c.nlDo}, i18n.English: {c.en, c.enDo}} {
				r, err := analysis.Build(context.Background(), dataset.NewSource(dir), nil, analysis.Options{Tr: translator(t, lang), NMin: 10})
				if err != nil {
					t.Fatal(err)
				}
				text := said(r, c.note)
				if !strings.Contains(text, words[0]) || !strings.Contains(text, words[1]) {
					t.Errorf("%s says %q, want %q", c.note, text, words)
				}
				if e := r.Estimates[0]; e.Reason != c.reason || (e.Mean != nil) != (c.reason == "zero_variance") || e.Suppressed != (c.reason == "") {
					t.Errorf("the first estimate has reason %q, suppressed %v, mean %v", e.Reason, e.Suppressed, e.Mean)
				}
			}
		})
	}
	dir := t.TempDir()
	analysistest.Store(t, dir, in(), made(40))
	for _, n := range build(t, dataset.NewSource(dir)).Notes {
		if slices.Contains([]string{"report.note_nobody", "report.note_few", "report.note_no_valid", "report.note_zero_variance", "report.note_off_scale"}, n.Code) {
			t.Errorf("sound answers are explained away: %s", n.Text)
		}
	}
}

// TestNobodyHasNoDifference: an average over samples that nobody rated is not 0.
func TestNobodyHasNoDifference(t *testing.T) {
	dir := t.TempDir()
	for i, code := range []string{"2018", "2019"} {
		analysistest.Store(t, dir, analysistest.Instrument(code, 2018+i), nil)
	}
	analysistest.Pair(t, dir, "2018", "2019", 0, nil)
	r := build(t, dataset.NewSource(dir))
	for _, g := range r.Gaps {
		if g.Diff != nil || g.Reason != "no_valid" {
			t.Errorf("gap %s %s: difference %v, reason %q", g.Basis, g.Parameter, g.Diff, g.Reason)
		}
	}
	for _, c := range r.Changes {
		if c.Diff != nil || c.Reason != "no_valid" {
			t.Errorf("change %s %s: difference %v, reason %q", c.Basis, c.Parameter, c.Diff, c.Reason)
		}
	}
	if len(r.Gaps) == 0 || len(r.Changes) == 0 {
		t.Error("nothing was compared")
	}
}

func TestTheOverlapOfWavesIsExplained(t *testing.T) {
	notes := []string{"report.note_not_paired", "report.note_no_overlap", "report.note_full_overlap"}
	for name, c := range map[string]struct {
		pair func(dir string)
		note string // the only one of these
		says []string
	}{
		"not paired": {func(string) {}, notes[0], []string{"niet gekoppeld"}},
		"nobody in both": {func(dir string) { analysistest.Pair(t, dir, "2018", "2019", 0, nil) }, notes[1],
			[]string{"Intern panel, 2018 en 2019", "Extern panel", "twee losse groepen", "Kijk of de metingen goed gekoppeld zijn"}},
		"everybody in both": {func(dir string) { analysistest.Pair(t, dir, "2018", "2019", 40, func(int) bool { return true }) }, notes[2],
			[]string{"precies dezelfde leden", "Kijk of er nieuwe leden bij moeten"}},
		"some in both": {func(dir string) { analysistest.Pair(t, dir, "2018", "2019", 40, func(i int) bool { return i%2 == 0 }) }, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			dir, r := t.TempDir(), rand.New(rand.NewPCG(5, 6))
			for i, code := range []string{"2018", "2019"} {
				analysistest.Store(t, dir, analysistest.Instrument(code, 2018+i), analysistest.Records(analysistest.Instrument(code, 2018+i), 40, r))
			}
			c.pair(dir)
			doc := build(t, dataset.NewSource(dir))
			for _, note := range notes {
				if text := said(doc, note); (text != "") != (note == c.note) {
					t.Errorf("%s says %q", note, text)
				}
			}
			for _, words := range c.says {
				if text := said(doc, c.note); !strings.Contains(text, words) {
					t.Errorf("%s says %q, want %q", c.note, text, words)
				}
			}
		})
	}
}
