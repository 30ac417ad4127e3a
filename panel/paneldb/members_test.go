package paneldb_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"realitycheck/panel"
	"realitycheck/panel/paneldb"
	"realitycheck/survey/database/databasetest"
	"realitycheck/survey/fault"
)

func TestMemberComesBackAsStored(t *testing.T) {
	p := newPeople(t)
	want := p.add(t, "an@stad.be")[0]
	for name, get := range map[string]func() (panel.Member, error){
		"by number":  func() (panel.Member, error) { return p.members.ByUID(t.Context(), want.UID) },
		"by address": func() (panel.Member, error) { return p.members.ByEmail(t.Context(), "internal", " AN@stad.be") },
	} {
		if got, err := get(); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, %v, want %v", name, got, err, want)
		}
	}
	if _, err := p.members.ByEmail(t.Context(), "external", "an@stad.be"); fault.Of(err) != fault.NotFound {
		t.Errorf("in the other panel: got %v, want NotFound", err)
	}
}

func TestSaveIsAllOrNothing(t *testing.T) {
	p := newPeople(t)
	an := p.add(t, "an@stad.be")[0]
	changed := an
	changed.Name, changed.Profile = "", nil
	err := p.members.Save(t.Context(), []panel.Member{member("bob@stad.be"), member("an@stad.be")}, []panel.Member{changed})
	if fault.Of(err) != fault.Conflict {
		t.Errorf("got %v, want Conflict", err)
	}
	if list, _ := p.members.OfPanel(t.Context(), "internal"); !reflect.DeepEqual(list, []panel.Member{an}) {
		t.Errorf("got %v, want the member of before alone", list)
	}
	must(t, p.members.Save(t.Context(), []panel.Member{member("bob@stad.be")}, []panel.Member{changed}))
	got, err := p.members.ByUID(t.Context(), an.UID)
	if err != nil || got.Name != "" || len(got.Profile) != 0 {
		t.Errorf("got %v, %v, want name and profile emptied", got, err)
	}
	if err := p.members.Save(t.Context(), nil, []panel.Member{member("new@stad.be")}); fault.Of(err) != fault.NotFound {
		t.Errorf("change of an unknown member: got %v, want NotFound", err)
	}
}

func TestSearchFindsTextAsTyped(t *testing.T) {
	p := newPeople(t)
	p.add(t, "an@stad.be", "a_b@stad.be", "100%@stad.be", "bob@dorp.be")
	for text, want := range map[string][]string{
		"":        {"100%@stad.be", "a_b@stad.be", "an@stad.be"},
		"stad":    {"100%@stad.be", "a_b@stad.be", "an@stad.be"},
		"A_B":     {"a_b@stad.be"},
		"%":       {"100%@stad.be"},
		"peeters": {"100%@stad.be", "a_b@stad.be", "an@stad.be"},
		"' OR 1":  nil,
	} {
		page, total, err := p.members.Search(t.Context(), "internal", text, 0, 3)
		must(t, err)
		var got []string
		for _, m := range page {
			got = append(got, m.Email)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
		if text == "peeters" && total != 4 {
			t.Errorf("got %d in all, want 4", total)
		}
	}
}

func TestThousandsOfMembersAtOnce(t *testing.T) {
	p := newPeople(t)
	var emails []string
	for i := range 3000 {
		emails = append(emails, fmt.Sprintf("m%d@stad.be", i))
	}
	list := p.add(t, emails...)
	must(t, p.invites.Add(t.Context(), "2026", uids(list)))
	counts, err := p.members.Counts(t.Context())
	if err != nil || counts["internal"] != 3000 || counts["external"] != 0 {
		t.Errorf("got %v, %v, want 3000 internal", counts, err)
	}
}

func TestRemoveLeavesNothingBehind(t *testing.T) {
	p := newPeople(t)
	list := p.add(t, "an@stad.be", "bob@stad.be")
	an, bob := list[0], list[1]
	must(t, p.invites.Add(t.Context(), "2026", uids(list)))
	p.enqueue(t, invitations("2026", list))

	must(t, p.members.Remove(t.Context(), an.UID))
	must(t, p.members.Remove(t.Context(), an.UID)) // again, as after a crash

	if _, err := p.members.ByUID(t.Context(), an.UID); fault.Of(err) != fault.NotFound {
		t.Errorf("got %v, want NotFound", err)
	}
	invites, err := p.invites.OfWave(t.Context(), "2026")
	if err != nil || len(invites) != 1 || invites[0].UID != bob.UID {
		t.Errorf("got %v, %v, want the invitation of the other alone", invites, err)
	}
	leased, err := p.outbox.Lease(t.Context(), 10, noon)
	if err != nil || len(leased) != 1 || leased[0].UID != bob.UID {
		t.Errorf("got %v, %v, want the letter of the other alone", leased, err)
	}
}

// A backup of before the removal is stood in for by a second store that still holds the member.
func TestErasedMembersAreRemovedAgainAfterRestore(t *testing.T) {
	file := filepath.Join(t.TempDir(), "erased")
	p := peopleOver(databasetest.New(t, paneldb.Migrations()), file)
	restored := peopleOver(databasetest.New(t, paneldb.Migrations()), file)
	list := p.add(t, "an@stad.be", "bob@stad.be")
	must(t, restored.members.Save(t.Context(), list, nil))
	must(t, restored.invites.Add(t.Context(), "2025", uids(list)))

	if n, err := restored.members.RemoveErased(t.Context()); n != 0 || err != nil {
		t.Errorf("before anybody was removed: got %d, %v, want 0", n, err)
	}
	must(t, p.members.Remove(t.Context(), list[0].UID))
	if n, err := restored.members.RemoveErased(t.Context()); n != 1 || err != nil {
		t.Errorf("got %d, %v, want 1", n, err)
	}
	left, err := restored.members.OfPanel(t.Context(), "internal")
	if err != nil || len(left) != 1 || left[0].UID != list[1].UID {
		t.Errorf("got %v, %v, want the other alone", left, err)
	}

	text, err := os.ReadFile(file)
	must(t, err)
	if strings.Contains(string(text), list[0].UID.String()) || len(text) != 65 {
		t.Errorf("got %q, want one line with a hash", text)
	}
	if info, _ := os.Stat(file); info.Mode().Perm() != 0o600 {
		t.Errorf("got mode %v, want 0600", info.Mode().Perm())
	}
}
