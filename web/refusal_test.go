package web_test

import (
	"context"
	"database/sql"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"realitycheck/survey"
	"realitycheck/survey/database"
	"realitycheck/survey/surveydb"
	"realitycheck/web/webtest"
)

// refusal is one way in which a visitor meets a refusal.
type refusal struct {
	name   string
	meet   func(*webtest.Site, *webtest.Browser) *webtest.Page
	status int
}

var refusals = []refusal{
	{"a link that was never made", func(_ *webtest.Site, b *webtest.Browser) *webtest.Page {
		return b.Open("/d/" + survey.Token{7}.String())
	}, http.StatusNotFound},
	{"a link that is no link", func(_ *webtest.Site, b *webtest.Browser) *webtest.Page {
		return b.Open("/d/not-a-token")
	}, http.StatusNotFound},
	{"a page that does not exist", func(_ *webtest.Site, b *webtest.Browser) *webtest.Page {
		return b.Open("/nowhere")
	}, http.StatusNotFound},
	{"a page of the survey without a link", func(s *webtest.Site, b *webtest.Browser) *webtest.Page {
		return b.Open("/deelname/1")
	}, http.StatusForbidden},
	{"a wave that was closed", func(s *webtest.Site, b *webtest.Browser) *webtest.Page {
		closed := survey.Token{9}
		if err := surveydb.NewClosedLinks(s.DB).Add(context.Background(), "2025", [][]byte{closed.Closed()}); err != nil {
			s.Fatal(err)
		}
		return b.Open("/d/" + closed.String())
	}, http.StatusGone},
	{"a body that is too large", func(s *webtest.Site, b *webtest.Browser) *webtest.Page {
		return b.Post("/deelname/1", url.Values{"a.x": {strings.Repeat("x", 300_000)}})
	}, http.StatusRequestEntityTooLarge},
	{"a body of another kind", func(s *webtest.Site, b *webtest.Browser) *webtest.Page {
		b.Start(s.Link("external", 0))
		return b.Do(http.MethodPost, "/deelname/1", url.Values{"a": {"b"}}, http.Header{"Content-Type": {"text/plain"}})
	}, http.StatusUnsupportedMediaType},
	{"a form without its parts", func(s *webtest.Site, b *webtest.Browser) *webtest.Page {
		page := b.Start(s.Link("external", 0))
		return b.Post("/deelname/1", with(page.Form(), "rev", "soon"))
	}, http.StatusBadRequest},
	{"a form from another site", func(s *webtest.Site, b *webtest.Browser) *webtest.Page {
		return b.Do(http.MethodPost, s.Link("external", 0), url.Values{}, http.Header{"Sec-Fetch-Site": {"cross-site"}, "Origin": {"https://evil.example"}})
	}, http.StatusForbidden},
	{"a method that is not there", func(_ *webtest.Site, b *webtest.Browser) *webtest.Page {
		return b.Do(http.MethodPut, "/help", url.Values{}, nil)
	}, http.StatusMethodNotAllowed},
	{"a wave that is paused", func(s *webtest.Site, b *webtest.Browser) *webtest.Page {
		s.Update(func(w *survey.Wave) error { return w.Pause(true) })
		return b.Open(s.Link("external", 0))
	}, http.StatusServiceUnavailable},
	{"a store that somebody holds", saveWhileHeld, http.StatusServiceUnavailable},
}

func TestEveryRefusalIsSaidInTheLanguageOfTheReader(t *testing.T) {
	for _, c := range refusals {
		t.Run(strings.ReplaceAll(c.name, " ", "_"), func(t *testing.T) {
			said := map[string]bool{}
			for _, lang := range []string{"nl", "en"} {
				site := webtest.New(t)
				browser := site.Browser()
				browser.Open("/?lang=" + lang)
				page := c.meet(site, browser)
				if page.Status != c.status {
					t.Errorf("%s: got %d, want %d", lang, page.Status, c.status)
				}
				if !page.Has(`html[lang|="` + lang + `"]`) {
					t.Errorf("%s: the page is in another language", lang)
				}
				heading, text := page.Text("main h1"), page.Text("main .lead, #summary")
				if !strings.Contains(heading, " ") || !strings.Contains(text, " ") {
					t.Errorf("%s: got heading %q and text %q, want sentences", lang, heading, text)
				}
				said[heading+text] = true
			}
			if len(said) != 2 {
				t.Errorf("both languages say %v", said)
			}
		})
	}
}

// saveWhileHeld saves a page while another program holds the file of the store.
func saveWhileHeld(s *webtest.Site, b *webtest.Browser) *webtest.Page {
	if s.DB.Dialect() != database.SQLite {
		s.Skip("a file that somebody holds is a matter of SQLite")
	}
	page := b.Start(s.Link("external", 0))
	var file string
	if err := s.DB.Read(context.Background()).Raw("SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&file).Error; err != nil {
		s.Fatal(err)
	}
	other, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { other.Close() })
	other.SetMaxOpenConns(1)
	if _, err := other.Exec("BEGIN IMMEDIATE"); err != nil {
		s.Fatal(err)
	}
	return page.Press("next", page.Complete())
}
