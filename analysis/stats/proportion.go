package stats

import "math"

// How the interval of a [Share] was made.
const (
	KornGraubard       = "korn_graubard"
	KornGraubardCapped = "korn_graubard_capped"
	BoundaryRule       = "boundary"
)

// Share is a proportion with its uncertainty, everything on a scale from 0 to 1. What cannot be given is NaN.
type Share struct {
	Counts
	P         float64
	SE        float64
	DF        float64
	NEff      float64 // p(1-p) over the variance, in rows
	NStar     float64 // the number of rows on which the interval rests
	Low, High float64 // confidence interval, inside [0, 1]
	Method    string  // KornGraubard, KornGraubardCapped or BoundaryRule; empty without an interval
	Reason    Reason
}

// share finishes a proportion of an item whose values are 0 and 1 (METHODS 3.2), with the interval of Korn and Graubard (1998),
// its effective number capped at the number of rows (Parker et al. 2017); at exactly 0 or 1 the exact binomial interval on
// Kish's effective number of members. The reasons are [NoValid], [OneMember], [Boundary], [Lonely] and [NoDF].
func (m *moments) share(sizes []int, level float64) Share {
	nan := math.NaN()
	s := Share{Counts: m.Counts, P: m.mean, SE: nan, DF: nan, NEff: nan, NStar: nan, Low: nan, High: nan, Reason: m.early(sizes)}
	switch {
	case s.Reason == NoValid || s.Reason == OneMember:
	case m.constant:
		s.DF = m.df()
		s.boundary(level)
	case s.Reason == Lonely:
	default:
		s.SE, s.DF = standardError(m.variance), m.df()
		s.interval(level)
	}
	return s
}

// boundary applies the rule for shares of exactly 0 or 1, where the variance within members cannot be estimated.
func (s *Share) boundary(level float64) {
	s.Reason, s.Method, s.SE = Boundary, BoundaryRule, 0
	s.NStar = math.Min(float64(s.Rows), s.NEffKish)
	s.Low, s.High = BoundaryInterval(s.P, s.NStar, (1-level)/2)
}

// interval is that of a share between 0 and 1. Where members cancel out, so that the standard error is 0, it rests on the rows.
func (s *Share) interval(level float64) {
	if s.DF == 0 {
		s.Reason = NoDF
		return
	}
	if s.SE > 0 {
		s.NEff = s.P * (1 - s.P) / (s.SE * s.SE)
	}
	var capped bool
	s.Low, s.High, s.NStar, capped = KornGraubardInterval(s.P, s.NEff, float64(s.Rows), s.DF, (1-level)/2)
	s.Method = KornGraubard
	if capped {
		s.Method = KornGraubardCapped
	}
}
