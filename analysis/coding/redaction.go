package coding

import (
	"slices"
	"strings"
	"unicode/utf8"

	"realitycheck/survey/fault"
)

// Release says whether an answer may be read as a quote.
type Release string

// The releases. Until a person looked at an answer it has none and nobody but coders reads it.
const (
	Approved Release = "approved" // as it stands after redaction
	Blocked  Release = "blocked"  // not at all: what it tells is one person, whatever is taken out
)

// Redaction is a person's decision on one answer. The original is not part of it and stays in the archive alone.
type Redaction struct {
	Text    string // id of the answer
	Release Release
	Quote   string // what may be read; "" when blocked
	Coder   string // account
}

// Redact puts a word for its kind in the place of every mark; word gives it, such as "[naam]".
func Redact(text string, marks []Mark, word func(Kind) string) (string, error) {
	marks = settle(slices.Clone(marks))
	var b strings.Builder
	at := 0
	for _, m := range marks {
		if m.Start < at || m.End <= m.Start || m.End > len(text) || !boundary(text, m.Start) || !boundary(text, m.End) {
			return "", fault.New(fault.Invalid, "mark_outside", "start", m.Start, "end", m.End)
		}
		b.WriteString(text[at:m.Start])
		b.WriteString(word(m.Kind))
		at = m.End
	}
	b.WriteString(text[at:])
	return b.String(), nil
}

func boundary(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

// Segment is a piece of a text, marked or not, for showing it.
type Segment struct {
	Text string
	Mark *Mark // nil outside marks
}

// Segments cuts a text at its marks.
func Segments(text string, marks []Mark) []Segment {
	var list []Segment
	at := 0
	for i := range marks {
		m := &marks[i]
		if m.Start > at {
			list = append(list, Segment{Text: text[at:m.Start]})
		}
		list = append(list, Segment{text[m.Start:m.End], m})
		at = m.End
	}
	if at < len(text) {
		list = append(list, Segment{Text: text[at:]})
	}
	return list
}
