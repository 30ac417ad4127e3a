package survey_test

import (
	"time"

	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

// both is a text in both languages.
func both(s string) i18n.Text { return i18n.Text{i18n.Dutch: s, i18n.English: s + " (en)"} }

func worded(s string) survey.Wording { return survey.Wording{Common: both(s)} }

func scale(n int) []survey.Wording {
	points := make([]survey.Wording, n)
	for i := range points {
		points[i] = worded("punt")
	}
	return points
}

var (
	opens  = time.Date(2026, 9, 14, 6, 0, 0, 0, time.UTC)
	closes = opens.AddDate(0, 0, 28)
)

// instrument is a small one that may open: an identity item, a block for each of two of three samples, a block that
// only internal members get, and an open question.
func instrument() *survey.Instrument {
	item := func(code string) survey.Question {
		return survey.Question{Code: code, Kind: survey.KindRating, Text: worded("stelling"), Framework: "dna",
			Parameter: "reliable", DontKnow: true, Points: scale(5)}
	}
	page := func(code string, questions ...survey.Question) survey.Page {
		return survey.Page{Code: code, Title: worded(code), Questions: questions}
	}
	in := &survey.Instrument{
		Wave: survey.Wave{Code: "2026", Title: both("meting"), Year: 2026, Langs: i18n.Langs(),
			Frameworks:    []survey.VersionRef{{Code: "dna", Version: "2018"}},
			Questionnaire: survey.VersionRef{Code: "realitycheck", Version: "2026"},
			Panels: []survey.WavePanel{
				{Code: "internal", Name: both("intern"), Strata: []survey.Attribute{{Code: "age", Name: both("leeftijd"),
					Categories: []survey.Category{{Code: "18-44", Name: both("jong")}, {Code: "45+", Name: both("ouder")}}}}},
				{Code: "external", Name: both("extern")}},
			Samples: []survey.WaveSample{{Code: "letter", Anchor: true}, {Code: "poster"}, {Code: "film"}},
			K:       2, KStrata: 5, Opens: opens, Closes: closes, State: survey.Draft},
		Questionnaire: survey.Questionnaire{Code: "realitycheck", Version: "2026", Title: worded("vragenlijst"),
			Langs: i18n.Langs(), Minutes: 10, Welcome: worded("welkom"), Thanks: worded("dank u"),
			Blocks: []survey.Block{
				{Code: "identity", Title: worded("identiteit"), Pages: []survey.Page{page("dna", item("dna_reliable"))}},
				{Code: "samples", Title: worded("uitingen"), Repeat: true, Pages: []survey.Page{
					page("sample", item("s_reliable"), survey.Question{Code: "s_why", Kind: survey.KindText, Text: worded("waarom")})}},
				{Code: "work", Title: worded("werk"), Panels: []string{"internal"}, Pages: []survey.Page{
					page("work", survey.Question{Code: "channels", Kind: survey.KindMultiple, Text: worded("kanalen"), Options: options()})}},
				{Code: "end", Title: worded("slot"), Pages: []survey.Page{
					page("end", survey.Question{Code: "closing", Kind: survey.KindText, Text: worded("nog iets"), Long: true})}},
			}},
		Frameworks: []survey.Framework{{Code: "dna", Version: "2018", Title: both("DNA"),
			Parameters: []survey.Parameter{{Code: "reliable", Name: both("betrouwbaar"), Meaning: both("een kwaliteitsmerk")}}}},
	}
	for _, s := range in.Wave.Samples {
		in.Samples = append(in.Samples, survey.Sample{Code: s.Code, Title: both(s.Code), Kind: survey.Communication,
			Channel: "letter", Entity: "Dienst", Year: 2026, Lang: i18n.Dutch,
			Media: []survey.Medium{{Type: survey.MediumText, Text: "Beste"}}})
	}
	return in
}

func options() []survey.Option {
	return []survey.Option{{Code: 1, Text: worded("brief")}, {Code: 2, Text: worded("e-mail")},
		{Code: 3, Text: worded("ander, namelijk"), Other: true}, {Code: 4, Text: worded("geen"), Exclusive: true}}
}
