package panel

import (
	"crypto/rand"
	"time"
)

// Letter says which letter a member gets.
type Letter string

// The letters.
const (
	Invitation Letter = "invitation"
	Reminder   Letter = "reminder"
	Thanks     Letter = "thanks"
)

// Post is one letter to one member on its way out. It holds neither text nor link: the letter is made at the moment it is
// sent. Wave, UID, Letter and Round together are there once at most.
type Post struct {
	ID        string // random
	Wave      string
	UID       UID
	Letter    Letter
	Round     int // which round of reminders; 0 for letters that are sent once
	State     PostState
	Attempts  int // sendings begun, this one included
	RunAt     time.Time
	LeasedBy  string
	MessageID string // the part before the @; the same at every attempt, so that a mailbox can drop a second copy
	Reason    Reason // why the last attempt failed
}

// PostState is where a post stands.
type PostState string

// The states of a post.
const (
	Waiting PostState = "waiting" // to be sent at RunAt, for the first time or again
	Leased  PostState = "leased"  // a worker is sending it
	Sent    PostState = "sent"    // the mail server took it
	Failed  PostState = "failed"  // given up; Reason says why
)

// Reason is the class of a failed sending: enough to count and to act upon, without words of a mail server that may name
// people.
type Reason string

// The reasons.
const (
	NoReason       Reason = ""
	UnknownMailbox Reason = "unknown_mailbox" // no such address
	FullMailbox    Reason = "full_mailbox"
	Refused        Reason = "refused"      // the receiver does not want it: policy, spam, size
	Deferred       Reason = "deferred"     // asked to come back later, as greylisting does
	Unreachable    Reason = "unreachable"  // no connection, no answer in time, or cut off
	Unauthorised   Reason = "unauthorised" // our own mail server does not let us send
	Unsendable     Reason = "unsendable"   // the letter could not be made
)

// MaxAttempts is how often a letter is tried before it is given up: with the pauses of Backoff that is twenty hours.
const MaxAttempts = 12

// Backoff is the pause after a failed attempt: one minute, doubling, at most six hours.
func Backoff(attempts int) time.Duration {
	const first, most = time.Minute, 6 * time.Hour
	if attempts > 9 {
		return most
	}
	return min(first<<max(attempts-1, 0), most)
}

// NewPost makes a letter ready to go at runAt.
func NewPost(wave string, uid UID, letter Letter, round int, runAt time.Time) Post {
	return Post{ID: rand.Text(), Wave: wave, UID: uid, Letter: letter, Round: round,
		State: Waiting, RunAt: runAt, MessageID: rand.Text()}
}
