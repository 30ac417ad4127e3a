package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/planning"
	"realitycheck/panel"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
	"realitycheck/survey/surveytest"
	"realitycheck/web/webtest"
)

func TestPlanningSaysWhatAWaveCanShow(t *testing.T) {
	o := closedYears(t)
	b := o.As(panel.Analyst)
	const url = "/beheer/metingen/2026/planning"
	for query, invited := range map[string]map[string]int{
		"":                                       {"internal": webtest.Members, "external": webtest.Members},
		"?leden-internal=400&leden-external=900": {"internal": 400, "external": 900},
		"?leden-internal=-3&leden-external=900000000000": {"internal": webtest.Members, "external": webtest.Members},
	} {
		plan, err := planning.Of(dataset.NewSource(o.Archives), surveytest.Instrument().Wave.Panels, invited)
		must(t, err)
		tr := catalogue(t).For(i18n.Dutch)
		page := b.Open(url + query)
		text := page.Text(".result-table tbody")
		if want := tr.Decimal(*plan.Gaps[0].Diff, 2); page.Status != http.StatusOK || !strings.Contains(page.Text(".result-lead"), want+" punt") || !strings.Contains(text, want) {
			t.Errorf("%s: the gap %s is not in %s", query, want, text)
		}
		for _, c := range plan.Changes {
			if want := tr.Decimal(*c.WithReturning, 2); !strings.Contains(text, want) || *c.WithReturning > *c.WithoutReturning {
				t.Errorf("%s: the change %s is not in %s", query, want, text)
			}
		}
	}
	if page := webtest.NewOffice(t).As(panel.Admin).Open(url); page.Status != http.StatusOK || !strings.Contains(page.Text(".result-notes"), "aangenomen") {
		t.Errorf("without closed waves: got %d", page.Status)
	}
}

// TestPlanningSignsAPanelByItsKind: a wave that lists the public first does not swap the signs.
func TestPlanningSignsAPanelByItsKind(t *testing.T) {
	o := closedYears(t)
	wave := o.Wave()
	slices.Reverse(wave.Panels)
	must(t, surveydb.NewWaves(o.DB).Save(t.Context(), wave))
	page := o.As(panel.Analyst).Open("/beheer/metingen/2026/planning")
	for _, cell := range page.All(".result-table tbody th.of-panel") {
		sign, _ := webtest.Attr(cell.FirstChild, "class")
		if want := map[string]string{"Intern panel": "panel-sign first", "Extern panel": "panel-sign second"}[words(cell)]; sign != want {
			t.Errorf("%s has the sign %q, want %q", words(cell), sign, want)
		}
	}
	if !page.Has("th.of-panel .panel-sign.second") {
		t.Errorf("no sign is on the page: %s", page.Text("main"))
	}
}
