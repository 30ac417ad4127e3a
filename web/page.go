package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"realitycheck/survey/interview"
)

// showWhere leads to the page to go on with.
func (s *Server) showWhere(c echo.Context) error {
	return c.Redirect(http.StatusSeeOther, visitOf(c).whereIAm())
}

// showPage shows a page of the questionnaire with what this device answered on it.
func (s *Server) showPage(c echo.Context) error {
	v := visitOf(c)
	n, err := v.step(c)
	if err == errElsewhere {
		return c.Redirect(http.StatusSeeOther, v.whereIAm())
	}
	if err != nil {
		return err
	}
	if err := v.takes(s.now()); err != nil {
		return err
	}
	shown := v.way.Show(n)
	f := s.filling(v, shown)
	if shown.Elsewhere {
		if f.banner, err = s.notice("elsewhere", noticeView{Translator: s.translator(c)}); err != nil {
			return err
		}
	}
	if at, ok := savedAt(c.QueryParam(savedParam)); ok {
		f.saved = s.translator(c).T("saved_at", "time", at)
	}
	return s.writePage(c, http.StatusOK, v, n, f)
}

// filling is what a page holds that shows what was stored.
func (s *Server) filling(v *visit, shown interview.Shown) *filling {
	return &filling{handle: v.handle(), revision: shown.Revision, answers: shown.Answers,
		shown: shownAt(s.deps.Now(), shown.Seconds)}
}

// writePage fills the sheet of page n and sends it.
func (s *Server) writePage(c echo.Context, status int, v *visit, n int, f *filling) error {
	sheet, err := s.sheet(v.wave, v.way, n, lang(c))
	if err != nil {
		return err
	}
	return writeSheet(c, status, sheet, f)
}

// The time on a page is counted by the form itself, so that nothing is kept between requests: it carries when it was
// shown and the seconds spent on earlier visits to the page.

// maxSeconds is the longest time on a page that is counted: whoever takes longer was away.
const maxSeconds = 3600

// shownAt writes the moment a form was shown and the seconds counted before.
func shownAt(now time.Time, before int) string {
	return strconv.FormatInt(now.Unix(), 36) + "." + strconv.Itoa(before)
}

// secondsOn reads back how long somebody was on a page; what makes no sense counts as nothing.
func secondsOn(shown string, now time.Time) int {
	at, before, _ := strings.Cut(shown, ".")
	from, err := strconv.ParseInt(at, 36, 64)
	if err != nil {
		return 0
	}
	earlier, err := strconv.Atoi(before)
	if err != nil {
		return 0
	}
	return min(maxSeconds, max(0, min(earlier, maxSeconds))+int(max(0, min(now.Unix()-from, maxSeconds))))
}

// savedParam carries the time of the save over the redirect to the next page.
const savedParam = "b"

// savedURL leads to page n and says when the page before it was saved.
func (s *Server) savedURL(n int) string {
	return pageURL(n) + "?" + url.Values{savedParam: {s.now().Format("1504")}}.Encode()
}

// savedAt reads the time back, as one shows it.
func savedAt(text string) (string, bool) {
	at, err := time.Parse("1504", text)
	if err != nil {
		return "", false
	}
	return at.Format("15:04"), true
}
