package mail

import (
	"errors"
	"net/textproto"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"realitycheck/panel"
)

// connecting classes what went wrong before any letter was named. All of it may pass: a server comes back, a password
// is set right; no letter is given up for it at once.
func connecting(err error) *Failure {
	f := &Failure{Reason: panel.Unreachable, Temporary: true, Cause: err}
	var answer *textproto.Error
	if errors.As(err, &answer) {
		f.Code = answer.Code
	}
	switch f.Code {
	case 530, 534, 535, 538, 550, 554:
		f.Reason = panel.Unauthorised
	}
	return f
}

// sending classes the answer of the mail server to a letter. The words of the answer are left behind: they name people.
func sending(err error) *Failure {
	var e *gomail.SendError
	if !errors.As(err, &e) {
		return &Failure{Reason: panel.Unreachable, Temporary: true}
	}
	f := &Failure{Code: e.ErrorCode(), Enhanced: e.EnhancedStatusCode()}
	switch {
	case f.Code == 0:
		f.Reason, f.Temporary = panel.Unreachable, true
	case e.Reason == gomail.ErrSMTPMailFrom && f.Code >= 500, f.Code == 530:
		// Our own address is refused: a fault of the set-up, the same for every letter, and no reason to give one up.
		f.Reason, f.Temporary = panel.Unauthorised, true
	default:
		f.Reason, f.Temporary = receiver(f.Code, f.Enhanced), f.Code < 500
	}
	return f
}

// receiver reads an answer about the receiver or the letter.
func receiver(code int, enhanced string) panel.Reason {
	_, detail, _ := strings.Cut(enhanced, ".") // "1.1" of "5.1.1"
	switch {
	case code == 452 && detail == "", code == 552 && detail == "", detail == "2.2":
		return panel.FullMailbox
	case code < 500:
		return panel.Deferred
	case strings.HasPrefix(detail, "1."), strings.HasPrefix(detail, "2."):
		return panel.UnknownMailbox
	case detail == "" && (code == 550 || code == 551 || code == 553):
		return panel.UnknownMailbox
	}
	return panel.Refused
}
