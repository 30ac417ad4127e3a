package surveydb_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"realitycheck/survey"
	"realitycheck/survey/database"
	"realitycheck/survey/database/databasetest"
	"realitycheck/survey/fault"
	"realitycheck/survey/surveydb"
)

var opens = time.Date(2026, 9, 14, 6, 0, 0, 0, time.UTC)

// fixture is a store with an open wave of two panels.
type fixture struct {
	testing.TB
	db        *database.DB
	writer    *database.Writer
	waves     surveydb.Waves
	tickets   surveydb.Tickets
	responses surveydb.Responses
}

func newFixture(t testing.TB) *fixture {
	t.Helper()
	return newFixtureOn(t, databasetest.New(t, surveydb.Migrations()))
}

func newFixtureOn(t testing.TB, db *database.DB) *fixture {
	t.Helper()
	writer := database.NewWriter(db)
	t.Cleanup(writer.Close)
	f := &fixture{t, db, writer, surveydb.NewWaves(db), surveydb.NewTickets(db), surveydb.NewResponses(db, writer)}
	f.must(f.waves.Save(f.ctx(), wave()))
	f.must(f.waves.Update(f.ctx(), "2026", (*survey.Wave).Start))
	return f
}

func wave() survey.Wave {
	return survey.Wave{Code: "2026", Year: 2026, K: 2, Opens: opens, Closes: opens.AddDate(0, 0, 28),
		Panels:  []survey.WavePanel{{Code: "internal"}, {Code: "external"}},
		Samples: []survey.WaveSample{{Code: "letter", Anchor: true}, {Code: "poster"}, {Code: "film"}}}
}

func (f *fixture) ctx() context.Context { return context.Background() }

func (f *fixture) must(err error) {
	f.Helper()
	if err != nil {
		f.Fatal(err)
	}
}

func hash(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

// invite makes tickets numbered from 0 for a panel and gives their lookups.
func (f *fixture) invite(panel string, n int) [][]byte {
	f.Helper()
	tickets := make([]surveydb.Ticket, n)
	lookups := make([][]byte, n)
	for i := range tickets {
		name := fmt.Sprint(panel, i)
		lookups[i] = hash("lookup" + name)
		tickets[i] = surveydb.Ticket{Lookup: lookups[i], Wave: "2026", Panel: panel, Pseudonym: hash("pseudonym" + name),
			Strata: []string{"18-34", survey.MissingCategory}}
	}
	f.must(f.tickets.Add(f.ctx(), tickets))
	return lookups
}

func draw(_ uint64, n int) []string {
	orders := [][]string{{"letter", "poster"}, {"poster", "film"}, {"film", "letter"}}
	return orders[n%3]
}

// page is a save of one page an hour after opening.
func page(lookup []byte, step string, revision int, code int8) surveydb.SavePage {
	return surveydb.SavePage{Lookup: lookup, Step: step, Revision: revision, Device: hash("device"),
		Answers: survey.Answers{"q1": {Code: code}}, Seconds: 13, Now: opens.Add(time.Hour), Draw: draw}
}

func TestPagesComeBackAsSaved(t *testing.T) {
	f := newFixture(t)
	lookup := f.invite("internal", 3)[1]
	first := page(lookup, "identity/dna", 0, 4)
	first.Answers["why"] = survey.Answer{Text: "é 😀 'quoted' \"\n\ttab \u202e"}
	saved, err := f.responses.SavePage(f.ctx(), first)
	f.must(err)
	if want := (surveydb.Saved{Revision: 1, Started: true, Order: []string{"letter", "poster"}}); !reflect.DeepEqual(saved, want) {
		t.Errorf("got %+v, want %+v", saved, want)
	}
	last := page(lookup, "samples/judge/1", 0, 2)
	last.Finish = true
	saved, err = f.responses.SavePage(f.ctx(), last)
	f.must(err)
	if want := (surveydb.Saved{Revision: 1}); !reflect.DeepEqual(saved, want) {
		t.Errorf("got %+v, want %+v", saved, want)
	}
	got, err := f.responses.ForTicket(f.ctx(), lookup)
	f.must(err)
	if len(got.ID) != 32 {
		t.Errorf("got id %q, want 128 bits as hex", got.ID)
	}
	want := surveydb.Stored{
		Response: survey.Response{ID: got.ID, Wave: "2026", Panel: "internal", Strata: []string{"18-34", "(missing)"},
			Order: []string{"letter", "poster"}, Finished: true,
			Pages:   map[string]survey.Answers{"identity/dna": first.Answers, "samples/judge/1": last.Answers},
			Seconds: map[string]int{"identity/dna": 15, "samples/judge/1": 15}},
		Meta: map[string]surveydb.PageMeta{"identity/dna": {1, hash("device")}, "samples/judge/1": {1, hash("device")}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	same, err := f.responses.ByPseudonym(f.ctx(), hash("pseudonyminternal1"))
	f.must(err)
	if !reflect.DeepEqual(same, want) {
		t.Errorf("by pseudonym got %+v", same)
	}
	for stored, err := range f.responses.All(f.ctx(), "2026") {
		f.must(err)
		if !reflect.DeepEqual(stored, want) {
			t.Errorf("among all got %+v", stored)
		}
	}
}

func TestBeforeTheFirstPageThereIsATicketOnly(t *testing.T) {
	f := newFixture(t)
	lookup := f.invite("external", 1)[0]
	got, err := f.responses.ForTicket(f.ctx(), lookup)
	f.must(err)
	if got.Started() || got.Wave != "2026" || got.Panel != "external" {
		t.Errorf("got %+v", got)
	}
	if _, err := f.responses.ForTicket(f.ctx(), hash("nobody")); fault.Of(err) != fault.NotFound {
		t.Errorf("got %v, want NotFound", err)
	}
	if _, err := f.responses.SavePage(f.ctx(), page(hash("nobody"), "a/b", 0, 1)); fault.Of(err) != fault.NotFound {
		t.Errorf("got %v, want NotFound", err)
	}
}

func TestStaleSaveOfTheSameDeviceShowsWhatIsStored(t *testing.T) {
	f := newFixture(t)
	lookup := f.invite("internal", 1)[0]
	_, err := f.responses.SavePage(f.ctx(), page(lookup, "a/b", 0, 1))
	f.must(err)
	saved, err := f.responses.SavePage(f.ctx(), page(lookup, "a/b", 1, 2))
	f.must(err)
	if saved.Revision != 2 {
		t.Errorf("got revision %d, want 2", saved.Revision)
	}
	_, err = f.responses.SavePage(f.ctx(), page(lookup, "a/b", 1, 3))
	var stale *surveydb.StaleError
	if fault.Of(err) != fault.Conflict || !errors.As(err, &stale) {
		t.Fatalf("got %v, want a Conflict with a StaleError", err)
	}
	if want := (surveydb.StaleError{Revision: 2, Answers: survey.Answers{"q1": {Code: 2}}}); !reflect.DeepEqual(*stale, want) {
		t.Errorf("got %+v, want %+v", *stale, want)
	}
	if saved, err = f.responses.SavePage(f.ctx(), page(lookup, "a/b", 1, 2)); err != nil || saved.Revision != 2 {
		t.Errorf("the same answers once more: got %+v %v, want revision 2", saved, err)
	}
}

func TestAnotherDevice(t *testing.T) {
	for name, c := range map[string]struct {
		given  survey.Answers
		want   survey.Answers
		device []byte
	}{
		"replaces all that it answers":      {survey.Answers{"q1": {Code: 5}, "q2": {Code: 5}}, survey.Answers{"q1": {Code: 5}, "q2": {Code: 5}}, hash("other")},
		"keeps what it leaves empty":        {survey.Answers{"q1": {Code: 5}}, survey.Answers{"q1": {Code: 5}, "q2": {Code: 2}}, nil},
		"keeps everything with a bare form": {survey.Answers{}, survey.Answers{"q1": {Code: 1}, "q2": {Code: 2}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t)
			lookup := f.invite("internal", 1)[0]
			first := page(lookup, "a/b", 0, 1)
			first.Answers["q2"] = survey.Answer{Code: 2}
			_, err := f.responses.SavePage(f.ctx(), first)
			f.must(err)
			second := page(lookup, "a/b", 1, 0)
			second.Device, second.Answers = hash("other"), c.given
			saved, err := f.responses.SavePage(f.ctx(), second)
			f.must(err)
			got, err := f.responses.ForTicket(f.ctx(), lookup)
			f.must(err)
			if !reflect.DeepEqual(got.Pages["a/b"], c.want) || got.Meta["a/b"].Revision != saved.Revision {
				t.Errorf("got %+v, want %+v", got.Pages["a/b"], c.want)
			}
			device := got.Meta["a/b"].Device
			if c.device == nil && (bytes.Equal(device, hash("other")) || bytes.Equal(device, hash("device"))) {
				t.Error("answers of two devices are shown to one of them")
			}
			if c.device != nil && !bytes.Equal(device, c.device) {
				t.Error("the page does not belong to the device that answered it last")
			}
		})
	}
}

// Both devices were shown the page before either saved it, so the second was told nothing of the first.
func TestAFormFromBeforeAnotherDeviceSavedReplacesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		given survey.Answers
		want  survey.Answers // nil for a Conflict
	}{
		"another answer to the same question": {survey.Answers{"q1": {Code: 5}}, nil},
		"the same answer":                     {survey.Answers{"q1": {Code: 1}}, survey.Answers{"q1": {Code: 1}, "q2": {Code: 2}}},
		"an answer to another question":       {survey.Answers{"q3": {Code: 5}}, survey.Answers{"q1": {Code: 1}, "q2": {Code: 2}, "q3": {Code: 5}}},
		"nothing":                             {survey.Answers{}, survey.Answers{"q1": {Code: 1}, "q2": {Code: 2}}},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t)
			lookup := f.invite("internal", 1)[0]
			first := page(lookup, "a/b", 0, 1)
			first.Answers["q2"] = survey.Answer{Code: 2}
			_, err := f.responses.SavePage(f.ctx(), first)
			f.must(err)
			second := page(lookup, "a/b", 0, 0)
			second.Device, second.Answers = hash("other"), c.given
			_, err = f.responses.SavePage(f.ctx(), second)
			var stale *surveydb.StaleError
			if c.want == nil {
				c.want = first.Answers
				if fault.Of(err) != fault.Conflict || !errors.As(err, &stale) ||
					!reflect.DeepEqual(*stale, surveydb.StaleError{Revision: 1, Elsewhere: true}) {
					t.Errorf("got %v, %+v, want a Conflict that shows no answers", err, stale)
				}
			} else {
				f.must(err)
			}
			got, err := f.responses.ForTicket(f.ctx(), lookup)
			f.must(err)
			if !reflect.DeepEqual(got.Pages["a/b"], c.want) {
				t.Errorf("got %+v, want %+v", got.Pages["a/b"], c.want)
			}
		})
	}
}
