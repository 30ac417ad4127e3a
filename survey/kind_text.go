package survey

import (
	"strings"
	"unicode/utf8"

	"realitycheck/survey/fault"
)

// text is an open question. Too long an answer is kept as it was typed and refused with a message, never cut.
type text struct{}

func (text) Code() string { return KindText }

func (text) Faults(q *Question) []fault.Field {
	var faults []fault.Field
	if len(q.Options) > 0 {
		faults = append(faults, fault.Field{Path: "options", Key: "not_for_kind", Args: fault.Args("kind", q.Kind)})
	}
	if q.DontKnow {
		faults = append(faults, fault.Field{Path: "dont_know", Key: "not_for_kind", Args: fault.Args("kind", q.Kind)})
	}
	return faults
}

func (text) Read(q *Question, form Form) (Answer, *fault.Field) {
	answer := Answer{Text: strings.Join(form.Values, "\n")}
	if n := utf8.RuneCountInString(answer.Text); n > MaxText {
		return answer, &fault.Field{Path: q.Code, Key: "answer_too_long", Args: fault.Args("max", MaxText, "got", n)}
	}
	return answer, nil
}

func (text) Columns(*Question) []Column { return nil }
