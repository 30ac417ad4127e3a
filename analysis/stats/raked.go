package stats

import "math"

// RakedDesign knows how its weights were made, so that standard errors can take the gain from raking into account.
type RakedDesign struct {
	design *Design
	base   []float64
	basis  [][]float64 // orthonormal, spans the margins in the metric of the base weights
}

// RakedEstimate is a mean whose standard error is that of the calibration residuals.
type RakedEstimate struct {
	Rows      int
	Mean      float64
	SE        float64
	DF        float64
	Low, High float64
	SEFixed   float64 // with weights treated as fixed, as [Design.Mean] gives it
	Reason    Reason
}

// NewRakedDesign rakes the rows, one a member unless clusters say otherwise, and prepares estimates on them. Arguments
// and errors are those of [NewDesign] and [Rake].
func NewRakedDesign(rows int, strata, clusters []int32, base []float64, margins []Margin, bounds *Bounds) (*RakedDesign, error) {
	w, err := Rake(rows, base, margins, bounds)
	if err != nil {
		return nil, err
	}
	design, err := NewDesign(rows, strata, clusters, w.Weights)
	if err != nil {
		return nil, err
	}
	scaled, err := scaleBase(rows, base)
	if err != nil {
		return nil, err
	}
	r := &RakedDesign{design: design, base: scaled}
	r.span(margins)
	return r, nil
}

// span builds the basis by Gram and Schmidt, twice for accuracy, leaving out columns that depend on earlier ones.
func (r *RakedDesign) span(margins []Margin) {
	r.add(func(int) bool { return true })
	for _, m := range margins {
		for c := range m.Categories {
			r.add(func(i int) bool { return m.Values[i] == int32(c) })
		}
		r.add(func(i int) bool { return m.Values[i] < 0 })
	}
}

func (r *RakedDesign) add(in func(i int) bool) {
	column := make([]float64, len(r.base))
	for i := range column {
		if in(i) {
			column[i] = math.Sqrt(r.base[i])
		}
	}
	before := norm(column)
	r.project(column)
	r.project(column)
	after := norm(column)
	if after <= 1e-9*before || after == 0 {
		return
	}
	for i := range column {
		column[i] /= after
	}
	r.basis = append(r.basis, column)
}

// project takes the part of a column that the basis explains away.
func (r *RakedDesign) project(column []float64) {
	for _, b := range r.basis {
		dot := 0.0
		for i := range b {
			dot += b[i] * column[i]
		}
		for i := range b {
			column[i] -= dot * b[i]
		}
	}
}

func norm(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x * x
	}
	return math.Sqrt(sum)
}

// Mean is [Design.Mean] with the variance of the residuals of a regression on the margins (Deville and Särndal 1992); it
// equals what survey::calibrate and svymean give.
func (r *RakedDesign) Mean(a Answers, dom Domain, level float64) RakedEstimate {
	fixed := r.design.Mean(a, dom, level)
	nan := math.NaN()
	e := RakedEstimate{Rows: fixed.Rows, Mean: fixed.Mean, SE: nan, DF: fixed.DF, Low: nan, High: nan, SEFixed: fixed.SE, Reason: fixed.Reason}
	if math.IsNaN(fixed.SE) {
		return e
	}
	e.SE = standardError(r.variance(&a, dom, fixed.Mean))
	if e.SE > 0 && e.DF > 0 {
		reach := TQuantile(1-(1-level)/2, e.DF) * e.SE
		e.Low, e.High = e.Mean-reach, e.Mean+reach
	}
	return e
}

func (r *RakedDesign) variance(a *Answers, dom Domain, mean float64) []float64 {
	d := r.design
	residual := make([]float64, d.rows)
	sum := 0.0
	d.each(dom, func(row int32) {
		if y, status := a.At(row); status == Valid {
			residual[row] = (y - mean) * math.Sqrt(r.base[row])
			sum += d.weight[row]
		}
	})
	r.project(residual)
	z := make([]float64, d.clusters())
	cluster := make([]int32, d.clusters())
	for c := range cluster {
		cluster[c] = int32(c)
	}
	for row := range int32(d.rows) {
		z[d.clusterOf(row)] += d.weight[row] * residual[row] / math.Sqrt(r.base[row]) / sum
	}
	return d.variance(cluster, z)
}
