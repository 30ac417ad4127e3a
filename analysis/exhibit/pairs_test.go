package exhibit_test

import (
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// TestEveryPairOfPanelsHasItsOwnGap: with a third panel no figure stands under the name of another.
func TestEveryPairOfPanelsHasItsOwnGap(t *testing.T) {
	r, tr := made(), translator(t, i18n.English)
	r.Labels.Panels["firms"] = "Firms"
	for _, g := range slices.Clone(r.Gaps) {
		g.B, g.Diff = "firms", ptr(-1.25)
		r.Gaps = append(r.Gaps, g)
	}
	for _, e := range slices.Clone(r.Estimates) {
		if e.Panel == "external" {
			e.Panel = "firms"
			r.Estimates = append(r.Estimates, e)
		}
	}
	x := report.NewIndex(r)
	all := exhibit.Gap(x, exhibit.Selection{}, tr)
	if len(all) != 2 || len(all[0].Lead) == 0 || len(all[1].Lead) != 0 {
		t.Fatalf("got %d exhibits, want one a pair with the findings once", len(all))
	}
	for i, panel := range []string{"external", "firms"} {
		e, name := all[i], x.PanelName(panel)
		if !strings.Contains(e.Title, name) || e.Figures[0].Axis.Low == all[1-i].Figures[0].Axis.Low {
			t.Errorf("%s: title %q and axis %q do not name the pair", panel, e.Title, e.Figures[0].Axis.Low)
		}
		if e.Table.Columns[2].Title != name || e.Code == all[1-i].Code {
			t.Errorf("%s: column %q and code %q", panel, e.Table.Columns[2].Title, e.Code)
		}
		for _, row := range e.Table.Rows {
			told := slices.ContainsFunc(row.Cells, func(c exhibit.Cell) bool { return c.Value == -1.25 })
			if told && panel == "external" {
				t.Errorf("the gap with firms stands with %s: %v", panel, row)
			}
		}
	}
}
