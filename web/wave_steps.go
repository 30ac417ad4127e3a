package web

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/survey/fault"
)

// Names of the steps in their addresses.
const (
	stepOpen   = "openen"
	stepInvite = "uitnodigen"
	stepRemind = "herinneren"
	stepPause  = "pauzeren"
	stepResume = "hervatten"
	stepExtend = "verlengen"
	stepClose  = "sluiten"
	stepThank  = "bedanken"
	stepPair   = "koppelen"
)

// waveStep is one step in the life of a wave, done from a page that says beforehand what it will do.
type waveStep struct {
	name  string // in the address
	key   string // of its texts: staff.step_<key>, _what, _undo, _button
	offer func(w *survey.Wave) bool
	tell  func(s *Server, c echo.Context, w *survey.Wave, p *stepPage) error // puts figures and sentences on the page
	do    func(s *Server, c echo.Context, w *survey.Wave) (said string, err error)
}

func inState(state survey.State) func(*survey.Wave) bool {
	return func(w *survey.Wave) bool { return w.State == state }
}

// waveSteps lists the steps in the order of a wave's life.
func waveSteps() []waveStep {
	running := func(w *survey.Wave) bool { return w.State == survey.Open && !w.Paused }
	paused := func(w *survey.Wave) bool { return w.State == survey.Open && w.Paused }
	ends := func(w *survey.Wave) bool { return w.State == survey.Open || w.State == survey.Closing }
	return []waveStep{
		{stepOpen, "open", inState(survey.Draft), tellOpen, doOpen},
		{stepInvite, "invite", inState(survey.Open), tellInvite, doInvite},
		{stepRemind, "remind", inState(survey.Open), tellRemind, doRemind},
		{stepPause, "pause", running, tellUnder, doPause},
		{stepResume, "resume", paused, tellUnder, doResume},
		{stepExtend, "extend", inState(survey.Open), tellExtend, doExtend},
		{stepClose, "close", ends, tellClose, doClose},
		{stepThank, "thank", inState(survey.Closed), tellThank, doThank},
		{stepPair, "pair", inState(survey.Closed), tellPair, doPair},
	}
}

func stepURL(wave, step string) string { return waveURL(wave) + "/stap/" + step }

// offered lists the steps that a wave is ready for.
func offered(w *survey.Wave, f staffFrame) []stepLink {
	var links []stepLink
	for _, step := range waveSteps() {
		if step.offer(w) {
			links = append(links, stepLink{stepURL(w.Code, step.name), f.T("staff.step_" + step.key), f.T("staff.step_" + step.key + "_what")})
		}
	}
	return links
}

// stepPage says in figures what a step will do, and whether it can be undone.
type stepPage struct {
	staffFrame
	Wave    survey.Wave
	Key     string
	Says    []string // what will happen, in figures
	Undo    string
	Missing []string // what keeps the step from being done
	Error   string
	Blocked bool
	Extend  bool   // asks for a new end
	Until   string // the new end, as a form field has it
	Close   bool   // asks whether to close without grace
}

// step finds the wave and the step of the address; a step that the wave is not ready for is a Conflict.
func (s *Server) step(c echo.Context) (survey.Wave, waveStep, error) {
	wave, err := s.deps.Waves.ByCode(c.Request().Context(), c.Param("wave"))
	if err != nil {
		return wave, waveStep{}, err
	}
	all := waveSteps()
	i := slices.IndexFunc(all, func(step waveStep) bool { return step.name == c.Param("step") })
	if i < 0 {
		return wave, waveStep{}, fault.New(fault.NotFound, "staff.no_such_page")
	}
	if !all[i].offer(&wave) {
		return wave, all[i], fault.New(fault.Conflict, "staff.step_not_now")
	}
	return wave, all[i], nil
}

func (s *Server) showStep(c echo.Context) error {
	wave, step, err := s.step(c)
	if err != nil {
		return err
	}
	return s.stepPage(c, http.StatusOK, wave, step, nil)
}

func (s *Server) stepPage(c echo.Context, status int, wave survey.Wave, step waveStep, wrong error) error {
	page := stepPage{staffFrame: s.staffFrame(c, wavesPath, "staff.step_"+step.key), Wave: wave, Key: step.key}
	page.Crumbs = []crumb{{wavesPath, page.T("staff.waves")}, {waveURL(wave.Code), wave.Title.In(page.Lang())}}
	page.Undo = page.T("staff.step_" + step.key + "_undo")
	if wrong != nil {
		page.Error = page.Fault(wrong)
	}
	if err := step.tell(s, c, &wave, &page); err != nil {
		return err
	}
	page.Blocked = page.Blocked || len(page.Missing) > 0
	return s.render(c, status, "staff/step", page)
}

// doStep does what the page said and tells what came of it.
func (s *Server) doStep(c echo.Context) error {
	wave, step, err := s.step(c)
	if err != nil {
		return err
	}
	said, err := step.do(s, c, &wave)
	if kind := fault.Of(err); kind != fault.Unknown && kind != fault.Unavailable {
		return s.stepPage(c, http.StatusUnprocessableEntity, wave, step, err)
	}
	if err != nil {
		return err
	}
	s.flash(c, said)
	return c.Redirect(http.StatusSeeOther, waveURL(wave.Code))
}

func tellOpen(s *Server, c echo.Context, w *survey.Wave, p *stepPage) error {
	ready, err := s.deps.Office.Check(c.Request().Context(), w.Code)
	if err != nil {
		return err
	}
	for _, m := range ready.Missing {
		p.Missing = append(p.Missing, p.Field(m))
	}
	for _, wp := range w.Panels {
		p.Says = append(p.Says, p.N("staff.open_panel", ready.Invited[wp.Code], "panel", wp.Name.In(p.Lang())))
	}
	p.Says = append(p.Says, p.N("staff.open_samples", len(w.Samples), "k", w.K, "questionnaire", w.Questionnaire.Code+" "+w.Questionnaire.Version),
		p.T("staff.open_period", "opens", p.DateTime(w.Opens.In(s.config.TimeZone)), "closes", p.DateTime(w.Closes.In(s.config.TimeZone))),
		p.T("staff.open_no_mail"))
	return nil
}

func doOpen(s *Server, c echo.Context, w *survey.Wave) (said string, err error) {
	return s.translator(c).T("staff.open_done"), s.deps.Office.Open(c.Request().Context(), s.actor(c), w.Code, "")
}

// invitations counts those invited to a wave: all, sent to, and the rounds of reminders that began.
func (s *Server) invitations(c echo.Context, wave string) (all, sent, rounds, took int, err error) {
	invites, err := s.people.invites.OfWave(c.Request().Context(), wave)
	for _, i := range invites {
		all++
		rounds = max(rounds, i.Reminded)
		if i.SentAt != nil {
			sent++
		}
		if i.Participated != nil && *i.Participated {
			took++
		}
	}
	return all, sent, rounds, took, err
}

func tellInvite(s *Server, c echo.Context, w *survey.Wave, p *stepPage) error {
	all, sent, _, _, err := s.invitations(c, w.Code)
	if err != nil {
		return err
	}
	p.Says = append(p.Says, p.N("staff.invite_new", all-sent))
	if sent > 0 {
		p.Says = append(p.Says, p.N("staff.invite_had", sent))
	}
	if s.now().Before(w.Opens) {
		p.Says = append(p.Says, p.T("staff.invite_early", "opens", p.DateTime(w.Opens.In(s.config.TimeZone))))
	}
	if s.deps.Recorder != nil {
		p.Says = append(p.Says, p.T("staff.mail_recorded"))
	}
	p.Blocked = all == sent
	return nil
}

func doInvite(s *Server, c echo.Context, w *survey.Wave) (said string, err error) {
	n, err := s.deps.Office.Invite(c.Request().Context(), s.actor(c), w.Code)
	return s.translator(c).N("staff.invite_done", n), err
}

func tellRemind(s *Server, c echo.Context, w *survey.Wave, p *stepPage) error {
	_, sent, rounds, _, err := s.invitations(c, w.Code)
	if err != nil {
		return err
	}
	figures, err := s.figures(c.Request().Context(), w, p.Translator)
	if err != nil {
		return err
	}
	finished := 0
	for _, f := range figures {
		finished += f.Finished
	}
	p.Says = append(p.Says, p.N("staff.remind_sent", sent), p.N("staff.remind_finished", finished),
		p.N("staff.remind_left", max(0, sent-finished)), p.T("staff.remind_round", "round", rounds+1))
	if s.deps.Recorder != nil {
		p.Says = append(p.Says, p.T("staff.mail_recorded"))
	}
	p.Blocked = sent == 0
	return nil
}

func doRemind(s *Server, c echo.Context, w *survey.Wave) (said string, err error) {
	n, err := s.deps.Office.Remind(c.Request().Context(), s.actor(c), w.Code)
	return s.translator(c).N("staff.remind_done", n), err
}

// tellUnder says how many are in the middle of it.
func tellUnder(s *Server, c echo.Context, w *survey.Wave, p *stepPage) error {
	figures, err := s.figures(c.Request().Context(), w, p.Translator)
	if err != nil {
		return err
	}
	under, invited, started := 0, 0, 0
	for _, f := range figures {
		under, invited, started = under+f.Under, invited+f.Invited, started+f.Started
	}
	p.Says = append(p.Says, p.N("staff."+p.Key+"_under", under), p.N("staff."+p.Key+"_others", invited-started))
	return nil
}

func doPause(s *Server, c echo.Context, w *survey.Wave) (said string, err error) {
	return s.translator(c).T("staff.pause_done"), s.deps.Office.Pause(c.Request().Context(), s.actor(c), w.Code)
}

func doResume(s *Server, c echo.Context, w *survey.Wave) (said string, err error) {
	return s.translator(c).T("staff.resume_done"), s.deps.Office.Resume(c.Request().Context(), s.actor(c), w.Code)
}

// minuteForm is how a form field holds a moment.
const minuteForm = "2006-01-02T15:04"

func tellExtend(s *Server, c echo.Context, w *survey.Wave, p *stepPage) error {
	closes := w.Closes.In(s.config.TimeZone)
	p.Extend, p.Until = true, c.FormValue("until")
	if p.Until == "" {
		p.Until = closes.AddDate(0, 0, 7).Format(minuteForm)
	}
	p.Says = append(p.Says, p.T("staff.extend_now", "closes", p.DateTime(closes)), p.T("staff.extend_letters"))
	return nil
}

func doExtend(s *Server, c echo.Context, w *survey.Wave) (said string, err error) {
	until, err := time.ParseInLocation(minuteForm, strings.TrimSpace(c.FormValue("until")), s.config.TimeZone)
	if err != nil {
		return "", fault.New(fault.Invalid, "staff.extend_unreadable").Because(err)
	}
	tr := s.translator(c)
	return tr.T("staff.extend_done", "closes", tr.DateTime(until)), s.deps.Office.Extend(c.Request().Context(), s.actor(c), w.Code, until)
}

func tellClose(s *Server, c echo.Context, w *survey.Wave, p *stepPage) error {
	figures, err := s.figures(c.Request().Context(), w, p.Translator)
	if err != nil {
		return err
	}
	p.Close = true
	for _, f := range figures {
		p.Says = append(p.Says, p.T("staff.close_panel", "panel", f.Name, "finished", f.Finished, "under", f.Under, "invited", f.Invited))
	}
	p.Says = append(p.Says, p.T("staff.close_grace", "minutes", int(survey.Grace.Minutes())), p.T("staff.close_links"), p.T("staff.close_key"))
	return nil
}

func doClose(s *Server, c echo.Context, w *survey.Wave) (said string, err error) {
	closing, err := s.deps.Office.Close(c.Request().Context(), s.actor(c), w.Code, c.FormValue("now") == "yes")
	tr := s.translator(c)
	if closing.Done {
		return tr.T("staff.close_done"), err
	}
	return tr.T("staff.close_begun", "until", tr.Time(closing.Until.In(s.config.TimeZone))), err
}

func tellThank(s *Server, c echo.Context, w *survey.Wave, p *stepPage) error {
	_, _, _, took, err := s.invitations(c, w.Code)
	if err != nil {
		return err
	}
	counts, err := s.people.outbox.Counts(c.Request().Context(), w.Code)
	if err != nil {
		return err
	}
	had := 0
	for _, count := range counts {
		if count.Letter == panel.Thanks {
			had += count.N
		}
	}
	p.Says = append(p.Says, p.N("staff.thank_took", took), p.N("staff.thank_new", max(0, took-had)))
	if had > 0 {
		p.Says = append(p.Says, p.N("staff.invite_had", had))
	}
	p.Blocked = took <= had
	return nil
}

func doThank(s *Server, c echo.Context, w *survey.Wave) (said string, err error) {
	n, err := s.deps.Office.Thank(c.Request().Context(), s.actor(c), w.Code)
	return s.translator(c).N("staff.thank_done", n), err
}

func tellPair(s *Server, c echo.Context, w *survey.Wave, p *stepPage) error {
	done, left, err := s.pairing(c.Request().Context(), w)
	if err != nil {
		return err
	}
	if done > 0 {
		p.Says = append(p.Says, p.N("staff.pair_had", done))
	}
	if left > 0 || done == 0 {
		p.Says = append(p.Says, p.N("staff.pair_earlier", left))
	}
	p.Says = append(p.Says, p.T("staff.pair_what"), p.T("staff.pair_key"))
	p.Blocked = done+left == 0
	return nil
}

// pairing counts the earlier closed waves that a closed wave is paired with, and those that it is not.
func (s *Server) pairing(ctx context.Context, w *survey.Wave) (done, left int, err error) {
	if w.State != survey.Closed {
		return 0, 0, nil
	}
	pairing, err := s.deps.Office.Pairing(ctx, *w)
	for _, paired := range pairing {
		if paired {
			done++
		} else {
			left++
		}
	}
	return done, left, err
}

func doPair(s *Server, c echo.Context, w *survey.Wave) (said string, err error) {
	paired, err := s.deps.Office.Pair(c.Request().Context(), s.actor(c), w.Code, "")
	pairs := 0
	for _, p := range paired {
		pairs += p.Pairs
	}
	return s.translator(c).N("staff.pair_done", len(paired), "pairs", pairs), err
}
