package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"realitycheck/panel"
	"realitycheck/panel/paneldb"
	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
	"realitycheck/web/webtest"
)

// panelRows lists the panels as the page shows them: name, kind, members, and the class of the sign.
func panelRows(page *webtest.Page) []string {
	var rows []string
	for i := range page.All("tbody tr") {
		row := "tbody tr:nth-child(" + string(rune('1'+i)) + ") "
		sign, _ := webtest.Attr(page.All(row + ".sign")[0], "class")
		rows = append(rows, strings.Join([]string{page.Text(row + "th"), page.Text(row + "td:nth-child(2)"), page.Text(row + "td:nth-child(3)"), sign}, "|"))
	}
	return rows
}

func TestAPanelIsAddedAndChangedOnScreen(t *testing.T) {
	office := webtest.NewOffice(t)
	b := office.As(panel.Admin)
	good := url.Values{"code": {"aanwonenden"}, "name.nl": {"Aanwonenden"}, "name.en": {"Neighbours"}, "kind": {"public"}}
	page := b.Post("/beheer/nieuw-panel", good)
	want := []string{"Intern panel|medewerkers (intern)|8|sign sign-staff", "Aanwonenden|publiek (extern)|0|sign sign-public",
		"Extern panel|publiek (extern)|8|sign sign-public"}
	if got := panelRows(page); page.URL.Path != "/beheer/panels" || !page.Has(".flash") || !slices.Equal(got, want) {
		t.Errorf("at %s: got %q, want %q", page.URL, got, want)
	}
	page = b.Open("/beheer/panels/aanwonenden/wijzigen")
	if page.Has("#code") || !page.Has("input[name=kind][value=public][checked]") {
		t.Error("the form offers the code, or does not show the kind")
	}
	page = b.Post("/beheer/panels/aanwonenden/wijzigen", url.Values{"code": {"other"}, "name.nl": {"Buren"}, "name.en": {"Neighbours"}, "kind": {"staff"}})
	if got := panelRows(page); !slices.Contains(got, "Buren|medewerkers (intern)|0|sign sign-staff") {
		t.Errorf("got %q", got)
	}
	if _, err := paneldb.NewPanels(office.People).ByCode(t.Context(), "other"); fault.Of(err) != fault.NotFound {
		t.Errorf("the code of the form was taken: %v", err)
	}
	if got := actions(t, office); !slices.ContainsFunc(got, func(l string) bool { return strings.Contains(l, "panel.add") && strings.Contains(l, "aanwonenden") }) ||
		!slices.ContainsFunc(got, func(l string) bool { return strings.Contains(l, "panel.change") }) {
		t.Errorf("the audit trail says %q", got)
	}
}

func TestAFormOfAPanelSaysWhatIsWrong(t *testing.T) {
	office := webtest.NewOffice(t)
	b := office.As(panel.Admin)
	for _, tt := range []struct {
		name string
		form url.Values
		want []string // selectors
	}{
		{"nothing", url.Values{}, []string{"#code-wrong", `[id="wrong-name.nl"]`, `[id="wrong-name.en"]`, "fieldset .problem"}},
		{"a kind that is not there", url.Values{"code": {"gasten"}, "name.nl": {"Gasten"}, "name.en": {"Guests"}, "kind": {"external"}}, []string{"fieldset .problem"}},
		{"a code that is a kind", url.Values{"code": {"staff"}, "name.nl": {"Gasten"}, "name.en": {"Guests"}, "kind": {"public"}}, []string{"#code-wrong"}},
		{"a panel that is there", url.Values{"code": {"internal"}, "name.nl": {"Gasten"}, "name.en": {"Guests"}, "kind": {"public"}}, []string{"[role=alert]"}},
	} {
		page := b.Post("/beheer/nieuw-panel", tt.form)
		for _, selector := range tt.want {
			if page.Status != http.StatusUnprocessableEntity || !page.Has(selector) {
				t.Errorf("%s: status %d, %s is there: %v", tt.name, page.Status, selector, page.Has(selector))
			}
		}
	}
	if all, err := paneldb.NewPanels(office.People).All(t.Context()); err != nil || len(all) != 2 || all[0].Name.In(i18n.Dutch) != "Intern panel" {
		t.Errorf("got %v, %v; want the two panels as they were", all, err)
	}
	if page := b.Open("/beheer/panels/nobody/wijzigen"); page.Status != http.StatusNotFound {
		t.Errorf("a panel that is not there: got %d", page.Status)
	}
}

func TestTheKindIsShownAndNotAskedOnceAWaveOpened(t *testing.T) {
	office := webtest.NewOffice(t)
	b := office.As(panel.Admin)
	const at = "/beheer/panels/external/wijzigen"
	if page := b.Open(at); !page.Has("input[name=kind]") {
		t.Error("before the first wave the kind cannot be chosen")
	}
	office.Open()
	page := b.Open(at)
	if page.Has("input[name=kind]") || !strings.Contains(says(page), "deed mee aan meting 2026") {
		t.Errorf("the form says %q", says(page))
	}
	names := url.Values{"name.nl": {"Burgers"}, "name.en": {"Citizens"}}
	if page = b.Post(at, names); !slices.Contains(panelRows(page), "Burgers|publiek (extern)|8|sign sign-public") {
		t.Errorf("got %q, want the new name", panelRows(page))
	}
	names.Set("kind", "staff")
	if page = b.Post(at, names); page.Status != http.StatusUnprocessableEntity || !strings.Contains(page.Text("[role=alert]"), "meting 2026") {
		t.Errorf("got %d, %q", page.Status, page.Text("[role=alert]"))
	}
}

// TestSignsFollowTheKindOfAPanel gives the panels codes that say nothing and puts the public first.
func TestSignsFollowTheKindOfAPanel(t *testing.T) {
	office := webtest.NewOffice(t)
	wave := office.Wave()
	wave.Panels = nil
	for _, p := range []panel.Panel{{Code: "inwoners", Kind: survey.Public}, {Code: "medewerkers", Kind: survey.Staff}, {Code: "bezoekers", Kind: survey.Public}} {
		p.Name = i18n.Text{i18n.Dutch: p.Code, i18n.English: p.Code}
		if err := office.Work.SavePanel(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		wave.Panels = append(wave.Panels, survey.WavePanel{Code: p.Code, Name: p.Name})
	}
	if err := surveydb.NewWaves(office.DB).Save(t.Context(), wave); err != nil {
		t.Fatal(err)
	}
	page := office.As(panel.Admin).Open("/beheer/metingen/2026")
	var got []string
	for _, sign := range page.All("section .links .sign") {
		class, _ := webtest.Attr(sign, "class")
		got = append(got, class)
	}
	if want := []string{"sign sign-public", "sign sign-staff", "sign sign-public-next"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
