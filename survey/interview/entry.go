package interview

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"realitycheck/survey"
	"realitycheck/survey/fault"
)

// Prefixes of form fields: the answer to a question, and the words beside an "other, namely".
const (
	AnswerField = "a."
	OtherField  = "o."
)

// Entry is what a form gave for one page.
type Entry struct {
	Given   survey.Answers // as typed on this device, also what cannot be accepted, to be shown again
	Page    survey.Answers // what the page then holds: Given, and what is kept from another device
	Faults  []fault.Field  // what cannot be stored; then nothing may be
	Missing []fault.Field  // what is asked before going forwards
	Changes bool           // Page differs from what is stored, or nothing was stored yet
}

// Read makes an entry of the fields of a form for page n. A field that the page does not have is a fault: no browser
// sends one.
//
// Where the page was answered on another device, what is left empty is kept. Who leaves all of it empty changes nothing:
// a stranger who only pressed a button has learnt nothing, and has taken nothing from the first device either.
func (w *Way) Read(n int, form url.Values) Entry {
	step := w.steps[n-1]
	questions := step.Questions(w.Panel)
	entry := Entry{Given: survey.Answers{}, Faults: unknownFields(questions, form)}
	for _, q := range questions {
		kind, known := survey.KindOf(q)
		if !known {
			continue
		}
		answer, bad := kind.Read(q, survey.Form{Values: clean(form[AnswerField+q.Code]), Other: Clean(form.Get(OtherField + q.Code))})
		if bad != nil {
			entry.Faults = append(entry.Faults, *bad)
		}
		if !answer.IsZero() {
			entry.Given[q.Code] = answer
		}
	}
	entry.Page = entry.Given
	page := w.Pages[step.Key]
	if w.elsewhere(page) {
		entry.Page = maps.Clone(page.Answers)
		maps.Copy(entry.Page, entry.Given)
	}
	entry.Missing = missing(questions, entry.Page)
	entry.Changes = page.Revision == 0 || !Same(entry.Page, page.Answers)
	return entry
}

// clean prepares the values of a field.
func clean(values []string) []string {
	cleaned := make([]string, len(values))
	for i, v := range values {
		cleaned[i] = Clean(v)
	}
	return cleaned
}

// unknownFields finds answers to questions that the page does not ask.
func unknownFields(questions []*survey.Question, form url.Values) []fault.Field {
	var faults []fault.Field
	for _, name := range slices.Sorted(maps.Keys(form)) {
		code, isAnswer := strings.CutPrefix(name, AnswerField)
		if !isAnswer {
			if code, isAnswer = strings.CutPrefix(name, OtherField); !isAnswer {
				continue
			}
		}
		if !slices.ContainsFunc(questions, func(q *survey.Question) bool { return q.Code == code && q.Kind != survey.KindInfo }) {
			faults = append(faults, fault.Field{Path: name, Key: "answer_unknown"})
		}
	}
	return faults
}

// missing lists the questions that need an answer and have none.
func missing(questions []*survey.Question, answers survey.Answers) []fault.Field {
	var fields []fault.Field
	for _, q := range questions {
		if !q.NeedsAnswer() || !answers[q.Code].IsZero() {
			continue
		}
		key := "answer_needed"
		if q.Kind == survey.KindMultiple {
			key = "answer_needed_multiple"
		}
		fields = append(fields, fault.Field{Path: q.Code, Key: key})
	}
	return fields
}

// Same says that two pages hold the same answers.
func Same(a, b survey.Answers) bool { return len(Differing(a, b)) == 0 }

// Differing lists the codes of the questions that were answered differently, in order.
func Differing(a, b survey.Answers) []string {
	var codes []string
	for code, answer := range a {
		if !answer.Equal(b[code]) {
			codes = append(codes, code)
		}
	}
	for code, answer := range b {
		if _, both := a[code]; !both && !answer.IsZero() {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}
