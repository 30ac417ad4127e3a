package analysis_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"realitycheck/analysis"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/i18n"
)

// translator writes the reports of these tests.
func translator(t testing.TB, lang i18n.Lang) *i18n.Translator {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue.For(lang)
}

func build(t testing.TB, source *dataset.Source, years ...string) *report.Report {
	t.Helper()
	r, err := analysis.Build(context.Background(), source, years, analysis.Options{Tr: translator(t, i18n.Dutch), NMin: 10})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func text(nl, en string) i18n.Text       { return i18n.Text{i18n.Dutch: nl, i18n.English: en} }
func words(nl, en string) survey.Wording { return survey.Wording{Common: text(nl, en)} }
func points(n int) (points []survey.Wording) {
	return slices.Repeat([]survey.Wording{words("punt", "point")}, n)
}

func rating(code, parameter string) survey.Question {
	return survey.Question{Code: code, Kind: survey.KindRating, Text: words(code+"?", code+"??"), Framework: "dna", Parameter: parameter,
		DontKnow: true, Points: points(5)}
}

// madeInstrument measures a parameter by one item, another by three of which one is reversed, and a third inside only; on
// samples, one parameter by one item and another by two.
func madeInstrument(code string, year int) *survey.Instrument {
	reversed, second := rating("warm_cold", "warm"), rating("s_warm_cold", "warm")
	reversed.Reversed, second.Reversed = true, true
	in := &survey.Instrument{
		Wave: survey.Wave{Code: code, Title: text("Meting "+code, "Wave "+code), Year: year, Langs: i18n.Langs(), K: 3,
			Frameworks: []survey.VersionRef{{Code: "dna", Version: "2018"}}, Questionnaire: survey.VersionRef{Code: "rc", Version: "2018"},
			Panels: []survey.WavePanel{{Code: "internal", Kind: survey.Staff, Name: text("Intern panel", "Internal panel")}, {Code: "external", Kind: survey.Public, Name: text("Extern panel", "External panel")}},
			Samples: []survey.WaveSample{{Code: "poster", Anchor: true}, {Code: "letter", Anchor: true}, {Code: "film"},
				{Code: "only" + code}}},
		Frameworks: []survey.Framework{{Code: "dna", Version: "2018", Parameters: []survey.Parameter{
			{Code: "reliable", Name: text("Betrouwbaar", "Reliable")}, {Code: "warm", Name: text("Warm", "Warm")}, {Code: "proud", Name: text("Trots", "Proud")}}}},
		Questionnaire: survey.Questionnaire{Code: "rc", Version: "2018", Blocks: []survey.Block{
			{Code: "identity", Pages: []survey.Page{{Code: "dna", Questions: []survey.Question{
				rating("reliable", "reliable"), rating("warm_one", "warm"), reversed, rating("warm_two", "warm")}}}},
			{Code: "inside", Panels: []string{"internal"}, Pages: []survey.Page{{Code: "proud", Questions: []survey.Question{rating("proud", "proud")}}}},
			{Code: "samples", Repeat: true, Pages: []survey.Page{{Code: "judge", Questions: []survey.Question{
				rating("s_reliable", "reliable"), rating("s_warm", "warm"), second, {Code: "why", Kind: survey.KindText, Text: words("Waarom?", "Why?")}}}}},
			{Code: "end", Pages: []survey.Page{{Code: "end", Questions: []survey.Question{
				{Code: "seen", Kind: survey.KindMultiple, Text: words("Gezien?", "Seen?"), DontKnow: true, Options: []survey.Option{{Code: 1, Text: words("Tv", "TV")}, {Code: 2, Text: words("Web", "Web")}}},
				{Code: "role", Kind: survey.KindSingle, Text: words("Wie?", "Who?"), DontKnow: true, Options: []survey.Option{{Code: 1, Text: words("A", "A")}, {Code: 2, Text: words("B", "B")}}}}}}},
		}},
	}
	for _, s := range in.Wave.Samples {
		in.Samples = append(in.Samples, survey.Sample{Code: s.Code, Title: text(s.Code, s.Code), Kind: survey.Communication, Channel: "letter", Entity: "E", Year: year})
	}
	return in
}

// madeRecords answers an instrument at random: some don't know, some skip, some stop half way.
func madeRecords(in *survey.Instrument, members int, r *rand.Rand) []archive.Record {
	var records []archive.Record
	for _, panel := range in.Wave.Panels {
		for i := range members {
			record := archive.Record{ID: fmt.Sprintf("%s-%s-%04d", in.Wave.Code, panel.Code, i), Panel: panel.Code, Strata: make([]string, len(panel.Strata)),
				Outcome: survey.Complete, Seconds: 400 + r.IntN(300), Answers: map[string]survey.Answers{}}
			for _, s := range r.Perm(len(in.Samples))[:in.Wave.K] {
				record.Order = append(record.Order, in.Samples[s].Code)
			}
			steps := in.Steps(panel.Code, record.Order)
			if r.IntN(8) == 0 {
				record.Outcome = survey.Partial
				steps = steps[:2+r.IntN(len(steps)-2)]
			}
			for _, step := range steps {
				record.Answers[step.Key] = madeAnswers(step, panel.Code, r)
			}
			records = append(records, record)
		}
	}
	return records
}

func madeAnswers(step survey.Step, panel string, r *rand.Rand) survey.Answers {
	answers := survey.Answers{}
	for _, q := range step.Questions(panel) {
		switch {
		case r.IntN(15) == 0:
		case q.Kind == survey.KindText:
			answers[q.Code] = survey.Answer{Text: fmt.Sprintf("tekst %d", r.Uint32())}
		case q.Kind == survey.KindMultiple:
			answers[q.Code] = [...]survey.Answer{{Codes: []int8{1}}, {Codes: []int8{1, 2}}, {Codes: []int8{survey.DontKnow}}}[r.IntN(3)]
		case q.Kind == survey.KindSingle:
			answers[q.Code] = survey.Answer{Code: [...]int8{1, 2, survey.DontKnow}[r.IntN(3)]}
		case r.IntN(10) == 0:
			answers[q.Code] = survey.Answer{Code: survey.DontKnow}
		default:
			answers[q.Code] = survey.Answer{Code: int8(1 + r.IntN(survey.ScalePoints))}
		}
	}
	return answers
}

// store writes an archive into a source's folder.
func store(t testing.TB, dir string, in *survey.Instrument, records []archive.Record) {
	t.Helper()
	outcomes := make([]survey.Outcomes, len(in.Wave.Panels))
	for i, p := range in.Wave.Panels {
		outcomes[i].Panel = p.Code
		for _, r := range records {
			if r.Panel == p.Code {
				outcomes[i].Invited += 2
				outcomes[i].Started++
				switch r.Outcome {
				case survey.Complete:
					outcomes[i].Completed++
				case survey.Partial:
					outcomes[i].Partial++
				default:
					outcomes[i].BreakOff++
				}
			}
		}
	}
	if err := archive.Write(filepath.Join(dir, in.Wave.Code), in, records, outcomes, [32]byte{1}); err != nil {
		t.Fatal(err)
	}
}

// pair joins the members of two waves with the same panel and number, as far as keep says.
func pair(t testing.TB, dir, earlier, later string, members int, keep func(int) bool) {
	t.Helper()
	var pairs []archive.Pair
	for _, panel := range []string{"internal", "external"} {
		for i := range members {
			if keep(i) {
				pairs = append(pairs, archive.Pair{Earlier: fmt.Sprintf("%s-%s-%04d", earlier, panel, i), Later: fmt.Sprintf("%s-%s-%04d", later, panel, i)})
			}
		}
	}
	if _, err := archive.WritePairs(filepath.Join(dir, later), filepath.Join(dir, earlier), pairs); err != nil {
		t.Fatal(err)
	}
}
