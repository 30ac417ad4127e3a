package quality

import "realitycheck/survey"

// The thresholds of the flags (METHODS 9).
const (
	StraightAnswers = 4    // fewest equal answers that make a straight line
	LongShare       = 0.75 // part of a grid that an unbroken run of equal answers must cover
	LongAnswers     = 8    // and the fewest answers of such a run
)

// Line follows the answers of one row through a grid.
type Line struct {
	first, last                int8
	answered, run, longest     uint16
	differ, reversed, straight bool
}

// Add takes the next answer; a code that is no point of the scale is none, and breaks a run.
func (l *Line) Add(code int8, reversed bool) {
	if code < 1 || code > survey.ScalePoints {
		l.run, l.last = 0, 0
		return
	}
	if code != l.last {
		l.run, l.last = 0, code
	}
	l.run++
	l.longest = max(l.longest, l.run)
	if l.answered == 0 {
		l.first = code
	}
	l.differ = l.differ || code != l.first
	l.answered++
	if reversed {
		l.reversed = true
	} else {
		l.straight = true
	}
}

// Answered counts the answers.
func (l *Line) Answered() int { return int(l.answered) }

// Longest is the longest unbroken run of equal answers (Johnson 2005).
func (l *Line) Longest() int { return int(l.longest) }

// Straight reports whether there are enough answers and all are equal.
func (l *Line) Straight() bool { return l.answered >= StraightAnswers && !l.differ }

// Contradicts reports whether a straight line goes over statements and their opposites, off the middle of the scale.
func (l *Line) Contradicts() bool {
	return l.Straight() && l.reversed && l.straight && 2*l.first != 1+survey.ScalePoints
}

// Long reports whether an unbroken run of equal answers covers most of the grid.
func (l *Line) Long() bool {
	return l.longest >= LongAnswers && float64(l.longest) >= LongShare*float64(l.answered)
}
