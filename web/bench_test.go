package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"realitycheck/web/webtest"
)

// BenchmarkShowPage is a page of the demo questionnaire for somebody who answered it before.
func BenchmarkShowPage(b *testing.B) {
	site, cookie, _ := begun(b)
	for b.Loop() {
		serve(b, site, http.MethodGet, "/deelname/1", cookie, nil, http.StatusOK)
	}
}

// BenchmarkSavePage is a save of a page, one after the other, each answer different.
func BenchmarkSavePage(b *testing.B) {
	site, cookie, form := begun(b)
	answers := 0
	for b.Loop() {
		answers++
		form.Set("rev", strconv.Itoa(answers))
		form.Set("a.dna_reliable_promise", strconv.Itoa(answers%5+1))
		serve(b, site, http.MethodPost, "/deelname/1", cookie, form, http.StatusSeeOther)
	}
}

// begun is a site with a respondent who saved the first page once, the cookie and the form.
func begun(b *testing.B) (site *webtest.Site, cookie string, form url.Values) {
	b.Helper()
	site = webtest.NewDemo(b)
	browser := site.Browser()
	page := browser.Start(site.Link("external", 0))
	form = page.Form()
	for name, values := range page.Complete() {
		form[name] = values
	}
	form.Set("action", "next")
	browser.Post("/deelname/1", form)
	address, err := url.Parse(site.URL)
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range browser.Client.Jar.Cookies(address) {
		cookie += c.Name + "=" + c.Value
	}
	return site, cookie, form
}

// serve asks the handler without a network.
func serve(b *testing.B, site *webtest.Site, method, path, cookie string, form url.Values, want int) {
	request := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	request.Header.Set("Cookie", cookie)
	request.Header.Set("Accept-Encoding", "gzip")
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer := httptest.NewRecorder()
	site.Server.Handler().ServeHTTP(answer, request)
	if answer.Code != want {
		b.Fatalf("got %d, want %d: %.300s", answer.Code, want, answer.Body)
	}
}
