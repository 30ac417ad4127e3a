package quality

import (
	"math"

	"realitycheck/survey"
)

// Rates are shares from 0 to 1 of those invited in one panel, always unweighted; NaN without a base.
type Rates struct {
	Completion float64 // completed, of those invited
	BreakOff   float64 // broke off, of those who completed, did a part or broke off
}

// RatesOf computes completion_rate and breakoff_rate of METHODS 6 (AAPOR; Callegaro and DiSogra 2008). Who turned out not to be
// eligible does not count as invited.
func RatesOf(o survey.Outcomes) Rates {
	return Rates{Completion: share(o.Completed, o.Invited), BreakOff: share(o.BreakOff, o.Completed+o.Partial+o.BreakOff)}
}

// Participation is what one member did in two waves.
type Participation struct {
	CompleteFrom, CompleteTo bool
	IneligibleTo             bool // turned out not to be eligible in the second
}

// Retention tells who came back from one wave to another (METHODS 6).
type Retention struct {
	CompletesFrom  int
	BaseEligible   int     // completed the first wave and not ineligible in the second
	Retained       int     // of those, completed the second
	Rate           float64 // Retained over BaseEligible; NaN without a base
	CompletesTo    int
	NewInTo        int     // completed the second without having completed the first
	OverlapShareTo float64 // of the completes of the second, those who had completed the first; NaN without a base
}

// Retain computes the retention of members between two waves.
func Retain(members []Participation) Retention {
	var r Retention
	shared := 0
	for _, m := range members {
		if m.CompleteFrom {
			r.CompletesFrom++
			if !m.IneligibleTo {
				r.BaseEligible++
				if m.CompleteTo {
					r.Retained++
				}
			}
		}
		if m.CompleteTo {
			r.CompletesTo++
			if m.CompleteFrom {
				shared++
			} else {
				r.NewInTo++
			}
		}
	}
	r.Rate = share(r.Retained, r.BaseEligible)
	r.OverlapShareTo = share(shared, r.CompletesTo)
	return r
}

func share(part, whole int) float64 {
	if whole == 0 {
		return math.NaN()
	}
	return float64(part) / float64(whole)
}
