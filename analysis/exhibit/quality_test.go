package exhibit_test

import (
	"testing"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/quality"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

func (x *expectation) quality() {
	for i := range x.Quality {
		q := &x.Quality[i]
		at := "/" + q.Wave + "/" + x.Labels.Panels[q.Panel] + "/"
		for key, n := range map[string]*int{"exhibit.col.responses": &q.N, "report.flag_speeder": &q.Speeder,
			"report.flag_contradiction": &q.Contradiction, "report.flag_long": &q.LongString, "exhibit.col.flagged": &q.Flagged} {
			x.want[at+x.tr.T(key)] = told(n, map[bool]exhibit.Reason{true: exhibit.TooFew}[q.Suppressed])
		}
	}
}

func TestFlagsAreThoseOfTheReport(t *testing.T) {
	compare(t, rich, exhibit.Selection{}, []comparison{
		{"quality", one(exhibit.Quality), (*expectation).quality, func(r *report.Report) { r.Quality[0].LongString++ }},
	})
	tr := translator(t, i18n.English)
	e := exhibit.Quality(report.NewIndex(rich()), exhibit.Selection{}, tr)
	if len(e.Terms) != 3 || !inOrder(e.Terms[2].Text, []string{tr.Int(quality.LongAnswers), tr.Percent(quality.LongShare)}) {
		t.Errorf("the rules are %v", e.Terms)
	}
	if !inEach(e.Lead, [][]string{{"Staff", "9", "310", "2026"}}) {
		t.Errorf("got %v, want the panel of the newest wave that may be told", e.Lead)
	}
}
