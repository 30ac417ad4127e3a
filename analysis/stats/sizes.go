package stats

import "math"

// StratumSizes is the number of members per stratum, n_h, of the data that a set of estimates looks at: the members of one
// wave, or for a change everybody who took part in either wave. Its estimates rest on counted codes, each member having one row
// in a domain; [ClusteredRatings] is for members who have more.
type StratumSizes []int

// Domain is a domain as frequency tables, each member in one of them.
type Domain []FrequencyTable

// rounding is the part of a sum of squares below which a difference of sums is rounding and nothing else.
const rounding = 1e-12

// Mean estimates the weighted mean of an item of a domain (METHODS 2).
func (s StratumSizes) Mean(scale *Scale, level float64, domain ...FrequencyTable) Estimate {
	m := s.moments(scale, domain)
	return m.estimate(s, level)
}

// Proportion estimates a share of a domain (METHODS 3); the scale is one made by [Scale.Share].
func (s StratumSizes) Proportion(scale *Scale, level float64, domain ...FrequencyTable) Share {
	m := s.moments(scale, domain)
	return m.share(s, level)
}

// Contrast estimates the sum of coef[k] times the mean of domain k, domains whose members differ such as two panels (METHODS
// 4.1 to 4.3). A coefficient of 0 leaves its domain out. The reasons are those of [ClusteredRatings.Contrast].
func (s StratumSizes) Contrast(scale *Scale, level float64, domains []Domain, coef []float64) Comparison {
	return s.compare(scale, domains, coef, nil).comparison(level)
}

// Change is the mean of domain to less that of domain from, where the members in cross are in both. The sizes count
// everybody in either.
func (s StratumSizes) Change(scale *Scale, level float64, from, to Domain, cross ...Cross) Comparison {
	return s.compare(scale, []Domain{from, to}, []float64{-1, 1}, cross).comparison(level)
}

func (s StratumSizes) compare(scale *Scale, domains []Domain, coef []float64, cross []Cross) *contrast {
	c := &contrast{sizes: s, coef: coef, domains: make([]*moments, len(coef)), variance: make([]float64, len(s)),
		binary: scale.Binary}
	linear, squares, gross := make([]float64, len(s)), make([]float64, len(s)), make([]float64, len(s))
	var used []*moments
	for k, factor := range coef {
		if factor == 0 {
			continue
		}
		m := s.moments(scale, domains[k])
		c.domains[k] = m
		used = append(used, m)
		c.union += m.Members
		for _, t := range domains[k] {
			one, two := t.influence(scale, m)
			linear[t.Stratum] += factor * one
			squares[t.Stratum] += factor * factor * two
		}
	}
	copy(gross, squares)
	shared := s.shared(c, scale, cross)
	for h, x := range shared {
		if x != 0 {
			squares[h] += 2 * coef[0] * coef[1] * x
		}
	}
	for h, n := range s {
		c.variance[h] = spread(n, linear[h], squares[h], gross[h])
	}
	if len(used) == 2 {
		c.covariance = s.covariance(scale, c, domains, shared)
	}
	return c
}

// shared sums the products of both contributions of the members in cross, by stratum.
func (s StratumSizes) shared(c *contrast, scale *Scale, cross []Cross) []float64 {
	out := make([]float64, len(s))
	for _, x := range cross {
		for _, p := range x.Codes {
			a, b := Index(p.A), Index(p.B)
			if scale.Status[a] != Valid || scale.Status[b] != Valid {
				continue
			}
			c.shared += p.N
			u := (scale.Value[a] - c.domains[0].mean) / c.domains[0].weight
			v := (scale.Value[b] - c.domains[1].mean) / c.domains[1].weight
			out[x.Stratum] += p.WW * u * v
		}
	}
	c.union -= c.shared
	return out
}

func (s StratumSizes) covariance(scale *Scale, c *contrast, domains []Domain, shared []float64) float64 {
	linear := [2][]float64{make([]float64, len(s)), make([]float64, len(s))}
	k := 0
	for i, m := range c.domains {
		if m == nil {
			continue
		}
		for _, t := range domains[i] {
			one, _ := t.influence(scale, m)
			linear[k][t.Stratum] += one
		}
		k++
	}
	result := 0.0
	for h, n := range s {
		if n > 0 {
			result += scaleUp(n, shared[h]-linear[0][h]*linear[1][h]/float64(n))
		}
	}
	return result
}

// moments of the valid answers of a domain.
func (s StratumSizes) moments(scale *Scale, domain Domain) *moments {
	m := &moments{constant: true, members: make([]int, len(s)), variance: make([]float64, len(s))}
	sum, dk, w2, first := 0.0, 0.0, 0.0, math.NaN()
	for _, t := range domain {
		for _, c := range t.Codes {
			i := Index(c.Code)
			switch scale.Status[i] {
			case Missing:
				m.MissingRows += c.N
			case DontKnow:
				m.DKRows += c.N
				dk += c.W
			case Valid:
				if m.Rows == 0 {
					first = scale.Value[i]
				}
				m.constant = m.constant && scale.Value[i] == first
				m.Rows += c.N
				m.members[t.Stratum] += c.N
				m.weight += c.W
				sum += c.W * scale.Value[i]
				w2 += c.W2
			}
		}
	}
	m.Members, m.DKMembers, m.Base = m.Rows, m.DKRows, m.Rows+m.DKRows
	m.DKShare, m.NEffKish = dk/(m.weight+dk), kish(m.weight, w2)
	m.mean = sum / m.weight
	if m.constant {
		m.mean = first
	}
	s.deviations(m, scale, domain)
	return m
}

func (s StratumSizes) deviations(m *moments, scale *Scale, domain Domain) {
	if m.Rows == 0 {
		return
	}
	linear, squares := make([]float64, len(s)), make([]float64, len(s))
	for _, t := range domain {
		one, two := t.influence(scale, m)
		linear[t.Stratum] += one
		squares[t.Stratum] += two
		for _, c := range t.Codes {
			if i := Index(c.Code); scale.Status[i] == Valid {
				m.squares += c.W * (scale.Value[i] - m.mean) * (scale.Value[i] - m.mean)
			}
		}
	}
	for h, n := range s {
		m.variance[h] = spread(n, linear[h], squares[h], squares[h])
	}
}

// influence sums the contributions of a table to the mean of its domain, and their squares.
func (t FrequencyTable) influence(scale *Scale, m *moments) (linear, squares float64) {
	for _, c := range t.Codes {
		if i := Index(c.Code); scale.Status[i] == Valid {
			u := (scale.Value[i] - m.mean) / m.weight
			linear += c.W * u
			squares += c.W2 * u * u
		}
	}
	return linear, squares
}

// spread is the variance within a stratum from the sum of the contributions and of their squares. gross are the squares
// before members in both domains were taken together; against them a rest below rounding is none.
func spread(n int, linear, squares, gross float64) float64 {
	if n == 0 {
		return 0
	}
	rest := squares - linear*linear/float64(n)
	if rest <= rounding*gross {
		return 0
	}
	return scaleUp(n, rest)
}

// scaleUp applies n_h/(n_h-1) to the squared deviations from the mean over all n_h members of a stratum (METHODS 2.1; Binder
// 1983, Wolter 2007). One member has no variance, which the caller reports as a lonely stratum.
func scaleUp(n int, squares float64) float64 {
	if n < 2 {
		return 0
	}
	return float64(n) / float64(n-1) * squares
}
