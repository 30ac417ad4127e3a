package stats

import "math"

// Agreement is Cohen's kappa of two coders.
type Agreement struct {
	Units  int     // coded by both
	PO     float64 // observed agreement, 0 to 1
	PE     float64 // agreement expected by chance
	Kappa  float64
	SE     float64 // large-sample standard error
	Reason Reason  // NoCommonUnits, OneCategory or empty
}

// Kappa computes Cohen's (1960) kappa (METHODS 5.2) with the standard error of Fleiss, Cohen and Everitt (1969). a and b hold the
// category that either coder gave to each unit, from 0 on, negative when the coder gave none.
func Kappa(a, b []int32) Agreement {
	nan := math.NaN()
	g := Agreement{PO: nan, PE: nan, Kappa: nan, SE: nan}
	table, categories := jointShares(a, b, &g)
	if g.Units == 0 {
		g.Reason = NoCommonUnits
		return g
	}
	rows, cols := make([]float64, categories), make([]float64, categories)
	g.PO, g.PE = 0, 0
	used := 0
	for i := range categories {
		for j := range categories {
			rows[i] += table[i][j]
			cols[i] += table[j][i]
		}
		g.PO += table[i][i]
		g.PE += rows[i] * cols[i]
		if rows[i]+cols[i] > 0 {
			used++
		}
	}
	if used == 1 {
		g.PO, g.PE, g.Reason = 1, 1, OneCategory
		return g
	}
	g.Kappa = (g.PO - g.PE) / (1 - g.PE)
	g.SE = g.standardError(table, rows, cols)
	return g
}

func jointShares(a, b []int32, g *Agreement) (table [][]float64, categories int) {
	for i := range a {
		if a[i] >= 0 && b[i] >= 0 {
			categories = max(categories, int(a[i])+1, int(b[i])+1)
			g.Units++
		}
	}
	table = make([][]float64, categories)
	for i := range table {
		table[i] = make([]float64, categories)
	}
	for i := range a {
		if a[i] >= 0 && b[i] >= 0 {
			table[a[i]][b[i]]++
		}
	}
	for i := range table {
		for j := range table[i] {
			table[i][j] /= float64(g.Units)
		}
	}
	return table, categories
}

func (g *Agreement) standardError(table [][]float64, rows, cols []float64) float64 {
	agree, differ := 0.0, 0.0
	for i := range table {
		for j := range table {
			if i == j {
				term := (1 - g.PE) - (cols[i]+rows[i])*(1-g.PO)
				agree += table[i][i] * term * term
			} else {
				differ += table[i][j] * (cols[i] + rows[j]) * (cols[i] + rows[j])
			}
		}
	}
	last := g.PO*g.PE - 2*g.PE + g.PO
	free := 1 - g.PE
	square := (agree + (1-g.PO)*(1-g.PO)*differ - last*last) / (float64(g.Units) * free * free * free * free)
	return math.Sqrt(math.Max(0, square))
}
