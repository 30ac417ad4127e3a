package analysistest

import (
	"slices"

	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

// Text is a text in both languages.
func Text(nl, en string) i18n.Text { return i18n.Text{i18n.Dutch: nl, i18n.English: en} }

// Words are the same for every panel.
func Words(nl, en string) survey.Wording { return survey.Wording{Common: Text(nl, en)} }

// Rating is an item on five points, with a don't know, about a parameter of framework "dna".
func Rating(code, parameter string) survey.Question {
	return survey.Question{Code: code, Kind: survey.KindRating, Text: Words(code+"?", code+"??"), Framework: "dna",
		Parameter: parameter, DontKnow: true, Points: slices.Repeat([]survey.Wording{Words("punt", "point")}, survey.ScalePoints)}
}

// Instrument measures a parameter by one item, another by three of which one is reversed, and a third inside only; on
// samples, one parameter by one item and another by two. Two samples are anchors, and one belongs to this wave alone.
func Instrument(code string, year int) *survey.Instrument {
	in := &survey.Instrument{
		Wave: survey.Wave{Code: code, Title: Text("Meting "+code, "Wave "+code), Year: year, Langs: i18n.Langs(), K: 3,
			Frameworks: []survey.VersionRef{{Code: "dna", Version: "2018"}}, Questionnaire: survey.VersionRef{Code: "rc", Version: "2018"},
			Panels: []survey.WavePanel{{Code: "internal", Kind: survey.Staff, Name: Text("Intern panel", "Internal panel")},
				{Code: "external", Kind: survey.Public, Name: Text("Extern panel", "External panel")}},
			Samples: []survey.WaveSample{{Code: "poster", Anchor: true}, {Code: "letter", Anchor: true}, {Code: "film"},
				{Code: "only" + code}}},
		Frameworks: []survey.Framework{{Code: "dna", Version: "2018", Parameters: []survey.Parameter{
			{Code: "reliable", Name: Text("Betrouwbaar", "Reliable")}, {Code: "warm", Name: Text("Warm", "Warm")},
			{Code: "proud", Name: Text("Trots", "Proud")}}}},
		Questionnaire: survey.Questionnaire{Code: "rc", Version: "2018", Blocks: blocks()},
	}
	for _, s := range in.Wave.Samples {
		in.Samples = append(in.Samples, survey.Sample{Code: s.Code, Title: Text(s.Code, s.Code), Kind: survey.Communication,
			Channel: "letter", Entity: "E", Year: year})
	}
	return in
}

func blocks() []survey.Block {
	reversed, rated := Rating("warm_cold", "warm"), Rating("s_warm_cold", "warm")
	reversed.Reversed, rated.Reversed = true, true
	page := func(code string, questions ...survey.Question) []survey.Page {
		return []survey.Page{{Code: code, Questions: questions}}
	}
	return []survey.Block{
		{Code: "identity", Pages: page("dna", Rating("reliable", "reliable"), Rating("warm_one", "warm"), reversed,
			Rating("warm_two", "warm"))},
		{Code: "inside", Panels: []string{"internal"}, Pages: page("proud", Rating("proud", "proud"))},
		{Code: "samples", Repeat: true, Pages: page("judge", Rating("s_reliable", "reliable"), Rating("s_warm", "warm"), rated,
			survey.Question{Code: "why", Kind: survey.KindText, Text: Words("Waarom?", "Why?")})},
		{Code: "end", Pages: page("end",
			survey.Question{Code: "seen", Kind: survey.KindMultiple, Text: Words("Gezien?", "Seen?"), DontKnow: true,
				Options: []survey.Option{{Code: 1, Text: Words("Tv", "TV")}, {Code: 2, Text: Words("Web", "Web")}}},
			survey.Question{Code: "role", Kind: survey.KindSingle, Text: Words("Wie?", "Who?"), DontKnow: true,
				Options: []survey.Option{{Code: 1, Text: Words("A", "A")}, {Code: 2, Text: Words("B", "B")}}})},
	}
}

// WithStrata gives every panel three attributes: age, gender and kind.
func WithStrata(in *survey.Instrument) *survey.Instrument {
	attribute := func(code string, categories ...string) survey.Attribute {
		a := survey.Attribute{Code: code, Name: Text(code, code)}
		for _, c := range categories {
			a.Categories = append(a.Categories, survey.Category{Code: c, Name: Text(c, c)})
		}
		return a
	}
	for i := range in.Wave.Panels {
		in.Wave.Panels[i].Strata = []survey.Attribute{attribute("age", "young", "middle", "old"), attribute("gender", "f", "m", "x"),
			attribute("kind", "citizen", "company")}
	}
	return in
}
