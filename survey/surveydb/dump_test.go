package surveydb_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"realitycheck/survey"
	"realitycheck/survey/database"
	"realitycheck/survey/database/databasetest"
	"realitycheck/survey/fault"
	"realitycheck/survey/surveydb"
)

// filled is a store with something in every table.
func filled(f *fixture) *fixture {
	f.Helper()
	f.must(surveydb.NewFrameworks(f.db).Save(f.ctx(), survey.Framework{Code: "dna", Version: "2018"}))
	f.must(surveydb.NewQuestionnaires(f.db).Save(f.ctx(), survey.Questionnaire{Code: "rc", Version: "2018"}))
	f.must(surveydb.NewSamples(f.db).Save(f.ctx(), survey.Sample{Code: "letter"}, opens.Add(123456*time.Microsecond)))
	f.must(surveydb.NewMedia(f.db).Add(f.ctx(), surveydb.Medium{Hash: "ab", Mime: "image/png", Size: 7}))
	f.must(surveydb.NewClosedLinks(f.db).Add(f.ctx(), "2025", [][]byte{hash("a"), hash("b")}))
	f.must(surveydb.NewOutcomes(f.db).Save(f.ctx(), "2025", []survey.Outcomes{{Panel: "internal", Invited: 3}}))
	f.must(surveydb.NewArchives(f.db).Save(f.ctx(), surveydb.Archive{Wave: "2025", Dir: "2025", WrittenAt: opens}))
	draft := wave()
	draft.Code = "2027"
	f.must(f.waves.Save(f.ctx(), draft))
	f.must(f.waves.Freeze(f.ctx(), "2027", survey.Instrument{Wave: draft}))
	for i, lookup := range f.invite("internal", 30) {
		p := page(lookup, fmt.Sprintf("Blok-%d/é_%d", i%3, i), 0, int8(i%5+1))
		p.Answers["why"] = survey.Answer{Text: "a <b> & \u2028 \x7f \" \\ 😀 \n\t"}
		_, err := f.responses.SavePage(f.ctx(), p)
		f.must(err)
	}
	return f
}

func dump(t testing.TB, db *database.DB) string {
	t.Helper()
	var out bytes.Buffer
	if err := database.Dump(t.Context(), db, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestDumpComesBackIdentical(t *testing.T) {
	before := dump(t, filled(newFixture(t)).db)
	for _, tableName := range []string{"framework", "questionnaire", "sample", "medium", "wave", "instrument", "ticket",
		"draw", "response", "page", "closed_link", "outcome", "archive"} {
		if !strings.Contains(before, `{"table":"`+tableName+`",`) {
			t.Errorf("table %s is not in the dump", tableName)
		}
	}
	copied := filled(newFixture(t)).db // its own content is replaced
	if err := database.Restore(t.Context(), copied, strings.NewReader(before)); err != nil {
		t.Fatal(err)
	}
	if after := dump(t, copied); after != before {
		t.Errorf("got\n%s\nwant\n%s", after, before)
	}
}

func TestDumpIsTheRoadBetweenDialects(t *testing.T) {
	postgres := databasetest.Postgres(t, surveydb.Migrations())
	first := filled(newFixtureOn(t, databasetest.SQLite(t, surveydb.Migrations()))).db
	last := databasetest.SQLite(t, surveydb.Migrations())
	want := dump(t, first)
	for _, step := range []*database.DB{postgres, last} {
		if err := database.Restore(t.Context(), step, strings.NewReader(want)); err != nil {
			t.Fatal(err)
		}
		if got := dump(t, step); got != want {
			t.Errorf("on %s got\n%s\nwant\n%s", step.Dialect(), got, want)
		}
	}
}

func TestRestoreRefusesAndChangesNothing(t *testing.T) {
	f := filled(newFixture(t))
	good := dump(t, f.db)
	other := newFixture(t)
	other.invite("external", 3)
	before := dump(t, other.db)
	lines := strings.SplitAfter(good, "\n")
	for name, c := range map[string]struct {
		text string
		want fault.Kind
	}{
		"empty":                {"", fault.Invalid},
		"something else":       {"PK\x03\x04 zip\n", fault.Invalid},
		"cut in a line":        {good[:len(good)/2], fault.Invalid},
		"cut after a line":     {strings.Join(lines[:len(lines)-2], ""), fault.Invalid},
		"a row left out":       {strings.Replace(good, lines[len(lines)-3], "", 1), fault.Invalid},
		"a row altered":        {strings.Replace(good, `"image/png"`, `"text/html"`, 1), fault.Invalid},
		"a value of no kind":   {strings.Replace(good, `"image/png"`, `7`, 1), fault.Invalid},
		"a newer schema":       {regexp.MustCompile(`^(.*"version":)\d+`).ReplaceAllString(good, "${1}99"), fault.Conflict},
		"an unknown table":     {strings.Replace(good, `{"table":"medium"`, `{"table":"medusa"`, 1), fault.Conflict},
		"an unknown column":    {strings.Replace(good, `{"name":"mime"`, `{"name":"mine"`, 1), fault.Conflict},
		"a column of sql":      {strings.Replace(good, `{"name":"mime"`, `{"name":"mime\") --"`, 1), fault.Conflict},
		"a blank line between": {strings.Replace(good, "\n", "\n\n", 1), fault.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			if c.text == good {
				t.Fatal("the case changes nothing")
			}
			if err := database.Restore(t.Context(), other.db, strings.NewReader(c.text)); fault.Of(err) != c.want {
				t.Errorf("got %v, want kind %d", err, c.want)
			}
			if after := dump(t, other.db); after != before {
				t.Error("the store was changed")
			}
		})
	}
}

// Every respondent saves two pages. A snapshot has at most one respondent between the two for each client, and never a
// response without a page, which is written in the same transaction.
func TestDumpIsOneMomentWhileSavesGoOn(t *testing.T) {
	f := newFixture(t)
	lookups := f.invite("internal", 8000)
	var clients sync.WaitGroup
	var stop atomic.Bool
	for c := range 4 {
		clients.Go(func() {
			for i := c; i < len(lookups) && !stop.Load(); i += 4 {
				for _, step := range []string{"a/1", "a/2"} {
					if _, err := f.responses.SavePage(f.ctx(), page(lookups[i], step, 0, 3)); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	var dumps []string
	for range 20 {
		dumps = append(dumps, dump(t, f.db))
	}
	stop.Store(true)
	clients.Wait()
	if dumps[0] == dumps[19] {
		t.Fatal("nothing was saved between the dumps")
	}
	copied := newFixture(t)
	for _, text := range dumps {
		copied.must(database.Restore(t.Context(), copied.db, strings.NewReader(text)))
		halfway, responses, torn := 0, 0, 0
		for stored, err := range copied.responses.All(t.Context(), "2026") {
			copied.must(err)
			responses++
			switch len(stored.Pages) {
			case 0:
				torn++
			case 1:
				halfway++
			}
		}
		counts, err := copied.responses.Counts(t.Context(), "2026")
		copied.must(err)
		if torn > 0 || halfway > 4 || counts[0].Started != responses {
			t.Errorf("got %d torn and %d halfway of %d responses, %d started", torn, halfway, responses, counts[0].Started)
		}
	}
}
