package web_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"realitycheck/panel"
	"realitycheck/web/webtest"
)

// codingSite is an office whose desk is half way: most answers coded, some redacted.
func codingSite(t *testing.T) *webtest.Office {
	t.Helper()
	o := openAnswers(t, func(code string, i int) string {
		if i == 3 {
			return "Mevrouw Peeters hielp mij, bel haar op 0478 12 34 56 of mail naar loket@dienst.example."
		}
		return plain(code, i)
	})
	b := o.As(panel.Coder)
	beginDesk(t, b, "50")
	second := secondCoder(t, o)
	codeAll(t, second, byWord)
	for range 4 {
		page := b.Open(deskURL + "/antwoord")
		b.Post(deskURL+"/antwoord", url.Values{"tekst": {value(page, "input[name=tekst]")}, "action": {"save"}})
	}
	for range 12 {
		page := b.Open(deskURL + "/redactie")
		form := url.Values{"tekst": {value(page, "input[name=tekst]")}, "action": {"approved"}}
		if strings.Contains(page.Text(".answer"), "Peeters") {
			break
		}
		b.Post(deskURL+"/redactie", form)
	}
	return o
}

func TestCodingPagesAreAccessibleAndFit(t *testing.T) {
	o := codingSite(t)
	ctx := webtest.Chromium(t)
	do(t, ctx, chromedp.Navigate(o.URL+"/aanmelden"), chromedp.SendKeys("#email", "coder@office.example"),
		chromedp.SendKeys("#password", webtest.Password+"\r"), chromedp.WaitVisible("nav.places"))
	views := []webtest.View{webtest.Views()[0], webtest.Views()[3], {Name: "small phone", Width: 320, Height: 640}}
	for _, at := range []string{"/beheer", "/codering", "/codering/2024", deskURL, deskURL + "/antwoord", deskURL + "/verschil", deskURL + "/codeboek", deskURL + "/redactie"} {
		for _, v := range views {
			webtest.Look(t, ctx, v)
			do(t, ctx, chromedp.Navigate(o.URL+at))
			if at == deskURL+"/codeboek" {
				run(t, ctx, `(document.querySelectorAll("details").forEach((d) => { d.open = true; }), 0)`)
			}
			if found := violations(t, ctx); len(found) > 0 {
				t.Errorf("%s on a %s: %s", at, v.Name, strings.Join(found, "\n"))
			}
			if n := run(t, ctx, sideways); n > 0 {
				t.Errorf("%s on a %s is %d pixels wider than the window", at, v.Name, n)
			}
		}
	}
}

func TestQuotesAreAccessibleAndFit(t *testing.T) {
	o := openAnswers(t, plain)
	b := o.As(panel.Coder)
	beginDesk(t, b, "0")
	codeAll(t, b, byWord)
	b.Post(deskURL, url.Values{"action": {"finish"}})
	for range 24 {
		page := b.Open(deskURL + "/redactie")
		b.Post(deskURL+"/redactie", url.Values{"tekst": {value(page, "input[name=tekst]")}, "action": {"approved"}})
	}
	ctx := webtest.Chromium(t)
	do(t, ctx, chromedp.Navigate(o.URL+"/aanmelden"), chromedp.SendKeys("#email", "ambassade@office.example"),
		chromedp.SendKeys("#password", webtest.Password+"\r"), chromedp.WaitVisible("nav.places"))
	for _, v := range []webtest.View{webtest.Views()[0], webtest.Views()[3], {Name: "small phone", Width: 320, Height: 640}} {
		webtest.Look(t, ctx, v)
		do(t, ctx, chromedp.Navigate(o.URL+"/resultaten/citaten"))
		if found := violations(t, ctx); len(found) > 0 {
			t.Errorf("on a %s: %s", v.Name, strings.Join(found, "\n"))
		}
		if n := run(t, ctx, sideways); n > 0 {
			t.Errorf("on a %s it is %d pixels wider than the window", v.Name, n)
		}
	}
}

func TestCodingWithTheKeyboard(t *testing.T) {
	o := openAnswers(t, plain)
	beginDesk(t, o.As(panel.Coder), "0")
	ctx := webtest.Chromium(t)
	do(t, ctx, chromedp.Navigate(o.URL+"/aanmelden?naar="+deskURL+"/antwoord"), chromedp.SendKeys("#email", "coder@office.example"),
		chromedp.SendKeys("#password", webtest.Password+"\r"), chromedp.WaitVisible("form[data-coding]"))
	const id = `document.querySelector("input[name=tekst]").value`
	before := ask(t, ctx, id)
	if got := ask(t, ctx, `document.activeElement.name`); got != "theme" {
		t.Fatalf("the focus is on %q, want the first theme", got)
	}
	do(t, ctx, chromedp.SendKeys("input[data-key='1']", "2"))
	if got := ask(t, ctx, `[...document.querySelectorAll("input[name=theme]:checked")].map((e) => e.dataset.key).join()`); got != "2" {
		t.Errorf("the number key ticks %q, want 2", got)
	}
	do(t, ctx, chromedp.SendKeys("input[data-key='2']", "\r"))
	until(t, ctx, id+` !== "`+before+`"`)
}
