package reference

import (
	"math"

	"realitycheck/analysis/stats"
)

// RakedDesign knows how its weights were made, so that standard errors can take the gain from raking into account
// (METHODS 2.7).
type RakedDesign struct {
	*Design
	base  []float64   // base weights, with mean 1
	basis [][]float64 // orthonormal, spans the margins in the metric of the base weights
}

// RakedEstimate is a mean whose standard error is that of the calibration residuals.
type RakedEstimate struct {
	stats.Estimate
	SEFixed float64 // with weights treated as fixed, as [Design.Mean] gives it
}

// NewRakedDesign rakes the rows, one a member unless clusters say otherwise, and prepares estimates on them. Arguments
// and errors are those of [NewDesign] and [stats.Rake].
func NewRakedDesign(rows int, strata, clusters []int32, base []float64, margins []stats.Margin,
	bounds *stats.Bounds) (*RakedDesign, error) {
	w, err := stats.Rake(rows, base, margins, bounds)
	if err != nil {
		return nil, err
	}
	design, err := NewDesign(rows, strata, clusters, w.Weights)
	if err != nil {
		return nil, err
	}
	r := &RakedDesign{Design: design, base: make([]float64, rows)}
	for i := range r.base {
		r.base[i] = 1
		if base != nil {
			r.base[i] = base[i] * float64(rows) / sum(base)
		}
	}
	r.span(margins)
	return r, nil
}

// span builds the basis by Gram and Schmidt, twice for accuracy, leaving out columns that depend on earlier ones.
func (r *RakedDesign) span(margins []stats.Margin) {
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
	squares := 0.0
	for _, x := range v {
		squares += x * x
	}
	return math.Sqrt(squares)
}

// Mean is [Design.Mean] with the variance of the residuals of a regression on the margins (Deville and Särndal 1992); it
// equals what survey::calibrate and svymean give.
func (r *RakedDesign) Mean(a Answers, dom Domain, level float64) RakedEstimate {
	e := RakedEstimate{Estimate: r.Design.Mean(a, dom, level)}
	e.SEFixed = e.SE
	if math.IsNaN(e.SE) {
		return e
	}
	e.SE, e.Low, e.High = root(r.variance(r.contributions(a, dom, e.Mean))), math.NaN(), math.NaN()
	if e.SE > 0 && e.DF > 0 {
		reach := stats.TQuantile(0.5+level/2, e.DF) * e.SE
		e.Low, e.High = e.Mean-reach, e.Mean+reach
	}
	return e
}

// contributions are what each member adds to a mean once the margins are known.
func (r *RakedDesign) contributions(a Answers, dom Domain, mean float64) []float64 {
	residual, weight := make([]float64, len(r.member)), 0.0
	r.each(dom, func(row int) {
		if a.status(row) == stats.Valid {
			residual[row] = (a.Values[row] - mean) * math.Sqrt(r.base[row])
			weight += r.weight[row]
		}
	})
	r.project(residual)
	z := make([]float64, len(r.stratum))
	for row, m := range r.member {
		z[m] += r.weight[row] * residual[row] / math.Sqrt(r.base[row]) / weight
	}
	return z
}
