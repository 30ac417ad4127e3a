package surveydb_test

import (
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/surveydb"
)

func TestFiftyFirstSavesAtOnceMakeOneResponse(t *testing.T) {
	f := newFixture(t)
	lookups := f.invite("internal", 2)
	var clients sync.WaitGroup
	var mu sync.Mutex
	started := 0
	for i := range 50 {
		clients.Go(func() {
			p := page(lookups[0], fmt.Sprintf("a/%d", i%10), 0, 3)
			saved, err := f.responses.SavePage(f.ctx(), p)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			if saved.Started {
				started++
			}
		})
	}
	clients.Wait()
	var stored []surveydb.Stored
	for s, err := range f.responses.All(f.ctx(), "2026") {
		f.must(err)
		stored = append(stored, s)
	}
	if started != 1 || len(stored) != 1 || len(stored[0].Pages) != 10 {
		t.Fatalf("got %d starts and %+v, want one response with ten pages", started, stored)
	}
	saved, err := f.responses.SavePage(f.ctx(), page(lookups[1], "a/0", 0, 3))
	f.must(err)
	if !reflect.DeepEqual(saved.Order, draw(0, 1)) {
		t.Errorf("the second to start got %v, want %v: the first drew more than once", saved.Order, draw(0, 1))
	}
}

func TestDrawsAreCountedByPanelAndOnceForEachStart(t *testing.T) {
	f := newFixture(t)
	var clients sync.WaitGroup
	var mu sync.Mutex
	drawn := map[string][]int{}
	for _, panel := range []string{"internal", "external"} {
		for _, lookup := range f.invite(panel, 40) {
			clients.Go(func() {
				var n int
				p := page(lookup, "a/b", 0, 3)
				p.Draw = func(seed uint64, i int) []string { n = i; return draw(seed, i) }
				if _, err := f.responses.SavePage(f.ctx(), p); err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				drawn[panel] = append(drawn[panel], n)
			})
		}
	}
	clients.Wait()
	for panel, numbers := range drawn {
		seen := make([]int, 40)
		for _, n := range numbers {
			seen[n]++
		}
		for n, times := range seen {
			if times != 1 {
				t.Errorf("%s: number %d was drawn %d times", panel, n, times)
			}
		}
	}
}

// The statement that saves and the rule of survey.Wave must say the same, for who has started and who has not.
func TestAWaveTakesPagesWhenItsRuleSaysSo(t *testing.T) {
	closes := wave().Closes
	begun := opens.Add(48 * time.Hour)
	type change = func(*survey.Wave) error
	open := func(*survey.Wave) error { return nil }
	pause := func(w *survey.Wave) error { return w.Pause(true) }
	closing := func(w *survey.Wave) error { return w.BeginClosing(begun, false) }
	closingNow := func(w *survey.Wave) error { return w.BeginClosing(begun, true) }
	closed := func(w *survey.Wave) error { return errors.Join(w.BeginClosing(begun, true), w.FinishClosing()) }
	for name, c := range map[string]struct {
		change change
		now    time.Time
	}{
		"open":                         {open, opens.Add(time.Hour)},
		"at the opening":               {open, opens},
		"before the opening":           {open, opens.Add(-time.Millisecond)},
		"at the last moment":           {open, closes.Add(-time.Millisecond)},
		"at the end":                   {open, closes},
		"in the grace after the end":   {open, closes.Add(survey.Grace - time.Millisecond)},
		"after the grace":              {open, closes.Add(survey.Grace)},
		"paused":                       {pause, opens.Add(time.Hour)},
		"closing":                      {closing, begun.Add(time.Minute)},
		"closing, last of the grace":   {closing, begun.Add(survey.Grace - time.Millisecond)},
		"closing, after the grace":     {closing, begun.Add(survey.Grace)},
		"closing without grace":        {closingNow, begun},
		"closed":                       {closed, begun},
		"closed, at an earlier moment": {closed, opens.Add(time.Hour)},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t)
			lookups := f.invite("internal", 2)
			_, err := f.responses.SavePage(f.ctx(), page(lookups[0], "a/1", 0, 3))
			f.must(err)
			f.must(f.waves.Update(f.ctx(), "2026", c.change))
			w, err := f.waves.ByCode(f.ctx(), "2026")
			f.must(err)
			for i, what := range []string{"same page", "next page", "first page"} {
				p := []surveydb.SavePage{page(lookups[0], "a/1", 1, 4), page(lookups[0], "a/2", 0, 4), page(lookups[1], "a/1", 0, 4)}[i]
				p.Now = c.now
				want := fault.Of(w.Takes(c.now, what == "first page"))
				if _, err := f.responses.SavePage(f.ctx(), p); fault.Of(err) != want {
					t.Errorf("%s: got %v, want kind %d", what, err, want)
				}
			}
		})
	}
}

func TestADraftTakesNothing(t *testing.T) {
	f := newFixture(t)
	draft := wave()
	draft.Code = "2027"
	f.must(f.waves.Save(f.ctx(), draft))
	f.must(f.tickets.Add(f.ctx(), []surveydb.Ticket{{Lookup: hash("l"), Wave: "2027", Panel: "internal", Pseudonym: hash("p")}}))
	if _, err := f.responses.SavePage(f.ctx(), page(hash("l"), "a/1", 0, 1)); fault.Of(err) != fault.Conflict {
		t.Errorf("got %v, want a Conflict", err)
	}
}

// A clock that runs behind must not save behind the back of who closes the wave.
func TestNoPageIsSavedAfterTheFirstStepOfClosing(t *testing.T) {
	f := newFixture(t)
	lookup := f.invite("internal", 1)[0]
	_, err := f.responses.SavePage(f.ctx(), page(lookup, "a/1", 0, 3))
	f.must(err)
	f.must(f.waves.Update(f.ctx(), "2026", func(w *survey.Wave) error { return w.BeginClosing(opens.Add(time.Hour), false) }))
	_, err = f.responses.SavePage(f.ctx(), page(lookup, "a/1", 1, 4))
	f.must(err)
	f.must(f.waves.SetClosingStep(f.ctx(), "2026", "", "refused"))
	for _, p := range []surveydb.SavePage{page(lookup, "a/1", 2, 5), page(lookup, "a/2", 0, 5)} {
		if _, err := f.responses.SavePage(f.ctx(), p); fault.Of(err) != fault.Gone {
			t.Errorf("got %v, want Gone", err)
		}
	}
	if step, err := f.waves.ClosingStep(f.ctx(), "2026"); err != nil || step != "refused" {
		t.Errorf("got step %q %v", step, err)
	}
}

func TestRefusedPagesSinkNobody(t *testing.T) {
	f := newFixture(t)
	lookups := f.invite("internal", 60)
	var clients sync.WaitGroup
	for i, lookup := range lookups {
		clients.Go(func() {
			p := page(lookup, "a/1", 0, 3)
			if i%3 == 1 {
				p.Lookup = hash("nobody")
			}
			if i%3 == 2 {
				p.Draw = func(uint64, int) []string { panic("defect") }
			}
			if _, err := f.responses.SavePage(f.ctx(), p); (err == nil) != (i%3 == 0) {
				t.Errorf("page %d: got %v", i, err)
			}
		})
	}
	clients.Wait()
	counts, err := f.responses.Counts(f.ctx(), "2026")
	f.must(err)
	if want := []survey.Outcomes{{Panel: "internal", Invited: 60, Started: 20}}; !reflect.DeepEqual(counts, want) {
		t.Errorf("got %+v, want %+v", counts, want)
	}
}
