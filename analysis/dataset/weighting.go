package dataset

import (
	"math"
	"slices"

	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// NoWeights names the way in which everybody counts the same.
const NoWeights = "none"

// ByClosing is the role of weights that the program made when the wave closed, before anybody saw a figure.
const ByClosing = "closing"

// SameShare is how far two equal shares may differ by rounding.
const SameShare = 1e-9

// useWeighting puts in the weighting of a wave with a name, "" for its latest. A name may belong to some of the waves only, so
// one that this wave has not is no fault here.
func (s *Subset) useWeighting(w *archive.Wave, name string) error {
	all, err := w.Weightings()
	if err != nil || len(all) == 0 || name == NoWeights {
		return err
	}
	i := len(all) - 1
	if name != "" {
		i = slices.IndexFunc(all, func(a archive.Weighting) bool { return a.Name == name })
	}
	if i >= 0 {
		s.Weighting = &all[i]
		s.Weight, err = w.Weights(all[i].Name)
	}
	return err
}

// Publish notes with which weights figures of a wave were or are published. Weights that closing made came before any figure.
func (s *Subset) Publish(w *archive.Wave) error {
	all, err := w.Weightings()
	if err != nil {
		return err
	}
	s.Plain = len(all) == 0 || all[0].Role != ByClosing
	for _, a := range all {
		weights, err := w.Weights(a.Name)
		if err != nil {
			return err
		}
		s.Published = append(s.Published, weights)
	}
	return nil
}

// WeightedPanel gives what the weighting made of a panel; nil when its members all weigh the same.
func (s *Subset) WeightedPanel(panel string) *archive.WeightedPanel {
	if s.Weighting == nil {
		return nil
	}
	i := slices.IndexFunc(s.Weighting.Panels, func(p archive.WeightedPanel) bool { return p.Panel == panel })
	if i < 0 {
		return nil
	}
	return &s.Weighting.Panels[i]
}

// Targets gives the margins that a panel was weighted to; nil for none.
func (s *Subset) Targets(panel string) []survey.Margin {
	if s.Weighting == nil {
		return nil
	}
	for _, p := range s.Weighting.Margins.Panels {
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
			if before, ok := shares[category]; !ok || math.Abs(before-share) > SameShare {
				return false
			}
		}
		return true
	})
}
