package verify

import (
	"strconv"

	"realitycheck/analysis/estimate"
	"realitycheck/analysis/report"
)

// adjustRoad puts the p of each family in a report and adjusts them as a report does.
func adjustRoad(_ *shelf, f *frame, want any) (all []told, err error) {
	wanted, _ := want.([]any)
	for i, family := range f.spec.Families {
		r := reportOf(family.P)
		estimate.Adjust(r)
		expected := resultAt(wanted, i)
		holm, _ := expected["holm"].([]any)
		bh, _ := expected["bh"].([]any)
		for k := range family.P {
			of := family.Label + " " + strconv.Itoa(k)
			headline, screened := map[string]any{"p_adjusted": holm[k]}, map[string]any{"p_adjusted": bh[k]}
			all = append(all, compared(entry("gap"), r.Gaps[2*k], of, headline)...)
			all = append(all, compared(entry("gap"), r.Gaps[2*k+1], of+" of items", screened)...)
			all = append(all, compared(entry("change"), r.Changes[2*k], of, headline)...)
			all = append(all, compared(entry("change"), r.Changes[2*k+1], of+" of items", screened)...)
			all = append(all, compared(entry("gap of a theme"), r.ThemeGaps[k], of, screened)...)
			all = append(all, compared(entry("change of a theme"), r.ThemeChanges[k], of, screened)...)
		}
	}
	return all, nil
}

// reportOf is a report with tests of the p given, once as headlines and once as items, in every list that has tests.
func reportOf(p []*float64) *report.Report {
	r := &report.Report{}
	for k := range p {
		code := strconv.Itoa(k)
		test, subject := report.Test{P: p[k]}, report.OnIdentity(code)
		item := subject
		item.Item = &code
		r.Gaps = append(r.Gaps, report.Gap{Wave: "2", Subject: subject, Test: test}, report.Gap{Wave: "2", Subject: item, Test: test})
		r.Changes = append(r.Changes, report.Change{To: "3", Subject: subject, Test: test},
			report.Change{To: "3", Subject: item, Test: test})
		r.ThemeGaps = append(r.ThemeGaps, report.ThemeGap{Wave: "2", Theme: code, Question: "open", Test: test})
		r.ThemeChanges = append(r.ThemeChanges, report.ThemeChange{To: "3", Theme: code, Question: "open", Test: test})
	}
	return r
}
