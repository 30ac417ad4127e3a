package panel

import "time"

// Invite is that a member was asked to take part in a wave. It says nothing about answers; Participated is written once,
// for everybody together, when the wave closes.
type Invite struct {
	Wave         string
	UID          UID
	SentAt       *time.Time // nil until the invitation went out
	Reminded     int        // rounds of reminders that this member went through
	RemindedAt   *time.Time
	Participated *bool // nil until the wave closed
}
