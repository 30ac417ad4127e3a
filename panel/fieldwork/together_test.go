package fieldwork_test

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"testing"
	"time"

	"realitycheck/panel"
	"realitycheck/panel/fieldwork"
	"realitycheck/panel/mail"
	"realitycheck/panel/paneldb"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
	"realitycheck/survey/surveydb"
)

// A command and a server, or several servers, work on the same waves at the same time.

func TestOpeningTwiceAtOnceKeepsEveryTicket(t *testing.T) {
	o, ctx := newOrganisation(t, 12), context.Background()
	o.draft("2026")
	errs := make([]error, 8)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() { errs[i] = o.office.Open(ctx, "2026", "") })
	}
	all.Wait()
	opened := 0
	for _, err := range errs {
		if err == nil {
			opened++
		}
	}
	counts, err := o.tickets.Count(ctx, "2026")
	o.must(err)
	if opened != 1 || counts["internal"] != 12 || counts["external"] != 12 {
		t.Errorf("%d openings came through, got %v tickets and %v, want one opening and 12 in each panel", opened, counts, errs)
	}
	if _, err := o.office.Links(ctx, "2026"); err != nil {
		t.Error(err)
	}
}

func TestTicketsOfAnOpenWaveAreNotReplaced(t *testing.T) {
	o, ctx := newOrganisation(t, 12), context.Background()
	o.open("2026")
	if err := o.tickets.Replace(ctx, "2026", nil); fault.Of(err) != fault.Conflict {
		t.Errorf("got %v, want a Conflict", err)
	}
	if counts, err := o.tickets.Count(ctx, "2026"); err != nil || counts["internal"] != 12 {
		t.Errorf("got %v tickets and %v", counts, err)
	}
}

// Whoever is behind in closing must not write what the other has forgotten: that nobody took part.
func TestClosingTwiceAtOnceTellsTheTruthOnce(t *testing.T) {
	for range 4 {
		o, ctx := newOrganisation(t, 12), context.Background()
		o.open("2026")
		o.answer("2026", func(i int) int { return 4 * (i % 2) })
		o.clock = o.clock.Add(survey.Grace * 2)
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() { o.office.Close(ctx, "2026", true) }) // all but one may have to give way
		}
		all.Wait()
		o.must(o.office.CloseDue(ctx))
		w, err := o.waves.ByCode(ctx, "2026")
		o.must(err)
		a, err := archive.Open(o.office.ArchiveDir("2026"))
		o.must(err)
		want := survey.Outcomes{Panel: "external", Invited: 12, Started: 6, Completed: 6}
		if got := a.Outcomes[1]; w.State != survey.Closed || a.Responses.Len() != 12 || got != want && a.Outcomes[0] != want {
			t.Fatalf("got state %s, %d responses, outcomes %+v", w.State, a.Responses.Len(), a.Outcomes)
		}
		invites, err := paneldb.NewInvites(o.people).OfWave(ctx, "2026")
		o.must(err)
		took := 0
		for _, i := range invites {
			if i.Participated != nil && *i.Participated {
				took++
			}
		}
		if took != 12 {
			t.Fatalf("%d of 12 are said to have taken part", took)
		}
	}
}

// The process that is behind read the wave before another one closed it as far as the links.
func TestAStepOfClosingThatIsBehindWritesNothing(t *testing.T) {
	o, ctx := newOrganisation(t, 12), context.Background()
	o.open("2026")
	o.answer("2026", func(int) int { return 4 })
	in, err := o.waves.Instrument(ctx, "2026")
	o.must(err)
	o.must(o.waves.Update(ctx, "2026", func(w *survey.Wave) error { return w.BeginClosing(o.clock, true) }))
	before := ""
	for _, step := range []string{"refuse", "participation", "outcomes", "archive", "links"} {
		o.must(o.waves.SetClosingStep(ctx, "2026", before, step))
		before = step
	}
	o.must(o.tickets.Forget(ctx, "2026"))
	for name, step := range map[string]func(*fieldwork.Organiser, context.Context, *survey.Instrument) error{
		"participation": fieldwork.WriteParticipation, "outcomes": fieldwork.WriteOutcomes, "archive": fieldwork.WriteArchive} {
		if err := step(o.office, ctx, in); fault.Of(err) != fault.Conflict {
			t.Errorf("%s: got %v, want a Conflict", name, err)
		}
	}
	invites, err := paneldb.NewInvites(o.people).OfWave(ctx, "2026")
	o.must(err)
	for _, i := range invites {
		if i.Participated != nil {
			t.Fatalf("participation was written: %v", *i.Participated)
		}
	}
	if err := o.waves.SetClosingStep(ctx, "2026", "refuse", "participation"); fault.Of(err) != fault.Conflict {
		t.Errorf("got %v for a mark that goes back, want a Conflict", err)
	}
}

func TestOnlyTheFirstOpeningMakesTheLinkKey(t *testing.T) {
	o, ctx := newOrganisation(t, 12), context.Background()
	o.open("2026")
	o.answer("2026", func(int) int { return 4 })
	o.close("2026")
	kept := filepath.Join(t.TempDir(), "link.key")
	o.must(os.Rename(filepath.Join(o.dir, "keys", "link.key"), kept)) // as docs/privacy.md advises
	o.clock = o.clock.AddDate(1, 0, 0)
	o.draft("2027")
	if err := o.office.Open(ctx, "2027", ""); fault.Of(err) != fault.NotFound {
		t.Errorf("got %v, want that the link key is missing: with a new one nobody could be paired", err)
	}
	if _, err := os.Stat(filepath.Join(o.dir, "keys", "link.key")); err == nil {
		t.Error("a second link key was made")
	}
	o.must(o.office.Open(ctx, "2027", kept))
	o.answer("2027", func(int) int { return 4 })
	o.close("2027")
	paired, err := o.office.Pair(ctx, "2027", kept)
	o.must(err)
	if len(paired) != 1 || paired[0].Pairs != 24 {
		t.Errorf("got %+v, want 24 pairs", paired)
	}
}

func TestALetterIsNotLostWhenItsKeyIsMissing(t *testing.T) {
	o, ctx := newOrganisation(t, 3), context.Background()
	o.open("2026")
	n, err := o.office.Invite(ctx, "2026")
	o.must(err)
	key := filepath.Join(o.dir, "keys", "invite-2026.key")
	o.must(os.Rename(key, key+".away"))
	recorder := mail.NewRecorder(func() time.Time { return o.clock })
	_, err = fieldwork.NewSender(o.office, recorder, silent()).SendDue(ctx)
	o.must(err)
	counts, err := o.outbox.Counts(ctx, "2026")
	o.must(err)
	if len(counts) != 1 || counts[0].State != panel.Waiting || counts[0].N != n || counts[0].Reason != panel.Unsendable {
		t.Errorf("got %+v, want %d letters that wait for the key", counts, n)
	}
	o.must(os.Rename(key+".away", key))
}

// A process that dies after the last reminder, and before it ended the round, leaves a list of those who had not finished.
func TestARoundThatNobodyEndedIsEndedLater(t *testing.T) {
	o, ctx := newOrganisation(t, 3), context.Background()
	recorder := mail.NewRecorder(func() time.Time { return o.clock })
	o.open("2026")
	_, err := o.office.Invite(ctx, "2026")
	o.must(err)
	o.sendAll(recorder)
	_, err = o.office.Remind(ctx, "2026")
	o.must(err)
	posts, err := o.outbox.Lease(ctx, 100, o.clock)
	o.must(err)
	for _, post := range posts {
		o.must(o.outbox.Done(ctx, post, o.clock)) // and then the process dies
	}
	o.sendAll(recorder)
	counts, err := o.outbox.Counts(ctx, "2026")
	o.must(err)
	for _, c := range counts {
		if c.Letter == panel.Reminder {
			t.Errorf("got %+v after the round", c)
		}
	}
	n, err := o.office.Remind(ctx, "2026")
	o.must(err)
	if n != 6 {
		t.Errorf("the next round has %d letters, want 6", n)
	}
}

// A member of a wave that takes answers leaves ticket and draft behind when the key is missing; so it is not removed.
func TestRemovingNeedsTheKeyOfAnOpenWave(t *testing.T) {
	o, ctx := newOrganisation(t, 3), context.Background()
	o.open("2026")
	links, err := o.office.Links(ctx, "2026")
	o.must(err)
	key := filepath.Join(o.dir, "keys", "invite-2026.key")
	o.must(os.Rename(key, key+".away"))
	member := links["internal"][0].Member
	if err := o.office.Remove(ctx, member.UID); fault.Of(err) != fault.NotFound {
		t.Errorf("got %v, want that the key is missing", err)
	}
	if _, err := o.members.ByUID(ctx, member.UID); err != nil {
		t.Errorf("the member is gone all the same: %v", err)
	}
}

// Few break off, and their attributes would single them out more than those of all who were invited.
func TestWhoBrokeOffKeepsNoAttributes(t *testing.T) {
	o, ctx := newOrganisation(t, 40), context.Background()
	o.open("2026")
	o.answer("2026", func(i int) int { return []int{1, 4}[min(i, 1)] })
	o.close("2026")
	ids, err := archive.Open(o.office.ArchiveDir("2026"))
	o.must(err)
	archived, err := ids.IDs()
	o.must(err)
	kept, brokeOff := 0, 0
	for stored, err := range surveydb.NewResponses(o.answers, nil).All(ctx, "2026") {
		o.must(err)
		blank := reflect.DeepEqual(stored.Strata, []string{survey.MissingCategory, survey.MissingCategory})
		isArchived := false
		for _, id := range archived {
			isArchived = isArchived || id == stored.ID
		}
		switch {
		case isArchived && !blank:
			kept++
		case !isArchived && !blank:
			t.Errorf("a response that broke off keeps %v", stored.Strata)
		case !isArchived:
			brokeOff++
		}
	}
	if kept == 0 || brokeOff != 2 {
		t.Errorf("%d archived responses keep attributes, %d broke off", kept, brokeOff)
	}
}
