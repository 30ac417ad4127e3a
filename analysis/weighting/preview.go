package weighting

import (
	"slices"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/disclosure"
	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
)

// Preview is what weights would make of a wave, before anything is applied.
type Preview struct {
	Wave   string         `json:"wave"`
	Panels []PanelPreview `json:"panels"`
}

// PanelPreview is what weights would make of one panel.
type PanelPreview struct {
	archive.WeightedPanel
	Problems []fault.Field          `json:"-"`               // what cannot be met, each with what to do
	Merge    []archive.MergedMargin `json:"merge,omitempty"` // the proposal: categories to merge so that it can be
	Costly   bool                   `json:"costly"`          // the design effect is above CostlyDEff
	Hides    []report.Group         `json:"hides,omitempty"` // groups that are told now and will not be with these weights

	rows    []int32   // of Responses
	weights []float64 // by row; nil where there are none
}

// CostlyDEff is the design effect above which weights deserve a warning: half of the effective sample size is lost (METHODS 1.6).
const CostlyDEff = 2

// Ready reports whether every margin can be met as given.
func (p *Preview) Ready() bool {
	return !slices.ContainsFunc(p.Panels, func(p PanelPreview) bool { return len(p.Problems) > 0 })
}

// Try tries margins on an archived wave. What cannot be met is told with the categories to merge; the figures of the preview are
// then those with that proposal. Margins that do not fit the wave are an Invalid fault with every place. A category with
// fewer than nMin members is not met either: its own weight would let weighted figures beside others single out its few
// members.
func Try(wave *archive.Wave, margins survey.Margins, nMin int) (*Preview, error) {
	p, err := try(wave, margins, nMin)
	if err != nil {
		return nil, err
	}
	return p, p.hides(wave, disclosure.New(nMin))
}

// try is Try without what it does to groups.
func try(wave *archive.Wave, margins survey.Margins, nMin int) (*Preview, error) {
	if err := fault.InFields("margins_invalid", margins.Check(&wave.Instrument.Wave)); err != nil {
		return nil, err
	}
	p := &Preview{Wave: wave.Code()}
	for i := range margins.Panels {
		a := newAttempt(wave, margins.Panels[i], margins.Bounds, disclosure.New(nMin).Threshold)
		p.Panels = append(p.Panels, a.run())
	}
	return p, nil
}

// hides finds the groups that are told now and would no longer be once these weights are used: figures with weights beside
// those that were published before could tell what a few of their members answered.
func (p *Preview) hides(wave *archive.Wave, control disclosure.Control) error {
	var now dataset.Subset
	if err := now.Publish(wave); err != nil {
		return err
	}
	then := now
	then.Published = append(slices.Clone(now.Published), p.weights(wave.Responses.Len()))
	before, err := dataset.New(wave, now, nil)
	if err != nil {
		return err
	}
	after, err := before.As(then)
	if err != nil {
		return err
	}
	for i := range p.Panels {
		panel := &p.Panels[i]
		if panel.weights == nil {
			continue
		}
		at := slices.Index(before.Panels, panel.Panel)
		still := control.Groups(after, at)
		for _, g := range control.Groups(before, at) {
			if !slices.Contains(still, g) {
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
