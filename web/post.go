package web

import (
	"context"
	"net/http"
	"regexp"
	"strings"

	"github.com/labstack/echo/v4"

	"realitycheck/panel"
	"realitycheck/panel/mail"
	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

const postPath = staffPath + "/post"

// letterRow is how the letters of one kind to the members of a wave stand.
type letterRow struct {
	Letter string
	States []letterState
}

// letterTable is what the table of letters is drawn from.
type letterTable struct {
	*i18n.Translator
	Rows []letterRow
}

// letterState counts the letters in one state.
type letterState struct {
	Name   string
	N      int
	Reason string // why they failed or wait
	Failed bool
}

// letterRows gives how the letters of a wave stand, one row a kind and round.
func (s *Server) letterRows(ctx context.Context, wave string, tr *i18n.Translator) ([]letterRow, error) {
	counts, err := s.people.outbox.Counts(ctx, wave)
	if err != nil {
		return nil, err
	}
	var rows []letterRow
	for _, c := range counts {
		name := letterName(tr, c.Letter, c.Round)
		if len(rows) == 0 || rows[len(rows)-1].Letter != name {
			rows = append(rows, letterRow{Letter: name})
		}
		state := letterState{Name: tr.T("staff.post_" + string(c.State)), N: c.N, Failed: c.State == panel.Failed}
		if c.Reason != panel.NoReason {
			state.Reason = tr.T("staff.reason_" + string(c.Reason))
		}
		row := &rows[len(rows)-1]
		row.States = append(row.States, state)
	}
	return rows, nil
}

// letterName names a kind of letter, with the round of a reminder.
func letterName(tr *i18n.Translator, letter panel.Letter, round int) string {
	if letter == panel.Reminder && round > 0 {
		return tr.T("staff.letter_reminder_round", "round", round)
	}
	return tr.T("staff.letter_" + string(letter))
}

// postPage is the outgoing mail: how letters stand per wave, which failed, and what the recorder holds.
type postPage struct {
	staffFrame
	Waves    []postWave
	Recorder bool
	Held     int
	Letters  []recordedRow
	filter
}

// TableOf gives the table of the letters of a wave.
func (p postPage) TableOf(w postWave) letterTable { return letterTable{p.Translator, w.Rows} }

type postWave struct {
	URL, Title string
	Rows       []letterRow
	Failures   []failedLetter
}

// failedLetter is a letter that was given up, with whom it was for.
type failedLetter struct {
	URL, Email, Letter, Reason string
}

type recordedRow struct {
	URL, At, To, Subject string
}

// maxLetters is how many recorded letters stand on the page.
const maxLetters = 50

func (s *Server) showPost(c echo.Context) error {
	ctx := c.Request().Context()
	waves, err := s.deps.Waves.All(ctx)
	if err != nil {
		return err
	}
	page := postPage{staffFrame: s.staffFrame(c, postPath, "staff.post"), filter: filterOf(c)}
	for i := len(waves) - 1; i >= 0; i-- {
		row, err := s.postWave(ctx, &waves[i], page.Translator)
		if err != nil {
			return err
		}
		if len(row.Rows) > 0 {
			page.Waves = append(page.Waves, row)
		}
	}
	if s.deps.Recorder != nil {
		page.Recorder, page.Held = true, s.deps.Recorder.Count()
		for _, l := range s.deps.Recorder.Newest(page.Text, maxLetters) {
			page.Letters = append(page.Letters, recordedRow{postPath + "/" + l.ID, page.DateTime(l.At.In(s.config.TimeZone)), l.To, l.Subject})
		}
	}
	return s.render(c, http.StatusOK, "staff/post", page)
}

func (s *Server) postWave(ctx context.Context, w *survey.Wave, tr *i18n.Translator) (postWave, error) {
	row := postWave{URL: waveURL(w.Code), Title: w.Title.In(tr.Lang())}
	var err error
	if row.Rows, err = s.letterRows(ctx, w.Code, tr); err != nil {
		return row, err
	}
	failed, err := s.people.outbox.Failures(ctx, w.Code)
	if err != nil {
		return row, err
	}
	for _, p := range failed {
		m, err := s.people.members.ByUID(ctx, p.UID)
		if fault.Of(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return row, err
		}
		row.Failures = append(row.Failures, failedLetter{memberURL(m.UID), m.Email, letterName(tr, p.Letter, p.Round),
			tr.T("staff.reason_" + string(p.Reason))})
	}
	return row, nil
}

// letterPage shows a recorded letter: the page that a mail program shows, in a frame that can do nothing, and the text.
type letterPage struct {
	staffFrame
	Letter mail.Recorded
	At     string
	Links  []string
	Frame  string // address of the letter by itself
}

// link finds the addresses in the text of a letter.
var link = regexp.MustCompile(`https?://[^\s<>"]+`)

func (s *Server) recorded(c echo.Context) (mail.Recorded, error) {
	if s.deps.Recorder == nil {
		return mail.Recorded{}, fault.New(fault.NotFound, "letter_not_found")
	}
	return s.deps.Recorder.ByID(c.Param("id"))
}

func (s *Server) showLetter(c echo.Context) error {
	letter, err := s.recorded(c)
	if err != nil {
		return err
	}
	page := letterPage{staffFrame: s.staffFrame(c, postPath, "staff.post"), Letter: letter, Frame: postPath + "/" + letter.ID + "/brief"}
	page.Title, page.Crumbs = letter.Subject, []crumb{{postPath, page.T("staff.post")}}
	page.At = page.DateTime(letter.At.In(s.config.TimeZone))
	for _, address := range link.FindAllString(letter.Text, -1) {
		if strings.HasPrefix(address, s.origin+"/d/") {
			page.Links = append(page.Links, address)
		}
	}
	c.Response().Header().Set(echo.HeaderContentSecurityPolicy, contentPolicy+"; frame-src 'self'")
	return s.render(c, http.StatusOK, "staff/letter", page)
}

// letterPolicy lets a letter show its own styles and do nothing else, in a frame of ours only.
const letterPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"

// serveLetter sends the letter by itself, as a mail program would show it.
func (s *Server) serveLetter(c echo.Context) error {
	letter, err := s.recorded(c)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentSecurityPolicy, letterPolicy)
	h.Set(echo.HeaderXFrameOptions, "SAMEORIGIN")
	return c.HTML(http.StatusOK, letter.HTML)
}

// trialPage offers a letter to oneself, as members of a wave get it.
type trialPage struct {
	staffFrame
	Wave    survey.Wave
	Letters []panel.Letter
	Error   string
}

// trialForm is what the page of a trial letter sends.
type trialForm struct {
	Letter string `form:"letter"`
	Lang   string `form:"lang_of"`
}

func (s *Server) showTrial(c echo.Context) error { return s.trialPage(c, http.StatusOK, nil) }

func (s *Server) trialPage(c echo.Context, status int, wrong error) error {
	wave, err := s.deps.Waves.ByCode(c.Request().Context(), c.Param("wave"))
	if err != nil {
		return err
	}
	page := trialPage{staffFrame: s.staffFrame(c, wavesPath, "staff.trial"), Wave: wave,
		Letters: []panel.Letter{panel.Invitation, panel.Reminder, panel.Thanks}}
	page.Crumbs = []crumb{{wavesPath, page.T("staff.waves")}, {waveURL(wave.Code), wave.Title.In(page.Lang())}}
	if wrong != nil {
		page.Error = page.Fault(wrong)
	}
	return s.render(c, status, "staff/trial", page)
}

// sendTrial sends the letter at once, past the outbox: whoever tries it waits for it.
func (s *Server) sendTrial(c echo.Context) error {
	var form trialForm
	if err := c.Bind(&form); err != nil {
		return err
	}
	of, known := i18n.ParseLang(form.Lang)
	letter := panel.Letter(form.Letter)
	if !known || letter != panel.Invitation && letter != panel.Reminder && letter != panel.Thanks {
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	account, _ := s.account(c)
	ctx, wave := c.Request().Context(), c.Param("wave")
	made, err := s.deps.Office.Trial(ctx, wave, letter, of, account.Email)
	if err != nil {
		return err
	}
	if err := s.deps.Mail.Send(ctx, made); err != nil {
		s.deps.Log.Warn("trial letter not taken", "reference", reference(c), "error", err)
		return s.trialPage(c, http.StatusBadGateway, fault.New(fault.Unavailable, "staff.trial_failed").Because(err))
	}
	if err := s.noted(c, "letter.trial", wave, string(letter)+" "+string(of)); err != nil {
		return err
	}
	s.flash(c, s.translator(c).T("staff.trial_done", "email", account.Email))
	return c.Redirect(http.StatusSeeOther, waveURL(wave))
}
