package dataset

import (
	"realitycheck/analysis/quality"
	"realitycheck/survey/archive"
)

// Subset is how a wave is looked at: with which weights, and without which responses.
type Subset struct {
	Weighting *archive.Weighting // nil: none
	Weight    []float64          // by response, mean 1 in each panel; nil: 1
	Excluded  []bool             // by response; nil: none is excluded
	Flags     quality.Flags

	// What readers may know of the wave, for the audit of groups.
	Published [][]float64 // every set of weights beside the archive, by response
	Plain     bool        // figures without weights were published before the first of them
}

// Without is the same subset less the responses given, by row.
func (s *Subset) Without(excluded []bool) Subset {
	return Subset{Weighting: s.Weighting, Weight: s.Weight, Published: s.Published, Excluded: excluded}
}

// Excludes reports whether a response, by its row, is excluded.
func (s *Subset) Excludes(response int32) bool { return s.Excluded != nil && s.Excluded[response] }

// HasFlag reports whether a response, by its row, has any quality flag (METHODS 9).
func (w *Wave) HasFlag(row int) bool {
	return w.Responses.Speeder[row] || w.Flags.Contradiction[row] || w.Flags.LongString[row]
}

// Flagged lists by row which responses have a flag, or for has false which have none.
func (w *Wave) Flagged(has bool) []bool {
	rows := make([]bool, w.Responses.Len())
	for row := range rows {
		rows[row] = w.HasFlag(row) == has
	}
	return rows
}
