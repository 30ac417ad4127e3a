package fieldwork_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"realitycheck/panel"
	"realitycheck/panel/fieldwork"
	"realitycheck/panel/mail"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
	"realitycheck/survey/surveydb"
)

func TestAWholeYear(t *testing.T) {
	o, ctx := newOrganisation(t, 30), context.Background()
	o.open("2026")
	o.answer("2026", func(i int) int { return []int{0, 4, 4, 1, 3}[i%5] }) // none, finished twice, broke off, partial
	o.close("2026")

	a, err := archive.Open(o.office.ArchiveDir("2026"))
	o.must(err)
	if got, want := a.Responses.Len(), 36; got != want { // 3 of 5 in each of 2 x 30
		t.Errorf("got %d archived responses, want %d", got, want)
	}
	want := survey.Outcomes{Panel: "external", Invited: 30, Started: 24, Completed: 12, Partial: 6, BreakOff: 6}
	if got := a.Outcomes[1]; got != want && a.Outcomes[0] != want {
		t.Errorf("got %+v, want %+v", a.Outcomes, want)
	}
	links, err := o.office.Links(ctx, "2026")
	if fault.Of(err) != fault.NotFound {
		t.Errorf("got %d links and %v after closing, want none: the key is destroyed", len(links), err)
	}
	w, err := o.waves.ByCode(ctx, "2026")
	o.must(err)
	if w.State != survey.Closed {
		t.Errorf("got state %s", w.State)
	}
}

func TestReturningMembersArePaired(t *testing.T) {
	o, ctx := newOrganisation(t, 20), context.Background()
	o.open("2026")
	o.answer("2026", func(i int) int { return 4 * (i % 2) }) // the odd ones
	o.close("2026")
	o.clock = o.clock.AddDate(1, 0, 0)
	o.open("2027")
	o.answer("2027", func(i int) int { return 4 * ((i / 2) % 2) }) // 2, 3, 6, 7, ...
	o.close("2027")
	w, err := o.waves.ByCode(ctx, "2027")
	o.must(err)
	if pairing, err := o.office.Pairing(ctx, w); err != nil || len(pairing) != 1 || pairing["2026"] {
		t.Errorf("before pairing: got %v, %v", pairing, err)
	}
	paired, err := o.office.Pair(ctx, "2027", "")
	o.must(err)
	if pairing, err := o.office.Pairing(ctx, w); err != nil || !pairing["2026"] {
		t.Errorf("after pairing: got %v, %v", pairing, err)
	}
	if len(paired) != 1 || paired[0].Earlier != "2026" || paired[0].Pairs != 10 { // 3, 7, 11, 15, 19 in each panel
		t.Errorf("got %+v, want 10 pairs with 2026", paired)
	}
}

func TestOpeningIsRefusedWithEveryReason(t *testing.T) {
	o, ctx := newOrganisation(t, 0), context.Background()
	w := o.draft("2026")
	w.Closes = o.clock.Add(-time.Hour)
	o.must(o.waves.Save(ctx, w))
	err := o.office.Open(ctx, "2026", "")
	var f *fault.Fault
	if !errors.As(err, &f) || f.Kind != fault.Invalid || len(f.Fields) < 3 {
		t.Fatalf("got %v, want the past end and two panels without members", err)
	}
	if _, err := os.Stat(filepath.Join(o.dir, "keys")); err == nil {
		t.Error("a refused opening made keys")
	}
}

func TestAnInterruptedOpeningCanBeRepeated(t *testing.T) {
	o, ctx := newOrganisation(t, 12), context.Background()
	o.draft("2026")
	// The opening dies when the tickets are made: they lie there while the wave is still a draft.
	o.must(o.tickets.Replace(ctx, "2026", []surveydb.Ticket{{Lookup: []byte("left over"), Wave: "2026", Panel: "internal", Pseudonym: []byte("x"), Strata: []string{}}}))
	o.must(o.office.Open(ctx, "2026", ""))
	counts, err := o.tickets.Count(ctx, "2026")
	o.must(err)
	if counts["internal"] != 12 || counts["external"] != 12 {
		t.Errorf("got %v tickets, want 12 in each panel", counts)
	}
}

func TestClosingGoesOnWhereItStopped(t *testing.T) {
	o, ctx := newOrganisation(t, 12), context.Background()
	o.open("2026")
	o.answer("2026", func(int) int { return 4 })
	// The folder of archives cannot be made: closing stops in the middle.
	blocked := filepath.Join(o.dir, "archive")
	o.must(os.WriteFile(blocked, nil, 0o600))
	if _, err := o.office.Close(ctx, "2026", true); err == nil {
		t.Fatal("closing went on without an archive")
	}
	w, err := o.waves.ByCode(ctx, "2026")
	o.must(err)
	if w.State != survey.Closing {
		t.Fatalf("got state %s, want closing", w.State)
	}
	o.must(os.Remove(blocked))
	o.must(o.office.CloseDue(ctx))
	a, err := archive.Open(o.office.ArchiveDir("2026"))
	o.must(err)
	if got := a.Responses.Len(); got != 24 {
		t.Errorf("got %d responses, want 24", got)
	}
}

func TestGraceTakesPagesThatWereBegunAndNoNewStarts(t *testing.T) {
	o, ctx := newOrganisation(t, 12), context.Background()
	o.open("2026")
	in, err := o.waves.Instrument(ctx, "2026")
	o.must(err)
	links, err := o.office.Links(ctx, "2026")
	o.must(err)
	begun, fresh := links["internal"][0], links["internal"][1]
	o.answerPages(in, begun, 1, 3)
	closing, err := o.office.Close(ctx, "2026", false)
	o.must(err)
	if closing.Done || !closing.Until.Equal(o.clock.Add(survey.Grace)) {
		t.Errorf("got %+v, want thirty minutes of grace", closing)
	}
	o.answerPages(in, begun, 2, 3)
	_, err = o.responses.SavePage(ctx, surveydb.SavePage{Lookup: fresh.Token.Lookup(), Step: in.Steps("internal", nil)[0].Key,
		Device: []byte("d"), Now: o.clock, Draw: func(uint64, int) []string { return nil }})
	if fault.Of(err) != fault.Gone {
		t.Errorf("got %v for a new start, want Gone", err)
	}
	o.clock = o.clock.Add(survey.Grace)
	o.must(o.office.CloseDue(ctx))
	w, err := o.waves.ByCode(ctx, "2026")
	o.must(err)
	if w.State != survey.Closed {
		t.Errorf("got state %s after the grace, want closed", w.State)
	}
}

// sendAll lets letters out until none is due.
func (o *organisation) sendAll(via mail.Sender) {
	o.t.Helper()
	sender := fieldwork.NewSender(o.office, via, silent())
	for {
		n, err := sender.SendDue(context.Background())
		o.must(err)
		if n == 0 {
			return
		}
	}
}

func TestEverybodyIsInvitedOnceAndOnlyTheUnfinishedReminded(t *testing.T) {
	o, ctx := newOrganisation(t, 15), context.Background()
	recorder := mail.NewRecorder(func() time.Time { return o.clock })
	o.open("2026")
	n, err := o.office.Invite(ctx, "2026")
	o.must(err)
	again, err := o.office.Invite(ctx, "2026")
	o.must(err)
	o.sendAll(recorder)
	if n != 30 || again != 0 || recorder.Count() != 30 {
		t.Errorf("got %d and then %d enqueued, %d sent, want 30 letters once", n, again, recorder.Count())
	}
	if left, err := o.office.Invite(ctx, "2026"); err != nil || left != 0 {
		t.Errorf("got %d left to invite and %v, want none", left, err)
	}
	o.answer("2026", func(i int) int { return 4 * (i % 3 / 2) }) // every third finishes
	_, err = o.office.Remind(ctx, "2026")
	o.must(err)
	o.sendAll(recorder)
	if got, want := recorder.Count(), 50; got != want {
		t.Errorf("got %d letters in all, want %d: 20 have not finished", got, want)
	}
	counts, err := o.outbox.Counts(ctx, "2026")
	o.must(err)
	for _, c := range counts {
		if c.Letter == panel.Reminder {
			t.Errorf("got %+v: after a round nothing may tell who was passed over", c)
		}
	}
}

func TestRemovingAMemberTakesTicketAndDraftAlong(t *testing.T) {
	o, ctx := newOrganisation(t, 12), context.Background()
	o.open("2026")
	o.answer("2026", func(int) int { return 2 })
	links, err := o.office.Links(ctx, "2026")
	o.must(err)
	gone := links["external"][3]
	o.must(o.office.Remove(ctx, gone.Member.UID))
	if _, err := o.responses.ForTicket(ctx, gone.Token.Lookup()); fault.Of(err) != fault.NotFound {
		t.Errorf("got %v for the ticket, want not found", err)
	}
	if _, err := o.members.ByUID(ctx, gone.Member.UID); fault.Of(err) != fault.NotFound {
		t.Errorf("got %v for the member, want not found", err)
	}
	ids, err := o.responses.IDs(ctx, "2026")
	o.must(err)
	if len(ids) != 23 {
		t.Errorf("got %d drafts, want 23", len(ids))
	}
}

func TestAnotherLinkKeyIsRefused(t *testing.T) {
	o, ctx := newOrganisation(t, 12), context.Background()
	o.open("2026")
	o.answer("2026", func(int) int { return 4 })
	o.close("2026")
	own, other := filepath.Join(o.dir, "keys", "link.key"), filepath.Join(o.dir, "other.key")
	o.must(os.WriteFile(other, make([]byte, 32), 0o600))
	if _, err := o.office.Pair(ctx, "2026", other); fault.Of(err) != fault.Invalid {
		t.Errorf("got %v for another key, want Invalid", err)
	}
	away := filepath.Join(o.dir, "away.key")
	o.must(os.Rename(own, away))
	if _, err := o.office.Pair(ctx, "2026", away); err != nil {
		t.Errorf("got %v for the key that was taken away and brought back", err)
	}
}
