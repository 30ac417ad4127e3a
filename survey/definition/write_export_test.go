package definition

// Writers of the files that only authors write, for tests that read back whatever a file can hold.

import (
	"encoding/json"
	"strconv"
	"time"

	"go.yaml.in/yaml/v3"

	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

// WriteFramework writes a framework as a file that ReadFramework reads back to the same value.
func WriteFramework(f survey.Framework) ([]byte, error) {
	file := frameworkFile{Code: f.Code, Version: f.Version, Title: translations(f.Title)}
	for _, p := range f.Parameters {
		file.Parameters = append(file.Parameters, parameterFile{Code: p.Code, Name: translations(p.Name),
			Meaning: translations(p.Meaning), Change: p.Change})
	}
	return write(file)
}

// WriteQuestionnaire writes a questionnaire as a file that ReadQuestionnaire reads back to the same value. Points that
// several questions share become a scale.
func WriteQuestionnaire(q survey.Questionnaire) ([]byte, error) {
	file := questionnaireFile{Code: q.Code, Version: q.Version, Title: wording(q.Title), Langs: q.Langs, Minutes: q.Minutes,
		Welcome: wording(q.Welcome), Thanks: wording(q.Thanks)}
	scales := newScales(&q)
	file.Scales = scales.byName
	for _, b := range q.Blocks {
		block := blockFile{Code: b.Code, Title: wording(b.Title), Panels: b.Panels}
		if b.Repeat {
			block.Repeat = repeatSamples
		}
		for _, p := range b.Pages {
			page := pageFile{Code: p.Code, Title: wording(p.Title), Intro: wording(p.Intro)}
			for i := range p.Questions {
				page.Questions = append(page.Questions, questionToFile(&p.Questions[i], scales))
			}
			block.Pages = append(block.Pages, page)
		}
		file.Blocks = append(file.Blocks, block)
	}
	return write(file)
}

// scales names the points that several questions share.
type scales struct {
	names  map[string]string // by the points as JSON
	byName map[string][]wording
}

func newScales(q *survey.Questionnaire) scales {
	s := scales{names: map[string]string{}, byName: map[string][]wording{}}
	times := map[string]int{}
	for _, question := range q.Questions() {
		key := pointsKey(question.Points)
		if times[key]++; len(question.Points) > 0 && times[key] == 2 {
			name := "scale" + strconv.Itoa(len(s.byName)+1)
			s.names[key], s.byName[name] = name, wordings(question.Points)
		}
	}
	return s
}

// pointsKey is the same for equal points.
func pointsKey(points []survey.Wording) string {
	b, err := json.Marshal(points)
	if err != nil {
		panic(err) // texts in maps always marshal
	}
	return string(b)
}

func wordings(from []survey.Wording) []wording {
	var to []wording
	for _, w := range from {
		to = append(to, wording(w))
	}
	return to
}

func questionToFile(q *survey.Question, s scales) questionFile {
	file := questionFile{Code: q.Code, Kind: q.Kind, Text: wording(q.Text), Help: wording(q.Help), Change: q.Change,
		Panels: q.Panels, Optional: q.Optional, DontKnow: q.DontKnow, Reversed: q.Reversed, Long: q.Long, Example: wording(q.Example)}
	if q.Parameter != "" {
		file.Parameter = q.Framework + "." + q.Parameter
	}
	if file.Points.scale = s.names[pointsKey(q.Points)]; file.Points.scale == "" {
		file.Points.words = wordings(q.Points)
	}
	for _, o := range q.Options {
		file.Options = append(file.Options, optionFile{Code: o.Code, Text: wording(o.Text), Exclusive: o.Exclusive, Other: o.Other})
	}
	return file
}

// MarshalYAML writes the form that is set.
func (p points) MarshalYAML() (any, error) {
	if p.scale != "" {
		return p.scale, nil
	}
	return p.words, nil
}

// IsZero lets absent points be left out of a file.
func (p points) IsZero() bool { return p.scale == "" && len(p.words) == 0 }

// WriteSample writes the definition of a sample, so that ReadSample in the same folder reads back the same value.
func WriteSample(s survey.SampleFile) ([]byte, error) {
	file := sampleFile{Code: s.Sample.Code, Title: translations(s.Sample.Title), Kind: s.Sample.Kind, Channel: s.Sample.Channel,
		Entity: prose(s.Sample.Entity), Year: s.Sample.Year, Lang: s.Sample.Lang, Intro: translations(s.Sample.Intro)}
	for i, m := range s.Sample.Media {
		medium := mediumFile{Type: m.Type, Text: prose(m.Text), Alt: translations(m.Alt),
			Description: translations(m.Description), Transcript: translations(m.Transcript)}
		if i < len(s.Media) {
			medium.File, medium.Captions, medium.Pages = s.Media[i].File, s.Media[i].Captions, s.Media[i].Pages
		}
		if medium.File != "" {
			medium.Text = "" // the words stand in the file
		}
		file.Media = append(file.Media, medium)
	}
	return write(file)
}

// WriteWave writes a wave, its times in loc, as a file that ReadWave reads back to the same draft.
func WriteWave(w survey.Wave, loc *time.Location) ([]byte, error) {
	file := waveFile{Code: w.Code, Title: translations(w.Title), Year: w.Year, Langs: w.Langs,
		Questionnaire: w.Questionnaire.Code + "@" + w.Questionnaire.Version, K: w.K, KStrata: w.KStrata,
		Opens: w.Opens.In(loc).Format(localTime), Closes: w.Closes.In(loc).Format(localTime)}
	for _, f := range w.Frameworks {
		file.Frameworks = append(file.Frameworks, f.Code+"@"+f.Version)
	}
	for _, p := range w.Panels {
		panel := wavePanelFile{Code: p.Code, Name: translations(p.Name)}
		for _, a := range p.Strata {
			attribute := attributeFile{Code: a.Code, Name: translations(a.Name)}
			for _, c := range a.Categories {
				attribute.Categories = append(attribute.Categories, categoryFile{Code: c.Code, Name: translations(c.Name)})
			}
			panel.Strata = append(panel.Strata, attribute)
		}
		file.Panels = append(file.Panels, panel)
	}
	for _, s := range w.Samples {
		sample := waveSampleFile{Code: s.Code}
		if s.Anchor {
			sample.Role = roleAnchor
		}
		file.Samples = append(file.Samples, sample)
	}
	return write(file)
}

// MarshalYAML writes the shorter form that says the same.
func (w wording) MarshalYAML() (any, error) {
	if len(w.Panels) == 0 {
		return translations(w.Common), nil
	}
	panels := map[string]translations{}
	for code, text := range w.Panels {
		panels[code] = translations(text)
	}
	if len(w.Common) > 0 {
		panels[survey.CommonWording] = translations(w.Common)
	}
	return panels, nil
}

// IsZero lets an absent wording be left out of a file.
func (w wording) IsZero() bool { return survey.Wording(w).IsZero() }

// MarshalYAML writes the default language first.
func (t translations) MarshalYAML() (any, error) {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for _, lang := range i18n.Langs() {
		if text := prose(t[lang]); text != "" {
			n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: string(lang)}, text.node())
		}
	}
	return n, nil
}
