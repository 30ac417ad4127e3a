package survey

import "realitycheck/survey/fault"

// differential is a choice between two opposite words on five points (Osgood, Suci & Tannenbaum 1957).
type differential struct{}

func (differential) Code() string { return KindDifferential }

func (differential) Faults(q *Question) []fault.Field { return scaleFaults(q, 2) }

func (differential) Read(q *Question, form Form) (Answer, *fault.Field) { return readPoint(q, form) }

func (differential) Columns(q *Question) []Column { return codeColumn(q) }
