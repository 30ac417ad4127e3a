package web_test

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/web/webtest"
)

const stepAt = "/beheer/metingen/2026/stap/"

// finishAll lets the i-th member of a panel walk through the whole survey; saveOne lets one save a page.
func finishAll(office *webtest.Office, code string, i int) {
	page := saveOne(office, code, i)
	for page.URL.Path != "/deelname/klaar" {
		page = page.Press("next", page.Complete())
	}
}

func saveOne(office *webtest.Office, code string, i int) *webtest.Page {
	page := office.Browser().Start(office.Links(code)[i])
	return page.Press("next", page.Complete())
}

func actions(t *testing.T, office *webtest.Office) []string {
	t.Helper()
	events, err := office.Audit.Newest(t.Context(), 0, 50)
	must(t, err)
	var list []string
	for _, e := range slices.Backward(events) {
		list = append(list, strings.TrimSpace(e.Action+" "+e.Object+" "+e.Detail))
	}
	return list
}

func says(page *webtest.Page) string { return page.Text("main") }

func TestAWaveFromDraftToClosedOnScreen(t *testing.T) {
	office := webtest.NewOffice(t)
	b := office.As(panel.Admin)
	step := func(name string, form url.Values, before string) *webtest.Page {
		t.Helper()
		office.Pass(time.Second)
		page := b.Open(stepAt + name)
		if page.Status != http.StatusOK || !strings.Contains(says(page), before) {
			t.Fatalf("%s: got %d, %q; want %q", name, page.Status, says(page), before)
		}
		page = b.Post(stepAt+name, form)
		if page.URL.Path != "/beheer/metingen/2026" || !page.Has(".flash") {
			t.Fatalf("%s: got %d at %s: %s", name, page.Status, page.URL, says(page))
		}
		return page
	}
	step("openen", url.Values{}, "8 leden krijgen een persoonlijke link")
	step("uitnodigen", url.Values{}, "16 leden krijgen een uitnodiging")
	office.Post()
	if got := office.Recorder.Count(); got != 16 {
		t.Fatalf("got %d letters, want 16", got)
	}
	finishAll(office, "internal", 0)
	finishAll(office, "external", 1)
	saveOne(office, "external", 2)
	page := b.Open("/beheer/metingen/2026")
	var figures []string
	for _, row := range []string{"1", "2"} {
		for _, cell := range []string{"1", "2", "3", "4", "5", "6"} {
			figures = append(figures, page.Text(".figures tbody tr:nth-child("+row+") :nth-child("+cell+")"))
		}
	}
	want := []string{"Intern panel", "8", "8", "1", "1", "12 %", "Extern panel", "8", "8", "2", "1", "12 %"}
	if !slices.Equal(figures, want) {
		t.Errorf("got the figures %q, want %q", figures, want)
	}
	if !page.Has("svg[role=img] .line-staff polyline") || !page.Has("figure table") {
		t.Error("the progress picture or its table is missing")
	}
	step("herinneren", url.Values{}, "Ongeveer 14 herinneringen vertrekken")
	office.Post()
	if got := office.Recorder.Count(); got != 30 {
		t.Errorf("got %d letters, want 14 reminders beside 16 invitations", got)
	}
	step("pauzeren", url.Values{}, "1 lid is halverwege")
	if !office.Wave().Paused {
		t.Error("the wave is not paused")
	}
	step("hervatten", url.Values{}, "13 leden die nog niet begonnen")
	step("verlengen", url.Values{"until": {"2026-12-31T12:00"}}, "18 december 2026, 23:59")
	if got := office.Wave().Closes; !got.Equal(time.Date(2026, 12, 31, 12, 0, 0, 0, time.UTC)) {
		t.Errorf("it closes %s", got)
	}
	step("sluiten", url.Values{"now": {"yes"}}, "Extern panel: 1 van 8 leden zijn klaar, 1 zijn halverwege.")
	if got := office.Wave().State; got != survey.Closed {
		t.Errorf("the wave is %s", got)
	}
	step("bedanken", url.Values{}, "2 leden krijgen een bedankbrief")
	if page := b.Open(stepAt + "bedanken"); page.Has("main form") || !strings.Contains(says(page), "2 leden kregen er al een") {
		t.Errorf("thanking twice: %q", says(page))
	}
	want = []string{"sign_in", "wave.open 2026", "wave.invite 2026 16", "wave.remind 2026 16", "wave.pause 2026",
		"wave.resume 2026", "wave.extend 2026 2026-12-18T23:59 → 2026-12-31T12:00", "wave.close 2026 now", "wave.thank 2026 2"}
	if got := actions(t, office); !slices.Equal(got, want) {
		t.Errorf("the audit trail:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestAClosedWaveWaitsForPairing(t *testing.T) {
	office := webtest.NewOffice(t)
	next := office.Wave()
	next.Code, next.Year = "2027", next.Year+1
	must(t, office.Waves.Save(t.Context(), next))
	for _, wave := range []string{"2026", "2027"} {
		must(t, office.Work.Open(t.Context(), wave, ""))
		_, err := office.Work.Close(t.Context(), wave, true)
		must(t, err)
	}
	b := office.As(panel.Admin)
	if page := b.Open("/beheer/metingen/2026"); page.Has(".wave-actions a") {
		t.Errorf("a wave without earlier ones waits for %q", page.Text(".wave-actions a"))
	}
	page := b.Open("/beheer/metingen/2027")
	if got := page.Text(".wave-actions a"); got != "Koppelen met vorige jaren" {
		t.Errorf("the next step is %q", got)
	}
	const at = "/beheer/metingen/2027/stap/koppelen"
	if page = b.Open(at); !strings.Contains(says(page), "wordt gekoppeld met 1 vroegere") {
		t.Errorf("before: %q", says(page))
	}
	page = b.Post(at, url.Values{})
	if page.Has(".wave-actions a") || !strings.Contains(page.Text(".page-top"), "al gekoppeld met 1 vroegere meting") {
		t.Errorf("after: %q", says(page))
	}
	if page = b.Open(at); strings.Contains(says(page), "wordt gekoppeld") || !strings.Contains(says(page), "al gekoppeld met 1") {
		t.Errorf("a second time: %q", says(page))
	}
}

func TestStepsAreRefusedWithTheirReason(t *testing.T) {
	office := webtest.NewOffice(t)
	b := office.As(panel.Admin)
	if page := b.Post(stepAt+"sluiten", url.Values{}); page.Status != http.StatusConflict || office.Wave().State != survey.Draft {
		t.Errorf("closing a draft: got %d", page.Status)
	}
	if page := b.Open(stepAt + "iets"); page.Status != http.StatusNotFound || !page.Has("main a[href='/beheer']") {
		t.Errorf("a step that does not exist: got %d, %q", page.Status, says(page))
	}
	if page := office.Browser().Open("/iets"); page.Status != http.StatusNotFound || page.Has("a[href='/beheer']") {
		t.Errorf("a page that does not exist, for a stranger: got %d, %q", page.Status, says(page))
	}
	draft := office.Wave()
	draft.K = 9
	must(t, office.Waves.Save(t.Context(), draft))
	page := b.Open(stepAt + "openen")
	if !page.Has(".missing li") || page.Has("main form") {
		t.Errorf("a wave that is not ready: %q", says(page))
	}
	if page = b.Post(stepAt+"openen", url.Values{}); page.Status != http.StatusUnprocessableEntity || office.Wave().State != survey.Draft {
		t.Errorf("opening it all the same: got %d", page.Status)
	}
	draft.K = 2
	must(t, office.Waves.Save(t.Context(), draft))
	office.Open()
	for _, until := range []string{"", "morgen", "2026-12-01T12:00"} {
		if page := b.Post(stepAt+"verlengen", url.Values{"until": {until}}); page.Status != http.StatusUnprocessableEntity || !page.Has(".problem") {
			t.Errorf("a new end %q: got %d", until, page.Status)
		}
	}
	if page := b.Post(stepAt+"sluiten", url.Values{}); !strings.Contains(says(page), "14:35") || office.Wave().State != survey.Closing {
		t.Errorf("closing with grace: %q", says(page))
	}
}

func TestATypingErrorIsCorrectedAndTheTrailKeepsBoth(t *testing.T) {
	office := webtest.NewOffice(t)
	office.Open()
	saveOne(office, "internal", 0)
	finishAll(office, "external", 0)
	b := office.As(panel.Admin)
	const at = "/beheer/metingen/2026/vragenlijst/dna_reliable"
	page := b.Open(at)
	if !strings.Contains(says(page), "2 leden hebben deze vraag al beantwoord") {
		t.Errorf("before: %q", says(page))
	}
	form := url.Values{"action": {"compare"}}
	for _, field := range page.All("main textarea") {
		name, _ := webtest.Attr(field, "name")
		form.Set(name, "Hoe betrouwbaar is de overheid precies?")
	}
	page = b.Post(at, form)
	if page.Text(".compare td") == "" || !page.Has("button[value=save]") {
		t.Fatalf("the comparison: %d %q", page.Status, says(page))
	}
	in, err := office.Waves.Instrument(t.Context(), "2026")
	must(t, err)
	if _, q, _ := in.Questionnaire.Question("dna_reliable"); strings.Contains(q.Text.For("internal", "nl"), "precies") {
		t.Error("it was changed before it was confirmed")
	}
	form.Set("action", "save")
	for name, text := range map[string]string{"an empty text": " ", "a text without end": strings.Repeat("a", 1001)} {
		bad := maps.Clone(form)
		bad.Set("text.nl", text)
		if page := b.Post(at, bad); page.Status != http.StatusUnprocessableEntity || !page.Has(".problem") {
			t.Errorf("%s: got %d", name, page.Status)
		}
	}
	if page = b.Post(at, form); !page.Has(".flash") {
		t.Fatalf("saving: %d %q", page.Status, says(page))
	}
	office.Pass(2 * time.Second)
	if page := office.Browser().Start(office.Links("external")[3]); !strings.Contains(page.Body, "Hoe betrouwbaar is de overheid precies?") {
		t.Error("a respondent still reads the old text")
	}
	trail := actions(t, office)
	last := trail[slices.IndexFunc(trail, func(line string) bool { return strings.HasPrefix(line, "question.") })]
	for _, want := range []string{"question.correct 2026 dna_reliable", "→ ‘Hoe betrouwbaar is de overheid precies?’", "2 leden"} {
		if !strings.Contains(last, want) {
			t.Errorf("the trail %q lacks %q", last, want)
		}
	}
}

func TestAPreviewShowsTheRespondentsPageAndSavesNothing(t *testing.T) {
	office := webtest.NewOffice(t)
	for _, opened := range []bool{false, true} {
		if opened {
			office.Open()
		}
		b := office.As(panel.Analyst)
		page := b.Open("/beheer/metingen/2026/voorbeeld/internal/start")
		for range 20 {
			if page.Status != http.StatusOK || !page.Has(".preview-bar") || page.Has("[data-autosave]") {
				t.Fatalf("at %s: got %d", page.URL, page.Status)
			}
			if strings.HasSuffix(page.URL.Path, "/einde") {
				break
			}
			form := page.Complete()
			form.Set("action", "next")
			page = b.Post(page.URL.Path, form)
		}
		if !strings.HasSuffix(page.URL.Path, "/internal/einde") {
			t.Errorf("the preview ended at %s", page.URL)
		}
		page = b.Post("/beheer/metingen/2026/voorbeeld/external/1", url.Values{"action": {"lang-en"}})
		if page.Text("html") == "" || !strings.Contains(page.Body, `lang="en"`) || !strings.HasSuffix(page.URL.Path, "/external/1") {
			t.Errorf("in English: %s", page.URL)
		}
		counts, err := office.Answers.Counts(context.Background(), "2026")
		must(t, err)
		for _, c := range counts {
			if c.Started != 0 {
				t.Errorf("%d responses of %s were stored", c.Started, c.Panel)
			}
		}
	}
	if page := office.As(panel.Admin).Open("/beheer/metingen/2026/voorbeeld/niemand/1"); page.Status != http.StatusNotFound {
		t.Errorf("a panel that is not there: got %d", page.Status)
	}
}

func TestWhileAWaveRunsNobodyIsShownAnswers(t *testing.T) {
	office := webtest.NewOffice(t)
	office.Open()
	finishAll(office, "internal", 0)
	for _, role := range []panel.Role{panel.Admin, panel.Analyst, panel.Ambassade} {
		b := office.As(role)
		for _, at := range []string{"/beheer", "/beheer/metingen", "/beheer/metingen/2026", "/beheer/metingen/2026/vragenlijst", "/beheer/post", "/beheer/logboek"} {
			if page := b.Open(at); strings.Contains(page.Body, "ik &lt;b&gt;") || strings.Contains(page.Body, "Duidelijk, &#34;vind") {
				t.Errorf("%s reads an answer at %s", role, at)
			}
		}
	}
}
