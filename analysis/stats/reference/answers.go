package reference

import (
	"math"

	"realitycheck/analysis/stats"
)

// Answers is one item, one entry a row of the design.
type Answers struct {
	Values []float64      // a NaN is missing
	Status []stats.Status // nil: every value is valid
	Binary bool           // the values are 0 and 1 and are read as a share
}

// Coded reads a column of codes by its scale.
func Coded(codes []int8, scale *stats.Scale) Answers {
	a := Answers{Values: make([]float64, len(codes)), Status: make([]stats.Status, len(codes)), Binary: scale.Binary}
	for row, code := range codes {
		i := stats.Index(code)
		a.Values[row], a.Status[row] = scale.Value[i], scale.Status[i]
	}
	return a
}

func (a Answers) status(row int) stats.Status {
	switch {
	case a.Status != nil && a.Status[row] != stats.Valid:
		return a.Status[row]
	case math.IsNaN(a.Values[row]):
		return stats.Missing
	}
	return stats.Valid
}

// Promoter turns a recommendation from 0 to 10 into net promoter points (METHODS 2.5; Reichheld 2003): 100, 0 or -100. It
// reports false outside that range.
func Promoter(recommend float64) (points float64, ok bool) {
	switch {
	case !(recommend >= 0 && recommend <= 10):
		return 0, false
	case recommend >= 9:
		return 100, true
	case recommend <= 6:
		return -100, true
	}
	return 0, true
}
