package mail

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"
	"time"

	"realitycheck/panel"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// Letter is a mail that is ready to be sent.
type Letter struct {
	To        string // e-mail address
	Name      string // of the receiver; may be empty
	MessageID string // the part before the @; a new one is drawn when it is empty
	Lang      i18n.Lang
	Subject   string
	Text      string
	HTML      string
}

// Envelope is who gets a letter.
type Envelope struct {
	To        string
	Name      string
	MessageID string
	Trial     bool // a trial letter to oneself: the subject and the first line say so
}

// Wave is what every letter tells about the wave.
type Wave struct {
	Organisation string // who asks
	Title        string // of the wave, in the language of the letter
	Minutes      int    // that answering takes
	Closes       time.Time
	Help         string // address of the page with help
	Privacy      string // address of the page about privacy
}

// Invitation asks a member to take part.
type Invitation struct {
	Envelope
	Wave
	Link string // personal
}

// Reminder asks again a member who has not finished.
type Reminder struct {
	Envelope
	Wave
	Link string
}

// Thanks goes to who took part, after the wave closed.
type Thanks struct {
	Envelope
	Wave
}

// Write makes the letter in the translator's language.
func (l Invitation) Write(tr *i18n.Translator) (Letter, error) {
	closes := tr.DateTime(l.Closes)
	return l.Envelope.write(tr, content{
		Subject: tr.T("mail_invitation_subject", "organisation", l.Organisation),
		Before: []string{
			tr.T("mail_invitation_why", "organisation", l.Organisation),
			tr.N("mail_invitation_how", l.Minutes),
			tr.T("mail_until", "closes", closes),
		},
		Button: tr.T("mail_invitation_button"), Link: l.Link,
		After: []string{
			tr.T("mail_personal_link"),
			tr.T("mail_who_sees", "organisation", l.Organisation),
			tr.T("mail_free"),
		},
	}, l.Wave)
}

// Write makes the letter in the translator's language.
func (l Reminder) Write(tr *i18n.Translator) (Letter, error) {
	closes := tr.DateTime(l.Closes)
	return l.Envelope.write(tr, content{
		Subject: tr.T("mail_reminder_subject", "closes", tr.Date(l.Closes)),
		Before: []string{
			tr.T("mail_reminder_why", "organisation", l.Organisation, "wave", l.Title),
			tr.T("mail_reminder_resume"),
			tr.N("mail_reminder_how", l.Minutes),
			tr.T("mail_until", "closes", closes),
		},
		Button: tr.T("mail_reminder_button"), Link: l.Link,
		After: []string{
			tr.T("mail_personal_link"),
			tr.T("mail_who_sees", "organisation", l.Organisation),
			tr.T("mail_free"),
		},
	}, l.Wave)
}

// Write makes the letter in the translator's language.
func (l Thanks) Write(tr *i18n.Translator) (Letter, error) {
	return l.Envelope.write(tr, content{
		Subject: tr.T("mail_thanks_subject", "organisation", l.Organisation),
		Before: []string{
			tr.T("mail_thanks_thanks", "wave", l.Title),
			tr.T("mail_thanks_next", "organisation", l.Organisation),
			tr.T("mail_thanks_link"),
			tr.T("mail_thanks_year"),
		},
	}, l.Wave)
}

// content is a letter in words, before it is laid out as text and as a page.
type content struct {
	Lang        i18n.Lang
	Subject     string
	Trial       string // line above a trial letter
	Greeting    string
	Before      []string // paragraphs above the button
	Button      string   // no button when empty
	Link        string
	LinkText    string   // line above the written-out link
	After       []string // paragraphs below the button
	Bye         string
	From        string
	Help        string
	HelpText    string
	Privacy     string
	PrivacyText string
}

//go:embed letter.html
var page string

// layout has no behaviour of its own, so it is parsed once.
var layout = template.Must(template.New("letter").Parse(page))

// write adds what all letters share and lays the letter out twice.
func (e Envelope) write(tr *i18n.Translator, c content, w Wave) (Letter, error) {
	name := panel.CleanLine(e.Name)
	c.Lang = tr.Lang()
	c.Greeting = tr.T("mail_greeting")
	if name != "" {
		c.Greeting = tr.T("mail_greeting_name", "name", name)
	}
	if e.Trial {
		c.Trial = tr.T("mail_trial")
		c.Subject = tr.T("mail_trial_subject", "subject", c.Subject)
	}
	c.LinkText, c.Bye, c.From = tr.T("mail_link_below"), tr.T("mail_bye"), w.Organisation
	c.Help, c.HelpText, c.Privacy, c.PrivacyText = w.Help, tr.T("mail_help"), w.Privacy, tr.T("mail_privacy")

	if !panel.IsEmail(e.To) {
		return Letter{}, fault.New(fault.Invalid, "letter_no_address")
	}
	var html bytes.Buffer
	if err := layout.Execute(&html, c); err != nil {
		return Letter{}, fmt.Errorf("letter: %w", err)
	}
	return Letter{To: e.To, Name: name, MessageID: e.MessageID, Lang: c.Lang,
		Subject: panel.CleanLine(c.Subject), Text: c.text(), HTML: html.String()}, nil
}

// text lays the letter out for readers of plain text.
func (c content) text() string {
	parts := []string{c.Greeting}
	if c.Trial != "" {
		parts = []string{c.Trial, c.Greeting}
	}
	parts = append(parts, c.Before...)
	if c.Link != "" {
		parts = append(parts, c.Button+":\n"+c.Link)
	}
	parts = append(parts, c.After...)
	parts = append(parts, c.Bye+"\n"+c.From, "--", c.HelpText+": "+c.Help+"\n"+c.PrivacyText+": "+c.Privacy)
	return strings.Join(parts, "\n\n") + "\n"
}
