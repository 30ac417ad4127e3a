package exhibit

import "realitycheck/analysis/report"

// share is a part of a panel or of its answers. A nil share was not asked for.
type share struct {
	value, low, high *float64
	suppressed       bool
	limit            report.Limit
	absent           Reason // why there is no value where it is not withheld
}

// why says why a share has no figure.
func (s *share) why() Reason {
	switch {
	case s.suppressed:
		return TooFew
	case s.limit != "":
		return Near
	case s.value == nil:
		return s.absent
	}
	return ""
}

// cells are the share, or the limit that it is told as, and its interval.
func (s *share) cells() []Cell {
	if s == nil {
		return []Cell{nothing(), nothing()}
	}
	figure := value(s.value, s.why())
	if figure.Missing == Near {
		figure.Limit = s.limit
	}
	return []Cell{figure, interval(s.low, s.high, s.why())}
}

// sharePoint is a share in a picture.
func (r *reader) sharePoint(s *share) Point {
	if s == nil {
		return Point{}
	}
	if s.why() == "" {
		return Point{Value: s.value, Low: s.low, High: s.high}
	}
	cell := s.cells()[0]
	return Point{Missing: cell.Words(r.Translator)}
}
