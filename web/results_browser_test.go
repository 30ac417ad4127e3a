package web_test

import (
	"context"
	"net/url"
	"testing"

	"github.com/chromedp/chromedp"

	"realitycheck/panel"
	"realitycheck/web/webtest"
)

// signInBrowser signs an account in, in a real browser.
func signInBrowser(t *testing.T, ctx context.Context, o *webtest.Office, role panel.Role) {
	t.Helper()
	do(t, ctx, chromedp.Navigate(o.URL+"/aanmelden"))
	run(t, ctx, `document.querySelector("#email").value = "`+string(role)+`@office.example"; document.querySelector("#password").value = "`+webtest.Password+`"; 0`)
	do(t, ctx, chromedp.Click("main form .primary"), chromedp.WaitVisible(".doors, .places"))
}

func TestResultsAreAccessibleAndFitEveryWindow(t *testing.T) {
	ctx := webtest.Chromium(t)
	o := webtest.NewOffice(t)
	o.Archive(2023, 40, 40)
	o.Archive(2024, 40, 8) // with empty places
	signInBrowser(t, ctx, o, panel.Analyst)
	lookAt(t, ctx, o, screens)
}

func TestPagesOfAnAnalystAreAccessibleAndFitEveryWindow(t *testing.T) {
	ctx := webtest.Chromium(t)
	o := traits(t)
	o.Code(2024)
	o.ArchiveTraits(2023, 60, 60, 5)
	b := o.As(panel.Analyst)
	b.Upload("/resultaten/weging/2023", "margins", "m.yaml", populationOf("2023", 0.5))
	mark, _ := webtest.Attr(b.Open("/resultaten/weging/2023/toepassen").All("input[name=mark]")[0], "value")
	b.Post("/resultaten/weging/2023/toepassen", url.Values{"mark": {mark}})
	b.Upload(weightingURL, "margins", "m.yaml", populationOf("2024", 0.7)) // asks for a merge
	signInBrowser(t, ctx, o, panel.Analyst)
	lookAt(t, ctx, o, []string{"/resultaten/themas", "/resultaten/groepen", "/resultaten/kwaliteit", "/resultaten/weging?jaren=2023", "/resultaten/weging/2023",
		weightingURL, weightingURL + "/voorbeeld", weightingURL + "/toepassen", "/resultaten/weging/2026", "/beheer/metingen/2026/planning", "/beheer/metingen/2026"})
}

// lookAt holds pages against axe in every view, and looks for what leaves the window.
func lookAt(t *testing.T, ctx context.Context, o *webtest.Office, pages []string) {
	t.Helper()
	for _, view := range append(webtest.Views(), webtest.View{Name: "smallest", Width: 320, Height: 640}) {
		webtest.Look(t, ctx, view)
		for _, screen := range pages {
			do(t, ctx, chromedp.Navigate(o.URL+screen))
			if width := run(t, ctx, `document.documentElement.scrollWidth`); int64(width) > view.Width {
				t.Errorf("%s in %s: %d wide", screen, view.Name, width)
			}
			if cut := run(t, ctx, cutLabels); cut > 0 {
				t.Errorf("%s in %s: %d labels of drawings leave the window", screen, view.Name, cut)
			}
			for _, v := range violations(t, ctx) {
				t.Errorf("%s in %s: %s", screen, view.Name, v)
			}
		}
	}
}

// cutLabels counts the words of drawings that stand outside the window.
const cutLabels = `[...document.querySelectorAll("svg text")].filter(e => {
	const r = e.getBoundingClientRect();
	return r.width > 0 && (r.right > document.documentElement.clientWidth + 1 || r.left < -1);
}).length`
