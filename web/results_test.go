package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"realitycheck/analysis/report"
	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/survey/i18n"
	"realitycheck/web/webtest"
)

// screens are the pages of results.
var screens = []string{"/resultaten", "/resultaten/kloof", "/resultaten/evolutie", "/resultaten/uitingen", "/resultaten/uitingen/letter",
	"/resultaten/antwoorden", "/resultaten/keuzes", "/resultaten/themas", "/resultaten/groepen", "/resultaten/respons", "/resultaten/kwaliteit",
	"/resultaten/weging", "/resultaten/methode"}

// closedYears is an office with two archived years that are paired.
func closedYears(t *testing.T) *webtest.Office {
	t.Helper()
	o := webtest.NewOffice(t)
	o.Archive(2023, 60, 60)
	o.Archive(2024, 60, 60)
	o.Pair(2023, 2024, 50)
	return o
}

// words gives the visible words of a cell.
func words(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(words(c))
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// comma writes a mean as readers of Dutch do.
func comma(x float64) string { return strings.Replace(fmt.Sprintf("%.1f", x), ".", ",", 1) }

func TestTheScreenShowsTheFiguresOfTheReport(t *testing.T) {
	o := closedYears(t)
	doc := o.Report(i18n.Dutch)
	page := o.As(panel.Ambassade).Open("/resultaten")
	var got, want []string
	for _, row := range page.All(".result-table tbody tr") {
		var cells []string
		for c := row.FirstChild; c != nil; c = c.NextSibling {
			if scope, _ := webtest.Attr(c, "scope"); c.Type == html.ElementNode && scope != "rowgroup" {
				cells = append(cells, words(c))
			}
		}
		got = append(got, strings.Join(cells, "|"))
	}
	for _, e := range doc.Estimates {
		if e.Wave != "2024" || e.Basis != report.Identity || e.Item != nil {
			continue
		}
		want = append(want, fmt.Sprintf("%s|%d|%s|%s tot %s|%.0f %%|%.0f %%", doc.Labels.Panels[e.Panel], *e.N, comma(*e.Mean), comma(*e.Low), comma(*e.High),
			100**e.Top2, 100**e.DontKnow))
	}
	if len(want) != 5 || !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, f := range report.Findings(report.NewIndex(doc), catalogue(t).For(i18n.Dutch)) {
		if !strings.Contains(page.Text(".result-groups"), strings.Join(strings.Fields(f.Text), " ")) {
			t.Errorf("not told: %s", f.Text)
		}
	}
	drawn := page.Text(".chart-wide")
	for _, e := range doc.Estimates {
		if e.Wave == "2024" && e.Basis == report.Identity && e.Item == nil && e.Parameter == "reliable" && !strings.Contains(drawn, comma(*e.Mean)) {
			t.Errorf("%s is not drawn: %s", comma(*e.Mean), drawn)
		}
	}
}

func catalogue(t *testing.T) *i18n.Catalogue {
	t.Helper()
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEveryScreenOfResultsIsWhole(t *testing.T) {
	o := closedYears(t)
	b := o.As(panel.Analyst)
	for _, lang := range []string{"nl", "en"} {
		for _, screen := range screens {
			page := b.Open(screen + "?lang=" + lang)
			if page.Status != http.StatusOK || page.Text("h1") == "" {
				t.Fatalf("%s: %d", screen, page.Status)
			}
			text := page.Text("main")
			if strings.Contains(text, "results.") || strings.Contains(text, "report.") || strings.Contains(text, "<no value>") {
				t.Errorf("%s in %s: a key without words: %s", screen, lang, text)
			}
			if page.Has("[style]") || page.Has("main script") {
				t.Errorf("%s: an inline style or script", screen)
			}
			ids := map[string]bool{}
			for _, n := range page.All("[id]") {
				id, _ := webtest.Attr(n, "id")
				if ids[id] {
					t.Errorf("%s: the id %s stands twice", screen, id)
				}
				ids[id] = true
			}
			for _, section := range page.All(".result-section:has(figure)") {
				if !slices.ContainsFunc(page.All(".result-section:has(figure):has(table):has(.result-caption)"), func(n *html.Node) bool { return n == section }) && !page.Has(".result-sample figure") {
					t.Errorf("%s: a picture without table or caption", screen)
				}
			}
			if got := page.Text(".result-tabs [aria-current]"); got == "" && screen != "/resultaten/uitingen/letter" {
				t.Errorf("%s: no tab is the current one", screen)
			}
		}
	}
}

func TestNothingOfAnOpenWaveIsShown(t *testing.T) {
	o := webtest.NewOffice(t)
	o.Archive(2026, 60, 60) // as when closing stopped half way
	o.Open()
	b := o.As(panel.Analyst)
	page := b.Open("/resultaten")
	if page.Has("table") || page.Has("svg") || !strings.Contains(page.Text(".result-lead"), "zodra een meting gesloten is") {
		t.Errorf("shown: %s", page.Text("main"))
	}
	for _, address := range []string{"/resultaten?jaren=2026", "/resultaten/uitingen/letter", "/resultaten/werkboek?jaren=2026", "/api/v1/report?years=2026"} {
		if page := b.Open(address); page.Status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", address, page.Status)
		}
	}
	if page := b.Open("/api/v1/report"); strings.Contains(page.Body, `"mean"`) {
		t.Error("the interface gives figures of an open wave")
	}
	o.Update(func(w *survey.Wave) error { w.State = survey.Closed; return nil })
	if page := b.Open("/resultaten?jaren=2026"); page.Status != http.StatusOK || !page.Has("table") {
		t.Errorf("after closing: got %d", page.Status)
	}
}

func TestTooFewAnswersAreAnEmptyPlaceWithItsReason(t *testing.T) {
	o := webtest.NewOffice(t)
	o.Archive(2025, 60, 8)
	b := o.As(panel.Ambassade)
	page := b.Open("/resultaten")
	if got := len(page.All(".result-table .few")); got != 2*5 {
		t.Errorf("%d empty places in the table, want 10", got)
	}
	if page.Has(".chart-wide path.sign") || !strings.Contains(page.Text(".chart-wide"), "te weinig antwoorden") {
		t.Error("a hidden figure is drawn, or its place gives no reason")
	}
	for _, screen := range screens {
		if page := b.Open(screen); page.Has("path.sign.second") && screen != "/resultaten/respons" && screen != "/resultaten/antwoorden" {
			t.Errorf("%s draws a hidden figure", screen)
		}
	}
	o.Archive(2024, 60, 60)
	if page := b.Open("/resultaten?jaren=2024"); page.Has(".result-table .few") || !page.Has(".chart-wide path.sign") {
		t.Error("the control shows that the panel is drawn where it is large enough")
	}
}

func TestAChoiceStandsInTheAddress(t *testing.T) {
	o := closedYears(t)
	b := o.As(panel.Ambassade)
	for address, check := range map[string]func(*webtest.Page) string{
		"/resultaten?panel=external": func(p *webtest.Page) string {
			if p.Has(".chart-wide circle.sign") || !p.Has(".chart-wide path.sign") {
				return "the other panel is shown"
			}
			return ""
		},
		"/resultaten?kader=values": func(p *webtest.Page) string {
			if got := p.Text(".result-table tbody"); !strings.Contains(got, "Vertrouwen") || strings.Contains(got, "Betrouwbaar") {
				return "table: " + got
			}
			return ""
		},
		"/resultaten/evolutie?jaren=2023": func(p *webtest.Page) string {
			if got := p.Text(".result-table thead"); strings.Contains(got, "2024") || !p.Has("input[name=jaren][value='2023'][checked]") || p.Has("input[name=jaren][value='2024'][checked]") {
				return "table: " + got
			}
			return ""
		},
		"/resultaten/uitingen?jaren=2023&jaren=2024": func(p *webtest.Page) string {
			if href, _ := webtest.Attr(p.All(".result-tabs a")[0], "href"); href != "/resultaten?jaren=2023&jaren=2024" {
				return "the tab forgets the choice: " + href
			}
			return ""
		},
	} {
		page := b.Open(address)
		if page.Status != http.StatusOK {
			t.Errorf("%s: got %d", address, page.Status)
		} else if fault := check(page); fault != "" {
			t.Errorf("%s: %s", address, fault)
		}
	}
	for _, address := range []string{"/resultaten?jaren=1999", "/resultaten/uitingen/none", "/resultaten?jaren=../keys", "/resultaten/uitingen/..%2f2024"} {
		if page := b.Open(address); page.Status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", address, page.Status)
		}
	}
	if page := b.Open("/resultaten?kader=none&panel=none&kenmerk=none"); page.Status != http.StatusOK || !strings.Contains(page.Text("main"), "geen cijfers") {
		t.Errorf("a framework that is not there: got %d", page.Status)
	}
}

func TestTheInterfaceGivesTheReport(t *testing.T) {
	o := closedYears(t)
	b := o.As(panel.Analyst)
	for address, want := range map[string]*report.Report{
		"/api/v1/report?lang=nl":                     o.Report(i18n.Dutch),
		"/api/v1/report?years=all&lang=en":           o.Report(i18n.English),
		"/api/v1/report?years=2023&lang=nl":          o.Report(i18n.Dutch, "2023"),
		"/api/v1/report?years=2024,2023&lang=nl&x=1": o.Report(i18n.Dutch, "2023", "2024"),
	} {
		page := b.Open(address)
		var got report.Report
		if err := json.Unmarshal([]byte(page.Body), &got); err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		var again report.Report
		src, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(src, &again); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, again) {
			t.Errorf("%s differs from the report", address)
		}
	}
	if page := b.Open("/api/v1/report?lang=xx"); page.Status != http.StatusUnprocessableEntity {
		t.Errorf("unknown language: got %d", page.Status)
	}
	stranger := o.Browser().Open("/api/v1/report")
	if stranger.Status != http.StatusUnauthorized || !strings.HasPrefix(stranger.Header.Get("Content-Type"), "application/json") {
		t.Errorf("without sign-in: got %d %s", stranger.Status, stranger.Header.Get("Content-Type"))
	}
	if page := o.As(panel.Ambassade).Open("/api/v1/report"); page.Status != http.StatusForbidden {
		t.Errorf("ambassade: got %d", page.Status)
	}
}

func TestTheWorkbookIsForAnalystsAndNoted(t *testing.T) {
	o := closedYears(t)
	analyst, ambassade := o.As(panel.Analyst), o.As(panel.Ambassade)
	if href, _ := webtest.Attr(analyst.Open("/resultaten?jaren=2024").All(".result-take a")[0], "href"); href != "/resultaten/werkboek?jaren=2024" {
		t.Errorf("the link leads to %s", href)
	}
	page := analyst.Open("/resultaten/werkboek")
	if !strings.HasPrefix(page.Body, "PK") || page.Header.Get("Content-Disposition") != `attachment; filename=reality-check-2023-2024.xlsx` {
		t.Errorf("got %.4q as %s", page.Body, page.Header.Get("Content-Disposition"))
	}
	if ambassade.Open("/resultaten").Has(".result-take") {
		t.Error("the ambassade is offered the workbook")
	}
	if page := ambassade.Open("/resultaten/werkboek"); page.Status != http.StatusForbidden {
		t.Errorf("ambassade: got %d", page.Status)
	}
	if page := o.As(panel.Admin).Open("/beheer/logboek"); !strings.Contains(page.Text("main"), "downloadde het werkboek") {
		t.Error("taking the workbook is not in the audit trail")
	}
}

func TestANewArchiveIsSeenAtOnce(t *testing.T) {
	o := webtest.NewOffice(t)
	b := o.As(panel.Ambassade)
	if page := b.Open("/resultaten"); page.Has("table") || !page.Has(".result-lead") {
		t.Error("without waves the page does not say what will be here")
	}
	o.Archive(2024, 30, 30)
	if got := b.Open("/resultaten").Text("h1"); got != "Resultaten 2024" {
		t.Errorf("got %q", got)
	}
	o.Archive(2025, 30, 30)
	if got := b.Open("/resultaten/evolutie").Text(".result-table"); !strings.Contains(got, "niet gekoppeld") {
		t.Errorf("years that are not paired: %s", got)
	}
	o.Pair(2024, 2025, 30)
	if got := b.Open("/resultaten/evolutie").Text(".result-table"); strings.Contains(got, "niet gekoppeld") || !strings.Contains(got, "verandering") && !strings.Contains(got, "gestegen") {
		t.Errorf("after pairing: %s", got)
	}
}
