package analysis

import (
	"math"

	"realitycheck/analysis/stats"
)

// An index over several samples is the plain average of the samples' means (METHODS 2.6), so that it does not depend on
// how often each sample happened to be shown. One member rates several samples, so its uncertainty comes from all rows
// together, with the member as cluster.

// average puts samples of a panel into the coefficients of cells, together weighing factor. first is the cell of the
// first sample.
func average(coef []float64, first int, samples []int, factor float64) {
	for _, s := range samples {
		coef[first+s] = factor / float64(len(samples))
	}
}

// answered keeps the samples that have a valid answer to a measure in every panel given.
func (w *dataset) answered(m *measure, samples []int, panels ...int) []int {
	var kept []int
	for _, s := range samples {
		all := true
		for _, p := range panels {
			n, _ := valid(m.scale, w.tally(m, p, s))
			all = all && n > 0
		}
		if all {
			kept = append(kept, s)
		}
	}
	return kept
}

// valid counts the valid answers and the don't-knows of a tally.
func valid(scale *stats.Scale, t stats.FrequencyTable) (valid, unknown int) {
	for _, c := range t.Codes {
		switch scale.Status[stats.Index(c.Code)] {
		case stats.Valid:
			valid += c.N
		case stats.DontKnow:
			unknown += c.N
		}
	}
	return valid, unknown
}

// effective is Kish's number of the members of a panel with a valid answer on any of the samples.
func (w *dataset) effective(m *measure, panel int, samples []int) float64 {
	rows := w.raters(m, panel, samples)
	if w.weight == nil {
		return float64(len(rows))
	}
	weights := make([]float64, len(rows))
	for i, response := range rows {
		weights[i] = w.weight[response]
	}
	return stats.Kish(weights).NEff
}

// membersOf counts the members of a panel with a valid answer on any of the samples.
func (w *dataset) membersOf(m *measure, panel int, samples []int) int {
	return len(w.raters(m, panel, samples))
}

// raters lists the responses of a panel with a valid answer on any of the samples.
func (w *dataset) raters(m *measure, panel int, samples []int) []int32 {
	in := make([]bool, len(w.panels)*len(w.samples))
	for _, s := range samples {
		in[panel*len(w.samples)+s] = true
	}
	var rows []int32
	last := int32(-1)
	for row := w.ratingRanges[panel][0]; row < w.ratingRanges[panel][1]; row++ {
		response := w.Ratings.Response[row]
		if response != last && in[w.rated.Cell[row]] && m.scale.Status[stats.Index(m.codes[row])] == stats.Valid {
			rows = append(rows, response)
			last = response
		}
	}
	return rows
}

// indexInterval is the interval of Korn and Graubard (1998) for an average of shares, with n rows and the effective
// number capped at it, as stats.StratumSizes.Proportion makes it for a single share; members is their effective number.
func indexInterval(p, se, df float64, n int, members float64) (low, high float64) {
	const half = (1 - level) / 2
	switch {
	case p == 0:
		return 0, 1 - math.Pow(half, 1/members)
	case p == 1:
		return math.Pow(half, 1/members), 1
	}
	star := float64(n)
	if se > 0 {
		ratio := stats.TQuantile(1-half, float64(n)-1) / stats.TQuantile(1-half, df)
		star = math.Min(star, p*(1-p)/(se*se)*ratio*ratio)
	}
	yes, no := star*p, star*(1-p)
	return stats.BetaQuantile(half, yes, no+1), stats.BetaQuantile(1-half, yes+1, no)
}
