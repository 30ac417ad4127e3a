package analysistest

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"realitycheck/analysis/coding"
	"realitycheck/analysis/dataset"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// Records answers an instrument at random: some don't know, some skip, some stop half way. Member i of a panel has the id
// "wave-panel-000i".
func Records(in *survey.Instrument, members int, r *rand.Rand) []archive.Record {
	var records []archive.Record
	for _, panel := range in.Wave.Panels {
		for i := range members {
			record := archive.Record{ID: id(in.Wave.Code, panel.Code, i), Panel: panel.Code, Outcome: survey.Complete,
				Strata: make([]string, len(panel.Strata)), Seconds: 400 + r.IntN(300), Answers: map[string]survey.Answers{}}
			for _, s := range r.Perm(len(in.Samples))[:in.Wave.K] {
				record.Order = append(record.Order, in.Samples[s].Code)
			}
			steps := in.Steps(panel.Code, record.Order)
			if r.IntN(8) == 0 {
				record.Outcome = survey.Partial
				steps = steps[:2+r.IntN(len(steps)-2)]
			}
			for _, step := range steps {
				record.Answers[step.Key] = answers(step, panel.Code, r)
			}
			records = append(records, record)
		}
	}
	return records
}

func id(wave, panel string, i int) string { return fmt.Sprintf("%s-%s-%04d", wave, panel, i) }

func answers(step survey.Step, panel string, r *rand.Rand) survey.Answers {
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

// Store archives a wave in its folder of dir. Twice as many were invited as came.
func Store(t testing.TB, dir string, in *survey.Instrument, records []archive.Record) {
	t.Helper()
	var outcomes []survey.Outcomes
	for _, p := range in.Wave.Panels {
		all, came := 0, map[survey.Outcome]int{}
		for _, r := range records {
			if r.Panel == p.Code {
				all++
				came[r.Outcome]++
			}
		}
		outcomes = append(outcomes, survey.Outcomes{Panel: p.Code, Invited: 2 * all, Started: all, Completed: came[survey.Complete],
			Partial: came[survey.Partial], BreakOff: came[survey.BreakOff]})
	}
	must(t, archive.Write(filepath.Join(dir, in.Wave.Code), in, records, outcomes, [32]byte{1}))
}

// Pair joins the members of two waves with the same panel and number, as far as keep says.
func Pair(t testing.TB, dir, earlier, later string, members int, keep func(int) bool) {
	t.Helper()
	var pairs []archive.Pair
	for _, panel := range []string{"internal", "external"} {
		for i := range members {
			if keep(i) {
				pairs = append(pairs, archive.Pair{Earlier: id(earlier, panel, i), Later: id(later, panel, i)})
			}
		}
	}
	_, err := archive.WritePairs(filepath.Join(dir, later), filepath.Join(dir, earlier), pairs)
	must(t, err)
}

// Even gives member i attributes of even sizes.
func Even(i int) []string {
	return []string{[]string{"young", "middle", "old"}[i%3], []string{"f", "m"}[i/3%2], "citizen"}
}

// Margins are those of a wave of such members inside; young is the share of the youngest, of the seven tenths not middle.
func Margins(wave string, young float64) survey.Margins {
	panel := survey.PanelMargins{Panel: "internal", Margins: []survey.Margin{
		{Attribute: "age", Targets: map[string]float64{"young": young, "middle": 0.3, "old": 0.7 - young}},
		{Attribute: "gender", Counts: true, Targets: map[string]float64{"f": 600, "m": 400}}}}
	return survey.Margins{Wave: wave, Bounds: survey.DefaultBounds, Panels: []survey.PanelMargins{panel}}
}

// Waves archives waves 2018 and 2019, two in three members returning; strata gives the attributes of member i.
func Waves(t testing.TB, members int, strata func(i int) []string) *dataset.Source {
	t.Helper()
	dir, r := t.TempDir(), rand.New(rand.NewPCG(8, 8))
	for i, code := range []string{"2018", "2019"} {
		in := WithStrata(Instrument(code, 2018+i))
		records := Records(in, members, r)
		for at := range records {
			records[at].Strata = strata(at % members)
		}
		Store(t, dir, in, records)
	}
	Pair(t, dir, "2018", "2019", members, func(i int) bool { return i%3 != 0 })
	return dataset.NewSource(dir)
}

// Stamp is when, and by whom, codebooks of tests were changed.
var Stamp = coding.Stamp{At: time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC), By: "c1"}

// Codebook has three themes: tone, speed and price.
func Codebook(t testing.TB, question string) *coding.Codebook {
	t.Helper()
	b := &coding.Codebook{Question: question}
	for _, code := range []string{"tone", "speed", "price"} {
		must(t, b.Add(coding.Theme{Code: code, Name: Text(code+" (nl)", code+" (en)")}, Stamp))
	}
	return b
}

// Code writes a coding: the themes of each answer as decide gives them, 20 answers judged by two who differ on as many
// of them as slips says. An answer that ends in 7 is not codable.
func Code(t testing.TB, source *dataset.Source, wave string, b *coding.Codebook, slips int, decide func(archive.Text) []string) {
	t.Helper()
	w, err := source.Open(wave)
	must(t, err)
	texts, err := w.Texts()
	must(t, err)
	var ids []string
	var judgements []coding.Judgement
	for _, text := range texts {
		if text.Question != b.Question {
			continue
		}
		ids = append(ids, text.ID)
		j := coding.Judgement{Text: text.ID, Coder: "an", Themes: decide(text), Version: b.Version,
			Codable: !strings.HasSuffix(text.Text, "7")}
		judgements = append(judgements, j)
		if len(ids) > 20 {
			continue
		}
		second := j
		second.Coder = "bo"
		if len(ids) > slips {
			judgements = append(judgements, second)
			continue
		}
		if second.Themes = nil; !slices.Contains(j.Themes, "tone") {
			second.Themes = []string{"tone"}
		}
		j.Coder, j.Final = "cy", true
		judgements = append(judgements, second, j)
	}
	c, err := coding.Finish(wave, coding.NewQueue(ids, 0, []byte("seed")), 0, judgements, b, Stamp.At)
	must(t, err)
	must(t, c.Write(source.Dir(wave)))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
