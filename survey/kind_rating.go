package survey

import (
	"strconv"

	"realitycheck/survey/fault"
)

// rating is agreement with a statement on five labelled points, with "don't know" outside the scale.
type rating struct{}

func (rating) Code() string { return KindRating }

func (rating) Faults(q *Question) []fault.Field { return scaleFaults(q, ScalePoints) }

func (rating) Read(q *Question, form Form) (Answer, *fault.Field) { return readPoint(q, form) }

func (rating) Columns(q *Question) []Column { return codeColumn(q) }

// scaleFaults checks what ratings and differentials share: the number of labels and no options.
func scaleFaults(q *Question, labels int) []fault.Field {
	var faults []fault.Field
	if len(q.Points) != labels {
		faults = append(faults, fault.Field{Path: "points", Key: "points_count",
			Args: fault.Args("want", labels, "got", len(q.Points))})
	}
	if len(q.Options) > 0 {
		faults = append(faults, fault.Field{Path: "options", Key: "not_for_kind", Args: fault.Args("kind", q.Kind)})
	}
	return faults
}

// readPoint reads a point 1 to ScalePoints or DontKnow.
func readPoint(q *Question, form Form) (Answer, *fault.Field) {
	code, bad := readCode(q, form)
	if bad != nil || code == 0 || code == DontKnow {
		return Answer{Code: code}, bad
	}
	if code < 1 || code > ScalePoints {
		return Answer{}, notOffered(q)
	}
	return Answer{Code: code}, nil
}

// readCode reads at most one code; DontKnow only where the question offers it.
func readCode(q *Question, form Form) (int8, *fault.Field) {
	switch len(form.Values) {
	case 0:
		return 0, nil
	case 1:
	default:
		return 0, notOffered(q)
	}
	if form.Values[0] == "" {
		return 0, nil
	}
	code, err := strconv.ParseInt(form.Values[0], 10, 8)
	if err != nil || code == int64(DontKnow) && !q.DontKnow || code < 1 {
		return 0, notOffered(q)
	}
	return int8(code), nil
}

func notOffered(q *Question) *fault.Field {
	return &fault.Field{Path: q.Code, Key: "answer_not_offered"}
}
