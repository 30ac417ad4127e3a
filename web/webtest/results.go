package webtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"

	"realitycheck/analysis"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveytest"
)

// Archive writes the archive of a closed wave of a year, with this many members in each panel. Both panels are asked about
// two parameters, the internal one about a value too. The wave is known to the archive only, as after moving house.
func (o *Office) Archive(year, internal, external int) {
	o.Helper()
	in := resultsInstrument(year)
	r := rand.New(rand.NewPCG(uint64(year), 1))
	var records []archive.Record
	var outcomes []survey.Outcomes
	for _, panel := range in.Wave.Panels {
		members := map[string]int{"internal": internal, "external": external}[panel.Code]
		for i := range members {
			records = append(records, resultsRecord(in, panel.Code, i, r))
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
func (o *Office) Report(lang i18n.Lang, years ...string) *analysis.Report {
	o.Helper()
	catalogue, err := i18n.Load()
	o.must(err)
	report, err := analysis.Build(context.Background(), analysis.NewSource(o.Archives), years, analysis.Options{Tr: catalogue.For(lang), NMin: 10})
	o.must(err)
	return report
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
