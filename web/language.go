package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"realitycheck/survey/i18n"
)

const (
	langCookie = "lang"
	langKey    = "lang"
	langYear   = 365 * 24 * 60 * 60 // seconds
)

// chooseLanguage finds the reader's language: asked in the address, else chosen before, else the default. A choice in the
// address is remembered.
func (s *Server) chooseLanguage(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if lang, ok := i18n.ParseLang(queryLang(c.Request())); ok {
			s.rememberLang(c, lang)
		} else if cookie, err := c.Cookie(langCookie); err == nil {
			if lang, ok := i18n.ParseLang(cookie.Value); ok {
				c.Set(langKey, lang)
			}
		}
		return next(c)
	}
}

// queryLang avoids parsing the address of the many requests that have no question mark.
func queryLang(r *http.Request) string {
	if r.URL.RawQuery == "" {
		return ""
	}
	return r.URL.Query().Get("lang")
}

// rememberLang keeps the choice in a cookie, which holds nothing else.
func (s *Server) rememberLang(c echo.Context, lang i18n.Lang) {
	c.Set(langKey, lang)
	c.SetCookie(&http.Cookie{Name: langCookie, Value: string(lang), Path: "/", MaxAge: langYear, HttpOnly: true,
		Secure: s.https, SameSite: http.SameSiteLaxMode})
}

// lang is the reader's language.
func lang(c echo.Context) i18n.Lang {
	if chosen, ok := c.Get(langKey).(i18n.Lang); ok {
		return chosen
	}
	return i18n.Default
}

// translator writes in the reader's language.
func (s *Server) translator(c echo.Context) *i18n.Translator { return s.deps.Catalogue.For(lang(c)) }
