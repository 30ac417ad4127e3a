package dataset

import (
	"realitycheck/analysis/quality"
	"realitycheck/survey/archive"
)

// Subset is how a wave is looked at: with which weights, and without which responses.
type Subset struct {
	Weighting *archive.Weighting // nil: none
	Weight    []float64          // by response, mean 1 in each panel; nil: all the same
	Excluded  []bool             // by response: left out; nil: none
	Flags     quality.Flags

	// What readers may know of the wave, for the audit of groups.
	Published [][]float64 // every set of weights beside the archive, by response
	Plain     bool        // figures without weights were published before the first of them
}

// Without is the same look without some responses, by row.
func (s *Subset) Without(excluded []bool) Subset {
	return Subset{Weighting: s.Weighting, Weight: s.Weight, Published: s.Published, Excluded: excluded}
}

// HasFlag reports whether a response has any quality flag.
func (w *Wave) HasFlag(row int) bool {
	return w.Responses.Speeder[row] || w.Flags.Contradiction[row] || w.Flags.LongString[row]
}

// Flagged lists by row the responses with any flag.
func (w *Wave) Flagged() []bool {
	out := make([]bool, w.Responses.Len())
	for row := range out {
		out[row] = w.HasFlag(row)
	}
	return out
}

// Unflagged lists by row the responses without a flag.
func (w *Wave) Unflagged() []bool {
	out := w.Flagged()
	for row := range out {
		out[row] = !out[row]
	}
	return out
}
