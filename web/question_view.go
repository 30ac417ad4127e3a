package web

import (
	"html/template"

	"realitycheck/survey"
	"realitycheck/survey/i18n"
	"realitycheck/survey/interview"
)

// questionView is a question in one panel's words and one language, as a template shows it.
type questionView struct {
	*i18n.Translator
	Code     string
	Kind     string
	Text     string
	Help     string
	Example  string
	Points   []choiceView
	Ends     []string // of a differential: left and right
	Options  []choiceView
	DontKnow bool
	Required bool
	Long     bool
}

// choiceView is one point or option.
type choiceView struct {
	Value     int8
	Word      string
	Other     bool
	Exclusive bool
}

// questionView lays out a question.
func newQuestionView(q *survey.Question, panel string, tr *i18n.Translator) questionView {
	word := func(w survey.Wording) string { return unmarked(w.For(panel, tr.Lang())) }
	view := questionView{Translator: tr, Code: q.Code, Kind: q.Kind, Text: word(q.Text), Help: word(q.Help),
		Example: word(q.Example), DontKnow: q.DontKnow, Required: q.NeedsAnswer(), Long: q.Long}
	switch q.Kind {
	case survey.KindRating:
		for i, point := range q.Points {
			view.Points = append(view.Points, choiceView{Value: int8(i + 1), Word: word(point)})
		}
	case survey.KindDifferential:
		view.Ends = []string{word(q.Points[0]), word(q.Points[1])}
		view.Points = differentialPoints(tr, view.Ends)
	}
	for _, o := range q.Options {
		view.Options = append(view.Options, choiceView{Value: o.Code, Word: word(o.Text), Other: o.Other, Exclusive: o.Exclusive})
	}
	return view
}

// differentialPoints names the five places between two words, for those who do not see where they stand.
func differentialPoints(tr *i18n.Translator, ends []string) []choiceView {
	keys := []string{"point_very", "point_rather", "point_middle", "point_rather", "point_very"}
	points := make([]choiceView, survey.ScalePoints)
	for i := range points {
		points[i] = choiceView{Value: int8(i + 1), Word: tr.T(keys[i], "word", ends[i/3])}
	}
	return points
}

// Field is the name of the answer in the form.
func (q questionView) Field() string { return interview.AnswerField + q.Code }

// OtherField is the name of the words beside "other, namely".
func (q questionView) OtherField() string { return interview.OtherField + q.Code }

// DontKnowValue is the code of "don't know".
func (q questionView) DontKnowValue() int8 { return survey.DontKnow }

// Check is the hole for whether a point or option is chosen.
func (q questionView) Check(value int8) template.HTMLAttr {
	return markAttr(hole{holeCheck, q.Code, value})
}

// Answer is the hole for the text of a text area.
func (q questionView) Answer() string { return mark(hole{kind: holeText, question: q.Code}) }

// AnswerValue is the hole for a text in an attribute.
func (q questionView) AnswerValue() string { return mark(hole{kind: holeValue, question: q.Code}) }

// Error is the hole for the message beside the field.
func (q questionView) Error() string { return mark(hole{kind: holeError, question: q.Code}) }

// WrongClass is the hole in the class of the question.
func (q questionView) WrongClass() string { return mark(hole{kind: holeClass, question: q.Code}) }

// Described is the hole for the attributes that tie the field to its help and error.
func (q questionView) Described() template.HTMLAttr {
	h := hole{kind: holeWrong, question: q.Code}
	if q.Help != "" || q.Example != "" {
		h.value = 1
	}
	return markAttr(h)
}
