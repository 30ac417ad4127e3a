package reference

import (
	"math"

	"realitycheck/analysis/stats"
)

// part is one item in one domain: what METHODS 2.1, METHODS 2.2, METHODS 2.3 and METHODS 2.4 say of it.
type part struct {
	stats.Counts
	weight   float64 // W, of the valid rows
	mean, sd float64
	equal    bool      // all valid answers are the same
	valid    []bool    // by member
	z        []float64 // by member: the sum of w(y-mean)/W over its valid rows
	variance []float64 // by stratum
	members  []int     // by stratum: those with a valid answer
}

func (d *Design) part(a Answers, dom Domain) *part {
	p := &part{valid: make([]bool, len(d.stratum)), z: make([]float64, len(d.stratum)), members: make([]int, len(d.size)),
		mean: math.NaN(), sd: math.NaN(), equal: true}
	d.count(p, a, dom)
	if p.Rows == 0 {
		return p
	}
	squares := 0.0
	d.each(dom, func(row int) {
		if a.status(row) == stats.Valid {
			off := a.Values[row] - p.mean
			squares += d.weight[row] * off * off
			p.z[d.member[row]] += d.weight[row] * off / p.weight
		}
	})
	if n := float64(p.Rows); n > 1 {
		p.sd = math.Sqrt(n / (n - 1) * squares / p.weight)
	}
	p.variance = d.variance(p.z)
	return p
}

// count fills the counts and the mean.
func (d *Design) count(p *part, a Answers, dom Domain) {
	unknown, weights := make([]bool, len(d.stratum)), make([]float64, len(d.stratum))
	total, dk, first := 0.0, 0.0, math.NaN()
	d.each(dom, func(row int) {
		m, w := d.member[row], d.weight[row]
		switch a.status(row) {
		case stats.Valid:
			if p.Rows == 0 {
				first = a.Values[row]
			}
			p.equal = p.equal && a.Values[row] == first
			p.Rows++
			p.valid[m] = true
			weights[m] += w
			total += w * a.Values[row]
		case stats.DontKnow:
			p.DKRows++
			unknown[m] = true
			dk += w
		default:
			p.MissingRows++
		}
	})
	squares := 0.0
	for m, h := range d.stratum {
		if p.valid[m] {
			p.Members++
			p.members[h]++
			p.weight += weights[m]
			squares += weights[m] * weights[m]
		}
		if unknown[m] {
			p.DKMembers++
		}
		if p.valid[m] || unknown[m] {
			p.Base++
		}
	}
	p.DKShare, p.NEffKish = dk/(p.weight+dk), p.weight*p.weight/squares
	p.mean = total / p.weight
	if p.equal {
		p.mean = first
	}
}

// degf is the degrees of freedom of METHODS 2.2: members less strata, both with a valid row in the domain.
func (p *part) degf() float64 {
	df := p.Members
	for _, n := range p.members {
		if n > 0 {
			df--
		}
	}
	return float64(df)
}

// reason is the first of no_valid, one_member and lonely_stratum (METHODS 2.8b).
func (d *Design) reason(p *part) stats.Reason {
	switch p.Members {
	case 0:
		return stats.NoValid
	case 1:
		return stats.OneMember
	}
	for h, n := range p.members {
		if n > 0 && d.size[h] == 1 {
			return stats.Lonely
		}
	}
	return ""
}
