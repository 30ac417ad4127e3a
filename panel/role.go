package panel

import (
	"slices"
	"strings"

	"realitycheck/survey/fault"
)

// Role is a set of things that an account may do.
type Role string

// The roles. An ambassade member reads results and decides on actions.
const (
	Admin     Role = "admin"
	Analyst   Role = "analyst"
	Coder     Role = "coder"
	Ambassade Role = "ambassade"
)

// Roles lists all roles.
func Roles() []Role { return []Role{Admin, Analyst, Coder, Ambassade} }

// RoleNames writes roles as commands take them: "analyst,coder".
func RoleNames(roles []Role) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	return strings.Join(names, ",")
}

// Action is one thing that a role may or may not do; every staff route names one.
type Action string

// The actions.
const (
	OwnAccount      Action = "own_account"      // start page, own password
	SeeWaves        Action = "see_waves"        // waves and their response figures
	RunWaves        Action = "run_waves"        // check, open, invite, remind, pause, extend, close
	SeeInstruments  Action = "see_instruments"  // questionnaires and samples, with preview
	EditInstruments Action = "edit_instruments" // import and correct them
	ManageMembers   Action = "manage_members"   // panels, member lists, resending a letter, removing a person
	ManageAccounts  Action = "manage_accounts"  // staff accounts and the audit trail
	SeePost         Action = "see_post"         // outgoing mail and the recorder
	SeeSystem       Action = "see_system"       // health and measures of the program
	SeeResults      Action = "see_results"      // results on screen, of closed waves
	TakeResults     Action = "take_results"     // workbook, report document, exports
	MakeWeights     Action = "make_weights"     // population margins of a wave, and weights made from them
	CodeAnswers     Action = "code_answers"     // code and redact open answers of closed waves
)

// allowed is the one table of who may do what. Who manages members sees no results, and the other way round.
var allowed = map[Action][]Role{
	OwnAccount:      {Admin, Analyst, Coder, Ambassade},
	SeeWaves:        {Admin, Analyst, Ambassade},
	RunWaves:        {Admin},
	SeeInstruments:  {Admin, Analyst, Ambassade},
	EditInstruments: {Admin},
	ManageMembers:   {Admin},
	ManageAccounts:  {Admin},
	SeePost:         {Admin},
	SeeSystem:       {Admin},
	SeeResults:      {Analyst, Ambassade},
	TakeResults:     {Analyst},
	MakeWeights:     {Analyst},
	CodeAnswers:     {Coder},
}

// Allows says whether an account with these roles may do something. Anything that is not in the table is refused.
func Allows(roles []Role, action Action) bool {
	return slices.ContainsFunc(allowed[action], func(r Role) bool { return slices.Contains(roles, r) })
}

// CheckRoles refuses unknown roles, none at all, and the mix that would let one person lay names and answers side by
// side: admin with analyst or coder.
func CheckRoles(roles []Role) error {
	if len(roles) == 0 {
		return fault.New(fault.Invalid, "role_missing")
	}
	for _, r := range roles {
		if !slices.Contains(Roles(), r) {
			return fault.New(fault.Invalid, "role_unknown", "role", string(r))
		}
	}
	if slices.Contains(roles, Admin) && (slices.Contains(roles, Analyst) || slices.Contains(roles, Coder)) {
		return fault.New(fault.Invalid, "role_mix")
	}
	return nil
}
