package fieldwork_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
)

// backup gives what brings the answer store back to how it is now.
func (o *organisation) backup() (restore func()) {
	o.t.Helper()
	var dump bytes.Buffer
	o.must(database.Dump(context.Background(), o.answers, &dump))
	return func() {
		o.t.Helper()
		o.must(database.Restore(context.Background(), o.answers, &dump))
	}
}

func TestARestoredWaveForgetsAgainWhatClosingForgot(t *testing.T) {
	o, ctx := newOrganisation(t, 40), context.Background()
	o.open("2026")
	o.answer("2026", func(i int) int { return []int{1, 4}[min(i, 1)] })
	restore := o.backup()
	o.close("2026")
	restore()
	if w, err := o.waves.ByCode(ctx, "2026"); err != nil || w.State != survey.Open {
		t.Fatalf("the backup holds the wave as %s, %v: nothing to close again", w.State, err)
	}
	o.must(o.office.CloseAgain(ctx))

	w, err := o.waves.ByCode(ctx, "2026")
	o.must(err)
	days, err := o.responses.Days(ctx, "2026")
	o.must(err)
	counts, err := o.tickets.Count(ctx, "2026")
	o.must(err)
	if w.State != survey.Closed || len(days) > 0 || len(counts) > 0 {
		t.Errorf("got state %s, days %v, tickets %v", w.State, days, counts)
	}
	if _, err := os.Stat(filepath.Join(o.dir, "keys", "invite-2026.key")); err == nil {
		t.Error("a closed wave has a key")
	}
	a, err := archive.Open(o.office.ArchiveDir("2026"))
	o.must(err)
	ids, err := a.IDs()
	o.must(err)
	seen := 0
	for stored, err := range o.responses.All(ctx, "2026") {
		o.must(err)
		want := []string{survey.MissingCategory, survey.MissingCategory}
		if row := slices.Index(ids, stored.ID); row >= 0 {
			seen++
			want = nil
			for _, s := range a.Responses.Strata {
				want = append(want, s.At(row))
			}
		}
		if !slices.Equal(stored.Strata, want) {
			t.Errorf("got attributes %v, want %v as archived", stored.Strata, want)
		}
	}
	if seen != len(ids) || seen == 0 {
		t.Errorf("%d of %d archived responses are in the store", seen, len(ids))
	}
}

func TestARestoredTicketOfARemovedMemberGoesAgain(t *testing.T) {
	o, ctx := newOrganisation(t, 12), context.Background()
	o.open("2026")
	o.answer("2026", func(int) int { return 2 })
	links, err := o.office.Links(ctx, "2026")
	o.must(err)
	gone := links["internal"][3]
	restore := o.backup()
	o.must(o.office.Remove(ctx, gone.Member.UID))
	restore() // of the answers alone: no list of members tells whose ticket this was
	if _, err := o.responses.ForTicket(ctx, gone.Token.Lookup()); err != nil {
		t.Fatalf("the backup does not bring the ticket back: %v", err)
	}
	n, err := o.office.Prune(ctx)
	o.must(err)
	if _, err := o.responses.ForTicket(ctx, gone.Token.Lookup()); n != 1 || fault.Of(err) != fault.NotFound {
		t.Errorf("%d pruned, got %v for the ticket, want not found", n, err)
	}
	ids, err := o.responses.IDs(ctx, "2026")
	o.must(err)
	if len(ids) != 23 {
		t.Errorf("got %d drafts, want 23", len(ids))
	}
	if n, err := o.office.Prune(ctx); err != nil || n != 0 {
		t.Errorf("pruned %d more, %v", n, err)
	}
}

func TestNothingIsPrunedWithoutTheKeyThatTells(t *testing.T) {
	o, ctx := newOrganisation(t, 12), context.Background()
	o.open("2026")
	key := filepath.Join(o.dir, "keys", "invite-2026.key")
	o.must(os.Rename(key, key+".away"))
	if n, err := o.office.Prune(ctx); err != nil || n != 0 {
		t.Errorf("pruned %d, %v", n, err)
	}
}
