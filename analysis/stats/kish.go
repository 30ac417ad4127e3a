package stats

import "math"

// Precision tells what unequal weights cost (Kish 1965, 1992).
type Precision struct {
	N        int     // members
	Deff     float64 // design effect of weighting, 1 or more; above 2 deserves a warning
	NEff     float64 // effective number of members
	Min, Max float64 // of the member weights
	Reason   Reason
}

// Kish computes the design effect of member weights, which must be positive. Without members all is NaN and the reason
// [NoValid].
func Kish(weights []float64) Precision {
	nan := math.NaN()
	if len(weights) == 0 {
		return Precision{Deff: nan, NEff: nan, Min: nan, Max: nan, Reason: NoValid}
	}
	p := Precision{N: len(weights), Min: weights[0], Max: weights[0]}
	sum, squares := 0.0, 0.0
	for _, w := range weights {
		sum += w
		squares += w * w
		p.Min, p.Max = math.Min(p.Min, w), math.Max(p.Max, w)
	}
	p.NEff = kish(sum, squares)
	p.Deff = float64(p.N) / p.NEff
	return p
}

// MemberWeights sums the weights of each member's rows in a domain, in order of appearance.
func (d *Design) MemberWeights(dom Domain) []float64 {
	pad := d.scratch.Get().(*scratch)
	defer func() { pad.clear(); d.scratch.Put(pad) }()
	d.each(dom, func(row int32) {
		c := d.clusterOf(row)
		if pad.mark[c] == 0 {
			pad.mark[c] = 1
			pad.touched = append(pad.touched, c)
		}
		pad.w[c] += d.weightOf(row)
	})
	out := make([]float64, len(pad.touched))
	for i, c := range pad.touched {
		out[i] = pad.w[c]
	}
	return out
}
