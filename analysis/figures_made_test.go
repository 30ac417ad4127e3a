package analysis_test

import (
	"fmt"
	"hash/crc32"
	"io/fs"
	"math/rand/v2"
	"testing"
	"time"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/definition"
	"realitycheck/survey/synthetic"
	"realitycheck/testdata"
)

// figureWaves are the waves behind the figures of before, with the members invited in the internal and external panel. The
// first has few colleagues, so that limits occur, and words and meanings that later ones changed.
var figureWaves = []struct {
	year               int
	internal, external int
}{{2023, 28, 90}, {2025, 120, 90}, {2026, 120, 90}}

// figuresSource archives the waves with made answers, pairs, weightings and codings: always the same.
func figuresSource(t *testing.T) *dataset.Source {
	t.Helper()
	dir := t.TempDir()
	var codes []string
	for _, w := range figureWaves {
		in := figuresInstrument(t, w.year)
		analysistest.Store(t, dir, in, append(figuresRecords(t, in, "internal", w.internal), figuresRecords(t, in, "external", w.external)...))
		for _, earlier := range codes {
			analysistest.Pair(t, dir, earlier, in.Wave.Code, w.internal, func(i int) bool { return i%5 != 0 })
		}
		codes = append(codes, in.Wave.Code)
	}
	source := dataset.NewSource(dir)
	rake(t, source, figuresMargins("2025"))
	rake(t, source, figuresMargins("2026"))
	for i, wave := range codes {
		analysistest.Code(t, source, wave, analysistest.Codebook(t, "sample_why"), 2*i, figuresThemes(3+uint32(i)))
		if i > 0 {
			analysistest.Code(t, source, wave, analysistest.Codebook(t, "closing_keep_change"), 8*(2-i), figuresThemes(5-uint32(i)))
		}
	}
	return source
}

func readFigures[T any](t *testing.T, name string, read func([]byte) (T, error)) T {
	t.Helper()
	src, err := fs.ReadFile(testdata.Files(), name)
	ok(t, err)
	value, err := read(src)
	ok(t, err)
	return value
}

// figuresInstrument is what a wave of the demo freezes, but for the content of its samples.
func figuresInstrument(t *testing.T, year int) *survey.Instrument {
	t.Helper()
	in := &survey.Instrument{}
	name := fmt.Sprintf("waves/%d.yaml", year)
	in.Wave = readFigures(t, name, func(src []byte) (survey.Wave, error) { return definition.ReadWave(name, src, time.UTC) })
	for i := range in.Wave.Panels { // as opening freezes them
		in.Wave.Panels[i].Kind = map[string]survey.PanelKind{"internal": survey.Staff, "external": survey.Public}[in.Wave.Panels[i].Code]
	}
	name = "questionnaires/" + in.Wave.Questionnaire.Code + "-" + in.Wave.Questionnaire.Version + ".yaml"
	in.Questionnaire = readFigures(t, name,
		func(src []byte) (survey.Questionnaire, error) { return definition.ReadQuestionnaire(name, src) })
	if _, q, there := in.Questionnaire.Question("image_open"); there && in.Questionnaire.Version == "2024" {
		q.Change = survey.ChangeReworded // no version of the demo has one
	}
	for _, f := range in.Wave.Frameworks {
		name := "frameworks/" + f.Code + "-" + f.Version + ".yaml"
		in.Frameworks = append(in.Frameworks,
			readFigures(t, name, func(src []byte) (survey.Framework, error) { return definition.ReadFramework(name, src) }))
	}
	for _, s := range in.Wave.Samples {
		file, err := definition.ReadSample(testdata.Files(), "samples/"+s.Code+".yaml")
		ok(t, err)
		file.Sample.Media = nil
		in.Samples = append(in.Samples, file.Sample)
	}
	return in
}

// figuresRecords lets the members of a panel answer as the story of the demo tells. Some skip questions, some hurry, some
// give one answer to everything, and two questions are answered by nobody or by all alike.
func figuresRecords(t *testing.T, in *survey.Instrument, panel string, members int) []archive.Record {
	t.Helper()
	story := readFigures(t, "demo/story.json", synthetic.ReadStory)
	open := readFigures(t, "answers/open.nl.json", synthetic.ReadWords)
	story.TakesPart = map[string]float64{"internal": 0.9, "external": 0.9}
	var records []archive.Record
	for i := range members {
		r := rand.New(rand.NewPCG(uint64(in.Wave.Year), uint64(1000*len(panel)+i)))
		record := archive.Record{ID: fmt.Sprintf("%s-%s-%04d", in.Wave.Code, panel, i), Panel: panel,
			Strata: figuresStrata(in, panel, i)}
		for _, s := range r.Perm(len(in.Samples))[:in.Wave.K] {
			record.Order = append(record.Order, in.Samples[s].Code)
		}
		v := synthetic.NewPerson(story, open, panel, uint64(10_000*len(panel)+i)).Visit(in)
		if v.Begins {
			answerFigures(&record, in, v, r, i)
			records = append(records, record)
		}
	}
	return records
}

// figuresStrata gives a member the same attributes in every wave; one in twenty has one blanked.
func figuresStrata(in *survey.Instrument, panel string, i int) []string {
	r := rand.New(rand.NewPCG(uint64(len(panel)), uint64(i)))
	var strata []string
	of, _ := in.Wave.Panel(panel)
	for _, attribute := range of.Strata {
		category := attribute.Categories[min(r.IntN(len(attribute.Categories)), r.IntN(len(attribute.Categories)))].Code
		if r.IntN(20) == 0 {
			category = survey.MissingCategory
		}
		strata = append(strata, category)
	}
	return strata
}

func answerFigures(record *archive.Record, in *survey.Instrument, v *synthetic.Visit, r *rand.Rand, i int) {
	response := survey.Response{Panel: record.Panel, Order: record.Order, Pages: map[string]survey.Answers{}, Finished: v.Leaves < 0}
	for n, step := range in.Steps(record.Panel, record.Order) {
		if n == v.Leaves {
			break
		}
		answers, seconds := v.Page(step)
		for _, q := range step.Questions(record.Panel) {
			switch {
			case r.IntN(25) == 0:
				delete(answers, q.Code)
			case q.Code == "image_near" && record.Panel == "external":
				answers[q.Code] = survey.Answer{Code: 4} // unanimous: no test
			case q.Code == "image_simple" && record.Panel == "internal":
				answers[q.Code] = survey.Answer{Code: survey.DontKnow} // nothing to estimate
			case q.IsItem() && i%19 == 4:
				answers[q.Code] = survey.Answer{Code: 4}
			}
		}
		response.Pages[step.Key] = answers
		record.Seconds += seconds
	}
	record.Answers, record.Outcome = response.Pages, response.Outcome(in)
	if record.Speeder = i%17 == 3; record.Speeder {
		record.Seconds /= 4
	}
}

// figuresMargins are the same inside in every wave, and outside there are some in one.
func figuresMargins(wave string) survey.Margins {
	m := survey.Margins{Wave: wave, Bounds: survey.DefaultBounds, Panels: []survey.PanelMargins{
		{Panel: "internal", Margins: []survey.Margin{
			{Attribute: "age", Targets: map[string]float64{"18-34": 0.35, "35-49": 0.4, "50-67": 0.25}},
			{Attribute: "level", Counts: true, Targets: map[string]float64{"ab": 5700, "cd": 4300}}}}}}
	if wave == "2025" {
		m.Panels = append(m.Panels, survey.PanelMargins{Panel: "external", Margins: []survey.Margin{
			{Attribute: "age", Targets: map[string]float64{"18-34": 0.27, "35-54": 0.33, "55+": 0.4},
				Merge: [][]string{{"35-54", "55+"}}}}})
	}
	return m
}

// figuresThemes spreads the themes by what stands in the archive, more of the first inside than outside.
func figuresThemes(limit uint32) func(archive.Text) []string {
	return func(text archive.Text) []string {
		digit := crc32.ChecksumIEEE([]byte(text.ID)) % 10
		switch {
		case digit < limit, text.Panel == "internal" && digit < limit+3:
			return []string{"speed", "tone"}
		case digit == 9:
			return nil
		}
		return []string{"speed"}
	}
}
