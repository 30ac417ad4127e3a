package survey

import (
	"slices"

	"realitycheck/survey/fault"
)

// Kind is one sort of question. Each stands in a file of its own, kind_*.go, and is listed once, in kinds.
type Kind interface {
	// Code names the kind in files: "rating".
	Code() string
	// Faults lists what is wrong in a definition; paths are relative to the question, "points[3]".
	Faults(q *Question) []fault.Field
	// Read makes an answer of what a form sent, text already cleaned. A value that the question does not offer is a
	// fault; nothing sent is the zero answer.
	Read(q *Question, form Form) (Answer, *fault.Field)
	// Columns lists the int8 columns that the question takes in the archive, none for text and information.
	Columns(q *Question) []Column
}

// Form is what a page sent for one question: the values under its code, and the words beside an "other, namely".
type Form struct {
	Values []string
	Other  string
}

// Column is one int8 column of the archive. Code gives the value of an answer to an asked question: a point, an option
// code, 0 or 1 for an option of a multiple choice, DontKnow or Skipped.
type Column struct {
	Name  string // the question's code, with "." and the option's code for a multiple choice
	Value func(Answer) int8
}

// Codes of the kinds.
const (
	KindRating       = "rating"
	KindDifferential = "differential"
	KindSingle       = "single"
	KindMultiple     = "multiple"
	KindText         = "text"
	KindInfo         = "info"
)

// ScalePoints is the number of points of ratings and differentials.
const ScalePoints = 5

// MaxText is the longest text answer, in characters as one types them (runes after cleaning).
const MaxText = 10_000

// MaxOther is the longest text beside an "other, namely", counted the same way.
const MaxOther = 500

var kinds = []Kind{rating{}, differential{}, single{}, multiple{}, text{}, info{}}

// KindCodes lists the kinds by code.
func KindCodes() []string {
	codes := make([]string, len(kinds))
	for i, k := range kinds {
		codes[i] = k.Code()
	}
	return codes
}

// KindOf gives the kind of a question; ok is false when its code is not in KindCodes.
func KindOf(q *Question) (kind Kind, ok bool) {
	i := slices.IndexFunc(kinds, func(k Kind) bool { return k.Code() == q.Kind })
	if i < 0 {
		return nil, false
	}
	return kinds[i], true
}

// NeedsAnswer says that a page may not be left forwards without an answer to the question.
func (q *Question) NeedsAnswer() bool {
	return !q.Optional && q.Kind != KindText && q.Kind != KindInfo
}

// codeColumn is the column of every kind whose answer is one code.
func codeColumn(q *Question) []Column {
	return []Column{{Name: q.Code, Value: func(a Answer) int8 {
		if a.Code == 0 {
			return Skipped
		}
		return a.Code
	}}}
}
