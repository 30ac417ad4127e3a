package paneldb_test

import (
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"realitycheck/panel"
	"realitycheck/panel/paneldb"
	"realitycheck/survey/fault"
)

// invitations are posts that invite members, ready to go at noon.
func invitations(wave string, list []panel.Member) []panel.Post {
	var posts []panel.Post
	for _, m := range list {
		posts = append(posts, panel.NewPost(wave, m.UID, panel.Invitation, 0, noon))
	}
	return posts
}

func lease(t testing.TB, p people, n int, now time.Time) []panel.Post {
	t.Helper()
	posts, err := p.outbox.Lease(t.Context(), n, now)
	must(t, err)
	return posts
}

func TestEnqueueingAgainKeepsTheFirstLetter(t *testing.T) {
	p := newPeople(t)
	list := p.add(t, "an@stad.be", "bob@stad.be")
	first := invitations("2026", list[:1])
	p.enqueue(t, first)
	p.enqueue(t, invitations("2026", list))
	ids := map[string]bool{}
	for _, post := range lease(t, p, 10, noon) {
		ids[post.MessageID] = true
	}
	if len(ids) != 2 || !ids[first[0].MessageID] {
		t.Errorf("got Message-IDs %v, want two, the first letter's among them", ids)
	}
}

func TestMessageIDStaysTheSameOverAttempts(t *testing.T) {
	p := newPeople(t)
	want := invitations("2026", p.add(t, "an@stad.be"))
	p.enqueue(t, want)
	now := noon
	for attempt := 1; attempt <= 3; attempt++ {
		got := lease(t, p, 10, now)
		if len(got) != 1 || got[0].MessageID != want[0].MessageID || got[0].Attempts != attempt {
			t.Fatalf("attempt %d: got %v, want %s", attempt, got, want[0].MessageID)
		}
		must(t, p.outbox.Retry(t.Context(), got[0], panel.Deferred, now))
		if early := lease(t, p, 10, now.Add(panel.Backoff(attempt)-time.Second)); len(early) != 0 {
			t.Errorf("attempt %d: due before its pause ended", attempt)
		}
		now = now.Add(panel.Backoff(attempt))
	}
}

func TestLettersOfADeadWorkerAreGivenToAnother(t *testing.T) {
	p := newPeople(t)
	p.enqueue(t, invitations("2026", p.add(t, "an@stad.be")))
	dead := lease(t, p, 10, noon)
	if again := lease(t, p, 10, noon.Add(time.Minute)); len(again) != 0 {
		t.Fatalf("leased twice: %v", again)
	}
	living := lease(t, p, 10, noon.Add(16*time.Minute))
	if len(living) != 1 {
		t.Fatalf("got %v, want the letter of the dead worker", living)
	}
	for name, end := range map[string]func() error{
		"done":  func() error { return p.outbox.Done(t.Context(), dead[0], noon) },
		"retry": func() error { return p.outbox.Retry(t.Context(), dead[0], panel.Deferred, noon) },
		"fail":  func() error { return p.outbox.Fail(t.Context(), dead[0], panel.Refused) },
		"drop":  func() error { return p.outbox.Drop(t.Context(), dead[0]) },
	} {
		if err := end(); fault.Of(err) != fault.Conflict {
			t.Errorf("%s by the worker whose lease ran out: got %v, want Conflict", name, err)
		}
	}
	must(t, p.outbox.Done(t.Context(), living[0], noon))
}

func TestFailureIsKeptWithItsReason(t *testing.T) {
	p := newPeople(t)
	list := p.add(t, "an@stad.be", "bob@stad.be", "cis@stad.be")
	must(t, p.invites.Add(t.Context(), "2026", uids(list)))
	p.enqueue(t, invitations("2026", list))
	got := lease(t, p, 3, noon)
	must(t, p.outbox.Done(t.Context(), got[0], noon))
	must(t, p.outbox.Fail(t.Context(), got[1], panel.UnknownMailbox))
	last := got[2]
	for now := noon; last.Attempts < panel.MaxAttempts; {
		must(t, p.outbox.Retry(t.Context(), last, panel.Unreachable, now))
		now = now.Add(panel.Backoff(last.Attempts))
		last = lease(t, p, 1, now)[0]
	}
	must(t, p.outbox.Retry(t.Context(), last, panel.Unreachable, noon)) // the attempt that is one too many

	counts, err := p.outbox.Counts(t.Context(), "2026")
	must(t, err)
	want := []paneldb.PostCount{
		{Letter: panel.Invitation, State: panel.Failed, Reason: panel.UnknownMailbox, N: 1},
		{Letter: panel.Invitation, State: panel.Failed, Reason: panel.Unreachable, N: 1},
		{Letter: panel.Invitation, State: panel.Sent, N: 1},
	}
	if !reflect.DeepEqual(counts, want) {
		t.Errorf("got %v, want %v", counts, want)
	}
	failures, err := p.outbox.Failures(t.Context(), "2026")
	if err != nil || len(failures) != 2 {
		t.Errorf("got %v, %v, want two failures", failures, err)
	}
	invited, err := p.invites.Counts(t.Context(), "2026")
	if err != nil || !reflect.DeepEqual(invited, []paneldb.InviteCount{{Panel: "internal", Invited: 3, Sent: 1}}) {
		t.Errorf("got %v, %v, want 3 invited, 1 sent", invited, err)
	}
}

func TestAgainSendsANewCopy(t *testing.T) {
	p := newPeople(t)
	list := p.add(t, "an@stad.be")
	p.enqueue(t, invitations("2026", list))
	first := lease(t, p, 1, noon)[0]
	must(t, p.outbox.Done(t.Context(), first, noon))
	must(t, p.outbox.Again(t.Context(), invitations("2026", list)[0]))
	again := lease(t, p, 10, noon)
	if len(again) != 1 || again[0].MessageID == first.MessageID {
		t.Errorf("got %v, want one letter with a Message-ID of its own", again)
	}
}

func TestWorkersSideBySideNeverShareALetter(t *testing.T) {
	p := newPeople(t)
	var emails []string
	for i := range 400 {
		emails = append(emails, fmt.Sprintf("m%d@stad.be", i))
	}
	p.enqueue(t, invitations("2026", p.add(t, emails...)))
	var mu sync.Mutex
	times := map[string]int{}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for {
				posts, err := p.outbox.Lease(t.Context(), 7, noon)
				if err != nil || len(posts) == 0 {
					if err != nil {
						t.Error(err)
					}
					return
				}
				for _, post := range posts {
					if err := p.outbox.Done(t.Context(), post, noon); err != nil {
						t.Error(err)
					}
					mu.Lock()
					times[post.ID]++
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	if len(times) != 400 {
		t.Errorf("got %d letters, want 400", len(times))
	}
	for id, n := range times {
		if n != 1 {
			t.Errorf("letter %s went to %d workers", id, n)
		}
	}
}

func TestEndOfRoundHidesWhoHadFinished(t *testing.T) {
	p := newPeople(t)
	list := p.add(t, "an@stad.be", "bob@stad.be", "cis@stad.be")
	must(t, p.invites.Add(t.Context(), "2026", uids(list)))
	p.enqueue(t, []panel.Post{
		panel.NewPost("2026", list[0].UID, panel.Reminder, 1, noon),
		panel.NewPost("2026", list[1].UID, panel.Reminder, 1, noon),
	})
	leased := lease(t, p, 2, noon)
	must(t, p.outbox.Done(t.Context(), leased[0], noon))
	must(t, p.outbox.Drop(t.Context(), leased[1])) // finished meanwhile
	counts, err := p.invites.EndRound(t.Context(), "2026", 1, noon)
	must(t, err)
	if want := []paneldb.PostCount{{Letter: panel.Reminder, Round: 1, State: panel.Sent, N: 1}}; !reflect.DeepEqual(counts, want) {
		t.Errorf("got %v, want %v", counts, want)
	}
	invites, err := p.invites.OfWave(t.Context(), "2026")
	must(t, err)
	for _, i := range invites {
		i.UID, i.SentAt = panel.UID{}, nil
		if want := (panel.Invite{Wave: "2026", Reminded: 1, RemindedAt: &noon}); !reflect.DeepEqual(i, want) {
			t.Errorf("got %v, want everybody alike: %v", i, want)
		}
	}
	if left, _ := p.outbox.Counts(t.Context(), "2026"); len(left) != 0 {
		t.Errorf("got %v, want no letters left", left)
	}
}

func TestEnqueueingAgainTriesWhatWasGivenUp(t *testing.T) {
	p := newPeople(t)
	list := p.add(t, "an@stad.be", "bob@stad.be", "cis@stad.be")
	p.enqueue(t, invitations("2026", list))
	leased := lease(t, p, 2, noon)
	must(t, p.outbox.Done(t.Context(), leased[0], noon))
	must(t, p.outbox.Fail(t.Context(), leased[1], panel.UnknownMailbox))
	later := invitations("2026", list)
	for i := range later {
		later[i].RunAt = noon.Add(time.Hour)
	}
	n, err := p.outbox.Enqueue(t.Context(), later)
	must(t, err)
	if n != 1 {
		t.Errorf("got %d letters, want the one that was given up", n)
	}
	if due := lease(t, p, 10, noon); len(due) != 1 || due[0].MessageID == leased[1].MessageID {
		t.Fatalf("got %v due at once, want the third alone", due)
	} else {
		must(t, p.outbox.Done(t.Context(), due[0], noon))
	}
	due := lease(t, p, 10, noon.Add(time.Hour))
	if len(due) != 1 || due[0].MessageID != leased[1].MessageID || due[0].Attempts != 1 {
		t.Errorf("got %v due later, want the one that was given up, as if it were new", due)
	}
}

// enqueue puts letters in the outbox.
func (p people) enqueue(t testing.TB, list []panel.Post) {
	t.Helper()
	_, err := p.outbox.Enqueue(t.Context(), list)
	must(t, err)
}
