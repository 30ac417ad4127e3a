package web_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"realitycheck/panel"
	"realitycheck/web/webtest"
)

// staffPages are the pages of an administrator once a wave runs and letters went out.
func staffPages(office *webtest.Office) []string {
	member := "/beheer/leden/" + office.Member("internal", "internal.3@panel.example").UID.String()
	letter := "/beheer/post/" + office.Recorder.Newest("", 1)[0].ID
	const wave = "/beheer/metingen/2026"
	return []string{"/beheer", "/beheer/wachtwoord", "/beheer/metingen", wave, wave + "/stap/uitnodigen", wave + "/stap/herinneren",
		wave + "/stap/pauzeren", wave + "/stap/verlengen", wave + "/stap/sluiten", wave + "/proefbrief", wave + "/vragenlijst",
		wave + "/vragenlijst/dna_reliable", wave + "/voorbeeld/internal/start", wave + "/voorbeeld/external/2", "/beheer/vragenlijsten",
		"/beheer/vragenlijsten/small/2026", "/beheer/uitingen", "/beheer/uitingen?zoek=niets", "/beheer/uitingen/letter", "/beheer/panels", "/beheer/nieuw-panel",
		"/beheer/panels/internal", "/beheer/panels/internal/wijzigen", member, member + "/opnieuw/2026", member + "/verwijderen", "/beheer/post", letter, "/beheer/accounts",
		"/beheer/logboek"}
}

func TestStaffPagesAreAccessibleAndFit(t *testing.T) {
	office := webtest.NewOffice(t)
	office.Open()
	if _, err := office.Work.Invite(t.Context(), "2026"); err != nil {
		t.Fatal(err)
	}
	office.Post()
	finishAll(office, "internal", 0)
	saveOne(office, "external", 1)
	ctx := webtest.Chromium(t)
	do(t, ctx, chromedp.Navigate(office.URL+"/aanmelden"))
	check := func(at string) {
		t.Helper()
		if found := violations(t, ctx); len(found) > 0 {
			t.Errorf("%s: %s", at, strings.Join(found, "\n"))
		}
		if n := run(t, ctx, sideways); n > 0 {
			t.Errorf("%s is %d pixels wider than the window", at, n)
		}
	}
	check("/aanmelden")
	do(t, ctx, chromedp.SendKeys("#email", "admin@office.example"), chromedp.SendKeys("#password", webtest.Password+"\r"), chromedp.WaitVisible("nav.places"))
	views := []webtest.View{webtest.Views()[0], webtest.Views()[3], {Name: "small phone", Width: 320, Height: 640}}
	for _, at := range staffPages(office) {
		for _, v := range views {
			webtest.Look(t, ctx, v)
			do(t, ctx, chromedp.Navigate(office.URL+at))
			check(at + " on a " + v.Name)
		}
	}
}

func TestListsFollowWhatIsTyped(t *testing.T) {
	office := webtest.NewOffice(t)
	ctx := webtest.Chromium(t)
	webtest.Look(t, ctx, webtest.Views()[2])
	do(t, ctx, chromedp.Navigate(office.URL+"/aanmelden?naar=/beheer/panels/internal"),
		chromedp.SendKeys("#email", string(panel.Admin)+"@office.example"), chromedp.SendKeys("#password", webtest.Password+"\r"),
		chromedp.WaitVisible("form[data-filter]"))
	const rows = `document.querySelectorAll("[data-results] tbody tr").length`
	if got := run(t, ctx, rows); got != webtest.Members {
		t.Fatalf("got %d rows, want %d", got, webtest.Members)
	}
	do(t, ctx, chromedp.SendKeys("#zoek", "lid 5"))
	until(t, ctx, rows+" === 1")
	if got := ask(t, ctx, `document.activeElement.id + " " + location.search`); got != "zoek ?zoek=lid+5" {
		t.Errorf("focus and address: %q", got)
	}
	if got := ask(t, ctx, `document.querySelector("[data-count]").textContent`); got != "1 tot 1 van 1 leden" {
		t.Errorf("the line that is read aloud: %q", got)
	}
}
