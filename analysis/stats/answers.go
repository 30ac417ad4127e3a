package stats

import "math"

// Status says what an answer counts for.
type Status uint8

// The statuses: only valid answers enter an estimate, don't-knows are counted beside it.
const (
	Missing Status = iota // not asked, skipped or not usable
	DontKnow
	Valid
)

// Scale gives every int8 code its value and its status. Index it with [Index]; the zero Scale holds all codes missing.
type Scale struct {
	Value  [256]float64
	Status [256]Status
	// Binary says that the values are 0 and 1 and are read as a share: effects are Cohen's h and shares of
	// exactly 0 or 1 are marked.
	Binary bool
}

// Index is the place of a code in a [Scale].
func Index(code int8) uint8 { return uint8(code) }

// NewScale holds the codes low to high valid with themselves as value, and the codes dk as don't-know.
func NewScale(low, high int8, dk ...int8) *Scale {
	s := new(Scale)
	for code := int(low); code <= int(high); code++ {
		s.set(int8(code), float64(code), Valid)
	}
	for _, code := range dk {
		s.set(code, 0, DontKnow)
	}
	return s
}

// Share is the scale on which the codes in count 1 and the other valid codes count 0.
func (s *Scale) Share(in ...int8) *Scale {
	out := &Scale{Status: s.Status, Binary: true}
	for _, code := range in {
		out.Value[Index(code)] = 1
	}
	return out
}

// NPS is the scale of the net promoter score (Reichheld 2003) in points from -100 to 100: 9 and 10 promote,
// 0 to 6 detract, and valid codes outside 0 to 10 become missing.
func (s *Scale) NPS() *Scale {
	out := &Scale{Status: s.Status}
	for i := range out.Status {
		score, ok := Promoter(s.Value[i])
		if out.Status[i] == Valid && !ok {
			out.Status[i] = Missing
		}
		out.Value[i] = score
	}
	return out
}

// Reverse mirrors the valid values on the scale from low to high.
func (s *Scale) Reverse(low, high float64) *Scale {
	out := &Scale{Status: s.Status}
	for i, v := range s.Value {
		out.Value[i] = low + high - v
	}
	return out
}

func (s *Scale) set(code int8, value float64, status Status) {
	s.Value[Index(code)], s.Status[Index(code)] = value, status
}

// Promoter turns a recommendation from 0 to 10 into net promoter points: 100, 0 or -100. It reports false outside that
// range.
func Promoter(recommend float64) (points float64, ok bool) {
	switch {
	case !(recommend >= 0 && recommend <= 10):
		return 0, false
	case recommend >= 9:
		return 100, true
	case recommend <= 6:
		return -100, true
	}
	return 0, true
}

// Answers is one item, one entry a row of the design: either Codes with their Scale, or Values with their Status.
type Answers struct {
	Codes []int8
	Scale *Scale

	Values []float64 // a NaN is missing
	Status []Status  // nil: every value is valid
	Binary bool      // as in [Scale.Binary], for Values
}

// At gives value and status of a row.
func (a *Answers) At(row int32) (float64, Status) {
	if a.Codes != nil {
		i := Index(a.Codes[row])
		return a.Scale.Value[i], a.Scale.Status[i]
	}
	v := a.Values[row]
	switch {
	case a.Status != nil && a.Status[row] != Valid:
		return 0, a.Status[row]
	case math.IsNaN(v):
		return 0, Missing
	}
	return v, Valid
}

func (a *Answers) binary() bool {
	if a.Codes != nil {
		return a.Scale.Binary
	}
	return a.Binary
}

// Domain lists the rows of a subgroup in rising order. nil stands for all rows of the design, an empty Domain for none.
// A domain never changes the design: members outside it still count for the variance.
type Domain []int32
