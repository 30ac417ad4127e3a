package stats

import "math"

// Precision tells what unequal weights cost (Kish 1965, 1992).
type Precision struct {
	N        int     // members
	Deff     float64 // design effect of weighting, 1 or more; above 2 deserves a warning
	NEff     float64 // effective number of members
	Min, Max float64 // of the member weights
	Reason   Reason
}

// Kish computes the design effect of member weights, which must be positive. Without members all is NaN and the reason
// [NoValid].
func Kish(weights []float64) Precision {
	nan := math.NaN()
	if len(weights) == 0 {
		return Precision{Deff: nan, NEff: nan, Min: nan, Max: nan, Reason: NoValid}
	}
	p := Precision{N: len(weights), Min: weights[0], Max: weights[0]}
	sum, squares := 0.0, 0.0
	for _, w := range weights {
		sum += w
		squares += w * w
		p.Min, p.Max = math.Min(p.Min, w), math.Max(p.Max, w)
	}
	p.NEff = kish(sum, squares)
	p.Deff = float64(p.N) / p.NEff
	return p
}
