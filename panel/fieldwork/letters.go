package fieldwork

import (
	"context"
	"fmt"

	"realitycheck/panel"
	"realitycheck/panel/mail"
	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// Invite puts the invitation of everybody who has none yet into the outbox and says how many; those that wait there already
// do not count, those that were given up do.
func (o *Organiser) Invite(ctx context.Context, wave string) (int, error) {
	if _, err := o.mustBeOpen(ctx, wave); err != nil {
		return 0, err
	}
	invites, err := o.invites.OfWave(ctx, wave)
	if err != nil {
		return 0, err
	}
	var posts []panel.Post
	for _, i := range invites {
		if i.SentAt == nil {
			posts = append(posts, panel.NewPost(wave, i.UID, panel.Invitation, 0, o.now()))
		}
	}
	return o.outbox.Enqueue(ctx, posts)
}

// Remind puts a reminder for everybody who got an invitation into the outbox and says for how many. Who has finished is
// passed over when the letter would leave: until then nothing here knows.
func (o *Organiser) Remind(ctx context.Context, wave string) (int, error) {
	if _, err := o.mustBeOpen(ctx, wave); err != nil {
		return 0, err
	}
	invites, err := o.invites.OfWave(ctx, wave)
	if err != nil {
		return 0, err
	}
	round := 0
	for _, i := range invites {
		round = max(round, i.Reminded)
	}
	var posts []panel.Post
	for _, i := range invites {
		if i.SentAt != nil {
			posts = append(posts, panel.NewPost(wave, i.UID, panel.Reminder, round+1, o.now()))
		}
	}
	return o.outbox.Enqueue(ctx, posts)
}

// Thank puts a letter of thanks for everybody who took part in a closed wave into the outbox.
func (o *Organiser) Thank(ctx context.Context, wave string) (int, error) {
	w, err := o.waves.ByCode(ctx, wave)
	if err != nil {
		return 0, err
	}
	if w.State != survey.Closed {
		return 0, fault.New(fault.Conflict, "wave_thank_needs_closed", "wave", wave)
	}
	invites, err := o.invites.OfWave(ctx, wave)
	if err != nil {
		return 0, err
	}
	var posts []panel.Post
	for _, i := range invites {
		if i.Participated != nil && *i.Participated {
			posts = append(posts, panel.NewPost(wave, i.UID, panel.Thanks, 0, o.now()))
		}
	}
	return o.outbox.Enqueue(ctx, posts)
}

// Resend sends one member the invitation again.
func (o *Organiser) Resend(ctx context.Context, wave string, uid panel.UID) error {
	if _, err := o.mustBeOpen(ctx, wave); err != nil {
		return err
	}
	if _, err := o.invites.ByMember(ctx, wave, uid); err != nil {
		return err
	}
	return o.outbox.Again(ctx, panel.NewPost(wave, uid, panel.Invitation, 0, o.now()))
}

// Trial makes a letter as members get it, with a link that opens nothing, for whoever wants to see it first.
func (o *Organiser) Trial(ctx context.Context, wave string, letter panel.Letter, lang i18n.Lang, to string) (mail.Letter, error) {
	in, err := o.Instrument(ctx, wave)
	if err != nil {
		return mail.Letter{}, err
	}
	return o.write(in, letter, lang, mail.Envelope{To: to, Trial: true}, o.link(survey.Token{}, lang))
}

// write makes a letter. A link is needed for invitations and reminders only.
func (o *Organiser) write(in *survey.Instrument, letter panel.Letter, lang i18n.Lang, to mail.Envelope, link string) (mail.Letter, error) {
	tr := o.catalogue.For(lang)
	about := mail.Wave{Organisation: o.config.Organisation, Title: in.Wave.Title.In(tr.Lang()),
		Minutes: in.Questionnaire.Minutes, Closes: in.Wave.Closes.In(o.config.TimeZone),
		Help: o.config.BaseURL + "/help", Privacy: o.config.BaseURL + "/privacy"}
	switch letter {
	case panel.Invitation:
		return mail.Invitation{Envelope: to, Wave: about, Link: link}.Write(tr)
	case panel.Reminder:
		return mail.Reminder{Envelope: to, Wave: about, Link: link}.Write(tr)
	case panel.Thanks:
		return mail.Thanks{Envelope: to, Wave: about}.Write(tr)
	}
	return mail.Letter{}, fmt.Errorf("no such letter: %q", letter)
}

// mustBeOpen gives the wave when it is open.
func (o *Organiser) mustBeOpen(ctx context.Context, wave string) (survey.Wave, error) {
	w, err := o.waves.ByCode(ctx, wave)
	if err == nil && w.State != survey.Open {
		err = fault.New(fault.Conflict, "wave_mail_needs_open", "wave", wave, "state", string(w.State))
	}
	return w, err
}
