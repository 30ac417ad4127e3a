package reference

import (
	"math"

	"realitycheck/analysis/stats"
)

// compared are the domains of a comparison whose coefficient is not 0.
type compared struct {
	parts []*part
	coef  []float64
}

// Contrast estimates the sum of coef[k] times the mean of domain k (METHODS 4.1 to 4.3, 4.5). What a member contributes to all
// domains is added before it is squared, so that members in several of them count with the covariance that the data show.
func (d *Design) Contrast(a Answers, domains []Domain, coef []float64, level float64) stats.Comparison {
	nan := math.NaN()
	r := stats.Comparison{Estimate: nan, SE: nan, DF: nan, T: nan, P: nan, Low: nan, High: nan, SEIndependent: nan, Corr: nan,
		Effect: nan, RDegf: nan, Bases: make([]stats.Counts, len(coef))}
	var c compared
	for k, factor := range coef {
		if factor != 0 {
			p := d.part(a, domains[k])
			c.parts, c.coef = append(c.parts, p), append(c.coef, factor)
			r.Bases[k] = p.Counts
		}
	}
	z, union := d.together(c, &r)
	r.Reason = d.gravest(c)
	if r.Reason == stats.NoValid {
		return r
	}
	r.Estimate = 0
	for k, p := range c.parts {
		r.Estimate += c.coef[k] * p.mean
	}
	if r.Reason != "" {
		return r
	}
	variance := d.variance(z)
	r.SE, r.RDegf = root(variance), union
	d.beside(c, &r)
	c.effect(a.Binary, &r)
	c.test(variance, a.Binary, level, &r)
	return r
}

// together adds up what each member contributes, and counts who has a valid answer in two domains or more. union is the
// degrees of freedom as R's degf counts them over all rows used.
func (d *Design) together(c compared, r *stats.Comparison) (z []float64, union float64) {
	z = make([]float64, len(d.stratum))
	seen := make([]bool, len(d.size))
	for m, h := range d.stratum {
		times := 0
		for k, p := range c.parts {
			z[m] += c.coef[k] * p.z[m]
			if p.valid[m] {
				times++
			}
		}
		if times > 0 {
			union++
			if !seen[h] {
				union--
			}
			seen[h] = true
		}
		if times > 1 {
			r.Shared++
		}
	}
	return z, union
}

// gravest is the first reason of any domain, in the order of METHODS 2.8b.
func (d *Design) gravest(c compared) stats.Reason {
	for _, reason := range []stats.Reason{stats.NoValid, stats.OneMember, stats.Lonely} {
		for _, p := range c.parts {
			own := d.reason(p)
			if own == reason {
				return reason
			}
		}
	}
	return ""
}

// beside tells what the standard error would be between strangers, and how two means hang together.
func (d *Design) beside(c compared, r *stats.Comparison) {
	independent := 0.0
	for k, p := range c.parts {
		se := root(p.variance)
		independent += c.coef[k] * c.coef[k] * se * se
	}
	r.SEIndependent = math.Sqrt(independent)
	if len(c.parts) != 2 {
		return
	}
	one, two := root(c.parts[0].variance), root(c.parts[1].variance)
	if one > 0 && two > 0 {
		r.Corr = sum(d.covariance(c.parts[0].z, c.parts[1].z)) / (one * two)
	}
}

// effect is METHODS 4.5, for one domain less another: d on the average of both variances, h for shares.
func (c compared) effect(binary bool, r *stats.Comparison) {
	if len(c.parts) != 2 || c.coef[0]*c.coef[1] != -1 || math.Abs(c.coef[0]) != 1 {
		return
	}
	plus, minus := c.parts[0], c.parts[1]
	if c.coef[0] < 0 {
		plus, minus = minus, plus
	}
	if binary {
		r.EffectType = stats.CohenH
		r.Effect = 2*math.Asin(math.Sqrt(plus.mean)) - 2*math.Asin(math.Sqrt(minus.mean))
		return
	}
	if pooled := math.Sqrt((plus.sd*plus.sd + minus.sd*minus.sd) / 2); pooled > 0 {
		r.EffectType, r.Effect = stats.CohenD, (plus.mean-minus.mean)/pooled
	}
}

// test is METHODS 4.2 and 4.3.
func (c compared) test(variance []float64, binary bool, level float64, r *stats.Comparison) {
	if r.SE == 0 {
		r.Reason = stats.ZeroVariance
		return
	}
	r.T = r.Estimate / r.SE
	df := c.satterthwaite(variance)
	if df == 0 {
		r.Reason = stats.NoDF
		return
	}
	r.DF, r.P = df, stats.TTwoSided(r.T, df)
	reach := stats.TQuantile(0.5+level/2, df) * r.SE
	r.Low, r.High = r.Estimate-reach, r.Estimate+reach
	for _, p := range c.parts {
		if binary && p.equal {
			r.Reason = stats.Boundary
		}
	}
}

// satterthwaite is METHODS 4.2: per stratum the members of its smallest domain less one, put together after Welch (1947) and
// Satterthwaite (1946); 0 where a stratum has none left.
func (c compared) satterthwaite(variance []float64) float64 {
	all, kept, weighted := sum(variance), 0.0, 0.0
	for h, v := range variance {
		if !(v > 1e-10*all) {
			continue
		}
		fewest := math.Inf(1)
		for _, p := range c.parts {
			if p.members[h] > 0 {
				fewest = math.Min(fewest, float64(p.members[h]))
			}
		}
		if fewest == 1 {
			return 0
		}
		kept += v
		weighted += v * v / (fewest - 1)
	}
	return kept * kept / weighted
}
