package webtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"

	"realitycheck/analysis"
	"realitycheck/analysis/coding"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveytest"
)

// Archive writes the archive of a closed wave of a year, with this many members in each panel. Both panels are asked about
// two parameters, the internal one about a value too. The wave is known to the archive only, as after moving house.
func (o *Office) Archive(year, internal, external int) {
	o.Helper()
	o.archive(resultsInstrument(year), internal, external, func(int, *archive.Record) {})
}

// ArchiveTraits writes the archive of a year whose members have attributes and all answered an open question: age, of which
// every third is young, middle or old, and place, of which one in ten is far. Every flagged-th member was too fast.
func (o *Office) ArchiveTraits(year, internal, external, flagged int) {
	o.Helper()
	in := resultsInstrument(year)
	for i := range in.Wave.Panels {
		in.Wave.Panels[i].Strata = []survey.Attribute{
			trait("age", "Leeftijd", "Age", [][3]string{{"young", "jong", "young"}, {"middle", "midden", "middle"}, {"old", "oud", "old"}}),
			trait("place", "Plaats", "Place", [][3]string{{"near", "dichtbij", "near"}, {"far", "veraf", "far"}})}
	}
	o.archive(in, internal, external, func(i int, r *archive.Record) {
		r.Strata = []string{[]string{"young", "middle", "old"}[i%3], map[bool]string{true: "far", false: "near"}[i%10 == 0]}
		r.Speeder = i%flagged == 0
		r.Answers["closing/last"]["keep"] = survey.Answer{Text: fmt.Sprintf("antwoord %d", i)}
	})
}

func trait(code, nl, en string, categories [][3]string) survey.Attribute {
	a := survey.Attribute{Code: code, Name: i18n.Text{i18n.Dutch: nl, i18n.English: en}}
	for _, c := range categories {
		a.Categories = append(a.Categories, survey.Category{Code: c[0], Name: i18n.Text{i18n.Dutch: c[1], i18n.English: c[2]}})
	}
	return a
}

func (o *Office) archive(in *survey.Instrument, internal, external int, finish func(i int, r *archive.Record)) {
	o.Helper()
	year := in.Wave.Year
	r := rand.New(rand.NewPCG(uint64(year), 1))
	var records []archive.Record
	var outcomes []survey.Outcomes
	for _, panel := range in.Wave.Panels {
		members := map[string]int{"internal": internal, "external": external}[panel.Code]
		for i := range members {
			record := resultsRecord(in, panel.Code, i, r)
			finish(i, &record)
			records = append(records, record)
		}
		outcomes = append(outcomes, survey.Outcomes{Panel: panel.Code, Invited: 2 * members, Started: members, Completed: members})
	}
	o.must(archive.Write(filepath.Join(o.Archives, in.Wave.Code), in, records, outcomes, [32]byte{byte(year)}))
}

// Pair ties the members of two archived years: the i-th of each panel is the same person.
func (o *Office) Pair(earlier, later, members int) {
	o.Helper()
	var pairs []archive.Pair
	for _, panel := range []string{"internal", "external"} {
		for i := range members {
			pairs = append(pairs, archive.Pair{Earlier: responseID(earlier, panel, i), Later: responseID(later, panel, i)})
		}
	}
	code := strconv.Itoa
	_, err := archive.WritePairs(filepath.Join(o.Archives, code(later)), filepath.Join(o.Archives, code(earlier)), pairs)
	o.must(err)
}

// Report computes the report of the archives, apart from the server.
func (o *Office) Report(lang i18n.Lang, years ...string) *report.Report {
	o.Helper()
	return o.ReportBeside(lang, analysis.Options{}, years...)
}

// ReportBeside is the same with other figures beside it, as the options say.
func (o *Office) ReportBeside(lang i18n.Lang, opts analysis.Options, years ...string) *report.Report {
	o.Helper()
	catalogue, err := i18n.Load()
	o.must(err)
	opts.Tr, opts.NMin = catalogue.For(lang), 10
	doc, err := analysis.Build(context.Background(), dataset.NewSource(o.Archives), years, opts)
	o.must(err)
	return doc
}

// Code writes the coding of the open question of an archived year: every answer is about one of two themes.
func (o *Office) Code(year int) {
	o.Helper()
	dir, by := filepath.Join(o.Archives, strconv.Itoa(year)), coding.Stamp{At: o.Now(), By: "c1"}
	book := &coding.Codebook{Question: "keep"}
	for _, theme := range [][2]string{{"Loketten", "Counters"}, {"Brieven", "Letters"}} {
		o.must(book.Add(coding.Theme{Code: strings.ToLower(theme[1]), Name: i18n.Text{i18n.Dutch: theme[0], i18n.English: theme[1]}}, by))
	}
	wave, err := archive.Open(dir)
	o.must(err)
	texts, err := wave.Texts()
	o.must(err)
	var ids []string
	var judgements []coding.Judgement
	for i, text := range texts {
		ids = append(ids, text.ID)
		themes := []string{[]string{"letters", "counters"}[len(text.Panel)%2*(i%2)]}
		for _, coder := range []string{"c1", "c2"} {
			judgements = append(judgements, coding.Judgement{Text: text.ID, Coder: coder, Themes: themes, Codable: true, Version: book.Version})
		}
	}
	done, err := coding.Finish(strconv.Itoa(year), coding.NewQueue(ids, 0, []byte("seed")), 1, judgements, book, o.Now())
	o.must(err)
	o.must(done.Write(dir))
}

// resultsInstrument is the instrument of surveytest in another year, with parameters for more of its questions.
func resultsInstrument(year int) *survey.Instrument {
	in := surveytest.Instrument()
	in.Wave.Year, in.Wave.Code = year, strconv.Itoa(year)
	in.Frameworks[0].Parameters = append(in.Frameworks[0].Parameters,
		survey.Parameter{Code: "open", Name: i18n.Text{i18n.Dutch: "Open", i18n.English: "Open"}})
	in.Frameworks = append(in.Frameworks, survey.Framework{Code: "values", Version: "2018", Title: i18n.Text{i18n.Dutch: "Waarden", i18n.English: "Values"},
		Parameters: []survey.Parameter{{Code: "trust", Name: i18n.Text{i18n.Dutch: "Vertrouwen", i18n.English: "Trust"}}}})
	in.Wave.Frameworks = append(in.Wave.Frameworks, survey.VersionRef{Code: "values", Version: "2018"})
	for _, q := range in.Questionnaire.Questions() {
		switch q.Code {
		case "image_open":
			q.Framework, q.Parameter = "dna", "open"
		case "v_trust":
			q.Framework, q.Parameter = "values", "trust"
		}
	}
	return &in
}

func responseID(year int, panel string, i int) string { return fmt.Sprintf("%d-%s-%d", year, panel, i) }

// resultsRecord is one member: content inside, less so outside and about the letter, and happier from year to year.
func resultsRecord(in *survey.Instrument, panel string, i int, r *rand.Rand) archive.Record {
	record := archive.Record{ID: responseID(in.Wave.Year, panel, i), Panel: panel, Strata: []string{}, Outcome: survey.Complete, Seconds: 300 + r.IntN(300),
		Answers: map[string]survey.Answers{}}
	for _, s := range r.Perm(len(in.Samples))[:in.Wave.K] {
		record.Order = append(record.Order, in.Samples[s].Code)
	}
	for _, step := range in.Steps(panel, record.Order) {
		answers := survey.Answers{}
		for _, q := range step.Questions(panel) {
			mood := 3.6 + 0.3*float64(in.Wave.Year-2024)
			if panel == "external" {
				mood -= 0.8
			}
			if step.Sample != nil && step.Sample.Code == "letter" {
				mood -= 0.5
			}
			switch q.Kind {
			case survey.KindRating, survey.KindDifferential:
				answers[q.Code] = survey.Answer{Code: int8(min(5, max(1, mood+r.NormFloat64()*0.8+0.5)))}
				if r.IntN(12) == 0 {
					answers[q.Code] = survey.Answer{Code: survey.DontKnow}
				}
			case survey.KindSingle:
				answers[q.Code] = survey.Answer{Code: int8(1 + r.IntN(2))}
			case survey.KindMultiple:
				answers[q.Code] = survey.Answer{Codes: []int8{int8(1 + r.IntN(2))}}
			}
		}
		record.Answers[step.Key] = answers
	}
	return record
}
