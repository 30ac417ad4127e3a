package survey

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"realitycheck/survey/fault"
)

// single is a choice of one option, with words beside an "other, namely".
type single struct{}

func (single) Code() string { return KindSingle }

func (single) Faults(q *Question) []fault.Field {
	faults := optionFaults(q)
	for i, o := range q.Options {
		if o.Exclusive {
			faults = append(faults, fault.Field{Path: optionPath(i, "exclusive"), Key: "not_for_kind",
				Args: fault.Args("kind", q.Kind)})
		}
	}
	return faults
}

func (single) Read(q *Question, form Form) (Answer, *fault.Field) {
	code, bad := readCode(q, form.choosingOther(q))
	if bad != nil || code == 0 || code == DontKnow {
		return Answer{Code: code}, bad
	}
	option, ok := q.Option(code)
	if !ok {
		return Answer{}, notOffered(q)
	}
	answer := Answer{Code: code}
	if option.Other {
		answer.Text = form.Other
	}
	return answer, otherFault(q, answer)
}

// choosingOther takes words beside an "other, namely" for its choice when nothing else was chosen: in a browser without
// scripts typing does not choose, and the words would be lost.
func (f Form) choosingOther(q *Question) Form {
	chosen := slices.ContainsFunc(f.Values, func(v string) bool { return v != "" })
	if i := slices.IndexFunc(q.Options, func(o Option) bool { return o.Other }); f.Other != "" && !chosen && i >= 0 {
		f.Values = []string{strconv.Itoa(int(q.Options[i].Code))}
	}
	return f
}

// otherFault says when the words beside an "other, namely" are too many; they are kept as typed, never cut.
func otherFault(q *Question, answer Answer) *fault.Field {
	if n := utf8.RuneCountInString(answer.Text); n > MaxOther {
		return &fault.Field{Path: q.Code, Key: "answer_too_long", Args: fault.Args("max", MaxOther, "got", n)}
	}
	return nil
}

func (single) Columns(q *Question) []Column { return codeColumn(q) }

// MaxOption is the highest option code: those above are kept for Skipped, DontKnow and what may come.
const MaxOption = 90

func optionPath(i int, field string) string { return "options[" + strconv.Itoa(i) + "]." + field }

// optionFaults checks what single and multiple choice share: two options at least, codes in range and different.
func optionFaults(q *Question) []fault.Field {
	var faults []fault.Field
	if len(q.Options) < 2 {
		faults = append(faults, fault.Field{Path: "options", Key: "options_count"})
	}
	if len(q.Points) > 0 {
		faults = append(faults, fault.Field{Path: "points", Key: "not_for_kind", Args: fault.Args("kind", q.Kind)})
	}
	seen := map[int8]bool{}
	for i, o := range q.Options {
		switch {
		case o.Code < 1 || o.Code > MaxOption:
			faults = append(faults, fault.Field{Path: optionPath(i, "code"), Key: "option_code_range",
				Args: fault.Args("max", MaxOption)})
		case seen[o.Code]:
			faults = append(faults, fault.Field{Path: optionPath(i, "code"), Key: "code_twice",
				Args: fault.Args("code", o.Code)})
		}
		seen[o.Code] = true
	}
	return faults
}
