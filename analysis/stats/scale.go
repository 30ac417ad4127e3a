package stats

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
