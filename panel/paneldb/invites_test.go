package paneldb_test

import (
	"testing"

	"realitycheck/panel"
	"realitycheck/survey/fault"
)

func TestParticipationIsWrittenForAllAndAgain(t *testing.T) {
	p := newPeople(t)
	list := p.add(t, "an@stad.be", "bob@stad.be")
	for range 2 { // inviting may be done again after a crash
		must(t, p.invites.Add(t.Context(), "2026", uids(list)))
	}
	for range 2 {
		must(t, p.invites.SetParticipation(t.Context(), "2026", map[panel.UID]bool{list[0].UID: true, list[1].UID: false}))
	}
	for i, want := range []bool{true, false} {
		got, err := p.invites.ByMember(t.Context(), "2026", list[i].UID)
		if err != nil || got.Participated == nil || *got.Participated != want {
			t.Errorf("member %d: got %v, %v, want %v", i, got.Participated, err, want)
		}
	}
	if _, err := p.invites.ByMember(t.Context(), "2025", list[0].UID); fault.Of(err) != fault.NotFound {
		t.Errorf("another wave: got %v, want NotFound", err)
	}
	waves, err := p.invites.OfMember(t.Context(), list[0].UID)
	if err != nil || len(waves) != 1 || waves[0].Wave != "2026" {
		t.Errorf("got %v, %v, want one invitation", waves, err)
	}
}

func TestOnlyMembersAreInvited(t *testing.T) {
	p := newPeople(t)
	if err := p.invites.Add(t.Context(), "2026", []panel.UID{panel.NewUID()}); fault.Of(err) != fault.Conflict {
		t.Errorf("got %v, want Conflict", err)
	}
}
