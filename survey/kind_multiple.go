package survey

import (
	"slices"
	"strconv"

	"realitycheck/survey/fault"
)

// multiple is a choice of any number of options; an exclusive one, such as "none of these", stands alone.
type multiple struct{}

func (multiple) Code() string { return KindMultiple }

func (multiple) Faults(q *Question) []fault.Field { return optionFaults(q) }

func (multiple) Read(q *Question, form Form) (Answer, *fault.Field) {
	var answer Answer
	for _, value := range form.choosingOther(q).Values {
		if value == "" {
			continue
		}
		code, bad := readCode(q, Form{Values: []string{value}})
		if bad != nil {
			return Answer{}, bad
		}
		option, offered := q.Option(code)
		if code != DontKnow && !offered {
			return Answer{}, notOffered(q)
		}
		if !slices.Contains(answer.Codes, code) {
			answer.Codes = append(answer.Codes, code)
		}
		if option.Other {
			answer.Text = form.Other
		}
	}
	slices.Sort(answer.Codes)
	if len(answer.Codes) > 1 && slices.ContainsFunc(answer.Codes, func(c int8) bool { return excludes(q, c) }) {
		return answer, &fault.Field{Path: q.Code, Key: "answer_exclusive"}
	}
	return answer, otherFault(q, answer)
}

// excludes says that an option, or "don't know", cannot stand beside another.
func excludes(q *Question, code int8) bool {
	option, _ := q.Option(code)
	return code == DontKnow || option.Exclusive
}

func (multiple) Columns(q *Question) []Column {
	columns := make([]Column, len(q.Options))
	for i, o := range q.Options {
		columns[i] = Column{Name: q.Code + "." + strconv.Itoa(int(o.Code)), Value: func(a Answer) int8 {
			switch {
			case len(a.Codes) == 0:
				return Skipped
			case slices.Contains(a.Codes, DontKnow):
				return DontKnow
			case slices.Contains(a.Codes, o.Code):
				return 1
			}
			return 0
		}}
	}
	return columns
}
