package dataset

import (
	"slices"

	"realitycheck/analysis/stats"
)

// Answered lists the samples of the wave on which a rated variable has a valid answer in every panel given.
func (w *Wave) Answered(v *Variable, panels ...int) []int {
	var samples []int
	for s := range w.Samples {
		none := func(panel int) bool {
			return !slices.ContainsFunc(w.Table(v, panel, s).Codes, func(c stats.CodeSum) bool { return v.IsValid(c.Code) })
		}
		if !slices.ContainsFunc(panels, none) {
			samples = append(samples, s)
		}
	}
	return samples
}

// Raters lists the responses of a panel with a valid answer to a rated variable on any of the samples.
func (w *Wave) Raters(v *Variable, panel int, samples []int) []int32 {
	among := make([]bool, len(w.Samples))
	for _, s := range samples {
		among[s] = true
	}
	var responses []int32
	last := int32(-1)
	for row := w.RatingRows[panel][0]; row < w.RatingRows[panel][1]; row++ {
		if response := w.Ratings.Response[row]; response != last && v.IsValid(v.Codes[row]) && among[w.SampleOf(row)] {
			responses, last = append(responses, response), response
		}
	}
	return responses
}

// EffectiveSize is what responses count for, n_eff (METHODS 1.6; Kish 1965).
func (w *Wave) EffectiveSize(responses []int32) float64 {
	if w.Weight == nil {
		return float64(len(responses))
	}
	weights := make([]float64, len(responses))
	for i, response := range responses {
		weights[i] = w.Weight[response]
	}
	return stats.Kish(weights).NEff
}
