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
	DF        float64 // Welch and Satterthwaite over strata, see [Design.Contrast]
	T, P      float64 // two-sided test of no difference
	Low, High float64
	Bases     []Counts // by domain; the zero Counts where the coefficient is 0
	Shared    int      // members with a valid answer in two or more of the domains

	SEIndependent float64 // what the standard error would be if no member were shared
	Corr          float64 // correlation of the two estimates; two domains only
	Effect        float64 // two domains with coefficients 1 and -1 only
	EffectType    string  // CohenD for means, CohenH for shares; empty without an effect

	RDegf, PRDegf float64 // degrees of freedom and p as R's survey package counts them, for information
	Reason        Reason
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

// Contrast estimates the sum of coef[k] times the mean of domain k. A member's contributions to all domains are added
// before they are squared, so that members who answered in several waves, or rated several samples, are counted with the
// covariance that the data show (Kish 1965, ch. 12). With complete overlap and weights 1 it is the paired t-test, with
// two strata Welch's.
//
// Degrees of freedom: per stratum the members of its smallest domain less one, combined after Welch (1947) and
// Satterthwaite (1946). Effect sizes after Cohen (1988): d on the average variance of both domains, h for shares. The
// reasons are [NoValid], [OneMember], [Lonely], [ZeroVariance], [NoDF] and, beside a result, [Boundary].
func (d *Design) Contrast(a Answers, domains []Domain, coef []float64, level float64) Comparison {
	c := contrast{scope: d.members, coef: coef, sides: make([]*moments, len(coef)), binary: a.binary()}
	sides := make([]*side, len(coef))
	for k, factor := range coef {
		if factor != 0 {
			sides[k] = d.sideOf(&a, domains[k])
			c.sides[k] = &sides[k].moments
		}
	}
	d.combine(&c, sides)
	return c.comparison(level)
}

// combine adds up the contributions of every member over the sides.
func (d *Design) combine(c *contrast, sides []*side) {
	pad := d.scratch.Get().(*scratch)
	defer func() { pad.clear(); d.scratch.Put(pad) }()
	var used []*side
	for k, s := range sides {
		if s == nil {
			continue
		}
		used = append(used, s)
		for i, m := range s.cluster {
			if pad.mark[m] == 0 {
				pad.touched = append(pad.touched, m)
			}
			if pad.mark[m] == 1 {
				c.shared++
			}
			pad.mark[m] = min(pad.mark[m]+1, 2)
			pad.z[m] += c.coef[k] * s.z[i]
		}
	}
	z := make([]float64, len(pad.touched))
	for i, m := range pad.touched {
		z[i] = pad.z[m]
	}
	c.union = len(pad.touched)
	c.variance = d.variance(pad.touched, z)
	if len(used) == 2 {
		c.covariance = d.covariance(used[0], used[1])
	}
}

// covariance of two domain means, from the members of either.
func (d *Design) covariance(a, b *side) float64 {
	pad := d.scratch.Get().(*scratch)
	defer func() { pad.clear(); d.scratch.Put(pad) }()
	for i, m := range a.cluster {
		pad.z[m], pad.mark[m] = a.z[i], 1
	}
	pad.touched = append(pad.touched, a.cluster...)
	meanA, touched := d.strataMeans(a.cluster, a.z)
	meanB, _ := d.strataMeans(b.cluster, b.z)
	sum := make([]float64, len(d.members))
	for i, m := range b.cluster {
		h := d.stratum(m)
		sum[h] += (pad.z[m] - meanA[h]) * (b.z[i] - meanB[h])
		if pad.mark[m] == 1 {
			pad.mark[m] = 2
		} else {
			touched[h]++
		}
	}
	for i, m := range a.cluster {
		if h := d.stratum(m); pad.mark[m] == 1 {
			sum[h] -= (a.z[i] - meanA[h]) * meanB[h]
		}
	}
	result := 0.0
	for h, n := range d.members {
		result += scaleUp(n, sum[h]+float64(n-touched[h])*meanA[h]*meanB[h])
	}
	return result
}

// contrast is what both roads prepare for a [Comparison].
type contrast struct {
	scope      []int // n_h
	coef       []float64
	sides      []*moments // nil where the coefficient is 0
	variance   []float64  // of the combination, by stratum
	covariance float64    // of the two sides, when there are two
	shared     int
	union      int // members with a valid answer in any domain
	binary     bool
}

func (c *contrast) comparison(level float64) Comparison {
	nan := math.NaN()
	r := Comparison{Estimate: nan, SE: nan, DF: nan, T: nan, P: nan, Low: nan, High: nan,
		Bases: make([]Counts, len(c.sides)), Shared: c.shared, SEIndependent: nan, Corr: nan, Effect: nan, RDegf: nan, PRDegf: nan}
	for k, s := range c.sides {
		if s != nil {
			r.Bases[k] = s.Counts
		}
	}
	r.Reason = c.early()
	if r.Reason == NoValid {
		return r
	}
	r.Estimate = 0
	for k, s := range c.sides {
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

// early gives the first reason, in order of precedence, that any side has.
func (c *contrast) early() Reason {
	var found Reason
	rank := map[Reason]int{Lonely: 1, OneMember: 2, NoValid: 3}
	for _, s := range c.sides {
		if s == nil {
			continue
		}
		if reason := s.early(c.scope); rank[reason] > rank[found] {
			found = reason
		}
	}
	return found
}

// describe fills what stands beside the test.
func (c *contrast) describe(r *Comparison) {
	independent := 0.0
	var variances []float64
	for k, s := range c.sides {
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

func (c *contrast) effect(r *Comparison) {
	var plus, minus *moments
	for k, s := range c.sides {
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

func (c *contrast) test(r *Comparison, level float64) {
	r.RDegf = float64(c.union - c.strata())
	if r.SE == 0 {
		r.Reason = ZeroVariance
		return
	}
	if r.DF = c.df(); r.DF == 0 {
		r.Reason = NoDF
		return
	}
	r.T = r.Estimate / r.SE
	r.P = TTwoSided(r.T, r.DF)
	reach := TQuantile(1-(1-level)/2, r.DF) * r.SE
	r.Low, r.High = r.Estimate-reach, r.Estimate+reach
	r.PRDegf = TTwoSided(r.T, r.RDegf)
	for _, s := range c.sides {
		if s != nil && c.binary && s.constant {
			r.Reason = Boundary
		}
	}
}

// df combines the strata that carry variance; 0 when one of them has no degree of freedom left.
func (c *contrast) df() float64 {
	all := total(c.variance)
	sum, weighted, used, last := 0.0, 0.0, 0, 0.0
	for h, v := range c.variance {
		if v <= 1e-10*all {
			continue
		}
		n := math.Inf(1)
		for _, s := range c.sides {
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
	for h := range c.scope {
		for _, s := range c.sides {
			if s != nil && s.members[h] > 0 {
				count++
				break
			}
		}
	}
	return count
}
