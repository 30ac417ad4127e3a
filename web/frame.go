package web

import (
	"strings"

	"github.com/labstack/echo/v4"

	"realitycheck/survey/i18n"
)

// frame is what every page needs, filled once. Pages embed it, and so have {{.T "key"}}.
type frame struct {
	*i18n.Translator
	Organisation string
	Contact      string
	Title        string
	Synthetic    bool
	Langs        []langChoice
	Path         string // of this page, for links that come back to it
	Reading      bool   // a page of text: narrow, at reading width
}

// langChoice is one language in the header.
type langChoice struct {
	Lang    i18n.Lang
	Name    string // in the language itself
	Current bool
}

var langNames = map[i18n.Lang]string{i18n.Dutch: "Nederlands", i18n.English: "English"}

// frame makes the part that all pages share. Language links lead to the page itself; on the start page that is the address
// with the token, which no other site learns: the referrer policy sends the origin only.
func (s *Server) frame(c echo.Context, title string, args ...any) frame {
	f := s.frameIn(s.translator(c))
	f.Title, f.Path = f.T(title, args...), samePath(c)
	return f
}

// frameIn makes a frame without title and path, for pages that are made once for everybody.
func (s *Server) frameIn(tr *i18n.Translator) frame {
	f := frame{Translator: tr, Organisation: s.config.Organisation, Contact: s.config.Contact, Synthetic: s.config.Synthetic}
	if f.Organisation == "" {
		f.Organisation = tr.T("organisation")
	}
	for _, l := range i18n.Langs() {
		f.Langs = append(f.Langs, langChoice{l, langNames[l], l == tr.Lang()})
	}
	return f
}

// samePath is the path of the request for links on its own page, safe as a relative reference: one leading slash only.
func samePath(c echo.Context) string {
	return "/" + strings.TrimLeft(c.Request().URL.EscapedPath(), "/\\")
}

// Code is the language tag of the page.
func (f frame) Code() string { return string(f.Lang()) }
