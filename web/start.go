package web

import (
	"html/template"
	"net/http"

	"github.com/labstack/echo/v4"

	"realitycheck/survey"
	"realitycheck/survey/interview"
	"realitycheck/survey/media"
)

// startPage tells what is asked, how long it takes and who sees what, before anything is stored.
type startPage struct {
	frame
	Heading string
	Welcome template.HTML
	Minutes int
	Pages   int
	Samples int
	Closes  string
	Resumes bool
	Preview *previewBar // staff look at the page; nil for respondents
}

// showStart shows where a personal link leads. It changes nothing and sets no cookie: mail scanners open links first.
func (s *Server) showStart(c echo.Context) error {
	v, err := s.byLink(c)
	if err != nil {
		return err
	}
	if v.stored.Finished {
		return s.showThanks(c, v)
	}
	if err := v.takes(s.now()); err != nil {
		return err
	}
	key := sheetKey{panel: v.way.Panel, lang: lang(c), step: sheetStart}
	if v.stored.Started() {
		key.step = sheetResume
	}
	sheet, err := s.cutOnce(v.wave, key, "start", func() any {
		page := s.startPage(s.frameIn(s.translator(c)), v.wave.in, v.way)
		page.Resumes = v.stored.Started()
		return page
	})
	if err != nil {
		return err
	}
	return writeSheet(c, http.StatusOK, sheet, &filling{})
}

// startPage tells what a wave asks of a member of the way's panel.
func (s *Server) startPage(f frame, in *survey.Instrument, way *interview.Way) startPage {
	questionnaire, l := &in.Questionnaire, f.Lang()
	page := startPage{frame: f, Heading: unmarked(questionnaire.Title.For(way.Panel, l)),
		Welcome: media.HTML(unmarked(questionnaire.Welcome.For(way.Panel, l))), Minutes: questionnaire.Minutes,
		Pages: way.Len(), Samples: in.Wave.K}
	page.Closes = page.DateTime(in.Wave.Closes.In(s.config.TimeZone))
	page.Title = page.Heading
	return page
}

// start begins or resumes on this device, on the page to go on with. It writes nothing but the cookie; the response begins
// with its first page.
func (s *Server) start(c echo.Context) error {
	v, err := s.byLink(c)
	if err != nil {
		return err
	}
	if err := v.takes(s.now()); err != nil && !v.stored.Finished {
		return err
	}
	s.setCookie(c, v.token, v.wave.in.Wave.Closes.Add(survey.Grace))
	return c.Redirect(http.StatusSeeOther, v.whereIAm())
}

// byLink opens the visit of the token in the address.
func (s *Server) byLink(c echo.Context) (*visit, error) {
	token, ok := survey.ParseToken(c.Param("token"))
	if !ok {
		return nil, s.failed(c)
	}
	return s.open(c, token, "")
}

// thanksPage is the end, and what a used link shows.
type thanksPage struct {
	frame
	Thanks  template.HTML
	Receipt string
	Preview *previewBar
}

// showDone is the page after the last.
func (s *Server) showDone(c echo.Context) error {
	v := visitOf(c)
	if !v.stored.Finished {
		return c.Redirect(http.StatusSeeOther, v.whereIAm())
	}
	return s.showThanks(c, v)
}

func (s *Server) showThanks(c echo.Context, v *visit) error {
	sheet, err := s.cutOnce(v.wave, sheetKey{panel: v.stored.Panel, lang: lang(c), step: sheetThanks}, "thanks", func() any {
		page := thanksPage{frame: s.frameIn(s.translator(c)), Receipt: mark(hole{kind: holeReceipt}),
			Thanks: media.HTML(unmarked(v.wave.in.Questionnaire.Thanks.For(v.stored.Panel, lang(c))))}
		page.Title = page.T("thanks_title")
		return page
	})
	if err != nil {
		return err
	}
	return writeSheet(c, http.StatusOK, sheet, &filling{receipt: interview.Receipt(v.lookup)})
}
