package paneldb_test

import (
	"path/filepath"
	"testing"
	"time"

	"realitycheck/panel"
	"realitycheck/panel/paneldb"
	"realitycheck/survey/database"
	"realitycheck/survey/database/databasetest"
	"realitycheck/survey/i18n"
)

var noon = time.Date(2026, 9, 14, 12, 0, 0, 0, time.UTC)

// people is a fresh people store with every noun over it.
type people struct {
	db      *database.DB
	panels  *paneldb.Panels
	members *paneldb.Members
	erased  *paneldb.Erased
	invites *paneldb.Invites
	outbox  *paneldb.Outbox
	staff   *paneldb.Staff
}

func newPeople(t testing.TB) people {
	t.Helper()
	return peopleOver(databasetest.New(t, paneldb.Migrations()), filepath.Join(t.TempDir(), "keys", "erased"))
}

func peopleOver(db *database.DB, erasedFile string) people {
	erased := paneldb.NewErased(erasedFile)
	return people{db, paneldb.NewPanels(db), paneldb.NewMembers(db, erased), erased, paneldb.NewInvites(db),
		paneldb.NewOutbox(db), paneldb.NewStaff(db)}
}

func member(email string) panel.Member {
	return panel.Member{UID: panel.NewUID(), Panel: "internal", Email: email, Name: "An Peeters", Lang: i18n.Dutch,
		Profile: map[string]string{"age": "18-34"}, Created: noon}
}

// add stores members with these addresses in the internal panel.
func (p people) add(t testing.TB, emails ...string) []panel.Member {
	t.Helper()
	var list []panel.Member
	for _, e := range emails {
		list = append(list, member(e))
	}
	if err := p.members.Save(t.Context(), list, nil); err != nil {
		t.Fatal(err)
	}
	return list
}

func uids(list []panel.Member) []panel.UID {
	var out []panel.UID
	for _, m := range list {
		out = append(out, m.UID)
	}
	return out
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
