package analysis

import (
	"math"

	"realitycheck/analysis/stats"
)

// An index over several samples is the plain average of the samples' means (METHODS 2.6), so that it does not depend on
// how often each sample happened to be shown. One member rates several samples, so its uncertainty comes from all rows
// together, with the member as cluster.

// average puts samples of a panel into the coefficients of cells, together weighing factor. first is the cell of the
// first sample.
func average(coef []float64, first int, samples []int, factor float64) {
	for _, s := range samples {
		coef[first+s] = factor / float64(len(samples))
	}
}

// indexInterval is the interval of Korn and Graubard (1998) for an average of shares, with n rows and the effective
// number capped at it, as stats.Design.Proportion makes it for a single share; members is their effective number.
func indexInterval(p, se, df float64, n int, members float64) (low, high float64) {
	const half = (1 - level) / 2
	switch {
	case p == 0:
		return 0, 1 - math.Pow(half, 1/members)
	case p == 1:
		return math.Pow(half, 1/members), 1
	}
	star := float64(n)
	if se > 0 {
		ratio := stats.TQuantile(1-half, float64(n)-1) / stats.TQuantile(1-half, df)
		star = math.Min(star, p*(1-p)/(se*se)*ratio*ratio)
	}
	yes, no := star*p, star*(1-p)
	return stats.BetaQuantile(half, yes, no+1), stats.BetaQuantile(1-half, yes+1, no)
}
