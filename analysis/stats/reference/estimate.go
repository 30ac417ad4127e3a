package reference

import (
	"math"

	"realitycheck/analysis/stats"
)

// Mean estimates the weighted mean of an item in a domain (METHODS 2.1 to 2.4, 2.8). level is the level of confidence, 0 to 1.
func (d *Design) Mean(a Answers, dom Domain, level float64) stats.Estimate {
	p, nan := d.part(a, dom), math.NaN()
	e := stats.Estimate{Counts: p.Counts, Mean: p.mean, SD: p.sd, SE: nan, DF: nan, Low: nan, High: nan, Deff: nan,
		Reason: d.reason(p)}
	if e.Reason != "" {
		return e
	}
	e.SE, e.DF = root(p.variance), p.degf()
	switch {
	case e.SE == 0:
		e.Reason = stats.ZeroVariance
	case e.DF == 0:
		e.Reason = stats.NoDF
	default:
		e.Deff = sum(p.variance) * float64(p.Rows) / (p.sd * p.sd)
		t := stats.TQuantile(0.5+level/2, e.DF)
		e.Low, e.High = e.Mean-t*e.SE, e.Mean+t*e.SE
	}
	return e
}

// Proportion estimates a share (METHODS 3): the interval of Korn and Graubard (1998) with n* capped at the number of rows, at
// exactly 0 or 1 the binomial one on Kish's effective number of members.
func (d *Design) Proportion(a Answers, dom Domain, level float64) stats.Share {
	p, nan := d.part(a, dom), math.NaN()
	s := stats.Share{Counts: p.Counts, P: p.mean, SE: nan, DF: nan, NEff: nan, NStar: nan, Low: nan, High: nan,
		Reason: d.reason(p)}
	alpha := 1 - level
	switch {
	case s.Reason == stats.NoValid || s.Reason == stats.OneMember:
	case p.equal:
		s.Reason, s.Method, s.SE, s.DF = stats.Boundary, stats.BoundaryRule, 0, p.degf()
		s.NStar = math.Min(float64(p.Rows), p.NEffKish)
		if p.mean == 0 {
			s.Low, s.High = 0, 1-math.Pow(alpha/2, 1/s.NStar)
		} else {
			s.Low, s.High = math.Pow(alpha/2, 1/s.NStar), 1
		}
	case s.Reason == stats.Lonely:
	default:
		s.SE, s.DF = root(p.variance), p.degf()
		if s.DF == 0 {
			s.Reason = stats.NoDF
			break
		}
		betaInterval(&s, alpha)
	}
	return s
}

// betaInterval is METHODS 3.2, for a share between 0 and 1.
func betaInterval(s *stats.Share, alpha float64) {
	n := float64(s.Rows)
	s.NStar, s.Method = n, stats.KornGraubardCapped
	if s.SE > 0 {
		s.NEff = s.P * (1 - s.P) / (s.SE * s.SE)
		t := stats.TQuantile(alpha/2, n-1) / stats.TQuantile(alpha/2, s.DF)
		if star := s.NEff * t * t; star <= n {
			s.NStar, s.Method = star, stats.KornGraubard
		}
	}
	s.Low = stats.BetaQuantile(alpha/2, s.NStar*s.P, s.NStar*(1-s.P)+1)
	s.High = stats.BetaQuantile(1-alpha/2, s.NStar*s.P+1, s.NStar*(1-s.P))
}

// LogitInterval is that of a share on the logit scale, which no report shows; NaN where it has no interval.
func LogitInterval(s stats.Share, level float64) (low, high float64) {
	if !(s.SE > 0) || s.DF == 0 {
		return math.NaN(), math.NaN()
	}
	logit, half := math.Log(s.P)-math.Log(1-s.P), stats.TQuantile(0.5+level/2, s.DF)*s.SE/(s.P*(1-s.P))
	return 1 / (1 + math.Exp(half-logit)), 1 / (1 + math.Exp(-half-logit))
}
