package weighting

import (
	"slices"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/disclosure"
	"realitycheck/analysis/report"
	"realitycheck/survey/archive"
)

// hideGroups finds the groups that are shown now and would no longer be once these weights are used: figures with weights
// beside those that were seen before could tell what a few of their members answered.
func (p *Preview) hideGroups(wave *archive.Wave, nMin int) error {
	var now dataset.Subset
	if err := now.Publish(wave); err != nil {
		return err
	}
	then := now
	then.Published = append(slices.Clone(now.Published), p.weights(wave.Responses.Len()))
	control := disclosure.New(nMin)
	before, err := shownGroups(control, wave, now)
	if err != nil {
		return err
	}
	after, err := shownGroups(control, wave, then)
	if err != nil {
		return err
	}
	for i := range p.Panels {
		panel := &p.Panels[i]
		for _, g := range before[panel.Panel] {
			if panel.weights != nil && !slices.Contains(after[panel.Panel], g) {
				panel.Hides = append(panel.Hides, g)
			}
		}
	}
	return nil
}

// weights are those of all responses; who is in no panel with margins weighs 1.
func (p *Preview) weights(responses int) []float64 {
	weights := slices.Repeat([]float64{1}, responses)
	for _, panel := range p.Panels {
		for i, x := range panel.weights {
			weights[panel.rows[i]] = x
		}
	}
	return weights
}

// shownGroups lists the groups of each panel that may be told.
func shownGroups(control disclosure.Control, wave *archive.Wave, s dataset.Subset) (map[string][]report.Group, error) {
	w, err := dataset.New(wave, s, nil)
	if err != nil {
		return nil, err
	}
	shown := map[string][]report.Group{}
	for i, panel := range w.Panels {
		shown[panel] = control.Groups(w, i)
	}
	return shown, nil
}
