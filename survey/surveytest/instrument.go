package surveytest

import (
	"time"

	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

// Opens and Closes of the wave of Instrument.
var (
	Opens  = time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
	Closes = time.Date(2026, 12, 18, 23, 59, 0, 0, time.UTC)
)

// During is a moment at which the wave takes answers.
var During = time.Date(2026, 11, 23, 14, 5, 0, 0, time.UTC)

// Instrument is an open wave 2026 with the panels internal and external, three samples of which each respondent gets
// two, and six pages for internal members, five for external ones.
func Instrument() survey.Instrument {
	return survey.Instrument{
		Wave: survey.Wave{
			Code: "2026", Title: both("Reality check 2026", "Reality check 2026"), Year: 2026, Langs: i18n.Langs(),
			Frameworks:    []survey.VersionRef{{Code: "dna", Version: "2018"}},
			Questionnaire: survey.VersionRef{Code: "small", Version: "2026"},
			Panels: []survey.WavePanel{
				{Code: "internal", Kind: survey.Staff, Name: both("Intern panel", "Internal panel")},
				{Code: "external", Kind: survey.Public, Name: both("Extern panel", "External panel")},
			},
			Samples: []survey.WaveSample{{Code: "letter", Anchor: true}, {Code: "post"}, {Code: "counter"}},
			K:       2, KStrata: 5, Opens: Opens, Closes: Closes, State: survey.Open,
		},
		Questionnaire: questionnaire(),
		Frameworks: []survey.Framework{{Code: "dna", Version: "2018", Title: both("DNA", "DNA"),
			Parameters: []survey.Parameter{{Code: "reliable", Name: both("Betrouwbaar", "Reliable"),
				Meaning: both("Men kan erop rekenen", "One can count on it")}}}},
		Samples: samples(),
	}
}

func questionnaire() survey.Questionnaire {
	return survey.Questionnaire{
		Code: "small", Version: "2026", Title: word("Reality check", "Reality check"), Langs: i18n.Langs(), Minutes: 6,
		Welcome: word("Uw mening **telt**.", "Your opinion **counts**."),
		Thanks:  word("In januari leest u wat eruit kwam.", "In January you can read what came of it."),
		Blocks: []survey.Block{
			{Code: "identity", Title: word("Hoe u ons ziet", "How you see us"), Pages: []survey.Page{
				{Code: "dna", Title: word("De overheid in het algemeen", "The government in general"),
					Intro:     word("Denk aan de overheid als geheel.", "Think of the government as a whole."),
					Questions: []survey.Question{rating("dna_reliable"), differential("image_open")}},
			}},
			{Code: "samples", Title: word("Wat u te zien krijgt", "What you get to see"), Repeat: true, Pages: []survey.Page{
				{Code: "judge", Title: word("Wat vindt u hiervan", "What do you think of this"),
					Questions: []survey.Question{rating("s_reliable"), why()}},
			}},
			{Code: "values", Title: word("Waarden", "Values"), Panels: []string{"internal"}, Pages: []survey.Page{
				{Code: "values", Title: word("Waarden op het werk", "Values at work"),
					Questions: []survey.Question{rating("v_trust")}},
			}},
			{Code: "closing", Title: word("Tot slot", "Finally"), Pages: []survey.Page{
				{Code: "contact", Title: word("Contact", "Contact"), Questions: []survey.Question{channels(), helped()}},
				{Code: "last", Title: word("Nog iets", "Anything else"), Questions: []survey.Question{
					{Code: "note", Kind: survey.KindInfo, Text: word("Dit is de laatste pagina.", "This is the last page.")},
					{Code: "keep", Kind: survey.KindText, Text: word("Wat moet blijven?", "What must stay?"), Long: true},
				}},
			}},
		},
	}
}

func rating(code string) survey.Question {
	return survey.Question{Code: code, Kind: survey.KindRating, Framework: "dna", Parameter: "reliable", DontKnow: true,
		Text: survey.Wording{Common: both("Ik kan op de overheid rekenen.", "I can count on the government."),
			Panels: map[string]i18n.Text{"internal": both("Men kan op ons rekenen.", "One can count on us.")}},
		Points: []survey.Wording{word("Helemaal oneens", "Strongly disagree"), word("Oneens", "Disagree"),
			word("Niet eens, niet oneens", "Neither"), word("Eens", "Agree"), word("Helemaal eens", "Strongly agree")}}
}

func differential(code string) survey.Question {
	return survey.Question{Code: code, Kind: survey.KindDifferential, DontKnow: true,
		Text:   word("Hoe open is de overheid?", "How open is the government?"),
		Points: []survey.Wording{word("Gesloten", "Closed"), word("Open", "Open")}}
}

func why() survey.Question {
	return survey.Question{Code: "s_why", Kind: survey.KindText, Long: true,
		Text:    word("Waarom vindt u dat?", "Why do you think so?"),
		Help:    word("Noem geen namen van mensen.", "Name no people."),
		Example: word("De brief zegt meteen wat ik moet doen.", "The letter says at once what I must do.")}
}

func channels() survey.Question {
	return survey.Question{Code: "channels", Kind: survey.KindMultiple,
		Text: word("Hoe had u contact?", "How were you in touch?"), Options: []survey.Option{
			{Code: 1, Text: word("Per brief", "By letter")}, {Code: 2, Text: word("Per telefoon", "By telephone")},
			{Code: 3, Text: word("Anders, namelijk", "Other, namely"), Other: true},
			{Code: 9, Text: word("Geen contact", "No contact"), Exclusive: true}}}
}

func helped() survey.Question {
	return survey.Question{Code: "helped", Kind: survey.KindSingle, DontKnow: true,
		Text: word("Werd u goed geholpen?", "Were you helped well?"), Options: []survey.Option{
			{Code: 1, Text: word("Ja", "Yes")}, {Code: 2, Text: word("Nee", "No")},
			{Code: 3, Text: word("Iets anders, namelijk", "Something else, namely"), Other: true}}}
}

func samples() []survey.Sample {
	return []survey.Sample{
		{Code: "letter", Title: both("Brief over uw belasting", "Letter about your tax"), Kind: survey.Communication,
			Channel: "letter", Entity: "Vlaamse Belastingdienst", Year: 2018, Lang: i18n.Dutch,
			Media: []survey.Medium{{Type: survey.MediumText, Text: "Geachte heer, mevrouw\n\nU betaalt **120 euro** voor 1 maart."}}},
		{Code: "post", Title: both("Bericht over fietsen", "Post about cycling"), Kind: survey.Communication,
			Channel: "social_media", Entity: "Departement Mobiliteit", Year: 2020, Lang: i18n.Dutch,
			Media: []survey.Medium{{Type: survey.MediumText, Text: "Morgen fietsen we samen naar het werk. Fietst u mee?"}}},
		{Code: "counter", Title: both("Aan het loket", "At the counter"), Kind: survey.Service, Channel: "counter",
			Entity: "Agentschap Wonen", Year: 2022, Lang: i18n.Dutch,
			Media: []survey.Medium{{Type: survey.MediumText, Text: "U komt aan het loket met een vraag over uw premie."}}},
	}
}

func both(nl, en string) i18n.Text { return i18n.Text{i18n.Dutch: nl, i18n.English: en} }

func word(nl, en string) survey.Wording { return survey.Wording{Common: both(nl, en)} }
