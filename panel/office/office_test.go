package office_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"realitycheck/panel"
	"realitycheck/panel/fieldwork"
	"realitycheck/panel/office"
	"realitycheck/panel/paneldb"
	"realitycheck/survey"
	"realitycheck/survey/database/databasetest"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
)

// desk is an office over empty stores with one open wave, and what stands in its audit trail.
type desk struct {
	*office.Office
	t     *testing.T
	waves surveydb.Waves
	staff *paneldb.Staff
	trail *paneldb.Audit
}

var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

func newDesk(t *testing.T) *desk {
	t.Helper()
	people, answers := databasetest.New(t, paneldb.Migrations()), databasetest.New(t, surveydb.Migrations())
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	dir, now := t.TempDir(), func() time.Time { return noon }
	organiser := fieldwork.New(fieldwork.Config{Archives: dir, Keys: fieldwork.Keys{Dir: filepath.Join(dir, "keys")}}, catalogue,
		people, answers, paneldb.NewErased(filepath.Join(dir, "erased")), now)
	d := &desk{office.New(organiser, people, answers, now), t, surveydb.NewWaves(answers), paneldb.NewStaff(people),
		paneldb.NewAudit(people)}
	wave := survey.Wave{Code: "2026", Year: 2026, Opens: noon.Add(-time.Hour), Closes: noon.Add(24 * time.Hour)}
	d.must(d.waves.Save(t.Context(), wave))
	d.must(d.waves.Update(t.Context(), "2026", (*survey.Wave).Start))
	return d
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// lines are the audit trail, newest first, as "who action object detail".
func (d *desk) lines() []string {
	d.t.Helper()
	events, err := d.trail.Newest(d.t.Context(), 0, 100)
	d.must(err)
	var lines []string
	for _, e := range events {
		lines = append(lines, e.Staff+" "+e.Action+" "+e.Object+" "+e.Detail)
	}
	return lines
}

func account(roles ...panel.Role) office.Actor {
	return office.Account(&panel.Staff{Email: "els@demo.example", Roles: roles})
}

// changes are use cases that can be done on the desk, with the line that each leaves.
func changes(d *desk) map[string]struct {
	do   func(by office.Actor) error
	line string
} {
	ctx := d.t.Context()
	jan := panel.Staff{Email: "jan@demo.example", Roles: []panel.Role{panel.Coder, panel.Analyst}}
	type change = struct {
		do   func(by office.Actor) error
		line string
	}
	return map[string]change{
		"pause": {func(by office.Actor) error { return d.Pause(ctx, by, "2026") }, "wave.pause 2026 "},
		"extend": {func(by office.Actor) error { return d.Extend(ctx, by, "2026", noon.Add(48*time.Hour)) },
			"wave.extend 2026 2026-05-05T12:00 → 2026-05-06T12:00"},
		"invite": {func(by office.Actor) error { _, err := d.Invite(ctx, by, "2026"); return err }, "wave.invite 2026 0"},
		"remind": {func(by office.Actor) error { _, err := d.Remind(ctx, by, "2026"); return err }, "wave.remind 2026 0"},
		"account": {func(by office.Actor) error { return d.AddAccount(ctx, by, jan, "een lang wachtwoord 7") },
			"account.add jan@demo.example coder,analyst"},
	}
}

func TestEveryChangeLeavesALineWithWhoDidIt(t *testing.T) {
	for who, by := range map[string]office.Actor{"els@demo.example": account(panel.Admin), "command: jan": office.Command("jan")} {
		d := newDesk(t)
		for name, c := range changes(d) {
			d.must(c.do(by))
			if lines := d.lines(); !slices.Contains(lines, who+" "+c.line) {
				t.Errorf("%s: got %q, want a line %q", name, lines, who+" "+c.line)
			}
		}
	}
}

// Who may not do it changes nothing, whoever calls; the control is the test above.
func TestWhoMayNotChangesNothing(t *testing.T) {
	d := newDesk(t)
	before, err := d.waves.ByCode(t.Context(), "2026")
	d.must(err)
	for name, c := range changes(d) {
		if err := c.do(account(panel.Coder, panel.Analyst, panel.Ambassade)); fault.Of(err) != fault.Forbidden {
			t.Errorf("%s: got %v, want it forbidden", name, err)
		}
	}
	after, err := d.waves.ByCode(t.Context(), "2026")
	d.must(err)
	if after.Paused != before.Paused || !after.Closes.Equal(before.Closes) || len(d.lines()) > 0 {
		t.Errorf("the wave is %+v, was %+v; the audit trail has %q", after, before, d.lines())
	}
	if accounts, err := d.staff.All(t.Context()); err != nil || len(accounts) > 0 {
		t.Errorf("got accounts %v, %v", accounts, err)
	}
}

// What fails is not said to be done.
func TestWhatFailsLeavesNoLine(t *testing.T) {
	d := newDesk(t)
	for name, err := range map[string]error{
		"an unknown wave": d.Pause(t.Context(), office.Command("jan"), "2030"),
		"an end before":   d.Extend(t.Context(), office.Command("jan"), "2026", noon.Add(-time.Hour)),
		"a short password": d.AddAccount(t.Context(), office.Command("jan"),
			panel.Staff{Email: "an@demo.example", Roles: []panel.Role{panel.Coder}}, "kort"),
	} {
		if err == nil {
			t.Errorf("%s: done", name)
		}
	}
	if lines := d.lines(); len(lines) > 0 {
		t.Errorf("got %q", lines)
	}
}

func TestAPasswordThatIsSetIsTheOneThatHolds(t *testing.T) {
	d, by := newDesk(t), office.Command("jan")
	els := panel.Staff{Email: "els@demo.example", Roles: []panel.Role{panel.Admin}}
	d.must(d.AddAccount(t.Context(), by, els, "een lang wachtwoord 7"))
	before, err := d.staff.ByEmail(t.Context(), els.Email)
	d.must(err)
	d.must(d.SetPassword(t.Context(), by, els.Email, "een ander wachtwoord 8"))
	d.must(d.DisableAccount(t.Context(), by, els.Email))
	after, err := d.staff.ByEmail(t.Context(), els.Email)
	d.must(err)
	if after.Hash == before.Hash || !after.Disabled || after.Stamp() == before.Stamp() {
		t.Errorf("got %+v after %+v", after, before)
	}
	want := []string{"command: jan account.add els@demo.example admin", "command: jan account.disable els@demo.example ",
		"command: jan account.reset els@demo.example "}
	if lines := d.lines(); !slices.Equal(slices.Sorted(slices.Values(lines)), want) {
		t.Errorf("got %q, want %q", lines, want)
	}
}
