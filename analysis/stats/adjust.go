package stats

import (
	"math"
	"sort"
)

// Holm adjusts the p-values of one family for the headline reading (Holm 1979). NaN stands for a test that was not done
// and is left out of the count.
func Holm(p []float64) []float64 {
	order, m := ranked(p)
	out := nans(len(p))
	highest := 0.0
	for rank, i := range order {
		highest = math.Max(highest, float64(m-rank)*p[i])
		out[i] = math.Min(1, highest)
	}
	return out
}

// BenjaminiHochberg adjusts the p-values of one family for screening, controlling the false discovery rate (Benjamini
// and Hochberg 1995).
func BenjaminiHochberg(p []float64) []float64 {
	order, m := ranked(p)
	out := nans(len(p))
	lowest := 1.0
	for rank := m - 1; rank >= 0; rank-- {
		i := order[rank]
		lowest = math.Min(lowest, float64(m)*p[i]/float64(rank+1))
		out[i] = lowest
	}
	return out
}

// ranked gives the places of the p-values that are there, smallest first.
func ranked(p []float64) (order []int, m int) {
	for i, x := range p {
		if !math.IsNaN(x) {
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return p[order[a]] < p[order[b]] })
	return order, len(order)
}

func nans(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = math.NaN()
	}
	return out
}
