package survey

import "realitycheck/survey/fault"

// info is a piece of text between questions; it takes no answer.
type info struct{}

func (info) Code() string { return KindInfo }

func (info) Faults(q *Question) []fault.Field {
	if len(q.Options) > 0 || q.DontKnow || q.Parameter != "" {
		return []fault.Field{{Path: "kind", Key: "not_for_kind", Args: fault.Args("kind", q.Kind)}}
	}
	return nil
}

func (info) Read(*Question, Form) (Answer, *fault.Field) { return Answer{}, nil }

func (info) Columns(*Question) []Column { return nil }
