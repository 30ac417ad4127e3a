package stats

import "math"

// Estimate is a mean with its uncertainty. What cannot be given is NaN.
type Estimate struct {
	Counts
	Mean      float64 // in units of the scale
	SE        float64 // Taylor standard error, 0 or more
	DF        float64
	Low, High float64 // confidence interval, not clipped to the scale
	SD        float64 // standard deviation of the answers
	Deff      float64 // design effect against a simple random sample of as many rows
	Reason    Reason
}

// estimate finishes a mean (METHODS 2.1, METHODS 2.2, METHODS 2.3): the Taylor standard error over members (Binder 1983; Wolter
// 2007), no finite population correction, and Student's t with members less strata degrees of freedom. sizes holds n_h, level is
// the level of confidence, 0 to 1. The reasons are [NoValid], [OneMember], [Lonely], [ZeroVariance] and [NoDF].
func (m *moments) estimate(sizes []int, level float64) Estimate {
	nan := math.NaN()
	e := Estimate{Counts: m.Counts, Mean: m.mean, SE: nan, DF: nan, Low: nan, High: nan, SD: nan, Deff: nan, Reason: m.early(sizes)}
	if m.Rows > 1 {
		e.SD = m.sd()
	}
	if e.Reason != "" {
		return e
	}
	e.SE, e.DF = standardError(m.variance), m.df()
	switch {
	case e.SE == 0:
		e.Reason = ZeroVariance
	case e.DF == 0:
		e.Reason = NoDF
	default:
		e.Deff = e.SE * e.SE / (e.SD * e.SD / float64(m.Rows))
		reach := TQuantile(1-(1-level)/2, e.DF) * e.SE
		e.Low, e.High = e.Mean-reach, e.Mean+reach
	}
	return e
}
