package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"realitycheck/panel"
	"realitycheck/panel/mail"
	"realitycheck/survey/fault"
	"realitycheck/web/webtest"
)

func TestMembersAreFoundByNameAndAddress(t *testing.T) {
	office := webtest.NewOffice(t)
	b := office.As(panel.Admin)
	for _, c := range []struct {
		name, query string
		want        int
	}{
		{"everybody", "", 8}, {"a name", "?zoek=LID+3", 1}, {"an address", "?zoek=external.", 8}, {"nobody", "?zoek=niemand", 0},
		{"a sign of the database", "?zoek=%25", 0}, {"a page far away", "?pagina=99", 0}, {"no page", "?pagina=-1", 8},
	} {
		page := b.Open("/beheer/panels/external" + c.query)
		if got := len(page.All("[data-results] tbody tr")); page.Status != http.StatusOK || got != c.want {
			t.Errorf("%s: got %d rows, status %d, want %d", c.name, got, page.Status, c.want)
		}
		if c.want == 0 && !page.Has(".empty") {
			t.Errorf("%s: nothing is said", c.name)
		}
	}
	hostile := `"><script>alert(1)</script>`
	page := b.Open("/beheer/panels/external?zoek=" + url.QueryEscape(hostile))
	if strings.Contains(page.Body, "<script>alert") {
		t.Error("what was looked for became markup")
	}
}

func TestRemovingAPersonSaysWhatGoesAndLeavesNothing(t *testing.T) {
	office := webtest.NewOffice(t)
	office.Open()
	saveOne(office, "internal", 0)
	m := office.Member("internal", "internal.0@panel.example")
	b := office.As(panel.Admin)
	at := "/beheer/leden/" + m.UID.String() + "/verwijderen"
	page := b.Open(at)
	for _, want := range []string{"samen met 1 uitnodiging", "In 1 meting die niet afgesloten is", "0 afgesloten metingen", "Neen."} {
		if !strings.Contains(says(page), want) {
			t.Errorf("the page says %q, not %q", says(page), want)
		}
	}
	before, err := office.Answers.Counts(t.Context(), "2026")
	must(t, err)
	if page = b.Post(at, url.Values{}); page.URL.Path != "/beheer/panels/internal" || !page.Has(".flash") {
		t.Fatalf("got %d at %s", page.Status, page.URL)
	}
	if _, err := office.Members.ByUID(t.Context(), m.UID); fault.Of(err) != fault.NotFound {
		t.Errorf("the member is there: %v", err)
	}
	after, err := office.Answers.Counts(t.Context(), "2026")
	must(t, err)
	started := func(list []int) int { return list[0] + list[1] }
	if b, a := started([]int{before[0].Started, before[1].Started}), started([]int{after[0].Started, after[1].Started}); b != 1 || a != 0 {
		t.Errorf("responses before %d, after %d; want 1 and 0", b, a)
	}
	for _, line := range actions(t, office) {
		if strings.Contains(line, m.Email) || strings.Contains(line, m.Name) || strings.Contains(line, m.UID.String()) {
			t.Errorf("the audit trail names the person: %s", line)
		}
	}
	if page := b.Post(at, url.Values{}); page.Status != http.StatusNotFound {
		t.Errorf("a second time: got %d", page.Status)
	}
}

func TestOneLetterIsSentAgain(t *testing.T) {
	office := webtest.NewOffice(t)
	office.Open()
	m := office.Member("external", "external.3@panel.example")
	b := office.As(panel.Admin)
	page := b.Open("/beheer/leden/" + m.UID.String())
	if !page.Has("a[href$='/opnieuw/2026']") || !strings.Contains(says(page), "nog niet") {
		t.Errorf("the member's page: %q", says(page))
	}
	for range 2 {
		if page = b.Post("/beheer/leden/"+m.UID.String()+"/opnieuw/2026", url.Values{}); !page.Has(".flash") {
			t.Fatalf("got %d: %q", page.Status, says(page))
		}
		office.Post()
	}
	letters := office.Recorder.Newest("external.3@", 10)
	if len(letters) != 2 || letters[0].Text != letters[1].Text {
		t.Errorf("got %d letters, or their links differ", len(letters))
	}
}

func TestATrialLetterOpensNothing(t *testing.T) {
	office := webtest.NewOffice(t)
	b := office.As(panel.Admin)
	for _, c := range []struct{ letter, lang string }{{"invitation", "nl"}, {"reminder", "en"}, {"thanks", "nl"}} {
		page := b.Post("/beheer/metingen/2026/proefbrief", url.Values{"letter": {c.letter}, "lang_of": {c.lang}})
		if !strings.Contains(page.Text(".flash"), "admin@office.example") {
			t.Errorf("%s: got %d %q", c.letter, page.Status, page.Text(".flash"))
		}
	}
	letters := office.Recorder.Newest("", 10)
	if len(letters) != 3 || slices.ContainsFunc(letters, func(l mail.Recorded) bool { return l.To != "admin@office.example" }) {
		t.Fatalf("got %d letters", len(letters))
	}
	page := b.Open("/beheer/post/" + letters[2].ID)
	link, _ := webtest.Attr(page.All("main a[target=_blank]")[0], "href")
	if got := office.Browser().Open(link); got.Status != http.StatusNotFound {
		t.Errorf("the link of a trial letter: got %d", got.Status)
	}
	if page := b.Post("/beheer/metingen/2026/proefbrief", url.Values{"letter": {"iets"}, "lang_of": {"nl"}}); page.Status != http.StatusBadRequest {
		t.Errorf("a letter that does not exist: got %d", page.Status)
	}
}

func TestARecordedLetterCanDoNothing(t *testing.T) {
	office := webtest.NewOffice(t)
	must(t, office.Recorder.Send(t.Context(), mail.Letter{To: "iemand@panel.example", Name: "<i>Iemand</i>", Subject: "<b>Vet</b>",
		Text: "Dag <script>alert(1)</script>", HTML: "<script>alert(1)</script><p>Dag</p>"}))
	b := office.As(panel.Admin)
	page := b.Open("/beheer/post?zoek=iemand")
	if page.Text("[data-results] tbody a") != "<b>Vet</b>" {
		t.Errorf("the list: %q", page.Text("[data-results]"))
	}
	href, _ := webtest.Attr(page.All("[data-results] tbody a")[0], "href")
	page = b.Open(href)
	if strings.Contains(page.Body, "<script>alert") || !page.Has("iframe[sandbox='']") || !strings.Contains(page.Header.Get("Content-Security-Policy"), "frame-src 'self'") {
		t.Error("the letter is not kept apart")
	}
	page = b.Open(href + "/brief")
	policy := page.Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "sandbox;", "frame-ancestors 'self'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("the policy %q lacks %s", policy, want)
		}
	}
	if strings.Contains(policy, "script-src") || strings.Contains(policy, "allow-scripts") || page.Header.Get("X-Frame-Options") != "SAMEORIGIN" {
		t.Errorf("the letter may do too much: %q", policy)
	}
}
