package mail

import (
	"context"
	"fmt"

	"realitycheck/panel"
)

// Sender hands letters over for delivery. Send returns nil only when the letter was taken, and a *Failure when it was
// not. It is safe for concurrent use.
type Sender interface {
	Send(ctx context.Context, letter Letter) error
}

// Failure is why a letter was not taken. It names no receiver, so that it may be logged.
type Failure struct {
	Reason    panel.Reason
	Temporary bool // trying again later makes sense
	Code      int  // that the mail server answered; 0 when it did not
	Enhanced  string
	Cause     error // only where no receiver was named yet: connecting and signing in
}

// Error is for logs.
func (f *Failure) Error() string {
	text := "mail " + string(f.Reason)
	if f.Code != 0 {
		text = fmt.Sprintf("%s (%d %s)", text, f.Code, f.Enhanced)
	}
	if f.Cause != nil {
		text += ": " + f.Cause.Error()
	}
	return text
}

// Unwrap gives the cause.
func (f *Failure) Unwrap() error { return f.Cause }
