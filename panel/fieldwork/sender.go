package fieldwork

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"time"

	"realitycheck/panel"
	"realitycheck/panel/mail"
	"realitycheck/survey"
	"realitycheck/survey/fault"
)

// Sender takes letters out of the outbox and hands them over, on as many instances as there are.
type Sender struct {
	office *Organiser
	via    mail.Sender
	log    *slog.Logger
}

// NewSender makes a sender that delivers through via.
func NewSender(office *Organiser, via mail.Sender, log *slog.Logger) *Sender {
	return &Sender{office, via, log}
}

// atOnce is how many letters are leased together; pause is how long an empty outbox is left alone.
const (
	atOnce = 20
	pause  = 2 * time.Second
)

// Run sends until ctx ends. What fails is logged without names and tried again.
func (s *Sender) Run(ctx context.Context) {
	for ctx.Err() == nil {
		n, err := s.SendDue(ctx)
		if err != nil && ctx.Err() == nil {
			s.log.Error("outbox", "error", err)
		}
		if n == 0 || err != nil {
			select {
			case <-ctx.Done():
			case <-time.After(pause):
			}
		}
	}
}

// SendDue sends the letters that are due, one lease, and says how many it dealt with.
func (s *Sender) SendDue(ctx context.Context) (int, error) {
	posts, err := s.office.outbox.Lease(ctx, atOnce, s.office.now())
	if err != nil {
		return 0, err
	}
	batch := batch{instruments: map[string]*survey.Instrument{}, keys: map[string][]byte{}}
	for _, post := range posts {
		if ctx.Err() != nil {
			break // the lease runs out and somebody else sends the rest
		}
		if err := s.deal(ctx, &batch, post); err != nil {
			s.log.Error("letter", "letter", post.Letter, "wave", post.Wave, "error", err)
		}
	}
	if len(posts) == 0 {
		return 0, s.endLeftRounds(ctx)
	}
	return len(posts), s.endRounds(ctx, posts)
}

// endLeftRounds ends rounds whose last letter went away without anybody ending them: the process died right after, or
// the last member was removed. Otherwise the letters left would go on telling who had not finished, and there could be
// no next round.
func (s *Sender) endLeftRounds(ctx context.Context) error {
	rounds, err := s.office.outbox.LeftRounds(ctx)
	if err != nil {
		return err
	}
	for _, r := range rounds {
		if _, err := s.office.invites.EndRound(ctx, r.Wave, r.Round, s.office.now()); err != nil {
			return err
		}
	}
	return nil
}

// batch keeps what the letters of one lease share; keys are forgotten with it.
type batch struct {
	instruments map[string]*survey.Instrument
	keys        map[string][]byte
}

// deal sends one letter, passes over it, or notes why it did not go.
func (s *Sender) deal(ctx context.Context, b *batch, post panel.Post) error {
	letter, send, err := s.letter(ctx, b, post)
	noKey := errors.Is(err, fs.ErrNotExist) // a fault of the set-up, which must not lose a letter in silence
	if kind := fault.Of(err); !noKey && (kind == fault.NotFound || kind == fault.Gone) {
		return s.office.outbox.Drop(ctx, post)
	}
	if err != nil {
		return errors.Join(err, s.office.outbox.Retry(ctx, post, panel.Unsendable, s.office.now()))
	}
	if !send {
		return s.office.outbox.Drop(ctx, post)
	}
	err = s.via.Send(ctx, letter)
	var failure *mail.Failure
	switch {
	case err == nil:
		return s.office.outbox.Done(ctx, post, s.office.now())
	case errors.As(err, &failure) && !failure.Temporary:
		return s.office.outbox.Fail(ctx, post, failure.Reason)
	case errors.As(err, &failure):
		return s.office.outbox.Retry(ctx, post, failure.Reason, s.office.now())
	}
	return errors.Join(err, s.office.outbox.Retry(ctx, post, panel.Unreachable, s.office.now()))
}

// letter makes the letter of a post, with the link put in now; send is false for a reminder to somebody who finished.
func (s *Sender) letter(ctx context.Context, b *batch, post panel.Post) (letter mail.Letter, send bool, err error) {
	o := s.office
	member, err := o.members.ByUID(ctx, post.UID)
	if err != nil {
		return letter, false, err
	}
	in := b.instruments[post.Wave]
	if in == nil {
		if in, err = o.Instrument(ctx, post.Wave); err != nil {
			return letter, false, err
		}
		b.instruments[post.Wave] = in
	}
	to := mail.Envelope{To: member.Email, Name: member.Name, MessageID: post.MessageID}
	if post.Letter == panel.Thanks {
		letter, err = o.write(in, post.Letter, member.Lang, to, "")
		return letter, true, err
	}
	if in.Wave.State != survey.Open {
		return letter, false, nil
	}
	key := b.keys[post.Wave]
	if key == nil {
		if key, err = o.config.Keys.inviteKey(post.Wave); err != nil {
			return letter, false, err
		}
		b.keys[post.Wave] = key
	}
	token := tokenOf(key, member.UID)
	if post.Letter == panel.Reminder {
		finished, err := o.tickets.Finished(ctx, [][]byte{token.Lookup()})
		if err != nil || finished[0] {
			return letter, false, err
		}
	}
	letter, err = o.write(in, post.Letter, member.Lang, to, o.link(token, member.Lang))
	return letter, true, err
}

// endRounds closes rounds of reminders of which nothing waits any more.
func (s *Sender) endRounds(ctx context.Context, posts []panel.Post) error {
	done := map[string]int{}
	for _, p := range posts {
		if p.Letter == panel.Reminder {
			done[p.Wave] = max(done[p.Wave], p.Round)
		}
	}
	for wave, round := range done {
		counts, err := s.office.outbox.Counts(ctx, wave)
		if err != nil {
			return err
		}
		waiting := false
		for _, c := range counts {
			underWay := c.State == panel.Waiting || c.State == panel.Leased
			waiting = waiting || c.Letter == panel.Reminder && c.Round == round && underWay
		}
		if waiting {
			continue
		}
		if _, err := s.office.invites.EndRound(ctx, wave, round, s.office.now()); err != nil {
			return err
		}
	}
	return nil
}
