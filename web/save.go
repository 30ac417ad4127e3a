package web

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/survey/interview"
	"realitycheck/survey/surveydb"
)

// pageForm is a page as a browser sends it.
type pageForm struct {
	handle   string
	revision int
	shown    string
	action   string
	values   url.Values
}

// Actions that lead away from the page besides those of interview; each saves first.
const (
	actionSample = "sample" // to the sample, large
	actionLang   = "lang-"  // the same page in the language that follows
)

// readPageForm reads the form. Only what a browser sends is taken: one form, URL-encoded.
func readPageForm(r *http.Request) (pageForm, error) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType)); err != nil || kind != echo.MIMEApplicationForm {
		return pageForm{}, echo.NewHTTPError(http.StatusUnsupportedMediaType)
	}
	if err := r.ParseForm(); err != nil {
		var refused *echo.HTTPError // a body over the limit
		if errors.As(err, &refused) {
			return pageForm{}, refused
		}
		return pageForm{}, echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
	}
	form := pageForm{handle: r.PostForm.Get("handle"), shown: r.PostForm.Get("shown"), action: r.PostForm.Get("action"),
		values: r.PostForm}
	var err error
	if form.revision, err = strconv.Atoi(r.PostForm.Get("rev")); err != nil {
		return pageForm{}, echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
	}
	return form, nil
}

// savePage takes a page. What is given is saved whatever button was pressed; only going forwards asks for all of it.
func (s *Server) savePage(c echo.Context) error {
	v := visitOf(c)
	form, err := readPageForm(c.Request())
	if err != nil {
		return err
	}
	if form.handle != v.handle() {
		return fault.New(fault.Conflict, "other_response")
	}
	n, err := v.step(c)
	if err == errElsewhere {
		return c.Redirect(http.StatusSeeOther, v.whereIAm())
	}
	if err != nil {
		return err
	}
	entry := v.way.Read(n, form.values)
	if len(entry.Faults) > 0 {
		return s.refusePage(c, v, n, form, entry, entry.Faults)
	}
	next, finished := v.way.After(n, interview.Action(form.action), len(entry.Missing) > 0)
	saved, err := s.store(c, v, n, form, entry, finished)
	var stale *surveydb.StaleError
	if errors.As(err, &stale) {
		return s.showBoth(c, v, n, form, entry, stale)
	}
	if fault.Of(err) == fault.Unavailable && !wantsJSON(c) {
		return s.showUnsaved(c, v, n, form, entry, err)
	}
	if err != nil {
		return err
	}
	if wantsJSON(c) {
		return c.JSON(http.StatusOK, savedPage{saved.Revision, s.translator(c).T("saved_at", "time", s.translator(c).Time(s.now()))})
	}
	if form.action == string(interview.Next) && len(entry.Missing) > 0 {
		form.revision = saved.Revision
		return s.refusePage(c, v, n, form, entry, entry.Missing)
	}
	return c.Redirect(http.StatusSeeOther, s.afterwards(c, form.action, n, next, finished))
}

// savedPage is what a script learns of a save.
type savedPage struct {
	Revision int    `json:"revision"`
	Saved    string `json:"saved"` // in words
}

// store saves the page when it holds anything new or ends the interview.
func (s *Server) store(c echo.Context, v *visit, n int, form pageForm, entry interview.Entry, finish bool) (surveydb.Saved, error) {
	step, err := v.way.Step(n)
	if err != nil {
		return surveydb.Saved{}, err
	}
	if !entry.Changes && !finish {
		return surveydb.Saved{Revision: v.way.Show(n).Revision}, v.takes(s.now())
	}
	page := surveydb.SavePage{Lookup: v.lookup, Step: step.Key, Revision: form.revision, Device: v.way.Device,
		Answers: entry.Given, Seconds: secondsOn(form.shown, s.deps.Now()), Finish: finish, Now: s.now(),
		Draw: s.draws.of(v.wave.in)}
	return s.deps.Responses.SavePage(c.Request().Context(), page)
}

// afterwards is the address that a saved page leads to.
func (s *Server) afterwards(c echo.Context, action string, n, next int, finished bool) string {
	if finished {
		return donePath
	}
	if action == actionSample {
		return pageURL(n) + "/" + samplePath
	}
	if len(action) > len(actionLang) && action[:len(actionLang)] == actionLang {
		if chosen, ok := i18n.ParseLang(action[len(actionLang):]); ok {
			s.rememberLang(c, chosen)
		}
	}
	return s.savedURL(next)
}

// refusePage shows the page again as it was typed, with what is wrong above and beside the fields.
func (s *Server) refusePage(c echo.Context, v *visit, n int, form pageForm, entry interview.Entry, faults []fault.Field) error {
	tr := s.translator(c)
	f := s.filling(v, v.way.Show(n))
	f.revision, f.shown, f.answers, f.title = form.revision, form.shown, entry.Given, tr.T("error_prefix")
	f.errors = make(map[string]string, len(faults))
	view := noticeView{Translator: tr, Missing: len(entry.Faults) == 0}
	step, err := v.way.Step(n)
	if err != nil {
		return err
	}
	for _, field := range faults {
		message := tr.Field(field)
		f.errors[field.Path] = message
		view.Places = append(view.Places, place{Code: field.Path, Question: questionText(step, v.stored.Panel, field.Path, tr.Lang()),
			Message: message})
	}
	if wantsJSON(c) {
		return c.JSON(http.StatusUnprocessableEntity, refusedPage{tr.T("not_saved"), f.errors})
	}
	if f.banner, err = s.notice("summary", view); err != nil {
		return err
	}
	return s.writePage(c, http.StatusUnprocessableEntity, v, n, f)
}

// refusedPage is what a script learns of a page that was not saved.
type refusedPage struct {
	Error  string            `json:"error"`
	Fields map[string]string `json:"fields"`
}

// showBoth shows a page that the same device changed in another tab since it was shown: nothing is overwritten until the
// respondent has seen both versions and saves again.
func (s *Server) showBoth(c echo.Context, v *visit, n int, form pageForm, entry interview.Entry, stale *surveydb.StaleError) error {
	if stale.Elsewhere {
		return s.showElsewhere(c, v, n, form, entry, stale.Revision)
	}
	tr := s.translator(c)
	if wantsJSON(c) {
		return c.JSON(http.StatusConflict, refusedPage{Error: tr.T("changed_elsewhere")})
	}
	step, err := v.way.Step(n)
	if err != nil {
		return err
	}
	view := noticeView{Translator: tr, URL: pageURL(n)}
	for _, code := range interview.Differing(stale.Answers, entry.Given) {
		view.Versions = append(view.Versions, newVersion(step, v.stored.Panel, code, stale.Answers[code], entry.Given[code], tr))
	}
	f := s.filling(v, v.way.Show(n))
	f.revision, f.shown, f.answers = stale.Revision, form.shown, entry.Given
	if f.banner, err = s.notice("versions", view); err != nil {
		return err
	}
	return s.writePage(c, http.StatusConflict, v, n, f)
}

// showElsewhere shows a page as it was typed that another device has answered since it was shown, with the word that
// those answers stay unless they are answered anew. They are not shown: the device may be a stranger's.
func (s *Server) showElsewhere(c echo.Context, v *visit, n int, form pageForm, entry interview.Entry, revision int) error {
	tr := s.translator(c)
	if wantsJSON(c) {
		return c.JSON(http.StatusConflict, refusedPage{Error: tr.T("changed_on_device")})
	}
	f := s.filling(v, v.way.Show(n))
	f.revision, f.shown, f.answers = revision, form.shown, entry.Given
	var err error
	if f.banner, err = s.notice("elsewhere", noticeView{Translator: tr}); err != nil {
		return err
	}
	return s.writePage(c, http.StatusConflict, v, n, f)
}

// showUnsaved shows a page as it was typed that cannot be saved for now, so that one press of the button tries again:
// without scripts what was typed is nowhere else.
func (s *Server) showUnsaved(c echo.Context, v *visit, n int, form pageForm, entry interview.Entry, why error) error {
	s.deps.Log.Warn("page not saved", "reference", reference(c), "route", c.Path(), "error", why)
	tr := s.translator(c)
	f := s.filling(v, v.way.Show(n))
	f.revision, f.shown, f.answers = form.revision, form.shown, entry.Given
	var err error
	if f.banner, err = s.notice("unsaved", noticeView{Translator: tr, Why: tr.Fault(why)}); err != nil {
		return err
	}
	return s.writePage(c, http.StatusServiceUnavailable, v, n, f)
}

// questionText is the wording of a question on a step.
func questionText(step survey.Step, panel, code string, l i18n.Lang) string {
	for _, q := range step.Questions(panel) {
		if q.Code == code {
			return q.Text.For(panel, l)
		}
	}
	return ""
}
