package exhibit_test

import (
	"testing"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

func (x *expectation) weights() {
	w := &x.Weighting[2]
	at := "/2026/Public/2026-11-03/2026-11-03/Age, Place/" + x.tr.T("exhibit.weights.merged", "attribute", "Age",
		"categories", "Under 35 + 35 and over") + "/"
	x.want[at+" "+x.tr.T("exhibit.col.bounds")] = ends(&w.Bounds.Low, &w.Bounds.High, "")
	x.want[at+" "+x.tr.T("exhibit.col.weights")] = ends(w.Low, w.High, "")
	x.want[at+x.tr.T("exhibit.col.deff")] = told(w.DEff, "")
	x.want[at+x.tr.T("exhibit.col.n_eff")] = told(w.NEff, "")
}

func TestWeightsInUseAreThoseOfTheReport(t *testing.T) {
	compare(t, rich, exhibit.Selection{}, []comparison{
		{"weights", one(exhibit.Weights), (*expectation).weights, func(r *report.Report) { *r.Weighting[2].DEff += 0.01 }},
	})
	tr := translator(t, i18n.English)
	e := exhibit.Weights(report.NewIndex(rich()), exhibit.Selection{}, tr)
	var lines []string
	for _, row := range e.Table.Rows {
		lines = append(lines, row.Cells[0].Value.(string)+" "+row.Cells[1].Value.(string))
	}
	if len(lines) != 3 || lines[0] != "2026 Staff" || lines[2] != "2025 Public" {
		t.Errorf("got %q, want every panel, the newest wave first", lines)
	}
	if none := e.Table.Rows[0].Cells; none[2].Value != tr.T("exhibit.weights.unweighted") || none[8].Value != nil {
		t.Errorf("a panel without weights has %v", none)
	}
	e = exhibit.Weights(report.NewIndex(made()), exhibit.Selection{}, tr)
	if e.Table != nil || len(e.Lead) != 1 || len(e.Terms) != 1 {
		t.Errorf("got %+v without weights", e)
	}
}
