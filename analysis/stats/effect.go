package stats

import "math"

// EffectD is Cohen's (1988) d of a difference of means on the average of both variances (d_av of Lakens 2013), which
// does not depend on how many members are shared. NaN when the pooled standard deviation is 0.
func EffectD(difference, sd1, sd2 float64) float64 {
	pooled := math.Sqrt((sd1*sd1 + sd2*sd2) / 2)
	if pooled == 0 {
		return math.NaN()
	}
	return difference / pooled
}

// EffectH is Cohen's (1988) h of two shares between 0 and 1.
func EffectH(p1, p2 float64) float64 {
	return 2*math.Asin(math.Sqrt(p1)) - 2*math.Asin(math.Sqrt(p2))
}
