package web_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"realitycheck/web/webtest"
)

// axe runs the accessibility rules of WCAG 2.2 A and AA, and good practice, on the page that the browser shows. The order
// of headings is left out: a sample shows the headings that its author chose.
const axe = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
	rules: {"heading-order": {enabled: false}}}).then(r =>
	JSON.stringify(r.violations.map(v => v.id + ": " + v.nodes.map(n => n.target.join(" ")+" "+n.failureSummary).slice(0, 3).join(" | "))))`

// axeHash is the SHA-256 of axe-core 4.14.1 as published.
const axeHash = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"

// violations lists what axe finds.
func violations(t *testing.T, ctx context.Context) []string {
	t.Helper()
	src, err := os.ReadFile("../testdata/vendor/axe-core-4.14.1/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%x", sha256.Sum256(src)); got != axeHash {
		t.Fatalf("axe-core is not the file that was taken in: %s", got)
	}
	run(t, ctx, string(src)+";0")
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](axe, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	if err := json.Unmarshal([]byte(text), &found); err != nil {
		t.Fatal(err)
	}
	return found
}

// run evaluates a script that gives a number.
func run(t *testing.T, ctx context.Context, script string) int {
	t.Helper()
	n, err := chromedp.Run(ctx, chromedp.Evaluate[int](script))
	if err != nil {
		t.Fatalf("%.60s: %v", script, err)
	}
	return n
}

// ask evaluates a script that gives a text.
func ask(t *testing.T, ctx context.Context, script string) string {
	t.Helper()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](script))
	if err != nil {
		t.Fatalf("%.60s: %v", script, err)
	}
	return text
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	limited, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := chromedp.Do(limited, steps...); err != nil {
		t.Fatalf("at %s: %v", ask(t, ctx, `location.href + " " + document.title`), err)
	}
}

// patience is how long the browser gets for one thing before the test says that it does not happen.
const patience = 20 * time.Second

// sideways is how much wider the page is than the window.
const sideways = `document.documentElement.scrollWidth - document.documentElement.clientWidth`

// everyPage walks a whole survey with every sample in a browser, and gives each address to see.
func everyPage(t *testing.T, ctx context.Context, site *webtest.Site, see func(name string)) {
	t.Helper()
	link := site.Link("internal", 0)
	webtest.Look(t, ctx, webtest.View{Width: 1280, Height: 900})
	do(t, ctx, chromedp.Navigate(link))
	see("start")
	begin(t, ctx, link)
	do(t, ctx, chromedp.Click(".actions .next"))
	until(t, ctx, `document.readyState === "complete" && document.getElementById("summary") !== null`)
	see("errors")
	ordinary := site.Browser()
	page, large := ordinary.Start(link), 0
	for page.URL.Path != "/deelname/klaar" {
		do(t, ctx, chromedp.Navigate(page.URL.String()), chromedp.WaitVisible(".actions .next"))
		see(page.URL.Path)
		if page.Has("#uiting") && large < 2 {
			large++
			do(t, ctx, chromedp.Navigate(site.URL+page.URL.Path+"/uiting?zoom=200"))
			see(page.URL.Path + " large")
		}
		page = page.Press("next", page.Complete())
	}
	for _, path := range []string{"/deelname/klaar", "/", "/help", "/privacy", "/toegankelijkheid", "/d/unknown", "/privacy?lang=en"} {
		do(t, ctx, chromedp.Navigate(site.URL+path))
		see(path)
	}
}

func TestEveryPageIsAccessible(t *testing.T) {
	ctx := webtest.Chromium(t)
	site := webtest.NewDemo(t)
	pages := 0
	everyPage(t, ctx, site, func(name string) {
		pages++
		for _, view := range webtest.Views() {
			webtest.Look(t, ctx, view)
			for _, v := range violations(t, ctx) {
				t.Errorf("%s, %s: %s", name, view.Name, v)
			}
		}
		webtest.Look(t, ctx, webtest.View{Width: 320, Height: 640})
		if over := run(t, ctx, sideways); over > 0 {
			t.Errorf("%s: %d pixels wider than a screen of 320", name, over)
		}
	})
	if pages < 30 {
		t.Errorf("only %d pages were seen", pages)
	}
}

func TestTheCheckFindsWhatIsWrong(t *testing.T) {
	ctx := webtest.Chromium(t)
	site := webtest.New(t)
	webtest.Look(t, ctx, webtest.View{Width: 320, Height: 640})
	do(t, ctx, chromedp.Navigate(site.URL+"/help"))
	run(t, ctx, `(()=>{const i=document.createElement("input");i.size=80;document.querySelector("main").append(i);return 0})()`)
	if len(violations(t, ctx)) == 0 {
		t.Error("a field without a label is not found")
	}
	if run(t, ctx, `document.querySelector("main input").style.width="900px",`+sideways) <= 0 {
		t.Error("a page that scrolls sideways is not found")
	}
}

func TestTheKeyboardAloneFinishesASurvey(t *testing.T) {
	ctx := webtest.Chromium(t)
	site := webtest.New(t)
	webtest.Look(t, ctx, webtest.View{Width: 1280, Height: 900})
	do(t, ctx, chromedp.Navigate(site.Link("external", 2)))
	press := func(keys ...string) {
		for _, k := range keys {
			do(t, ctx, chromedp.KeyEvent(k))
		}
	}
	tabTo := func(script string) {
		t.Helper()
		for range 60 {
			if run(t, ctx, `document.activeElement && (`+script+`) ? 1 : 0`) == 1 {
				if run(t, ctx, `document.activeElement.matches(":focus-visible") ? 1 : 0`) == 0 {
					t.Errorf("%s has the focus, which does not show", script)
				}
				return
			}
			press("\t")
		}
		t.Fatalf("%s cannot be reached at %s", script, ask(t, ctx, `location.pathname`))
	}
	tabTo(`document.activeElement.matches("form .primary")`)
	press("\r")
	until(t, ctx, `document.readyState === "complete" && location.pathname === "/deelname/1"`)
	for n := 1; n <= 5; n++ {
		groups := ask(t, ctx, `JSON.stringify([...new Set([...document.querySelectorAll("input[type=radio],input[type=checkbox]")].map(e=>e.name))])`)
		var names []string
		if err := json.Unmarshal([]byte(groups), &names); err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			tabTo(fmt.Sprintf(`document.activeElement.name === %q`, name))
			press(" ")
		}
		tabTo(`document.activeElement.matches(".actions .next")`)
		press("\r")
		want := fmt.Sprintf("/deelname/%d", n+1)
		if n == 5 {
			want = "/deelname/klaar"
		}
		until(t, ctx, fmt.Sprintf(`document.readyState === "complete" && location.pathname === %q`, want))
	}
	if !site.Stored("external", 2).Finished {
		t.Error("the survey is not finished")
	}
}

func TestNumberKeysChooseOnlyWithTheFocusInARating(t *testing.T) {
	ctx := webtest.Chromium(t)
	site := webtest.New(t)
	begin(t, ctx, site.Link("external", 3))
	const chosen = `[...document.querySelectorAll("input:checked")].map(e => e.name + e.value).join(" ")`
	do(t, ctx, chromedp.KeyEvent("4"))
	if got := ask(t, ctx, chosen); got != "" {
		t.Errorf("without the focus: got %q", got)
	}
	run(t, ctx, `(document.querySelector("input[name='a.dna_reliable']").focus(), 0)`)
	do(t, ctx, chromedp.KeyEvent("4"))
	if got := ask(t, ctx, chosen); got != "a.dna_reliable4" {
		t.Errorf("got %q", got)
	}
}

// begin presses Start behind a link.
func begin(t *testing.T, ctx context.Context, link string) {
	t.Helper()
	do(t, ctx, chromedp.Navigate(link), chromedp.Click("form .primary"))
	until(t, ctx, `document.readyState === "complete" && location.pathname.startsWith("/deelname/")`)
}

// until asks a script again and again until it gives true, also over the change from one page to the next.
func until(t *testing.T, ctx context.Context, script string) {
	t.Helper()
	limited, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for limited.Err() == nil {
		if holds, err := chromedp.Run(limited, chromedp.Evaluate[bool](script)); err == nil && holds {
			return
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-limited.Done():
		}
	}
	t.Fatalf("%s never came true at %s", script, ask(t, ctx, `location.href`))
}

func TestChangesAreSavedAsOneGoes(t *testing.T) {
	ctx := webtest.Chromium(t)
	site := webtest.New(t)
	begin(t, ctx, site.Link("external", 4))
	do(t, ctx, chromedp.Click("input[name='a.dna_reliable'][value='2']"))
	until(t, ctx, `document.querySelector("[data-saved]").textContent.startsWith("Bewaard om")`)
	if got := site.Stored("external", 4).Pages["identity/dna"]["dna_reliable"].Code; got != 2 {
		t.Errorf("got %d stored, want 2", got)
	}
	do(t, ctx, chromedp.Click("input[name='a.image_open'][value='3']"), chromedp.Click(".actions .next"))
	until(t, ctx, `location.pathname === "/deelname/2"`)
	if got := len(site.Stored("external", 4).Pages["identity/dna"]); got != 2 {
		t.Errorf("got %d answers stored, want 2", got)
	}
}

// complete answers everything that the page asks, with the last choice.
const complete = `(() => {
	for (const e of document.querySelectorAll("#page input[type=radio], #page input[type=checkbox]")) if (!e.checked) e.click();
	for (const e of document.querySelectorAll("#page textarea")) e.value = "Tussen ons";
	return 1;
})()`

func TestAfterTheEndTheBrowserShowsAndKeepsNoAnswers(t *testing.T) {
	ctx := webtest.Chromium(t)
	site := webtest.New(t)
	begin(t, ctx, site.Link("external", 3))
	kept := 0
	for n := 1; n <= 5; n++ {
		run(t, ctx, complete)
		kept += run(t, ctx, `Object.keys(sessionStorage).length`)
		do(t, ctx, chromedp.Click(".actions .next"))
		next := fmt.Sprintf("/deelname/%d", n+1)
		if n == 5 {
			next = "/deelname/klaar"
		}
		until(t, ctx, fmt.Sprintf(`document.readyState === "complete" && location.pathname === %q`, next))
	}
	if kept == 0 {
		t.Error("the tab kept nothing on the way: the check sees nothing")
	}
	until(t, ctx, `Object.keys(sessionStorage).length === 0`)
	run(t, ctx, `history.back(), 1`)
	until(t, ctx, `document.readyState === "complete" && location.pathname === "/deelname/klaar" && document.querySelector("#page") === null`)
}

func TestWithoutAConnectionNothingIsLost(t *testing.T) {
	ctx := webtest.Chromium(t)
	site := webtest.New(t)
	begin(t, ctx, site.Link("external", 5))
	webtest.Offline(t, ctx, true)
	do(t, ctx, chromedp.Click("input[name='a.dna_reliable'][value='5']"))
	until(t, ctx, `document.querySelector("[data-saved]").textContent.startsWith("Geen verbinding")`)
	do(t, ctx, chromedp.Click(".actions .next"))
	if got := ask(t, ctx, `location.pathname`); got != "/deelname/1" {
		t.Errorf("the page is left for %s without a connection", got)
	}
	webtest.Offline(t, ctx, false)
	do(t, ctx, chromedp.Reload())
	until(t, ctx, `document.readyState === "complete"`)
	until(t, ctx, `document.querySelector("input[name='a.dna_reliable'][value='5']:checked") !== null`)
	stored := func() int8 { return site.Stored("external", 5).Pages["identity/dna"]["dna_reliable"].Code }
	for deadline := time.Now().Add(patience); stored() != 5; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("got %d stored, want 5", stored())
		}
	}
}

func TestTheBarBringsTheSampleWithoutLosingThePlace(t *testing.T) {
	ctx := webtest.Chromium(t)
	site := webtest.NewDemo(t)
	page := site.Browser().Start(site.Link("external", 6))
	for page.URL.Path != "/deelname/3" {
		page = page.Press("next", page.Complete())
	}
	webtest.Look(t, ctx, webtest.View{Width: 390, Height: 844})
	begin(t, ctx, site.Link("external", 6))
	run(t, ctx, `(document.querySelector(".actions").scrollIntoView(), 0)`)
	until(t, ctx, `getComputedStyle(document.querySelector(".sample-bar")).display !== "none"`)
	before := run(t, ctx, `Math.round(scrollY)`)
	do(t, ctx, chromedp.Click("[data-sample-open]"))
	if got := ask(t, ctx, `document.activeElement.id`); got != "sample-title" {
		t.Errorf("the focus is on %q", got)
	}
	do(t, ctx, chromedp.KeyEvent("\u001b"))
	if after := run(t, ctx, `Math.round(scrollY)`); after != before {
		t.Errorf("the page moved from %d to %d", before, after)
	}
}

// TestHostileTextRunsNowhere types strings that run where a page forgets to escape, and looks at every page that shows
// them, with a trap in place of what they call.
func TestHostileTextRunsNowhere(t *testing.T) {
	ctx := webtest.Chromium(t)
	site := webtest.New(t)
	for i, text := range []string{`</textarea><script>window.__ran=1</script><img src=x onerror="window.__ran=1">`,
		`"><svg onload="window.__ran=1">`, "\uE000check dna_reliable 1\uE001 {{.}} ${1} <b>vet</b>"} {
		page := site.Browser().Start(site.Link("external", i))
		page = page.Press("next", page.Complete())
		shown := page.Press("stay", url.Values{"a.s_why": {text}})
		if got := shown.Form().Get("a.s_why"); got != text {
			t.Errorf("got %q back, want %q", got, text)
		}
		page = page.Press("next", page.Complete()).Press("next", nil)
		page = page.Press("next", url.Values{"a.s_reliable": {"1"}})
		shown = page.Press("stay", url.Values{"a.channels": {"3"}, "o.channels": {text}})
		if got := shown.Form().Get("o.channels"); got != text {
			t.Errorf("got %q back, want %q", got, text)
		}
		do(t, ctx, chromedp.Navigate("about:blank"))
		webtest.ShowHTML(t, ctx, strings.ReplaceAll(shown.Body, "<script type=\"module\"", "<script type=\"none\""))
		if run(t, ctx, `window.__ran || 0`) != 0 {
			t.Errorf("%q ran", text)
		}
	}
}
