package web_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"realitycheck/survey"
	"realitycheck/survey/surveydb"
	"realitycheck/survey/surveytest"
	"realitycheck/web/webtest"
)

func TestEveryAnswerCarriesTheProtections(t *testing.T) {
	site := webtest.New(t)
	browser := site.Browser()
	browser.Start(site.Link("external", 0))
	for _, path := range []string{"/", "/help", "/d/unknown", "/deelname/1", "/deelname/9", "/nowhere", "/healthz", "/metrics",
		"/beheer", "/static/x/y.css", "/media/x"} {
		page := browser.Open(path)
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
			"Referrer-Policy": "strict-origin", "Permissions-Policy": "camera=()", "Cross-Origin-Opener-Policy": "same-origin",
			"Cache-Control": "no-store", "X-Robots-Tag": "noindex",
		} {
			if got := page.Header.Get(name); !strings.Contains(got, want) {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if policy := page.Header.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") {
			t.Errorf("%s: the policy allows %q", path, policy)
		}
		if page.Has("[style]") || page.Has("script:not([src])") || page.Has("style") {
			t.Errorf("%s has inline style or script", path)
		}
	}
}

func TestTheCookieOfARespondentIsKeptFromScriptsAndOthers(t *testing.T) {
	site := webtest.New(t)
	browser := site.Browser()
	browser.Client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	cookie := browser.Post(site.Link("external", 0), url.Values{}).Header.Get("Set-Cookie")
	for _, want := range []string{"rc=", "HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("got cookie %q, want %s", cookie, want)
		}
	}
}

func TestFormsFromElsewhereAndOfOtherShapesAreRefused(t *testing.T) {
	site := webtest.New(t)
	browser := site.Browser()
	page := browser.Start(site.Link("external", 0))
	form := page.Form()
	for name, value := range page.Complete() {
		form[name] = value
	}
	form.Set("action", "next")
	for _, c := range []struct {
		name   string
		form   url.Values
		header http.Header
		status int
	}{
		{"another site", form, http.Header{"Sec-Fetch-Site": {"cross-site"}, "Origin": {"https://evil.example"}}, http.StatusForbidden},
		{"a neighbour on the same domain", form, http.Header{"Sec-Fetch-Site": {"same-site"}, "Origin": {"https://x.example"}}, http.StatusForbidden},
		{"an old browser elsewhere", form, http.Header{"Sec-Fetch-Site": nil, "Origin": {"https://evil.example"}}, http.StatusForbidden},
		{"compressed", form, http.Header{"Content-Encoding": {"gzip"}}, http.StatusUnsupportedMediaType},
		{"another type", form, http.Header{"Content-Type": {"text/plain"}}, http.StatusUnsupportedMediaType},
		{"in parts", form, http.Header{"Content-Type": {"multipart/form-data; boundary=x"}}, http.StatusUnsupportedMediaType},
		{"too large", with(form, "a.x", strings.Repeat("x", 300_000)), nil, http.StatusRequestEntityTooLarge},
		{"no revision", with(form, "rev", ""), nil, http.StatusBadRequest},
		{"no handle", with(form, "handle", ""), nil, http.StatusConflict},
		{"a question of another page", with(form, "a.keep", "x"), nil, http.StatusUnprocessableEntity},
		{"a state", with(form, "a.finished", "1"), nil, http.StatusUnprocessableEntity},
		{"an option that is not offered", with(form, "a.dna_reliable", "77"), nil, http.StatusUnprocessableEntity},
		{"broken encoding", with(form, "a.dna_reliable", "\xff\xfe"), nil, http.StatusUnprocessableEntity},
	} {
		got := browser.Do(http.MethodPost, "/deelname/1", c.form, c.header)
		if got.Status != c.status {
			t.Errorf("%s: got %d, want %d", c.name, got.Status, c.status)
		}
	}
	if site.Stored("external", 0).Started() {
		t.Error("something of it was stored")
	}
	if got := browser.Post("/deelname/1", form); got.URL.Path != "/deelname/2" {
		t.Errorf("the form itself leads to %d at %s: the cases above show nothing", got.Status, got.URL)
	}
}

// with is a form with one field changed.
func with(form url.Values, name, value string) url.Values {
	changed := url.Values{}
	for n, v := range form {
		changed[n] = v
	}
	changed.Set(name, value)
	return changed
}

func TestNobodyJumpsAhead(t *testing.T) {
	site := webtest.New(t)
	browser := site.Browser()
	first := browser.Start(site.Link("external", 0))
	for _, path := range []string{"/deelname/2", "/deelname/5", "/deelname/2/uiting"} {
		if got := browser.Open(path); got.URL.Path != "/deelname/1" {
			t.Errorf("%s leads to %s", path, got.URL.Path)
		}
	}
	last := with(first.Form(), "a.keep", "x")
	last.Set("action", "next")
	if got := browser.Post("/deelname/5", last); got.URL.Path != "/deelname/1" || site.Stored("external", 0).Started() {
		t.Errorf("posting the last page leads to %s, or was stored", got.URL.Path)
	}
	for _, path := range []string{"/deelname/0", "/deelname/6", "/deelname/-1", "/deelname/01", "/deelname/1e0", "/deelname/99999999999999999999"} {
		if got := browser.Open(path).Status; got != http.StatusNotFound {
			t.Errorf("%s: got %d", path, got)
		}
	}
}

func TestUnknownLinksAreCountedAndGoodOnesAreNot(t *testing.T) {
	site := webtest.New(t)
	browser := site.Browser()
	codes := map[int]int{}
	for i := range 30 {
		token := survey.Token(sha256.Sum256(fmt.Append(nil, "guess", i)))
		page := browser.Do(http.MethodGet, "/d/"+token.String(), nil, http.Header{"X-Forwarded-For": {"10.0.0." + strconv.Itoa(i)}})
		codes[page.Status]++
		if page.Status == http.StatusTooManyRequests && page.Header.Get("Retry-After") == "" {
			t.Error("it is not said when to try again")
		}
	}
	if codes[http.StatusNotFound] != 20 || codes[http.StatusTooManyRequests] != 10 {
		t.Errorf("got %v, want 20 not found and 10 too many, whatever address is claimed", codes)
	}
	for range 40 {
		if got := browser.Open(site.Link("internal", 0)).Status; got != http.StatusOK {
			t.Fatalf("a good link from the same address: got %d", got)
		}
	}
	site.Pass(time.Minute)
	if got := browser.Open("/d/nonsense").Status; got != http.StatusNotFound {
		t.Errorf("a minute later: got %d", got)
	}
}

func TestHostileTokensAreNotFound(t *testing.T) {
	site := webtest.New(t)
	good := webtest.Token("external", 0).String()
	for _, token := range []string{"' OR 1=1 --", "%00", "..%2f..%2fetc%2fpasswd", good[:42], good + "A", strings.ToUpper(good),
		"{{7*7}}", strings.Repeat("A", 10_000), "%ff%fe"} {
		page := site.Browser().Open("/d/" + strings.ReplaceAll(token, " ", "%20"))
		if page.Status != http.StatusNotFound {
			t.Errorf("%.30q: got %d", token, page.Status)
		}
	}
	for _, value := range []string{"", "x", good, good + ".short", good + "." + strings.Repeat("A", 27), "." + strings.Repeat("A", 26)} {
		page := site.Browser().Do(http.MethodGet, "/deelname/1", nil, http.Header{"Cookie": {"rc=" + value}})
		if page.Status != http.StatusForbidden {
			t.Errorf("cookie %.30q: got %d", value, page.Status)
		}
	}
}

func TestTheLogHoldsNoTokenAndNoAnswer(t *testing.T) {
	site := webtest.New(t)
	page := site.Browser().Start(site.Link("external", 0))
	page.Press("next", page.Complete()).Press("stay", url.Values{"a.s_why": {"Kanariepiet"}})
	for _, path := range []string{"/d/", "/d/x/", "/nowhere/", "/deelname/", "/media/"} {
		page.Open(path + survey.Token{1}.String())
		page.Open(path + survey.Token{1}.String() + "/more?t=" + survey.Token{1}.String())
	}
	page.Do(http.MethodDelete, "/d/"+survey.Token{1}.String(), nil, nil)
	log := site.Log.String()
	if !strings.Contains(log, "route=/d/:token") {
		t.Fatal("requests are not logged: this test shows nothing")
	}
	for _, secret := range []string{webtest.Token("external", 0).String(), survey.Token{1}.String(), "Kanariepiet", "127.0.0.1", "Go-http-client"} {
		if strings.Contains(log, secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

func TestAWaveThatTakesNoAnswersSaysWhy(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*survey.Wave) error
		pass   time.Duration
		fresh  int // status for who has not started
		begun  int // status for who has
	}{
		{"open", nil, 0, 200, 200},
		{"paused", func(w *survey.Wave) error { return w.Pause(true) }, 0, 503, 503},
		{"just over", nil, surveytest.Closes.Add(time.Minute).Sub(surveytest.During), 410, 200},
		{"long over", nil, surveytest.Closes.Add(time.Hour).Sub(surveytest.During), 410, 410},
		{"closing", func(w *survey.Wave) error { return w.BeginClosing(surveytest.During, false) }, 0, 410, 200},
		{"closing without grace", func(w *survey.Wave) error { return w.BeginClosing(surveytest.During, true) }, 0, 410, 410},
	} {
		site := webtest.New(t)
		browser := site.Browser()
		first := browser.Start(site.Link("external", 0))
		first.Press("stay", url.Values{"a.dna_reliable": {"3"}})
		unsaved := site.Browser().Start(site.Link("external", 1))
		if c.change != nil {
			site.Update(c.change)
		}
		site.Pass(c.pass)
		if got := site.Browser().Open(site.Link("external", 1)).Status; got != c.fresh {
			t.Errorf("%s: a link not used yet: got %d, want %d", c.name, got, c.fresh)
		}
		if got := unsaved.Press("next", unsaved.Complete()).Status; got != c.fresh {
			t.Errorf("%s: a first page: got %d, want %d", c.name, got, c.fresh)
		}
		page := browser.Open("/deelname/1")
		if page.Status != c.begun {
			t.Errorf("%s: a page begun: got %d, want %d", c.name, page.Status, c.begun)
		}
		if got := first.Press("next", url.Values{"rev": {"1"}, "a.dna_reliable": {"4"}, "a.image_open": {"1"}}).Status; got != c.begun {
			t.Errorf("%s: saving it: got %d, want %d", c.name, got, c.begun)
		}
		if page.Status != 200 && (page.Text("h1") == "" || page.Text(".lead") == "wave_closed" || page.Text(".lead") == "") {
			t.Errorf("%s: the page says %q", c.name, page.Text(".lead"))
		}
	}
}

func TestALinkOfAClosedWaveIsGone(t *testing.T) {
	site := webtest.New(t)
	old := survey.Token{9}
	if err := surveydb.NewClosedLinks(site.DB).Add(context.Background(), "2025", [][]byte{old.Closed()}); err != nil {
		t.Fatal(err)
	}
	for range 40 {
		if got := site.Browser().Open("/d/" + old.String()).Status; got != http.StatusGone {
			t.Fatalf("got %d, want gone, as often as it is asked", got)
		}
	}
}

func TestABrokenStoreShowsAReferenceAndNothingElse(t *testing.T) {
	site := webtest.New(t)
	browser := site.Browser()
	browser.Start(site.Link("external", 0))
	if err := site.DB.Close(); err != nil {
		t.Fatal(err)
	}
	page := browser.Open("/deelname/1")
	if page.Status < 500 || page.Text("code") == "" || strings.Contains(page.Body, "sql") {
		t.Errorf("got %d, reference %q", page.Status, page.Text("code"))
	}
	if !strings.Contains(site.Log.String(), page.Text("code")) {
		t.Error("the log does not know the reference")
	}
	if got := browser.Open("/readyz").Status; got < 500 {
		t.Errorf("ready says %d", got)
	}
	if got := browser.Open("/healthz").Status; got != http.StatusOK {
		t.Errorf("alive says %d", got)
	}
}

func TestMediaAreForThoseWhoseWaveShowsThem(t *testing.T) {
	content := []byte(strings.Repeat("0123456789", 300))
	sum := sha256.Sum256(content)
	hash := fmt.Sprintf("%x", sum)
	site := webtest.New(t, func(in *survey.Instrument) {
		in.Samples[0].Media = append(in.Samples[0].Media, survey.Medium{Type: survey.MediumPDF, Blob: hash, Name: "brief.pdf"})
	})
	site.PutMedium("application/pdf", content)
	foreign := site.PutMedium("image/png", []byte("a file of another wave"))
	browser := site.Browser()
	if got := browser.Open("/media/" + hash).Status; got != http.StatusNotFound {
		t.Errorf("without a visit: got %d", got)
	}
	browser.Start(site.Link("external", 0))
	for path, want := range map[string]int{"/media/" + hash: 200, "/media/" + foreign: 404, "/media/" + strings.Repeat("0", 64): 404,
		"/media/..%2f..%2fsecret": 404, "/media/" + strings.ToUpper(hash): 404} {
		if got := browser.Open(path).Status; got != want {
			t.Errorf("%s: got %d, want %d", path, got, want)
		}
	}
	part := browser.Do(http.MethodGet, "/media/"+hash, nil, http.Header{"Range": {"bytes=5-14"}, "Accept-Encoding": {"gzip"}})
	if part.Status != http.StatusPartialContent || part.Body != "5678901234" || part.Header.Get("Content-Encoding") != "" {
		t.Errorf("a part: got %d %q, encoding %q", part.Status, part.Body, part.Header.Get("Content-Encoding"))
	}
	whole := browser.Open("/media/" + hash + "?naam=brief.pdf%0d%0aX-Evil:1")
	if !strings.Contains(whole.Header.Get("Content-Security-Policy"), "sandbox") || whole.Header.Get("X-Evil") != "" ||
		!strings.HasPrefix(whole.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("got headers %v", whole.Header)
	}
}

func TestManyFirstSavesAtOnceAreOneResponse(t *testing.T) {
	site := webtest.New(t)
	browser := site.Browser()
	page := browser.Start(site.Link("external", 0))
	form := page.Form()
	for name, values := range page.Complete() {
		form[name] = values
	}
	form.Set("action", "next")
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if got := browser.Post("/deelname/1", form); got.URL.Path != "/deelname/2" {
				t.Errorf("got %d at %s", got.Status, got.URL)
			}
		})
	}
	all.Wait()
	count := 0
	for _, err := range site.Answers.All(context.Background(), "2026") {
		if err != nil {
			t.Fatal(err)
		}
		count++
	}
	if stored := site.Stored("external", 0); count != 1 || stored.Meta["identity/dna"].Revision != 1 {
		t.Errorf("got %d responses, revision %d", count, stored.Meta["identity/dna"].Revision)
	}
}

func TestAForeignHostChangesNothing(t *testing.T) {
	site := webtest.New(t)
	page := site.Browser().Do(http.MethodGet, site.Link("external", 0), nil, http.Header{"X-Forwarded-Host": {"evil.example"}, "Forwarded": {"host=evil.example"}})
	if page.Status != http.StatusOK || strings.Contains(page.Body, "evil.example") {
		t.Errorf("got %d, or the host in the page", page.Status)
	}
}

func TestAnswersAreBoundedButNeverCut(t *testing.T) {
	site := webtest.New(t)
	page := site.Browser().Start(site.Link("external", 0))
	page = page.Press("next", page.Complete())
	long := strings.Repeat("é", survey.MaxText+1)
	page = page.Press("next", url.Values{"a.s_reliable": {"1"}, "a.s_why": {long}})
	if page.Status != http.StatusUnprocessableEntity || page.Form().Get("a.s_why") != long {
		t.Errorf("got %d, %d characters shown again", page.Status, len(page.Form().Get("a.s_why")))
	}
	fits := strings.Repeat("é", survey.MaxText)
	page.Press("next", url.Values{"a.s_why": {fits}})
	if got := site.Stored("external", 0).Pages["samples/judge/1"]["s_why"].Text; got != fits {
		t.Errorf("got %d bytes stored, want %d", len(got), len(fits))
	}
}
