package analysis

import (
	"slices"
	"time"

	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
)

// weighted finds the weighting of a wave that a report was asked to use; nil is none.
func weighted(w *archive.Wave, name string) (*archive.Weighting, []float64, error) {
	if name == NoWeights {
		return nil, nil, nil
	}
	all, err := w.Weightings()
	if err != nil || len(all) == 0 {
		return nil, nil, err
	}
	chosen := &all[len(all)-1]
	if name != "" {
		i := slices.IndexFunc(all, func(a archive.Weighting) bool { return a.Name == name })
		if i < 0 {
			return nil, nil, nil // a name may belong to one of the waves only; Build refuses one that none has
		}
		chosen = &all[i]
	}
	weights, err := w.Weights(chosen.Name)
	return chosen, weights, err
}

// publish notes under which weights figures of a wave were or are shown. Weights that closing made came before any figure.
func (l *lens) publish(w *archive.Wave) error {
	all, err := w.Weightings()
	if err != nil {
		return err
	}
	l.plain = len(all) == 0 || all[0].Role != ByClosing
	for _, a := range all {
		weights, err := w.Weights(a.Name)
		if err != nil {
			return err
		}
		l.published = append(l.published, weights)
	}
	return nil
}

// weightings says for each panel of a wave which weights are in use.
func (w *dataset) weightings() []report.Weighting {
	var all []report.Weighting
	for _, panel := range w.panels {
		r := report.Weighting{Wave: w.Code(), Panel: panel, Method: "none", Margins: []string{}}
		if p := w.weightedPanel(panel); p != nil {
			r.Method, r.Name = "raking", &w.weighting.Name
			r.Made, r.Bounds = w.weighting.Made.Format(time.DateOnly), &w.weighting.Margins.Bounds
			r.DEff, r.NEff, r.Low, r.High = figure(p.DEff), figure(p.NEff), figure(p.Low), figure(p.High)
			for _, g := range w.targets(panel) {
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

// weightedPanel gives what the weighting made of a panel; nil when its members all weigh the same.
func (w *dataset) weightedPanel(panel string) *archive.WeightedPanel {
	if w.weighting == nil {
		return nil
	}
	i := slices.IndexFunc(w.weighting.Panels, func(p archive.WeightedPanel) bool { return p.Panel == panel })
	if i < 0 {
		return nil
	}
	return &w.weighting.Panels[i]
}

// targets gives the margins that a panel was weighted to; nil for none.
func (w *dataset) targets(panel string) []survey.Margin {
	if w.weighting == nil {
		return nil
	}
	for _, p := range w.weighting.Margins.Panels {
		if p.Panel == panel {
			return p.Margins
		}
	}
	return nil
}

// sameTargets says that a panel was weighted to the same population in two waves, so that a change is one of answers.
func sameTargets(a, b *dataset, panel string) bool {
	return slices.EqualFunc(a.targets(panel), b.targets(panel), func(x, y survey.Margin) bool {
		if x.Attribute != y.Attribute || len(x.Targets) != len(y.Targets) {
			return false
		}
		shares := x.Shares()
		for category, share := range y.Shares() {
			if before, ok := shares[category]; !ok || before-share > sameShare || share-before > sameShare {
				return false
			}
		}
		return true
	})
}

// sameShare is how far two shares may differ by rounding.
const sameShare = 1e-9

// checkWeights refuses a name that no wave has.
func checkWeights(waves []*dataset, name string) error {
	if name == "" || name == NoWeights || slices.ContainsFunc(waves, func(w *dataset) bool { return w.weighting != nil }) {
		return nil
	}
	code := ""
	if len(waves) > 0 {
		code = waves[len(waves)-1].Code()
	}
	return fault.New(fault.NotFound, "weighting_absent", "wave", code, "name", name)
}
