package stats

import (
	"math"
	"sort"
)

// Disposition codes of AAPOR's Standard Definitions.
const (
	Interview    = "I"
	Partial      = "P"
	Refusal      = "R"
	BreakOff     = "BO" // counts as a refusal in the rates
	NonContact   = "NC"
	Other        = "O"
	UnknownHouse = "UH" // unknown whether there is an eligible person
	UnknownOther = "UO"
	NotEligible  = "NE"
)

// Dispositions lists all codes in the order of the definitions.
func Dispositions() []string {
	return []string{Interview, Partial, Refusal, BreakOff, NonContact, Other, UnknownHouse, UnknownOther, NotEligible}
}

// Rates are the outcome rates of a wave, shares from 0 to 1; NaN where the denominator is 0. Always unweighted.
type Rates struct {
	Counts  map[string]int // by disposition
	Invited int
	E       float64 // share of the unknown taken to be eligible

	RR             [6]float64 // RR1 to RR6
	COOP1, COOP2   float64
	REF1, CON1     float64
	BreakOffRate   float64
	CompletionRate float64
	COMR           float64 // completion among the known eligible, RR6
	CUMRR1, CUMRR2 float64 // NaN without the recruitment rates
}

// PanelRates are what cumulative rates need beside the wave: recruitment, profile and retention rate (Callegaro and
// DiSogra 2008); NaN when not known.
type PanelRates struct{ Recruitment, Profile, Retention float64 }

// Outcome computes AAPOR outcome rates from the number of members per disposition. e is the share of unknown cases that
// are eligible, NaN to estimate it from the known ones. A code outside the definitions is CodeUnknownDisposition.
func Outcome(counts map[string]int, e float64, panel PanelRates) (*Rates, error) {
	r := &Rates{Counts: map[string]int{}, E: e}
	for _, code := range Dispositions() {
		r.Counts[code] = counts[code]
	}
	var unknown []string
	for code, n := range counts {
		if _, ok := r.Counts[code]; !ok {
			unknown = append(unknown, code)
		}
		r.Invited += n
	}
	if len(unknown) > 0 {
		sort.Strings(unknown)
		return nil, &Error{Code: CodeUnknownDisposition, Category: unknown[0]}
	}
	r.fill(panel)
	return r, nil
}

func (r *Rates) fill(panel PanelRates) {
	n := func(codes ...string) float64 {
		sum := 0
		for _, code := range codes {
			sum += r.Counts[code]
		}
		return float64(sum)
	}
	complete, both := n(Interview), n(Interview, Partial)
	refused := n(Refusal, BreakOff)
	asked := both + refused + n(Other)
	known, unknown := asked+n(NonContact), n(UnknownHouse, UnknownOther)
	if math.IsNaN(r.E) {
		r.E = ratio(known, known+n(NotEligible))
	}
	most := known + r.E*unknown
	r.RR = [6]float64{ratio(complete, known+unknown), ratio(both, known+unknown), ratio(complete, most), ratio(both, most),
		ratio(complete, known), ratio(both, known)}
	r.COOP1, r.COOP2 = ratio(complete, asked), ratio(both, asked)
	r.REF1, r.CON1 = ratio(refused, known+unknown), ratio(asked, known+unknown)
	r.BreakOffRate = ratio(n(BreakOff), both+n(BreakOff))
	r.CompletionRate = ratio(complete, float64(r.Invited)-n(NotEligible))
	r.COMR = r.RR[5]
	r.CUMRR1 = panel.Recruitment * panel.Profile * r.COMR
	r.CUMRR2 = r.CUMRR1 * panel.Retention
}

// ratio is a/b, NaN when b is 0.
func ratio(a, b float64) float64 {
	if b == 0 {
		return math.NaN()
	}
	return a / b
}

// Retention tells who came back from one wave to another.
type Retention struct {
	CompletesFrom  int
	BaseEligible   int     // completed the first wave and not ineligible in the second
	Retained       int     // of those, completed the second
	Rate           float64 // Retained over BaseEligible
	CompletesTo    int
	NewInTo        int     // completed the second without having completed the first
	OverlapShareTo float64 // completes of the second that had completed the first
}

// Participation is what one member did in two waves.
type Participation struct {
	CompleteFrom, CompleteTo, IneligibleTo bool
}

// Retain computes the retention between two waves; a rate without base is NaN.
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
	r.Rate = ratio(float64(r.Retained), float64(r.BaseEligible))
	r.OverlapShareTo = ratio(float64(shared), float64(r.CompletesTo))
	return r
}
