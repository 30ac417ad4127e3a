package reference

import (
	"math"

	"realitycheck/analysis/stats"
)

// Design is the scope of a set of estimates: all its rows, which member each row belongs to (the cluster), in which stratum
// that member is, and what the row weighs. Filter before building it; a row outside the scope does not exist.
type Design struct {
	member  []int     // by row, from 0
	stratum []int     // by member
	size    []int     // by stratum: n_h
	weight  []float64 // by row
}

// NewDesign builds the design of a number of rows.
//
// strata and clusters hold numbers from 0 on, one a row; strata nil means one stratum, clusters nil that each row is a member
// of its own. The same cluster in two strata is two members. weight nil weighs every row 1; otherwise each must be positive
// and finite ([stats.CodeBadWeight]).
func NewDesign(rows int, strata, clusters []int32, weight []float64) (*Design, error) {
	if strata != nil && len(strata) != rows || clusters != nil && len(clusters) != rows || weight != nil && len(weight) != rows {
		return nil, &stats.Error{Code: stats.CodeBadDesign, Detail: "not one entry a row"}
	}
	d := &Design{member: make([]int, rows), weight: make([]float64, rows)}
	type key struct{ stratum, cluster int32 }
	known := map[key]int{}
	for row := range rows {
		of := key{cluster: int32(row)}
		if strata != nil {
			of.stratum = strata[row]
		}
		if clusters != nil {
			of.cluster = clusters[row]
		}
		m, ok := known[of]
		if !ok {
			m = len(d.stratum)
			known[of] = m
			d.stratum = append(d.stratum, int(of.stratum))
		}
		d.member[row], d.weight[row] = m, 1
		if weight != nil {
			d.weight[row] = weight[row]
		}
		if w := d.weight[row]; !(w > 0) || math.IsInf(w, 0) {
			return nil, &stats.Error{Code: stats.CodeBadWeight}
		}
	}
	for _, h := range d.stratum {
		for len(d.size) <= h {
			d.size = append(d.size, 0)
		}
		d.size[h]++
	}
	return d, nil
}

// Members returns the number of members per stratum, n_h.
func (d *Design) Members() []int { return append([]int(nil), d.size...) }

// Domain lists the rows of a subgroup. nil stands for all rows of the design, an empty Domain for none. A domain never
// changes the design: members outside it still count for the variance.
type Domain []int32

// each calls f for every row of a domain.
func (d *Design) each(dom Domain, f func(row int)) {
	if dom == nil {
		for row := range d.member {
			f(row)
		}
	}
	for _, row := range dom {
		f(int(row))
	}
}

// MemberWeights sums the weights of each member's rows in a domain, by member.
func (d *Design) MemberWeights(dom Domain) []float64 {
	sums := make([]float64, len(d.stratum))
	d.each(dom, func(row int) { sums[d.member[row]] += d.weight[row] })
	var out []float64
	for _, w := range sums {
		if w > 0 {
			out = append(out, w)
		}
	}
	return out
}

// covariance returns, by stratum, the Taylor covariance of two statistics to which each member contributes za and zb
// (METHODS 2.1; Binder 1983, Wolter 2007): n_h/(n_h-1) times the products of the deviations from the means over all n_h.
// A stratum of one has none, which the caller tells.
func (d *Design) covariance(za, zb []float64) []float64 {
	meanA, meanB, out := make([]float64, len(d.size)), make([]float64, len(d.size)), make([]float64, len(d.size))
	for m, h := range d.stratum {
		meanA[h] += za[m] / float64(d.size[h])
		meanB[h] += zb[m] / float64(d.size[h])
	}
	for m, h := range d.stratum {
		out[h] += (za[m] - meanA[h]) * (zb[m] - meanB[h])
	}
	for h, n := range d.size {
		if n > 1 {
			out[h] *= float64(n) / float64(n-1)
		}
	}
	return out
}

func (d *Design) variance(z []float64) []float64 { return d.covariance(z, z) }

func sum(values []float64) float64 {
	s := 0.0
	for _, v := range values {
		s += v
	}
	return s
}

// root is the standard error of a variance by stratum; what is below 1e-10 is rounding (METHODS 2.8).
func root(variance []float64) float64 {
	if se := math.Sqrt(sum(variance)); se >= 1e-10 {
		return se
	}
	return 0
}
