package web

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"realitycheck/analysis/coding"
	"realitycheck/survey/fault"
)

// deskPage is one question: how far it is, how well coders agree, and where to go on.
type deskPage struct {
	staffFrame
	*desk
	Progress     coding.Progress
	Mine         int // answers that this coder can do now
	Redacted     int
	Agreement    []agreementRow
	Together     []coding.Pair
	Finished     string // when the coding was last put beside the archive
	SharePercent int    // of answers for two
	Themes       []coding.Theme
	Error        string
}

// agreementRow is one theme with what two coders made of it.
type agreementRow struct {
	Theme, Same, Kappa, Alpha, Verdict string
	Units                              int
	Bad                                bool
}

func (s *Server) showDesk(c echo.Context) error {
	d, err := s.desk(c)
	if err != nil {
		return err
	}
	return s.deskPage(c, http.StatusOK, d, nil)
}

func (s *Server) deskPage(c echo.Context, status int, d *desk, wrong error) error {
	page := deskPage{staffFrame: s.staffFrame(c, codingPath, "coding.nav"), desk: d, Progress: d.queue.Progress(d.judgements, d.book),
		Mine: len(d.queue.For(d.coder, d.judgements, d.book)), SharePercent: int(100*d.Share + 0.5)}
	page.Title, page.Themes = d.Asked(page.Lang()), d.book.InUse()
	page.Crumbs = []crumb{{codingPath, page.T("coding.nav")}}
	redactions, err := s.coding.redactions.OfDesk(c.Request().Context(), d.Wave, d.Question)
	if err != nil {
		return err
	}
	page.Redacted = len(redactions)
	if !d.FinishedAt.IsZero() {
		page.Finished = page.DateTime(d.FinishedAt.In(s.config.TimeZone))
	}
	if page.Progress.Both > 0 {
		for _, a := range coding.Agree(d.judgements, d.book) {
			page.Agreement = append(page.Agreement, page.agreementRow(a))
		}
	}
	var texts []string
	for _, text := range d.texts {
		texts = append(texts, text.Text)
	}
	page.Together = coding.Together(texts, 5, 12)
	if wrong != nil {
		page.Error = page.Fault(wrong)
	}
	return s.render(c, status, "coding/desk", page)
}

func (p *deskPage) agreementRow(a coding.Agreement) agreementRow {
	row := agreementRow{Theme: p.T("coding.codable"), Units: a.Units, Verdict: p.T("coding.verdict_" + string(a.Verdict)), Bad: a.Verdict == coding.Recode,
		Same: "–", Kappa: "–", Alpha: "–"}
	if theme, ok := p.book.Theme(a.Theme); ok {
		row.Theme = theme.Name.In(p.Lang())
	}
	if a.Same != nil {
		row.Same = p.frame.Percent(*a.Same)
	}
	if a.Kappa != nil {
		row.Kappa = p.Decimal(*a.Kappa, 2)
	}
	if a.Alpha != nil {
		row.Alpha = p.Decimal(*a.Alpha, 2)
	}
	return row
}

// changeDesk begins a desk, sets the share for two coders, or finishes the coding.
func (s *Server) changeDesk(c echo.Context) error {
	d, err := s.desk(c)
	if err != nil {
		return err
	}
	switch c.FormValue("action") {
	case "begin", "share":
		err = s.setShare(c, d)
	case "finish":
		err = s.finishCoding(c, d)
	default:
		err = fault.New(fault.Invalid, "unknown_action")
	}
	if k := fault.Of(err); k == fault.Invalid || k == fault.Conflict {
		return s.deskPage(c, http.StatusUnprocessableEntity, d, err)
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, d.URL)
}

func (s *Server) setShare(c echo.Context, d *desk) error {
	percent, err := strconv.Atoi(c.FormValue("share"))
	if err != nil || percent < 0 || percent > 100 {
		return fault.New(fault.Invalid, "share_wrong")
	}
	ctx, share := c.Request().Context(), float64(percent)/100
	if _, err := s.coding.desks.Begin(ctx, d.Wave, d.Question, share); err != nil {
		return err
	}
	if err := s.coding.desks.SetShare(ctx, d.Wave, d.Question, share); err != nil {
		return err
	}
	return s.noted(c, "coding.share", d.Wave+" "+d.Question, strconv.Itoa(percent)+" %")
}

// finishCoding puts the coding beside the archive, where reports read it.
func (s *Server) finishCoding(c echo.Context, d *desk) error {
	now := s.deps.Now()
	finished, err := coding.Finish(d.Wave, d.queue, d.Share, d.judgements, d.book, now)
	if err != nil {
		return err
	}
	if err := finished.Write(s.reports.source.Dir(d.Wave)); err != nil {
		return err
	}
	if err := s.coding.desks.SetFinished(c.Request().Context(), d.Wave, d.Question, now); err != nil {
		return err
	}
	if err := s.noted(c, "coding.finish", d.Wave+" "+d.Question, strconv.Itoa(len(finished.Texts))); err != nil {
		return err
	}
	s.flash(c, s.translator(c).N("coding.finished", len(finished.Texts)))
	return nil
}
