package paneldb_test

import (
	"io/fs"
	"path/filepath"
	"reflect"
	"testing"
	"testing/fstest"

	"realitycheck/panel"
	"realitycheck/panel/paneldb"
	"realitycheck/survey"
	"realitycheck/survey/database"
	"realitycheck/survey/database/databasetest"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

var (
	internal = panel.Panel{Code: "internal", Name: i18n.Text{i18n.Dutch: "Intern panel", i18n.English: "Internal panel"}, Kind: survey.Staff}
	external = panel.Panel{Code: "external", Name: i18n.Text{i18n.Dutch: "Extern panel", i18n.English: "External panel"}, Kind: survey.Public}
)

func TestBothPanelsExistAfterMigration(t *testing.T) {
	p := newPeople(t)
	got, err := p.panels.All(t.Context())
	must(t, err)
	if want := []panel.Panel{internal, external}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if _, err := p.panels.ByCode(t.Context(), "other"); fault.Of(err) != fault.NotFound {
		t.Errorf("unknown panel: got %v, want NotFound", err)
	}
}

// TestAStoreOfBeforeLearnsTheKinds migrates a store that has a third panel, which nobody declared.
func TestAStoreOfBeforeLearnsTheKinds(t *testing.T) {
	first, err := fs.ReadFile(paneldb.Migrations(), "00001_people.sql")
	must(t, err)
	db := databasetest.New(t, fstest.MapFS{"00001_people.sql": {Data: first}})
	must(t, db.Write(t.Context()).Exec(`INSERT INTO panel (code, name) VALUES ('clients', '{"nl": "Klanten", "en": "Clients"}')`).Error)
	must(t, database.Migrate(t.Context(), db, paneldb.Migrations()))
	got, err := peopleOver(db, filepath.Join(t.TempDir(), "erased")).panels.All(t.Context())
	must(t, err)
	clients := panel.Panel{Code: "clients", Name: i18n.Text{i18n.Dutch: "Klanten", i18n.English: "Clients"}, Kind: survey.Staff}
	if want := []panel.Panel{clients, internal, external}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestPanelsAreAddedAndReplacedStaffFirst(t *testing.T) {
	p := newPeople(t)
	name := i18n.Text{i18n.Dutch: "Inwoners", i18n.English: "Residents"}
	bezoekers := panel.Panel{Code: "bezoekers", Name: name, Kind: survey.Public}
	medewerkers := panel.Panel{Code: "medewerkers", Name: name, Kind: survey.Staff}
	must(t, p.panels.Save(t.Context(), bezoekers))
	must(t, p.panels.Save(t.Context(), medewerkers))
	renamed := external
	renamed.Name = name
	must(t, p.panels.Save(t.Context(), renamed))
	got, err := p.panels.All(t.Context())
	must(t, err)
	if want := []panel.Panel{internal, medewerkers, bezoekers, renamed}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if err := p.panels.Save(t.Context(), panel.Panel{Code: "gasten", Name: name}); fault.Of(err) != fault.Invalid {
		t.Errorf("a panel without kind: got %v, want Invalid", err)
	}
}
