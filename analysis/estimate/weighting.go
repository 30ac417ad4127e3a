package estimate

import (
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"time"
)

// Weightings says for every panel of waves which weights are in use (METHODS 1).
func Weightings(waves []*dataset.Wave) []report.Weighting {
	all := []report.Weighting{}
	for _, w := range waves {
		all = append(all, weightingsOf(w)...)
	}
	return all
}

func weightingsOf(w *dataset.Wave) []report.Weighting {
	var all []report.Weighting
	for _, panel := range w.Panels {
		r := report.Weighting{Wave: w.Code(), Panel: panel, Method: "none", Margins: []string{}}
		if p := w.WeightedPanel(panel); p != nil {
			r.Method, r.Name = "raking", &w.Weighting.Name
			r.Made, r.Bounds = w.Weighting.Made.Format(time.DateOnly), &w.Weighting.Margins.Bounds
			r.DEff, r.NEff, r.Low, r.High = report.Figure(p.DEff), report.Figure(p.NEff), report.Figure(p.Low), report.Figure(p.High)
			for _, g := range w.Targets(panel) {
				r.Margins = append(r.Margins, g.Attribute)
			}
			for _, m := range p.Merged {
				r.Merged = append(r.Merged, report.MergedCategories{By: m.Attribute, Values: m.Categories})
			}
		}
		all = append(all, r)
	}
	return all
}
