package web_test

import (
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"realitycheck/survey"
	"realitycheck/web/webtest"
)

func TestAWholeSurveyWithoutScripts(t *testing.T) {
	site := webtest.New(t)
	for panel, pages := range map[string]int{"internal": 6, "external": 5} {
		page := site.Browser().Start(site.Link(panel, 0))
		for n := 1; n <= pages; n++ {
			if want := "/deelname/" + strconv.Itoa(n); page.URL.Path != want || page.Status != http.StatusOK {
				t.Fatalf("%s: got %d at %s, want %s", panel, page.Status, page.URL.Path, want)
			}
			if got, want := page.Text(".progress strong"), "Stap "+strconv.Itoa(n)+" van "+strconv.Itoa(pages); got != want {
				t.Errorf("%s: got progress %q, want %q", panel, got, want)
			}
			if n > 1 && page.Text(".saved") != "Bewaard om 14:05" {
				t.Errorf("%s page %d: got %q, want when it was saved", panel, n, page.Text(".saved"))
			}
			page = page.Press("next", page.Complete())
		}
		if page.URL.Path != "/deelname/klaar" || page.Text("h1") != "Dank u wel" {
			t.Errorf("%s: ended at %s, %q", panel, page.URL.Path, page.Text("h1"))
		}
		stored := site.Stored(panel, 0)
		if !stored.Finished || len(stored.Pages) != pages || len(stored.Order) != 2 {
			t.Errorf("%s: stored finished %v, %d pages, order %v", panel, stored.Finished, len(stored.Pages), stored.Order)
		}
		if got, want := stored.Pages["samples/judge/1"]["s_why"].Text, "Duidelijk, \"vind\" ik <b>."; got != want {
			t.Errorf("%s: got text %q, want %q", panel, got, want)
		}
	}
}

func TestALinkThatIsOnlyLookedAtChangesNothing(t *testing.T) {
	site := webtest.New(t)
	link := site.Link("external", 1)
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		for range 3 {
			page := site.Browser().Do(method, link, nil, nil)
			if page.Status != http.StatusOK || len(page.Header.Values("Set-Cookie")) > 0 {
				t.Errorf("%s: got %d, cookies %v", method, page.Status, page.Header.Values("Set-Cookie"))
			}
		}
	}
	page := site.Browser().Start(link)
	if page.URL.Path != "/deelname/1" || strings.Contains(page.Body, webtest.Token("external", 1).String()) {
		t.Errorf("the start leads to %s, or the page holds the token", page.URL)
	}
	if site.Stored("external", 1).Started() {
		t.Error("a response was stored before a page was saved")
	}
}

func TestWhatIsMissingIsSaidAboveAndBesideAndTheRestIsKept(t *testing.T) {
	site := webtest.New(t)
	page := site.Browser().Start(site.Link("external", 0))
	page = page.Press("next", url.Values{"a.dna_reliable": {"4"}})
	if page.Status != http.StatusUnprocessableEntity || !strings.HasPrefix(page.Text("title"), "Fout: ") {
		t.Errorf("got %d, title %q", page.Status, page.Text("title"))
	}
	if got := page.Text("#summary a[href='#q-image_open']"); got != "Hoe open is de overheid?" {
		t.Errorf("the summary links %q", got)
	}
	if got := page.Text("#q-image_open .error"); got != "Kies één antwoord." {
		t.Errorf("beside the field: %q", got)
	}
	for _, selector := range []string{"#q-image_open[aria-invalid=true][aria-describedby~=e-image_open]",
		"input[name='a.dna_reliable'][value='4'][checked]"} {
		if !page.Has(selector) {
			t.Errorf("the page has no %s", selector)
		}
	}
	if page.Has("#q-dna_reliable .error") {
		t.Error("an answered question shows an error")
	}
	if got := site.Stored("external", 0).Pages["identity/dna"]["dna_reliable"].Code; got != 4 {
		t.Errorf("got %d stored, want 4", got)
	}
	if page = page.Press("next", url.Values{"a.image_open": {"2"}}); page.URL.Path != "/deelname/2" {
		t.Errorf("after mending: %d at %s", page.Status, page.URL.Path)
	}
}

func TestBackKeepsWhatWasGivenWithoutAskingForMore(t *testing.T) {
	site := webtest.New(t)
	page := site.Browser().Start(site.Link("external", 0))
	page = page.Press("next", page.Complete())
	page = page.Press("back", url.Values{"a.s_why": {"Halverwege"}})
	if page.URL.Path != "/deelname/1" || !page.Has("input[name='a.image_open'][checked]") {
		t.Fatalf("got %s", page.URL)
	}
	page = page.Press("next", nil)
	if got := page.Text("textarea"); got != "Halverwege" {
		t.Errorf("got %q, want the text typed before", got)
	}
}

func TestAnotherDeviceSeesNoAnswersAndLosesNone(t *testing.T) {
	site := webtest.New(t)
	link := site.Link("external", 0)
	first := site.Browser()
	first.Start(link).Press("next", url.Values{"a.dna_reliable": {"5"}, "a.image_open": {"4"}})
	before := site.Stored("external", 0)

	other := site.Browser()
	other.Start(link)
	page := other.Open("/deelname/1")
	if page.Has("input[checked]") || !page.Has(".notice") {
		t.Error("answers of another device are shown, or it is not said that they are kept")
	}
	if page = page.Press("next", nil); page.URL.Path != "/deelname/2" {
		t.Errorf("leaving it empty leads to %s", page.URL)
	}
	if page = other.Open("/deelname/1"); page.Has("input[checked]") {
		t.Error("answers are shown after a press of the button")
	}
	if got := site.Stored("external", 0); !reflect.DeepEqual(got, before) {
		t.Errorf("got %+v, want what was stored before", got)
	}
	if page = first.Open("/deelname/1"); !page.Has("input[name='a.dna_reliable'][value='5'][checked]") {
		t.Error("the first device no longer sees its answers")
	}
	other.Open("/deelname/1").Press("next", url.Values{"a.image_open": {"1"}})
	want := survey.Answers{"dna_reliable": {Code: 5}, "image_open": {Code: 1}}
	if got := site.Stored("external", 0).Pages["identity/dna"]; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestTwoPeopleInOneBrowserDoNotMix(t *testing.T) {
	site := webtest.New(t)
	browser := site.Browser()
	forgotten := browser.Start(site.Link("external", 0))
	browser.Start(site.Link("external", 1))
	page := forgotten.Press("next", forgotten.Complete())
	if page.Status != http.StatusConflict || !strings.Contains(page.Text(".lead"), "iemand anders") {
		t.Errorf("got %d, %q", page.Status, page.Text(".lead"))
	}
	for i := range 2 {
		if site.Stored("external", i).Started() {
			t.Errorf("something was stored for member %d", i)
		}
	}
}

func TestAStaleTabShowsBothVersions(t *testing.T) {
	site := webtest.New(t)
	tab := site.Browser().Start(site.Link("external", 0))
	tab.Press("stay", url.Values{"a.dna_reliable": {"1"}, "a.image_open": {"1"}})
	page := tab.Press("next", url.Values{"a.dna_reliable": {"5"}, "a.image_open": {"1"}})
	if page.Status != http.StatusConflict {
		t.Fatalf("got %d at %s", page.Status, page.URL)
	}
	if row := page.Text(".versions tbody tr"); !strings.Contains(row, "Helemaal oneens") || !strings.Contains(row, "Helemaal eens") {
		t.Errorf("got row %q, want both answers", row)
	}
	if got := len(page.All(".versions tbody tr")); got != 1 {
		t.Errorf("got %d rows, want only the question that differs", got)
	}
	if got := site.Stored("external", 0).Pages["identity/dna"]["dna_reliable"].Code; got != 1 {
		t.Errorf("got %d stored, want the first tab's answer", got)
	}
	if page = page.Press("next", nil); page.URL.Path != "/deelname/2" {
		t.Errorf("saving again leads to %d at %s", page.Status, page.URL)
	}
	if got := site.Stored("external", 0).Pages["identity/dna"]["dna_reliable"].Code; got != 5 {
		t.Errorf("got %d stored, want the answer chosen knowingly", got)
	}
}

func TestTwoDevicesAtOnceReplaceNothingUnseen(t *testing.T) {
	site := webtest.New(t)
	link := site.Link("external", 0)
	first, other := site.Browser().Start(link), site.Browser().Start(link)
	first.Press("next", url.Values{"a.dna_reliable": {"5"}, "a.image_open": {"4"}})
	page := other.Press("next", url.Values{"a.dna_reliable": {"1"}, "a.image_open": {"4"}})
	if page.Status != http.StatusConflict || !page.Has(".notice") {
		t.Fatalf("got %d at %s, want to be told of the other device", page.Status, page.URL)
	}
	if page.Has("input[value='5'][checked]") || !page.Has("input[name='a.dna_reliable'][value='1'][checked]") {
		t.Error("the other device's answer is shown, or what was typed is not")
	}
	if got := site.Stored("external", 0).Pages["identity/dna"]["dna_reliable"].Code; got != 5 {
		t.Errorf("got %d stored, want the first device's answer", got)
	}
	if page = page.Press("next", nil); page.URL.Path != "/deelname/2" {
		t.Errorf("saving knowingly leads to %d at %s", page.Status, page.URL)
	}
	if got := site.Stored("external", 0).Pages["identity/dna"]["dna_reliable"].Code; got != 1 {
		t.Errorf("got %d stored, want the answer given knowingly", got)
	}
}

// A page that cannot be saved now stays on the screen: without scripts what was typed is nowhere else.
func TestWhatCannotBeSavedNowStaysOnThePage(t *testing.T) {
	site := webtest.New(t)
	page := site.Browser().Start(site.Link("external", 0))
	page = page.Press("next", page.Complete())
	site.Update(func(w *survey.Wave) error { return w.Pause(true) })
	page = page.Press("next", url.Values{"a.s_reliable": {"4"}, "a.s_why": {"Een lang antwoord"}})
	if page.Status != http.StatusServiceUnavailable || !strings.Contains(page.Text("#summary"), "nog niet bewaard") {
		t.Fatalf("got %d, %q, want to be told that it is not saved", page.Status, page.Text("#summary"))
	}
	if page.Text("textarea") != "Een lang antwoord" || !page.Has("input[name='a.s_reliable'][value='4'][checked]") {
		t.Error("what was typed is no longer on the page")
	}
	if saved := site.Stored("external", 0).Pages["samples/judge/1"]; saved != nil {
		t.Errorf("saved in a pause: %v", saved)
	}
	site.Update(func(w *survey.Wave) error { return w.Pause(false) })
	if page = page.Press("next", nil); page.URL.Path != "/deelname/3" {
		t.Errorf("trying again leads to %d at %s", page.Status, page.URL)
	}
	if got := site.Stored("external", 0).Pages["samples/judge/1"]["s_why"].Text; got != "Een lang antwoord" {
		t.Errorf("got %q stored", got)
	}
}

func TestADoubleClickIsOneSave(t *testing.T) {
	site := webtest.New(t)
	page := site.Browser().Start(site.Link("external", 0))
	answers := page.Complete()
	for range 2 {
		if got := page.Press("next", answers); got.URL.Path != "/deelname/2" {
			t.Errorf("got %d at %s", got.Status, got.URL)
		}
	}
	if got := site.Stored("external", 0).Meta["identity/dna"].Revision; got != 1 {
		t.Errorf("got revision %d, want 1", got)
	}
}

// finish walks to the end.
func finish(t *testing.T, page *webtest.Page) (last, done *webtest.Page) {
	t.Helper()
	for range 20 {
		last = page
		if page = page.Press("next", page.Complete()); page.URL.Path == "/deelname/klaar" {
			return last, page
		}
	}
	t.Fatal("the survey has no end")
	return nil, nil
}

func TestAUsedLinkShowsThanksAndTakesNothing(t *testing.T) {
	site := webtest.New(t)
	browser := site.Browser()
	last, done := finish(t, browser.Start(site.Link("external", 0)))
	before := site.Stored("external", 0)
	if again := last.Press("next", url.Values{"a.keep": {"Iets anders"}}); again.URL.Path != "/deelname/klaar" {
		t.Errorf("sending the last page again leads to %s", again.URL)
	}
	if page := site.Browser().Open(site.Link("external", 0)); page.Text("h1") != "Dank u wel" || page.Text(".receipt") != done.Text(".receipt") {
		t.Errorf("the link shows %q, receipt %q", page.Text("h1"), page.Text(".receipt"))
	}
	for _, path := range []string{"/deelname", "/deelname/1", "/deelname/5"} {
		if page := browser.Open(path); page.URL.Path != "/deelname/klaar" {
			t.Errorf("%s leads to %s", path, page.URL)
		}
	}
	if !reflect.DeepEqual(site.Stored("external", 0), before) {
		t.Error("something was stored after the end")
	}
}

func TestEnglishByChoice(t *testing.T) {
	site := webtest.New(t)
	browser := site.Browser()
	page := browser.Open(site.Link("external", 0) + "?lang=en")
	if got := page.Text("form .button"); got != "Start" {
		t.Errorf("got button %q", got)
	}
	page = browser.Start(site.Link("external", 0))
	if got := page.Text("#q-dna_reliable legend"); got != "I can count on the government." {
		t.Errorf("got %q, want the language chosen before", got)
	}
	page = page.Press("lang-nl", url.Values{"a.dna_reliable": {"3"}})
	if page.URL.Path != "/deelname/1" || !page.Has("html[lang=nl]") || !page.Has("input[value='3'][checked]") {
		t.Errorf("changing language on a page leads to %s, or loses the answer", page.URL)
	}
	internal := site.Browser().Start(site.Link("internal", 0))
	if got := internal.Text("#q-dna_reliable legend"); got != "Men kan op ons rekenen." {
		t.Errorf("got %q, want the words of the panel", got)
	}
}

func TestTheSampleStandsBesideItsQuestionsAndByItself(t *testing.T) {
	site := webtest.New(t)
	page := site.Browser().Start(site.Link("external", 0))
	page = page.Press("next", page.Complete())
	title := page.Text("#uiting h2")
	if title == "" || !page.Has("#uiting .sample-text p") || !page.Has(".sample-bar a[href='#uiting']") {
		t.Fatal("the sample is not on the page")
	}
	large := page.Press("sample", url.Values{"a.s_reliable": {"2"}})
	if large.URL.Path != "/deelname/2/uiting" || large.Text("h1") != title {
		t.Fatalf("got %s with %q", large.URL, large.Text("h1"))
	}
	if zoomed := large.Open("/deelname/2/uiting?zoom=400"); !zoomed.Has(".zoom-400") {
		t.Error("the sample cannot be enlarged to 400 %")
	}
	if back := large.Open("/deelname/2"); !back.Has("input[name='a.s_reliable'][value='2'][checked]") {
		t.Error("what was chosen before looking large is lost")
	}
	if got := large.Open("/deelname/1/uiting").Status; got != http.StatusNotFound {
		t.Errorf("a page without sample: got %d", got)
	}
}
