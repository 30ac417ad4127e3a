package stats

import "math"

// The kinds of effect size in a [Comparison].
const (
	CohenD = "cohen_d"
	CohenH = "cohen_h"
)

// Comparison is a linear combination of domain means with its test. What cannot be given is NaN.
type Comparison struct {
	Estimate  float64
	SE        float64
	DF        float64 // Welch and Satterthwaite over strata, see [ClusteredRatings.Contrast]
	T, P      float64 // two-sided test of no difference
	Low, High float64
	Bases     []Counts // by domain; the zero Counts where the coefficient is 0
	Shared    int      // members with a valid answer in two or more of the domains

	SEIndependent float64 // what the standard error would be if no member were shared
	Corr          float64 // correlation of the two estimates; two domains only
	Effect        float64 // two domains with coefficients 1 and -1 only
	EffectType    string  // CohenD for means, CohenH for shares; empty without an effect

	RDegf  float64 // degrees of freedom as R's survey package counts them, for information
	Reason Reason
}

// Hidden reports whether one of the compared domains must not be published, see [Counts.Hidden].
func (c Comparison) Hidden(nMin int) bool {
	for _, base := range c.Bases {
		if base.Hidden(nMin) {
			return true
		}
	}
	return false
}

// contrast is what both roads prepare for a [Comparison].
type contrast struct {
	sizes      []int // n_h
	coef       []float64
	domains    []*moments // nil where the coefficient is 0
	variance   []float64  // of the combination, by stratum
	covariance float64    // of the two domains, when there are two
	shared     int
	union      int // members with a valid answer in any domain
	binary     bool
}

func (c *contrast) comparison(level float64) Comparison {
	nan := math.NaN()
	r := Comparison{Estimate: nan, SE: nan, DF: nan, T: nan, P: nan, Low: nan, High: nan,
		Bases: make([]Counts, len(c.domains)), Shared: c.shared, SEIndependent: nan, Corr: nan, Effect: nan, RDegf: nan}
	for k, s := range c.domains {
		if s != nil {
			r.Bases[k] = s.Counts
		}
	}
	r.Reason = c.early()
	if r.Reason == NoValid {
		return r
	}
	r.Estimate = 0
	for k, s := range c.domains {
		if s != nil {
			r.Estimate += c.coef[k] * s.mean
		}
	}
	if r.Reason != "" {
		return r
	}
	r.SE = standardError(c.variance)
	c.describe(&r)
	c.test(&r, level)
	return r
}

// early gives the first reason, in order of precedence, that any domain has.
func (c *contrast) early() Reason {
	var found Reason
	rank := map[Reason]int{Lonely: 1, OneMember: 2, NoValid: 3}
	for _, s := range c.domains {
		if s == nil {
			continue
		}
		if reason := s.early(c.sizes); rank[reason] > rank[found] {
			found = reason
		}
	}
	return found
}

// describe fills what stands beside the test.
func (c *contrast) describe(r *Comparison) {
	independent := 0.0
	var variances []float64
	for k, s := range c.domains {
		if s != nil {
			se := standardError(s.variance)
			v := se * se
			variances = append(variances, v)
			independent += c.coef[k] * c.coef[k] * v
		}
	}
	r.SEIndependent = math.Sqrt(independent)
	if len(variances) == 2 && variances[0] > 0 && variances[1] > 0 {
		r.Corr = c.covariance / math.Sqrt(variances[0]*variances[1])
	}
	c.effect(r)
}

// effect is that of METHODS 4.5, of one domain less another.
func (c *contrast) effect(r *Comparison) {
	var plus, minus *moments
	for k, s := range c.domains {
		switch {
		case s == nil:
		case c.coef[k] == 1 && plus == nil:
			plus = s
		case c.coef[k] == -1 && minus == nil:
			minus = s
		default:
			return
		}
	}
	if plus == nil || minus == nil {
		return
	}
	if c.binary {
		r.Effect, r.EffectType = EffectH(plus.mean, minus.mean), CohenH
		return
	}
	if d := EffectD(plus.mean-minus.mean, plus.sd(), minus.sd()); !math.IsNaN(d) {
		r.Effect, r.EffectType = d, CohenD
	}
}

// test is that of METHODS 4.2 and METHODS 4.3.
func (c *contrast) test(r *Comparison, level float64) {
	r.RDegf = float64(c.union - c.strata())
	if r.SE == 0 {
		r.Reason = ZeroVariance
		return
	}
	r.T = r.Estimate / r.SE
	df := c.df()
	if df == 0 {
		r.Reason = NoDF
		return
	}
	r.DF = df
	r.P = TTwoSided(r.T, r.DF)
	reach := TQuantile(1-(1-level)/2, r.DF) * r.SE
	r.Low, r.High = r.Estimate-reach, r.Estimate+reach
	for _, s := range c.domains {
		if s != nil && c.binary && s.constant {
			r.Reason = Boundary
		}
	}
}

// df combines the strata that carry variance after Welch (1947) and Satterthwaite (1946), METHODS 4.2: in each the members of
// its smallest domain less one. It is 0 when one of them has no degree of freedom left.
func (c *contrast) df() float64 {
	all := total(c.variance)
	sum, weighted, used, last := 0.0, 0.0, 0, 0.0
	for h, v := range c.variance {
		if v <= 1e-10*all {
			continue
		}
		n := math.Inf(1)
		for _, s := range c.domains {
			if s != nil && s.members[h] > 0 {
				n = math.Min(n, float64(s.members[h]))
			}
		}
		if n == 1 {
			return 0
		}
		used, last = used+1, n-1
		sum += v
		weighted += v * v / (n - 1)
	}
	if used == 1 {
		return last
	}
	return sum * sum / weighted
}

// strata counts those in which any domain has a valid answer.
func (c *contrast) strata() int {
	count := 0
	for h := range c.sizes {
		for _, s := range c.domains {
			if s != nil && s.members[h] > 0 {
				count++
				break
			}
		}
	}
	return count
}
