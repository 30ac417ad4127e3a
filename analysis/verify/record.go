package verify

import "math"

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
