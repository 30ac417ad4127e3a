package stats

import "math"

// Counts is the base of a figure.
type Counts struct {
	Rows        int     // rows with a valid answer
	Members     int     // members with a valid answer
	DKRows      int     // rows with a don't-know
	DKMembers   int     // members with a don't-know
	MissingRows int     // rows of the domain that are neither
	Base        int     // members with a valid answer or a don't-know
	DKShare     float64 // weighted share of don't-knows among those rows, 0 to 1; NaN without any
	NEffKish    float64 // Kish's effective number of the members with a valid answer; NaN without any
}

// Hidden reports whether a figure on this base rests on somebody but on fewer than nMin members, and must not be
// published.
func (c Counts) Hidden(nMin int) bool {
	return c.Base > 0 && c.Base < nMin || c.Members > 0 && c.Members < nMin
}

// moments is all that a finished figure needs of one domain, from whichever road it was computed.
type moments struct {
	Counts
	weight   float64 // sum of the weights of the valid rows
	mean     float64
	squares  float64 // weighted squared deviations of the valid answers
	constant bool    // all valid answers are equal
	members  []int   // members with a valid answer, by stratum
	variance []float64
}

// sd is the standard deviation of the answers, as survey::svyvar computes it.
func (m *moments) sd() float64 {
	n := float64(m.Rows)
	return math.Sqrt(n / (n - 1) * m.squares / m.weight)
}

// df is the number of members less the number of strata, both counted in the domain.
func (m *moments) df() float64 {
	df := 0
	for _, n := range m.members {
		if n > 0 {
			df += n - 1
		}
	}
	return float64(df)
}

// early tells whether uncertainty cannot be given at all; sizes holds n_h.
func (m *moments) early(sizes []int) Reason {
	switch {
	case m.Rows == 0:
		return NoValid
	case m.Members == 1:
		return OneMember
	}
	for h, n := range m.members {
		if n > 0 && sizes[h] == 1 {
			return Lonely
		}
	}
	return ""
}

// standardError is the root of a variance, with the rounding left over from equal answers taken for what it is.
func standardError(variance []float64) float64 {
	se := math.Sqrt(total(variance))
	if se < 1e-10 {
		return 0
	}
	return se
}

func total(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum
}

// kish is Kish's effective number (1965, 1992) from the sum of the weights and of their squares.
func kish(sum, squares float64) float64 { return sum * sum / squares }
