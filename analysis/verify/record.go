package verify

import (
	"math"

	"realitycheck/analysis/stats"
)

// record is one object of the results, as JSON will show it.
type record map[string]any

// num is a number, or null when it is not available.
func num(v float64) any {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return v
}

// text is a string, or null when it is empty.
func text[T ~string](v T) any {
	if v == "" {
		return nil
	}
	return string(v)
}

// blank empties every field but those that say which result it is.
func (r record) blank() record {
	for key := range r {
		switch key {
		case "item", "domain", "contrast":
		default:
			r[key] = nil
		}
	}
	return r
}

// wrongMinimum reports whether the reports hide others than those with fewer valid answers than asked for, or with fewer who
// answered at all. It tries both sides of the number, on which the rows of a case seldom lie.
func wrongMinimum(nMin int) bool {
	for _, c := range []struct {
		valid, base int
		hidden      bool
	}{{nMin, nMin, false}, {nMin - 1, nMin, true}, {0, nMin, false}, {0, nMin - 1, true}, {0, 0, false}} {
		counts := stats.Counts{Members: c.valid, Base: c.base}
		if counts.Hidden(nMin) != (c.hidden && c.base > 0) {
			return true
		}
	}
	return false
}

// mask adds the publication filter when the case asks for one.
func (r record) mask(nMin *int, hidden func(int) bool) record {
	if nMin == nil {
		return r
	}
	suppressed := hidden(*nMin)
	if suppressed {
		r.blank()
	}
	r["suppressed"] = suppressed
	return r
}
