package panel

import "time"

// Event is one line of the audit trail: who of the staff did what to which thing. Detail holds figures and codes, no
// personal data of members, so that removing a member leaves nothing behind here.
type Event struct {
	ID     string // random
	At     time.Time
	Staff  string // e-mail of the account, or "command" for the command line
	Action string // "wave.open", "member.remove"
	Object string // "2026"
	Detail string
}
