package estimate

import (
	"time"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
)

// Weightings says for every panel of waves which weights are in use (METHODS 1).
func Weightings(waves []*dataset.Wave) []report.Weighting {
	all := []report.Weighting{}
	for _, w := range waves {
		for _, p := range w.InOrder {
			all = append(all, weighting(w, w.Panels[p]))
		}
	}
	return all
}

func weighting(w *dataset.Wave, panel string) report.Weighting {
	r := report.Weighting{Wave: w.Code(), Panel: panel, Method: "none", Margins: []string{}}
	p := w.WeightedPanel(panel)
	if p == nil {
		return r
	}
	r.Method, r.Name = "raking", &w.Weighting.Name
	r.Made, r.Bounds = w.Weighting.Made.Format(time.DateOnly), &w.Weighting.Margins.Bounds
	r.DEff, r.NEff, r.Low, r.High = report.Figure(p.DEff), report.Figure(p.NEff), report.Figure(p.Low), report.Figure(p.High)
	for _, m := range w.Targets(panel) {
		r.Margins = append(r.Margins, m.Attribute)
	}
	for _, m := range p.Merged {
		r.Merged = append(r.Merged, report.MergedCategories{By: m.Attribute, Values: m.Categories})
	}
	return r
}
