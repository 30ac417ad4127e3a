package web

import (
	"realitycheck/panel/auth"
	"realitycheck/panel/paneldb"
	"realitycheck/survey/surveydb"
)

// people is the people side as the staff pages use it.
type people struct {
	panels   *paneldb.Panels
	members  *paneldb.Members
	invites  *paneldb.Invites
	outbox   *paneldb.Outbox
	staff    *paneldb.Staff
	sessions *paneldb.Sessions
	audit    *paneldb.Audit
}

func newPeople(deps Deps) people {
	db := deps.People
	return people{panels: paneldb.NewPanels(db), members: paneldb.NewMembers(db, deps.Erased), invites: paneldb.NewInvites(db),
		outbox: paneldb.NewOutbox(db), staff: paneldb.NewStaff(db), sessions: paneldb.NewSessions(db), audit: paneldb.NewAudit(db)}
}

// library is what is asked and shown, as the staff pages read it.
type library struct {
	questionnaires surveydb.Questionnaires
	frameworks     surveydb.Frameworks
	samples        surveydb.Samples
	outcomes       surveydb.Outcomes
}

func newLibrary(deps Deps) library {
	db := deps.Answers
	return library{surveydb.NewQuestionnaires(db), surveydb.NewFrameworks(db), surveydb.NewSamples(db), surveydb.NewOutcomes(db)}
}

// newGate makes the gate over the staff accounts.
func newGate(staff *paneldb.Staff, hasher *auth.Hasher) *auth.Gate {
	return auth.NewGate(auth.Accounts{ByEmail: staff.ByEmail, SetHash: staff.SetHash}, hasher)
}
