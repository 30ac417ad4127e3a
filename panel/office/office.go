package office

import (
	"context"
	"time"

	"realitycheck/panel"
	"realitycheck/panel/fieldwork"
	"realitycheck/panel/paneldb"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
	"realitycheck/survey/surveydb"
)

// Actor is who does something.
type Actor struct {
	name string // in the audit trail
	may  func(panel.Action) bool
}

// Account is the actor who is signed in.
func Account(s *panel.Staff) Actor { return Actor{s.Email, s.May} }

// Command is the actor who runs commands, a user of the machine. The machine decided who may: nothing is refused here.
func Command(user string) Actor {
	return Actor{"command: " + user, func(panel.Action) bool { return true }}
}

// Office does what people ask for. What only reads is asked of the organiser as it is.
type Office struct {
	*fieldwork.Organiser
	waves surveydb.Waves
	staff *paneldb.Staff
	audit *paneldb.Audit
	now   func() time.Time
}

// New makes an office over the people store and the answer store.
func New(organiser *fieldwork.Organiser, people, answers *database.DB, now func() time.Time) *Office {
	return &Office{organiser, surveydb.NewWaves(answers), paneldb.NewStaff(people), paneldb.NewAudit(people), now}
}

// change does what an actor may do and writes that it was done; what is refused or fails leaves no line. do gives the detail of
// the line: figures and codes, nothing of a member.
func (o *Office) change(ctx context.Context, by Actor, right panel.Action, action, object string, do func() (string, error)) error {
	if !by.may(right) {
		return fault.New(fault.Forbidden, "not_your_role")
	}
	detail, err := do()
	if err != nil {
		return err
	}
	return o.audit.Add(ctx, panel.Event{At: o.now(), Staff: by.name, Action: action, Object: object, Detail: detail})
}
