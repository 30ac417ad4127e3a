package paneldb_test

import (
	"errors"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	"realitycheck/panel"
	"realitycheck/panel/paneldb"
	"realitycheck/survey/database/databasetest"
	"realitycheck/survey/fault"
)

var _ scs.CtxStore = (*paneldb.Sessions)(nil)

func TestAccounts(t *testing.T) {
	p := newPeople(t)
	want := panel.Staff{Email: "an@stad.be", Name: "An", Hash: "h", Roles: []panel.Role{panel.Analyst, panel.Ambassade}, Created: noon}
	typed := want
	typed.Email = " An@Stad.be"
	must(t, p.staff.Add(t.Context(), typed))
	if got, err := p.staff.ByEmail(t.Context(), "AN@stad.be"); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	if err := p.staff.Add(t.Context(), want); fault.Of(err) != fault.Conflict {
		t.Errorf("a second account: got %v, want Conflict", err)
	}
	if err := p.staff.Update(t.Context(), "an@stad.be", func(a *panel.Staff) error {
		return a.Grant([]panel.Role{panel.Admin, panel.Coder})
	}); fault.Of(err) != fault.Invalid {
		t.Errorf("a forbidden mix of roles: got %v, want Invalid", err)
	}
	must(t, p.staff.Update(t.Context(), "an@stad.be", func(a *panel.Staff) error { a.Disabled = true; return nil }))
	must(t, p.staff.Update(t.Context(), "an@stad.be", func(a *panel.Staff) error { a.Disabled = false; return nil }))
	must(t, p.staff.SetHash(t.Context(), "an@stad.be", "new"))
	want.Hash = "new"
	if all, err := p.staff.All(t.Context()); err != nil || !reflect.DeepEqual(all, []panel.Staff{want}) {
		t.Errorf("got %v, %v, want %v", all, err, want)
	}
	if err := p.staff.SetHash(t.Context(), "nobody@stad.be", "x"); fault.Of(err) != fault.NotFound {
		t.Errorf("got %v, want NotFound", err)
	}
}

func TestFailedUpdateLeavesTheAccountAlone(t *testing.T) {
	p := newPeople(t)
	must(t, p.staff.Add(t.Context(), panel.Staff{Email: "an@stad.be", Hash: "h", Roles: []panel.Role{panel.Admin}, Created: noon}))
	stop := errors.New("stop")
	err := p.staff.Update(t.Context(), "an@stad.be", func(a *panel.Staff) error { a.Hash = "other"; return stop })
	if !errors.Is(err, stop) {
		t.Errorf("got %v, want the rule's error", err)
	}
	if got, _ := p.staff.ByEmail(t.Context(), "an@stad.be"); got.Hash != "h" {
		t.Errorf("got %q, want h", got.Hash)
	}
}

func TestUpdatesSideBySideLoseNothing(t *testing.T) {
	p := newPeople(t)
	must(t, p.staff.Add(t.Context(), panel.Staff{Email: "an@stad.be", Name: "", Roles: []panel.Role{panel.Admin}, Created: noon}))
	var mu sync.Mutex
	saved := 0
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			err := p.staff.Update(t.Context(), "an@stad.be", func(a *panel.Staff) error { a.Name += "x"; return nil })
			if err != nil && fault.Of(err) != fault.Conflict {
				t.Error(err)
			}
			if err == nil {
				mu.Lock()
				saved++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if got, _ := p.staff.ByEmail(t.Context(), "an@stad.be"); len(got.Name) != saved {
		t.Errorf("got %d changes kept, want %d acknowledged", len(got.Name), saved)
	}
}

func TestSessions(t *testing.T) {
	s := paneldb.NewSessions(databasetest.New(t, paneldb.Migrations()))
	now := time.Now()
	must(t, s.Commit("t", []byte("one"), now.Add(time.Hour)))
	must(t, s.Commit("t", []byte("two"), now.Add(time.Hour)))
	must(t, s.Commit("old", []byte("x"), now.Add(-time.Second)))
	if data, found, err := s.Find("t"); string(data) != "two" || !found || err != nil {
		t.Errorf("got %q, %v, %v, want two", data, found, err)
	}
	for _, token := range []string{"old", "unknown", ""} {
		if _, found, err := s.Find(token); found || err != nil {
			t.Errorf("%q: got %v, %v, want not found", token, found, err)
		}
	}
	if n, err := s.DeleteExpired(t.Context(), now); n != 1 || err != nil {
		t.Errorf("got %d, %v, want 1", n, err)
	}
	must(t, s.Delete("t"))
	must(t, s.Delete("t"))
	if _, found, _ := s.Find("t"); found {
		t.Error("a session outlives its end")
	}
}

func TestAuditIsReadNewestFirst(t *testing.T) {
	a := paneldb.NewAudit(databasetest.New(t, paneldb.Migrations()))
	for i, action := range []string{"wave.open", "wave.invite", "wave.close"} {
		must(t, a.Add(t.Context(), panel.Event{At: noon.Add(time.Duration(i) * time.Hour), Staff: "an@stad.be", Action: action, Object: "2026"}))
	}
	got, err := a.Newest(t.Context(), 1, 5)
	if err != nil || len(got) != 2 || got[0].Action != "wave.invite" || got[1].Action != "wave.open" {
		t.Errorf("got %v, %v, want invite and open", got, err)
	}
	if !got[0].At.Equal(noon.Add(time.Hour)) || got[0].ID == "" {
		t.Errorf("got %v, want its time and an id", got[0])
	}
}
