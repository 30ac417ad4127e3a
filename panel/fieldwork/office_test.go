package fieldwork_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"realitycheck/panel"
	"realitycheck/panel/fieldwork"
	"realitycheck/panel/paneldb"
	"realitycheck/survey"
	"realitycheck/survey/database"
	"realitycheck/survey/database/databasetest"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
)

// organisation is a small one with both stores, a clock that the test moves, and one wave a year.
type organisation struct {
	t           *testing.T
	dir         string
	answersFile string // of the answer store, when it is SQLite
	clock       time.Time
	people      *database.DB
	answers     *database.DB
	members     *paneldb.Members
	waves       surveydb.Waves
	tickets     surveydb.Tickets
	responses   surveydb.Responses
	outbox      *paneldb.Outbox
	office      *fieldwork.Organiser
}

func newOrganisation(t *testing.T, membersInEach int) *organisation {
	t.Helper()
	o := &organisation{t: t, dir: t.TempDir(), clock: time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC),
		people: databasetest.New(t, paneldb.Migrations())}
	o.answersFile = filepath.Join(o.dir, "answers.db")
	if o.people.Dialect() == database.SQLite {
		o.answers = databasetest.Open(t, o.answersFile, surveydb.Migrations())
	} else {
		o.answers = databasetest.New(t, surveydb.Migrations())
	}
	erased := paneldb.NewErased(filepath.Join(o.dir, "keys", "erased"))
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	writer := database.NewWriter(o.answers)
	t.Cleanup(writer.Close)
	o.members, o.outbox = paneldb.NewMembers(o.people, erased), paneldb.NewOutbox(o.people)
	o.waves, o.tickets = surveydb.NewWaves(o.answers), surveydb.NewTickets(o.answers)
	o.responses = surveydb.NewResponses(o.answers, writer)
	o.office = fieldwork.New(fieldwork.Config{Organisation: "Proefdienst", BaseURL: "https://bevraging.example",
		Archives: filepath.Join(o.dir, "archive"), Keys: fieldwork.Keys{Dir: filepath.Join(o.dir, "keys")}, TimeZone: time.UTC},
		catalogue, o.people, o.answers, erased, func() time.Time { return o.clock })
	o.addMembers(membersInEach)
	o.define()
	return o
}

func (o *organisation) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// addMembers fills both panels with people of two uneven attributes.
func (o *organisation) addMembers(n int) {
	o.t.Helper()
	for _, code := range []string{"internal", "external"} {
		var members []panel.Member
		for i := range n {
			members = append(members, panel.Member{UID: panel.NewUID(), Panel: code, Lang: i18n.Dutch, Name: fmt.Sprintf("Persoon %s %d", code, i),
				Email: fmt.Sprintf("persoon%d@%s.example", i, code), Created: o.clock,
				Profile: map[string]string{"age": []string{"young", "middle", "old"}[min(i%5, 2)], "level": []string{"a", "b"}[i%2]}})
		}
		o.must(o.members.Save(context.Background(), members, nil))
	}
}

func both(nl string) i18n.Text { return i18n.Text{i18n.Dutch: nl, i18n.English: nl} }

func wording(nl string) survey.Wording { return survey.Wording{Common: both(nl)} }

// define stores a framework, a questionnaire of two once-asked pages around one repeated block, and three samples.
func (o *organisation) define() {
	o.t.Helper()
	ctx := context.Background()
	var points []survey.Wording
	for _, word := range []string{"nooit", "zelden", "soms", "vaak", "altijd"} {
		points = append(points, wording(word))
	}
	rating := func(code string) survey.Question {
		return survey.Question{Code: code, Kind: survey.KindRating, Text: wording(code), Framework: "dna", Parameter: "reliable", DontKnow: true, Points: points}
	}
	page := func(code string, questions ...survey.Question) []survey.Page {
		return []survey.Page{{Code: code, Title: wording(code), Questions: questions}}
	}
	o.must(surveydb.NewFrameworks(o.answers).Save(ctx, survey.Framework{Code: "dna", Version: "2026", Title: both("DNA"),
		Parameters: []survey.Parameter{{Code: "reliable", Name: both("Betrouwbaar"), Meaning: both("Men kan erop rekenen.")}}}))
	o.must(surveydb.NewQuestionnaires(o.answers).Save(ctx, survey.Questionnaire{Code: "check", Version: "2026", Title: wording("Proef"),
		Langs: i18n.Langs(), Minutes: 5, Welcome: wording("Welkom."), Thanks: wording("Dank u."), Blocks: []survey.Block{
			{Code: "identity", Title: wording("Identiteit"), Pages: page("dna", rating("promise"), rating("check"))},
			{Code: "samples", Title: wording("Voorbeelden"), Repeat: true, Pages: page("sample", rating("sample_reliable"),
				survey.Question{Code: "why", Kind: survey.KindText, Text: wording("Waarom?"), Long: true})},
			{Code: "closing", Title: wording("Slot"), Pages: page("last", survey.Question{Code: "again", Kind: survey.KindSingle, Text: wording("Nog eens?"),
				Options: []survey.Option{{Code: 1, Text: wording("ja")}, {Code: 2, Text: wording("nee")}}}, survey.Question{Code: "keep", Kind: survey.KindText, Text: wording("Wat nog?"), Long: true})},
		}}))
	for _, code := range []string{"letter", "poster", "film"} {
		o.must(surveydb.NewSamples(o.answers).Save(ctx, survey.Sample{Code: code, Title: both(code), Kind: survey.Communication, Channel: "letter",
			Entity: "Dienst", Year: 2026, Lang: i18n.Dutch, Media: []survey.Medium{{Type: survey.MediumText, Text: "Beste, " + code}}}, o.clock))
	}
}

// draft stores the wave of a year, a month after the clock.
func (o *organisation) draft(code string) survey.Wave {
	o.t.Helper()
	strata := []survey.Attribute{
		{Code: "age", Name: both("Leeftijd"), Categories: []survey.Category{{Code: "young", Name: both("jong")}, {Code: "middle", Name: both("midden")}, {Code: "old", Name: both("oud")}}},
		{Code: "level", Name: both("Niveau"), Categories: []survey.Category{{Code: "a", Name: both("A")}, {Code: "b", Name: both("B")}}},
	}
	w := survey.Wave{Code: code, Title: both("Proef " + code), Year: o.clock.Year(), Langs: i18n.Langs(),
		Frameworks: []survey.VersionRef{{Code: "dna", Version: "2026"}}, Questionnaire: survey.VersionRef{Code: "check", Version: "2026"},
		Panels:  []survey.WavePanel{{Code: "internal", Name: both("Intern"), Strata: strata}, {Code: "external", Name: both("Extern"), Strata: strata}},
		Samples: []survey.WaveSample{{Code: "letter", Anchor: true}, {Code: "poster"}, {Code: "film"}},
		K:       2, KStrata: 5, Opens: o.clock, Closes: o.clock.Add(30 * 24 * time.Hour)}
	o.must(o.waves.Save(context.Background(), w))
	return w
}

func (o *organisation) open(code string) {
	o.t.Helper()
	o.draft(code)
	o.must(o.office.Open(context.Background(), code, ""))
}

// answer lets members of both panels answer a wave; how decides for the i-th of a panel whether and how far.
func (o *organisation) answer(code string, how func(i int) (pages int)) {
	o.t.Helper()
	ctx := context.Background()
	in, err := o.waves.Instrument(ctx, code)
	o.must(err)
	links, err := o.office.Links(ctx, code)
	o.must(err)
	for _, p := range in.Wave.PanelCodes() {
		for i, link := range links[p] {
			o.answerPages(in, link, how(i), int8(1+i%5))
		}
	}
}

func (o *organisation) answerPages(in *survey.Instrument, link fieldwork.Link, pages int, point int8) {
	o.t.Helper()
	steps := in.Steps(link.Member.Panel, nil)
	for i := range min(pages, len(steps)) {
		answers := survey.Answers{}
		for _, q := range steps[i].Questions(link.Member.Panel) {
			answers[q.Code] = survey.Answer{Text: "Antwoord van " + q.Code}
			switch q.Kind {
			case survey.KindRating:
				answers[q.Code] = survey.Answer{Code: point}
			case survey.KindSingle:
				answers[q.Code] = survey.Answer{Code: 1 + point%2}
			}
		}
		_, err := o.responses.SavePage(context.Background(), surveydb.SavePage{Lookup: link.Token.Lookup(), Step: steps[i].Key,
			Device: []byte("device"), Answers: answers, Seconds: 20, Finish: i == len(steps)-1, Now: o.clock,
			Draw: func(_ uint64, n int) []string {
				return [][]string{{"letter", "poster"}, {"poster", "film"}, {"film", "letter"}}[n%3]
			}})
		o.must(err)
	}
}

// close ends a wave at once.
func (o *organisation) close(code string) {
	o.t.Helper()
	o.clock = o.clock.Add(time.Hour)
	closing, err := o.office.Close(context.Background(), code, true)
	o.must(err)
	if !closing.Done {
		o.t.Fatalf("wave %s is not closed", code)
	}
}
