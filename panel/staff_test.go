package panel_test

import (
	"testing"

	"realitycheck/panel"
	"realitycheck/survey/fault"
)

func TestStampEndsSessionsOfAChangedAccount(t *testing.T) {
	before := panel.Staff{Email: "an@stad.be", Name: "An", Hash: "h", Roles: []panel.Role{panel.Admin}}
	renamed := before
	renamed.Name = "An Peeters"
	if before.Stamp() != renamed.Stamp() {
		t.Error("a new name ends sessions")
	}
	for name, change := range map[string]func(*panel.Staff){
		"password": func(s *panel.Staff) { s.Hash = "other" },
		"roles":    func(s *panel.Staff) { s.Roles = []panel.Role{panel.Analyst} },
		"disabled": func(s *panel.Staff) { s.Disabled = true },
	} {
		after := before
		change(&after)
		if before.Stamp() == after.Stamp() {
			t.Errorf("%s: sessions go on", name)
		}
	}
}

func TestDisabledAccountMayNothing(t *testing.T) {
	s := panel.Staff{Email: "an@stad.be", Roles: []panel.Role{panel.Admin}}
	if !s.May(panel.RunWaves) {
		t.Error("an administrator may not run waves")
	}
	s.Disabled = true
	for _, action := range panel.Actions() {
		if s.May(action) {
			t.Errorf("a disabled account may %s", action)
		}
	}
}

func TestAccountNeedsAnAddressAndRoles(t *testing.T) {
	for name, s := range map[string]panel.Staff{
		"no address":      {Roles: []panel.Role{panel.Admin}},
		"no roles":        {Email: "an@stad.be"},
		"forbidden roles": {Email: "an@stad.be", Roles: []panel.Role{panel.Admin, panel.Coder}},
	} {
		if err := s.Check(); fault.Of(err) != fault.Invalid {
			t.Errorf("%s: got %v, want Invalid", name, err)
		}
	}
	s := panel.Staff{Email: "an@stad.be", Roles: []panel.Role{panel.Admin}}
	if err := s.Grant([]panel.Role{panel.Admin, panel.Analyst}); err == nil || len(s.Roles) != 1 {
		t.Errorf("got %v with roles %v, want a refusal that changes nothing", err, s.Roles)
	}
}
