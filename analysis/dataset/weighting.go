package dataset

import (
	"slices"

	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// NoWeights makes a report in which everybody counts the same.
const NoWeights = "none"

// ByClosing is the role of weights that the program made when the wave closed, before anybody saw a figure.
const ByClosing = "closing"

// chooseWeights finds the weighting of a wave that a report was asked to use; nil is none.
func chooseWeights(w *archive.Wave, name string) (*archive.Weighting, []float64, error) {
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

// Publish notes under which weights figures of a wave were or are shown. Weights that closing made came before any figure.
func (l *Subset) Publish(w *archive.Wave) error {
	all, err := w.Weightings()
	if err != nil {
		return err
	}
	l.Plain = len(all) == 0 || all[0].Role != ByClosing
	for _, a := range all {
		weights, err := w.Weights(a.Name)
		if err != nil {
			return err
		}
		l.Published = append(l.Published, weights)
	}
	return nil
}

// WeightedPanel gives what the weighting made of a panel; nil when its members all weigh the same.
func (w *Wave) WeightedPanel(panel string) *archive.WeightedPanel {
	if w.Weighting == nil {
		return nil
	}
	i := slices.IndexFunc(w.Weighting.Panels, func(p archive.WeightedPanel) bool { return p.Panel == panel })
	if i < 0 {
		return nil
	}
	return &w.Weighting.Panels[i]
}

// Targets gives the margins that a panel was weighted to; nil for none.
func (w *Wave) Targets(panel string) []survey.Margin {
	if w.Weighting == nil {
		return nil
	}
	for _, p := range w.Weighting.Margins.Panels {
		if p.Panel == panel {
			return p.Margins
		}
	}
	return nil
}

// SameTargets reports whether a panel was weighted to the same population in two waves, so that a change is one of answers
// (METHODS 4.4).
func SameTargets(a, b *Wave, panel string) bool {
	return slices.EqualFunc(a.Targets(panel), b.Targets(panel), func(x, y survey.Margin) bool {
		if x.Attribute != y.Attribute || len(x.Targets) != len(y.Targets) {
			return false
		}
		shares := x.Shares()
		for category, share := range y.Shares() {
			if before, ok := shares[category]; !ok || before-share > SameShare || share-before > SameShare {
				return false
			}
		}
		return true
	})
}

// SameShare is how far two shares may differ by rounding.
const SameShare = 1e-9
