package web_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/weighting"
	"realitycheck/analysis/xlsx"
	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/survey/i18n"
	"realitycheck/web/webtest"
)

const weightingURL = "/resultaten/weging/2024"

// populationOf is a file of margins in which so large a part of the internal population is young.
func populationOf(wave string, young float64) []byte {
	return fmt.Appendf(nil, `wave: "%s"
panels:
  - code: internal
    margins:
      - attribute: age
        targets: {young: %v, middle: 0.3, old: %v}
`, wave, young, 0.7-young)
}

func traits(t *testing.T) *webtest.Office {
	t.Helper()
	o := webtest.NewOffice(t)
	o.ArchiveTraits(2024, 90, 90, 5)
	return o
}

func TestWeightsAreMadeFromWhatWasLookedAt(t *testing.T) {
	o := traits(t)
	b := o.As(panel.Analyst)
	page := b.Upload(weightingURL, "margins", "bevolking.yaml", populationOf("2024", 0.5))
	if page.Status != http.StatusOK || page.URL.Path != weightingURL+"/voorbeeld" {
		t.Fatalf("got %d at %s: %s", page.Status, page.URL.Path, page.Text(".missing"))
	}
	want := []string{"Leeftijd|jong|30|33,3 %|50,0 %|50,0 %|1,50", "midden|30|33,3 %|30,0 %|30,0 %|0,90", "oud|30|33,3 %|20,0 %|20,0 %|0,60"}
	if got := rowsOf(page, ".result-table tbody tr"); !slices.Equal(got, want) {
		t.Errorf("the preview lists %q, want %q", got, want)
	}
	if o.Report(i18n.Dutch).Weighting[0].Method != "none" {
		t.Error("looking at weights makes them")
	}
	ask := b.Open(weightingURL + "/toepassen")
	mark, _ := webtest.Attr(ask.All("input[name=mark]")[0], "value")
	b.Upload(weightingURL, "margins", "bevolking.yaml", populationOf("2024", 0.2))
	if other := b.Post(weightingURL+"/toepassen", url.Values{"mark": {mark}}); other.Status != http.StatusConflict || !strings.Contains(other.Text(".problem"), "ander bestand") {
		t.Errorf("margins that nobody looked at: got %d", other.Status)
	}
	b.Upload(weightingURL, "margins", "bevolking.yaml", populationOf("2024", 0.5))
	done := b.Post(weightingURL+"/toepassen", url.Values{"mark": {mark}})
	if done.Status != http.StatusOK || done.Text(".flash") == "" || done.Text(".weighting .state") != "in gebruik" {
		t.Fatalf("got %d: %s", done.Status, done.Text("main"))
	}
	if again := b.Post(weightingURL+"/toepassen", url.Values{"mark": {mark}}); again.Status != http.StatusNotFound {
		t.Errorf("pressing twice: got %d", again.Status)
	}
	if left, err := filepath.Glob(filepath.Join(o.Margins, "*", "*.yaml")); len(left) > 0 || err != nil {
		t.Errorf("%v is left (%v)", left, err)
	}
	name := *o.Report(i18n.Dutch).Weighting[0].Name
	for _, screen := range screens {
		if screen == "/resultaten/uitingen/letter" || screen == "/resultaten/respons" || screen == "/resultaten/themas" {
			continue
		}
		if text := o.As(panel.Ambassade).Open(screen).Text("main"); !strings.Contains(text, name) {
			t.Errorf("%s does not say which weighting it uses", screen)
		}
	}
	if text := o.As(panel.Admin).Open("/beheer/logboek").Text("main"); !strings.Contains(text, "maakte een weging") {
		t.Error("making weights is not in the audit trail")
	}
}

func TestFaultsOfMarginsAreToldAtTheirPlace(t *testing.T) {
	o := traits(t)
	b := o.As(panel.Analyst)
	var sheet, template bytes.Buffer
	m := weighting.MarginsTemplate(&survey.Wave{Code: "2024", Panels: []survey.WavePanel{{Code: "internal", Strata: []survey.Attribute{
		{Code: "age", Categories: []survey.Category{{Code: "young"}}}}}}})
	must(t, xlsx.WriteMargins(&template, m))
	m.Panels[0].Margins[0].Targets = map[string]float64{"young": 1, "ancient": 2}
	must(t, xlsx.WriteMargins(&sheet, m))
	for name, c := range map[string]struct {
		content []byte
		want    []string
	}{
		"another wave":        {populationOf("2023", 0.5), []string{"2023", "2024"}},
		"not YAML":            {[]byte("wave: [\n"), []string{"Regel"}},
		"two faults":          {[]byte("wave: \"2024\"\ncolour: red\npanels:\n  - code: internal\n    margins: 3\n"), []string{"Regel 2", "Regel 5"}},
		"an unknown category": {sheet.Bytes(), []string{"ancient"}},
		"a damaged sheet":     {sheet.Bytes()[:200], nil},
		"nothing":             {nil, []string{"Kies eerst een bestand"}},
		"an attribute too many": {bytes.Replace(populationOf("2024", 0.5), []byte("attribute: age"), []byte("attribute: shoes"), 1),
			[]string{"shoes"}},
	} {
		page := b.Upload(weightingURL, "margins", "bevolking", c.content)
		if page.Status != http.StatusUnprocessableEntity || page.Text("[role=alert] h2") == "" {
			t.Errorf("%s: got %d, %q", name, page.Status, page.Text("[role=alert]"))
		}
		for _, want := range c.want {
			if got := page.Text("[role=alert]"); !strings.Contains(got, want) {
				t.Errorf("%s: got %q, want %q", name, got, want)
			}
		}
	}
	if page := b.Upload(weightingURL, "margins", "groot.xlsx", bytes.Repeat([]byte("PK"), 200_000)); page.Status != http.StatusRequestEntityTooLarge || !strings.Contains(page.Text("main"), "bestand is te groot") {
		t.Errorf("a large file: got %d", page.Status)
	}
	if _, err := os.Stat(o.Margins); err == nil {
		t.Error("a file with faults is kept")
	}
	if page := b.Upload(weightingURL, "margins", "x.xlsx", template.Bytes()); page.URL.Path != weightingURL+"/voorbeeld" || page.Has(".primary") ||
		!strings.Contains(page.Text(".missing"), "Vul") {
		t.Errorf("a template that is not filled in: %s", page.Text("main"))
	}
}

func TestSmallGroupsAreProposedForMerging(t *testing.T) {
	o := traits(t)
	b := o.As(panel.Analyst)
	page := b.Upload(weightingURL, "margins", "bevolking.yaml", []byte(`wave: "2024"
panels:
  - code: external
    margins:
      - attribute: age
        targets: {young: 0.5, middle: 0.5, old: 0}
`))
	if got := page.Text(".missing"); !strings.Contains(got, "‘oud’ van ‘Leeftijd’") || !strings.Contains(got, "Leeftijd: midden + oud tellen als één groep") {
		t.Errorf("got %q", got)
	}
	if page := b.Open(weightingURL + "/toepassen"); !strings.Contains(page.Text(".says"), "midden + oud tellen als één") {
		t.Errorf("the confirmation says %s", page.Text(".says"))
	}
}

func TestMarginsOfAnOpenWaveWaitForClosing(t *testing.T) {
	o := webtest.NewOffice(t)
	o.Update(func(w *survey.Wave) error {
		w.Panels[0].Strata = []survey.Attribute{{Code: "age", Name: i18n.Text{i18n.Dutch: "Leeftijd", i18n.English: "Age"},
			Categories: []survey.Category{{Code: "young"}, {Code: "middle"}, {Code: "old"}}}}
		return nil
	})
	b := o.As(panel.Analyst)
	page := b.Upload("/resultaten/weging/2026", "margins", "m.yaml", populationOf("2026", 0.5))
	if page.URL.Path != "/resultaten/weging/2026" || !strings.Contains(page.Text(".flash"), "Zodra meting 2026 sluit") {
		t.Fatalf("got %d at %s: %s", page.Status, page.URL.Path, page.Text("main"))
	}
	if m, err := weighting.StoredMargins(o.Margins, "2026"); err != nil || m.Wave != "2026" {
		t.Errorf("closing finds %+v (%v)", m, err)
	}
	for _, address := range []string{"/voorbeeld", "/toepassen"} {
		if page := b.Open("/resultaten/weging/2026" + address); page.Status != http.StatusNotFound {
			t.Errorf("%s of an open wave: got %d", address, page.Status)
		}
	}
	b.Post("/resultaten/weging/2026/intrekken", url.Values{})
	if _, err := weighting.StoredMargins(o.Margins, "2026"); err == nil {
		t.Error("margins that were discarded are kept")
	}
}

// What an analyst only looks at must not be found by what makes weights by itself.
func TestAPreviewIsNotAppliedByItself(t *testing.T) {
	o := traits(t)
	o.As(panel.Analyst).Upload(weightingURL, "margins", "m.yaml", populationOf("2024", 0.5))
	source := dataset.NewSource(o.Archives)
	if waiting, err := weighting.Unweighted(source, o.Margins); len(waiting) > 0 || err != nil {
		t.Errorf("%v would be weighted (%v)", waiting, err)
	}
	m, err := weighting.StoredMargins(filepath.Join(o.Margins, "preview"), "2024")
	must(t, err)
	must(t, weighting.StoreMargins(o.Margins, m))
	if waiting, _ := weighting.Unweighted(source, o.Margins); len(waiting) != 1 {
		t.Errorf("the control finds %v", waiting)
	}
}

func TestTemplatesHoldEveryGroup(t *testing.T) {
	o := traits(t)
	b := o.As(panel.Analyst)
	page := b.Open(weightingURL + "/sjabloon/yaml")
	for _, want := range []string{"internal", "external", "age", "place", "young", "far"} {
		if !strings.Contains(page.Body, want) {
			t.Errorf("the template lacks %s", want)
		}
	}
	sheet := b.Open(weightingURL + "/sjabloon/xlsx")
	m, err := xlsx.ReadMargins(strings.NewReader(sheet.Body))
	if err != nil || len(m.Panels) != 2 || sheet.Header.Get("Content-Disposition") != "attachment; filename=margins-2024.xlsx" {
		t.Errorf("got %+v (%v)", m, err)
	}
	for _, form := range []string{"/sjabloon/docx", "/sjabloon/yaml?weging=1999-01-01"} {
		if page := b.Open(weightingURL + form); page.Status != http.StatusNotFound {
			t.Errorf("%s: got %d", form, page.Status)
		}
	}
}

// TestThePreviewSaysWhichGroupsGo: before weights are made, a reader sees what they hide, and in the confirmation again.
func TestThePreviewSaysWhichGroupsGo(t *testing.T) {
	o := webtest.NewOffice(t)
	o.ArchiveTraits(2024, 200, 200, 5)
	b := o.As(panel.Analyst)
	const goes = "na de weging tonen we deze groepen niet meer"
	page := b.Upload(weightingURL, "margins", "bevolking.yaml", populationOf("2024", 0.5))
	if text := page.Text("main"); !strings.Contains(text, goes) || !strings.Contains(text, "Plaats ") {
		t.Errorf("the preview says %s", text)
	}
	if text := b.Open(weightingURL + "/toepassen").Text(".says"); !strings.Contains(text, goes) {
		t.Errorf("the confirmation says %s", text)
	}
	same := strings.NewReplacer("young: 0.5", "young: 0.335", "middle: 0.3", "middle: 0.335", "old: 0.19999999999999996", "old: 0.33").Replace(string(populationOf("2024", 0.5)))
	if text := b.Upload(weightingURL, "margins", "bevolking.yaml", []byte(same)).Text("main"); !strings.Contains(text, "ontwerpeffect 1,00") || strings.Contains(text, goes) {
		t.Errorf("weights that hide nothing: the preview says %s", text)
	}
}

// TestTheWorkbookShowsFiguresBothWays: what is downloaded has the sheet, with the weights of the wave.
func TestTheWorkbookShowsFiguresBothWays(t *testing.T) {
	o := traits(t)
	b := o.As(panel.Analyst)
	b.Upload(weightingURL, "margins", "bevolking.yaml", populationOf("2024", 0.5))
	mark, _ := webtest.Attr(b.Open(weightingURL + "/toepassen").All("input[name=mark]")[0], "value")
	b.Post(weightingURL+"/toepassen", url.Values{"mark": {mark}})
	f, err := excelize.OpenReader(strings.NewReader(b.Open("/resultaten/werkboek").Body))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Weging")
	if err != nil {
		t.Fatal(err)
	}
	said := fmt.Sprint(rows)
	for _, words := range []string{"Conclusies gewogen en ongewogen", "Conclusies met allen en zonder wie opvalt", "Leeftijd", "niet gewogen"} {
		if !strings.Contains(said, words) {
			t.Errorf("the sheet does not say %q:\n%s", words, said)
		}
	}
}
