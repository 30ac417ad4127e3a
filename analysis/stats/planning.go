package stats

import "math"

// Plan is the expectation for a comparison of two means.
type Plan struct {
	SD     float64 // of one member's answer, in units of the scale
	NA, NB float64 // effective members on either side (members over the design effect)
	Shared float64 // members on both sides; 0 for two panels
	Corr   float64 // between the two answers of a shared member, 0 to 1
	Level  float64 // of confidence
	Power  float64 // chance of finding a difference of the size returned
}

// Detectable returns the smallest difference that such a comparison finds with the chance asked for (Cohen 1988; overlap
// after Kish 1965, ch. 12). NaN when a side has fewer than two members.
func (p Plan) Detectable() float64 {
	df := math.Min(p.NA, p.NB) - 1
	if !(df >= 1) {
		return math.NaN()
	}
	variance := p.SD * p.SD * (1/p.NA + 1/p.NB - 2*p.Corr*math.Min(p.Shared, math.Min(p.NA, p.NB))/(p.NA*p.NB))
	return (TQuantile(1-(1-p.Level)/2, df) + TQuantile(p.Power, df)) * math.Sqrt(math.Max(0, variance))
}
