package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"realitycheck/panel"
	"realitycheck/web/webtest"
)

func signIn(email, password, to string) url.Values {
	return url.Values{"email": {email}, "password": {password}, "naar": {to}}
}

func TestSigningInLeadsWhereOneWanted(t *testing.T) {
	office := webtest.NewOffice(t)
	for _, c := range []struct{ name, to, want string }{
		{"a staff page", "/beheer/panels/internal?zoek=lid", "/beheer/panels/internal"},
		{"nothing asked", "", "/beheer"},
		{"another site", "https://evil.example/beheer", "/beheer"},
		{"another site without scheme", "//evil.example/beheer", "/beheer"},
		{"a backslash", `/\evil.example`, "/beheer"},
		{"a page that is not of the staff", "/privacy", "/beheer"},
		{"a script", "javascript:alert(1)", "/beheer"},
	} {
		page := office.Browser().Post("/aanmelden", signIn("admin@office.example", webtest.Password, c.to))
		if page.URL.Path != c.want || page.URL.Host != strings.TrimPrefix(office.URL, "http://") {
			t.Errorf("%s: got %s, want %s", c.name, page.URL, c.want)
		}
	}
	page := office.Browser().Open("/beheer/logboek?pagina=2")
	if page.URL.Path != "/aanmelden" || !page.Has("input[name=naar][value='/beheer/logboek?pagina=2']") {
		t.Errorf("not signed in: got %s", page.URL)
	}
}

func TestWhatFailsSaysNothingAboutAccounts(t *testing.T) {
	office := webtest.NewOffice(t)
	wrong := office.Browser().Post("/aanmelden", signIn("admin@office.example", "iets anders dan dat", ""))
	unknown := office.Browser().Post("/aanmelden", signIn("niemand@office.example", "iets anders dan dat", ""))
	if wrong.Status != http.StatusForbidden || unknown.Status != http.StatusForbidden {
		t.Errorf("got %d and %d, want 403", wrong.Status, unknown.Status)
	}
	if wrong.Text(".problem") == "" || wrong.Text(".problem") != unknown.Text(".problem") {
		t.Errorf("the pages differ: %q and %q", wrong.Text(".problem"), unknown.Text(".problem"))
	}
	if strings.Contains(office.Log.String(), "niemand@") || strings.Contains(office.Log.String(), "iets anders") {
		t.Error("what was typed is in the log")
	}
	if wrong.Browser.Open("/beheer").URL.Path != "/aanmelden" {
		t.Error("a failed sign-in opened a page")
	}
}

func TestASessionEnds(t *testing.T) {
	signedIn := func(b *webtest.Browser) bool { return b.Open("/beheer").URL.Path == "/beheer" }
	for _, c := range []struct {
		name string
		do   func(*webtest.Office, *webtest.Browser)
		want bool
	}{
		{"it goes on while it is used", func(o *webtest.Office, b *webtest.Browser) {
			for range 8 {
				o.Pass(29 * time.Minute)
				b.Open("/beheer")
			}
		}, true},
		{"after half an hour without use", func(o *webtest.Office, _ *webtest.Browser) { o.Pass(31 * time.Minute) }, false},
		{"after eight hours, used or not", func(o *webtest.Office, b *webtest.Browser) {
			for range 17 {
				o.Pass(29 * time.Minute)
				b.Open("/beheer")
			}
		}, false},
		{"when the account is disabled", func(o *webtest.Office, _ *webtest.Browser) {
			must(t, o.Staff.Update(t.Context(), "admin@office.example", func(s *panel.Staff) error { s.Disabled = true; return nil }))
		}, false},
		{"when the roles change", func(o *webtest.Office, _ *webtest.Browser) {
			must(t, o.Staff.Update(t.Context(), "admin@office.example", func(s *panel.Staff) error { return s.Grant([]panel.Role{panel.Ambassade}) }))
		}, false},
		{"when one signs out", func(_ *webtest.Office, b *webtest.Browser) { b.Post("/afmelden", url.Values{}) }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			office := webtest.NewOffice(t)
			b := office.As(panel.Admin)
			if !signedIn(b) {
				t.Fatal("not signed in to begin with")
			}
			c.do(office, b)
			if got := signedIn(b); got != c.want {
				t.Errorf("signed in: got %v, want %v", got, c.want)
			}
		})
	}
}

func TestTheCookieIsOursAloneAndStoredAsAHash(t *testing.T) {
	office := webtest.NewOffice(t)
	b := office.Browser()
	b.Client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	first := b.Post("/aanmelden", signIn("admin@office.example", webtest.Password, ""))
	cookie := first.Header.Get("Set-Cookie")
	for _, want := range []string{"rcstaff=", "HttpOnly", "SameSite=Strict", "Path=/"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("the cookie %q lacks %s", cookie, want)
		}
	}
	token, _, _ := strings.Cut(strings.TrimPrefix(cookie, "rcstaff="), ";")
	var stored []string
	must(t, office.People.Read(t.Context()).Raw("SELECT token FROM session").Scan(&stored).Error)
	if len(stored) != 1 || stored[0] == token {
		t.Errorf("stored %v for the cookie %s", stored, token)
	}
	again := b.Post("/aanmelden", signIn("admin@office.example", webtest.Password, ""))
	if strings.Contains(again.Header.Get("Set-Cookie"), token) {
		t.Error("signing in kept the number of the session")
	}
}

func TestALinkFromAMailFindsTheSession(t *testing.T) {
	office := webtest.NewOffice(t)
	page := office.Browser().Do(http.MethodGet, "/beheer/metingen", nil, http.Header{"Sec-Fetch-Site": {"cross-site"}, "Sec-Fetch-Mode": {"navigate"}})
	if page.Status != http.StatusOK || page.Header.Get("Refresh") != "0" || !page.Has("main a[href='/beheer/metingen']") {
		t.Errorf("got %d, refresh %q", page.Status, page.Header.Get("Refresh"))
	}
}

func TestTheOwnPassword(t *testing.T) {
	office := webtest.NewOffice(t)
	b, other := office.As(panel.Admin), office.As(panel.Admin)
	change := func(current, next string) *webtest.Page {
		return b.Post("/beheer/wachtwoord", url.Values{"current": {current}, "new": {next}})
	}
	if page := change("fout", "een heel ander lang woord"); page.Status != http.StatusUnprocessableEntity || !page.Has("#current[aria-invalid]") {
		t.Errorf("a wrong present password: got %d", page.Status)
	}
	if page := change(webtest.Password, "kort"); page.Status != http.StatusUnprocessableEntity || !page.Has("#new[aria-invalid]") {
		t.Errorf("a short password: got %d", page.Status)
	}
	if page := change(webtest.Password, "een heel ander lang woord"); page.URL.Path != "/beheer" || !page.Has(".flash") {
		t.Errorf("got %d at %s", page.Status, page.URL)
	}
	if other.Open("/beheer").URL.Path != "/aanmelden" {
		t.Error("the other device is still signed in")
	}
	if got := office.Browser().Post("/aanmelden", signIn("admin@office.example", webtest.Password, "")); got.Status != http.StatusForbidden {
		t.Errorf("the old password: got %d", got.Status)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
