package web

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/survey/interview"
	"realitycheck/survey/media"
)

// Names of the first and the last page in the addresses of a preview.
const (
	previewStart = "start"
	previewEnd   = "einde"
)

// previewURL is the address of a page of a wave's preview in the words of a panel; no page for the first.
func previewURL(wave, panel, page string) string {
	if page == "" {
		page = previewStart
	}
	return waveURL(wave) + "/voorbeeld/" + panel + "/" + page
}

// previewBar stands above a page that is looked at and not answered.
type previewBar struct {
	*i18n.Translator
	Back   string
	Panel  string
	Others []previewLink // the same page as the other panels see it
	Pages  []previewPage
}

type previewPage struct {
	URL, Name string
	Current   bool
}

// preview is one page of a wave as a member of a panel would meet it. The samples are the first of the wave.
type preview struct {
	in   *survey.Instrument
	way  *interview.Way
	page string
	bar  previewBar
}

func (s *Server) preview(c echo.Context) (*preview, error) {
	in, err := s.deps.Office.Instrument(c.Request().Context(), c.Param("wave"))
	if err != nil {
		return nil, err
	}
	of, ok := in.Wave.Panel(c.Param("panel"))
	if !ok {
		return nil, fault.New(fault.NotFound, "staff.no_such_page")
	}
	codes := in.Wave.SampleCodes()
	p := &preview{in: in, page: c.Param("page"), way: interview.New(in, interview.State{Panel: of.Code, Order: codes[:min(in.Wave.K, len(codes))]})}
	tr := s.translator(c)
	p.bar = previewBar{Translator: tr, Back: waveURL(in.Wave.Code), Panel: of.Name.In(tr.Lang())}
	for _, other := range in.Wave.Panels {
		if other.Code != of.Code {
			p.bar.Others = append(p.bar.Others, previewLink{previewURL(in.Wave.Code, other.Code, ""), other.Name.In(tr.Lang())})
		}
	}
	names := []string{previewStart}
	for n := range p.way.Len() {
		names = append(names, strconv.Itoa(n+1))
	}
	for _, name := range append(names, previewEnd) {
		shown := name
		if name == previewStart || name == previewEnd {
			shown = tr.T("staff.preview_" + name)
		}
		p.bar.Pages = append(p.bar.Pages, previewPage{previewURL(in.Wave.Code, of.Code, name), shown, name == p.page})
	}
	return p, nil
}

// showPreview shows a page the way respondents see it; nothing on it is saved.
func (s *Server) showPreview(c echo.Context) error {
	p, err := s.preview(c)
	if err != nil {
		return err
	}
	switch p.page {
	case previewStart:
		return s.previewStart(c, p)
	case previewEnd:
		text := p.in.Questionnaire.Thanks.For(p.way.Panel, lang(c))
		return s.render(c, http.StatusOK, "thanks", thanksPage{frame: s.frame(c, "thanks_title"), Thanks: media.HTML(text),
			Receipt: "0000-0000", Preview: &p.bar})
	}
	n, err := strconv.Atoi(p.page)
	if err != nil {
		return fault.New(fault.NotFound, "staff.no_such_page")
	}
	step, err := p.way.Step(n)
	if err != nil {
		return err
	}
	view := s.newPageView(p.in, p.way, n, step, lang(c))
	view.Preview, view.Path = &p.bar, samePath(c)
	var buf bytes.Buffer
	if err := s.pages.Execute(&buf, "page", view); err != nil {
		return err
	}
	sheet, err := cut(buf.Bytes())
	if err != nil {
		return err
	}
	buf.Reset()
	sheet.fill(&buf, &filling{})
	return writeHTML(c, http.StatusOK, buf.Bytes())
}

func (s *Server) previewStart(c echo.Context, p *preview) error {
	page := s.startPage(s.frame(c, "start_title"), p.in, p.way)
	page.Preview = &p.bar
	return s.render(c, http.StatusOK, "start", page)
}

// movePreview goes where the button that was pressed leads on the real way, and forgets what was typed.
func (s *Server) movePreview(c echo.Context) error {
	p, err := s.preview(c)
	if err != nil {
		return err
	}
	at := 0
	for i, page := range p.bar.Pages {
		if page.Current {
			at = i
		}
	}
	action := c.FormValue("action")
	if of, ok := i18n.ParseLang(strings.TrimPrefix(action, "lang-")); ok && strings.HasPrefix(action, "lang-") {
		s.rememberLang(c, of)
		return c.Redirect(http.StatusSeeOther, p.bar.Pages[at].URL)
	}
	switch action {
	case "next", "":
		at = min(at+1, len(p.bar.Pages)-1)
	case "back":
		at = max(at-1, 0)
	case "sample":
		if step, err := p.way.Step(at); err == nil && step.Sample != nil {
			return c.Redirect(http.StatusSeeOther, samplesPath+"/"+step.Sample.Code)
		}
	}
	return c.Redirect(http.StatusSeeOther, p.bar.Pages[at].URL)
}
