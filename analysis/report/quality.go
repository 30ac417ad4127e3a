package report

// The bounds of the flags of [Quality] (METHODS 9): those who judge by them and those who tell them take them from here.
const (
	StraightAnswers = 4    // fewest equal answers that make a straight line
	LongAnswers     = 8    // fewest equal answers in a row that make a long string
	LongShare       = 0.75 // and the part of all answers that they must be
)
