package web_test

import (
	"net/http"
	"strings"
	"testing"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/planning"
	"realitycheck/panel"
	"realitycheck/survey/i18n"
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
