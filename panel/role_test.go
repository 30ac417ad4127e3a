package panel_test

import (
	"slices"
	"testing"

	"realitycheck/panel"
	"realitycheck/survey/fault"
)

// rights says once more, from the side of the reader, who may do what; the program's table must be the same.
var rights = map[panel.Role][]panel.Action{
	panel.Admin: {panel.OwnAccount, panel.SeeWaves, panel.RunWaves, panel.SeeInstruments, panel.EditInstruments, panel.ManageMembers,
		panel.ManageAccounts, panel.SeePost, panel.SeeSystem},
	panel.Analyst:   {panel.OwnAccount, panel.SeeWaves, panel.SeeInstruments, panel.SeeResults, panel.TakeResults, panel.MakeWeights},
	panel.Coder:     {panel.OwnAccount, panel.CodeAnswers},
	panel.Ambassade: {panel.OwnAccount, panel.SeeWaves, panel.SeeInstruments, panel.SeeResults},
}

func TestRightsOfEveryRole(t *testing.T) {
	for _, role := range panel.Roles() {
		for _, action := range panel.Actions() {
			want := slices.Contains(rights[role], action)
			if got := panel.Allows([]panel.Role{role}, action); got != want {
				t.Errorf("%s, %s: got %v, want %v", role, action, got, want)
			}
		}
	}
	for _, action := range append(panel.Actions(), "", "made_up") {
		if panel.Allows(nil, action) || panel.Allows([]panel.Role{"", "root"}, action) {
			t.Errorf("%q is allowed to nobody in particular", action)
		}
	}
	if panel.Allows(panel.Roles(), "made_up") {
		t.Error("an action outside the table is allowed")
	}
}

func TestNobodySeesNamesAndAnswers(t *testing.T) {
	for mask := range 1 << len(panel.Roles()) {
		var roles []panel.Role
		for i, r := range panel.Roles() {
			if mask>>i&1 == 1 {
				roles = append(roles, r)
			}
		}
		if panel.CheckRoles(roles) != nil {
			continue
		}
		if panel.Allows(roles, panel.ManageMembers) && (panel.Allows(roles, panel.TakeResults) || panel.Allows(roles, panel.CodeAnswers)) {
			t.Errorf("%v sees members and answers", roles)
		}
	}
}

func TestCheckRoles(t *testing.T) {
	for name, c := range map[string]struct {
		roles []panel.Role
		ok    bool
	}{
		"one":                   {[]panel.Role{panel.Coder}, true},
		"analyst and ambassade": {[]panel.Role{panel.Analyst, panel.Ambassade}, true},
		"analyst and coder":     {[]panel.Role{panel.Analyst, panel.Coder}, true},
		"admin and ambassade":   {[]panel.Role{panel.Admin, panel.Ambassade}, true},
		"admin and analyst":     {[]panel.Role{panel.Analyst, panel.Admin}, false},
		"admin and coder":       {[]panel.Role{panel.Admin, panel.Coder}, false},
		"none":                  {nil, false},
		"unknown":               {[]panel.Role{"root"}, false},
	} {
		err := panel.CheckRoles(c.roles)
		if (err == nil) != c.ok || err != nil && fault.Of(err) != fault.Invalid {
			t.Errorf("%s: got %v, want ok %v", name, err, c.ok)
		}
	}
}
