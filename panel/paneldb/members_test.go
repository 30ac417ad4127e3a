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
	if got, err := p.members.ByUID(t.Context(), want.UID); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("by number: got %v, %v, want %v", got, err, want)
	}
	if got, err := p.members.OfPanel(t.Context(), "internal"); err != nil || !reflect.DeepEqual(got, []panel.Member{want}) {
		t.Errorf("of its panel: got %v, %v, want %v", got, err, want)
	}
	if got, err := p.members.OfPanel(t.Context(), "external"); err != nil || len(got) != 0 {
		t.Errorf("in the other panel: got %v, %v, want nobody", got, err)
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

// What a restore reads, to remove again whoever was erased since the backup was made.
func TestWhoIsRemovedStandsOnTheListOfTheErased(t *testing.T) {
	file := filepath.Join(t.TempDir(), "erased")
	p := peopleOver(databasetest.New(t, paneldb.Migrations()), file)
	list := p.add(t, "an@stad.be", "bob@stad.be")
	if erased, err := p.erased.All(); len(erased) != 0 || err != nil {
		t.Errorf("before anybody was removed: got %v, %v, want nobody", erased, err)
	}
	must(t, p.members.Remove(t.Context(), list[0].UID))
	erased, err := paneldb.NewErased(file).All()
	if err != nil || !erased.Has(list[0].UID) || erased.Has(list[1].UID) {
		t.Errorf("got %v, %v, want the removed one alone", erased, err)
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
