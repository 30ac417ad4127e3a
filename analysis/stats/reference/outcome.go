package reference

import (
	"math"
	"sort"

	"realitycheck/analysis/stats"
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
// are eligible, NaN to estimate it from the known ones. A code outside the definitions is [stats.CodeUnknownDisposition].
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
		return nil, &stats.Error{Code: stats.CodeUnknownDisposition, Category: unknown[0]}
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
