package stats

import "math"

// Tail is the chance beyond either end of a published interval: 2.5 %.
const Tail = (1 - Level) / 2

// KornGraubardInterval is the interval of a share strictly between 0 and 1 after Korn and Graubard (1998), its effective number
// capped at the number of rows (Parker et al. 2017), METHODS 3.2. nEff is p(1-p) over the variance, in rows; df are the degrees
// of freedom of the variance; tail is the chance beyond either end. star is the number of rows on which the interval rests; an
// nEff that is not finite leaves it at n.
func KornGraubardInterval(p, nEff, n, df, tail float64) (low, high, star float64, capped bool) {
	star, capped = n, true
	if nEff > 0 && !math.IsInf(nEff, 1) {
		ratio := 1.0
		if df != n-1 {
			ratio = TQuantile(1-tail, n-1) / TQuantile(1-tail, df)
		}
		if adjusted := nEff * ratio * ratio; adjusted <= n {
			star, capped = adjusted, false
		}
	}
	yes, no := star*p, star*(1-p)
	return BetaQuantile(tail, yes, no+1), BetaQuantile(1-tail, yes+1, no), star, capped
}

// BoundaryInterval is the exact binomial interval of a share of exactly 0 or 1 on an effective number of members (METHODS 3.3).
func BoundaryInterval(p, members, tail float64) (low, high float64) {
	edge := math.Pow(tail, 1/members)
	if p == 1 {
		return edge, 1
	}
	return 0, 1 - edge
}

// Independent is the difference of two estimates that share no member.
type Independent struct{ SE, DF, P, Low, High float64 }

// Welch tests the difference of two estimates that share no member, each with its variance and degrees of freedom (Welch 1947,
// METHODS 4.2 and METHODS 4.3). The variances are not both 0.
func Welch(diff, variance1, df1, variance2, df2, tail float64) Independent {
	variance := variance1 + variance2
	r := Independent{SE: math.Sqrt(variance), DF: variance * variance / (variance1*variance1/df1 + variance2*variance2/df2)}
	r.P = TTwoSided(diff/r.SE, r.DF)
	reach := r.SE * TQuantile(1-tail, r.DF)
	r.Low, r.High = diff-reach, diff+reach
	return r
}
