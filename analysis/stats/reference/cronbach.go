package reference

import (
	"math"

	"realitycheck/analysis/stats"
)

// Reliability is the internal consistency of a scale. What is not defined is NaN.
type Reliability struct {
	K              int          // items
	N              int          // units
	Complete       int          // units with a valid answer to every item
	Alpha          float64      // Cronbach's alpha, raw
	AlphaStd       float64      // from the mean correlation
	MeanInterItemR float64      // between -1 and 1
	AlphaIfDropped []float64    // by item; nil with fewer than three items
	ItemRestR      []float64    // by item: correlation with the sum of the others
	Reason         stats.Reason // stats.OneItem, TooFewComplete, ZeroVarianceItem, ZeroVarianceTotal or empty
}

// Alpha computes Cronbach's (1951) alpha (METHODS 5.1) on complete cases, unweighted. items holds one column an item, reversed items
// already mirrored, NaN where there is no valid answer.
func Alpha(items [][]float64) Reliability {
	nan := math.NaN()
	r := Reliability{K: len(items), Alpha: nan, AlphaStd: nan, MeanInterItemR: nan}
	if len(items) > 0 {
		r.N = len(items[0])
	}
	complete := completeCases(items)
	if len(complete) > 0 {
		r.Complete = len(complete[0])
	}
	switch {
	case r.K < 2:
		r.Reason = stats.OneItem
		return r
	case r.Complete < 2:
		r.Reason = stats.TooFewComplete
		return r
	}
	s := covariances(complete)
	r.correlations(s)
	r.dropped(s)
	if r.Reason = consistency(s); r.Reason == "" {
		r.Alpha = rawAlpha(s, -1)
	}
	return r
}

func consistency(s [][]float64) stats.Reason {
	for i := range s {
		if s[i][i] == 0 {
			return stats.ZeroVarianceItem
		}
	}
	if sumOf(s, -1) <= 1e-12*diagonal(s, -1) {
		return stats.ZeroVarianceTotal
	}
	return ""
}

func completeCases(items [][]float64) [][]float64 {
	out := make([][]float64, len(items))
	if len(items) == 0 {
		return out
	}
	for row := range items[0] {
		whole := true
		for _, column := range items {
			whole = whole && !math.IsNaN(column[row])
		}
		if whole {
			for i, column := range items {
				out[i] = append(out[i], column[row])
			}
		}
	}
	return out
}

// covariances of columns without gaps, with n-1.
func covariances(columns [][]float64) [][]float64 {
	n := len(columns[0])
	mean := make([]float64, len(columns))
	for i, column := range columns {
		mean[i] = sum(column) / float64(n)
	}
	s := make([][]float64, len(columns))
	for i := range s {
		s[i] = make([]float64, len(columns))
	}
	for i := range columns {
		for j := i; j < len(columns); j++ {
			sum := 0.0
			for row := range n {
				sum += (columns[i][row] - mean[i]) * (columns[j][row] - mean[j])
			}
			s[i][j] = sum / float64(n-1)
			s[j][i] = s[i][j]
		}
	}
	return s
}

// sumOf adds all entries, which is the variance of the sum of the items; item skip is left out.
func sumOf(s [][]float64, skip int) float64 {
	sum := 0.0
	for i := range s {
		for j := range s {
			if i != skip && j != skip {
				sum += s[i][j]
			}
		}
	}
	return sum
}

func diagonal(s [][]float64, skip int) float64 {
	sum := 0.0
	for i := range s {
		if i != skip {
			sum += s[i][i]
		}
	}
	return sum
}

// rawAlpha of the items without item skip (-1: of all).
func rawAlpha(s [][]float64, skip int) float64 {
	k := float64(len(s))
	if skip >= 0 {
		k--
	}
	all, own := sumOf(s, skip), diagonal(s, skip)
	if all <= 1e-12*own {
		return math.NaN()
	}
	return k / (k - 1) * (1 - own/all)
}

func (r *Reliability) correlations(s [][]float64) {
	k := float64(r.K)
	sum := 0.0
	for i := range s {
		for j := range i {
			sum += s[i][j] / math.Sqrt(s[i][i]*s[j][j])
		}
	}
	mean := sum / (k * (k - 1) / 2)
	r.MeanInterItemR = mean
	r.AlphaStd = k * mean / (1 + (k-1)*mean)
}

func (r *Reliability) dropped(s [][]float64) {
	for i := range s {
		rest := -s[i][i]
		for j := range s {
			rest += s[i][j]
		}
		r.ItemRestR = append(r.ItemRestR, rest/math.Sqrt(s[i][i]*sumOf(s, i)))
		if r.K > 2 {
			r.AlphaIfDropped = append(r.AlphaIfDropped, rawAlpha(s, i))
		}
	}
}
