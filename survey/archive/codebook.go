package archive

import (
	"strconv"

	"realitycheck/survey"
)

// Codebook says what each column of the archive holds. Words are in every language of the wave.
type Codebook struct {
	Wave      string     `json:"wave"`
	Variables []Variable `json:"variables"` // in the order of the questionnaire
	Codes     []Code     `json:"codes"`     // that mean the same in every column of a question
}

// Variable is one column of a question, or one open question.
type Variable struct {
	File      string         `json:"file"`   // ResponsesFile, RatingsFile or TextsFile
	Column    string         `json:"column"` // for an open question, the value in the column of questions
	Question  string         `json:"question"`
	Kind      string         `json:"kind"`
	Text      survey.Wording `json:"text"`
	Framework string         `json:"framework,omitempty"`
	Parameter string         `json:"parameter,omitempty"`
	Reversed  bool           `json:"reversed,omitempty"` // a high code means little of the parameter; codes are as given
	Panels    []string       `json:"panels,omitempty"`   // only asked to these
	Codes     []Code         `json:"codes,omitempty"`
}

// Code is one value with its meaning.
type Code struct {
	Code int8           `json:"code"`
	Name string         `json:"name,omitempty"` // of a common code: "skipped", "dont_know"
	Text survey.Wording `json:"text,omitzero"`
}

// NewCodebook describes the columns of an instrument's archive.
func NewCodebook(in *survey.Instrument) Codebook {
	book := Codebook{Wave: in.Wave.Code, Codes: []Code{
		{Code: survey.Skipped, Name: "skipped"}, {Code: survey.DontKnow, Name: "dont_know"},
	}}
	for block, q := range in.Questionnaire.Questions() {
		variable := Variable{File: ResponsesFile, Column: q.Code, Question: q.Code, Kind: q.Kind, Text: q.Text,
			Framework: q.Framework, Parameter: q.Parameter, Reversed: q.Reversed, Panels: q.Panels}
		if len(block.Panels) > 0 && len(q.Panels) == 0 {
			variable.Panels = block.Panels
		}
		if block.Repeat {
			variable.File = RatingsFile
		}
		switch q.Kind {
		case survey.KindInfo:
			continue
		case survey.KindText:
			variable.File = TextsFile
			book.Variables = append(book.Variables, variable)
		case survey.KindMultiple:
			for _, o := range q.Options {
				option := variable
				option.Column = q.Code + "." + strconv.Itoa(int(o.Code))
				option.Codes = []Code{{Code: 0}, {Code: 1, Text: o.Text}}
				book.Variables = append(book.Variables, option)
			}
		default:
			variable.Codes = codesOf(q)
			book.Variables = append(book.Variables, variable)
		}
	}
	return book
}

// codesOf lists the codes of a question that takes one.
func codesOf(q *survey.Question) []Code {
	var codes []Code
	for _, o := range q.Options {
		codes = append(codes, Code{Code: o.Code, Text: o.Text})
	}
	for i, text := range q.Points {
		code := int8(i + 1)
		if q.Kind == survey.KindDifferential && i == 1 {
			code = survey.ScalePoints
		}
		codes = append(codes, Code{Code: code, Text: text})
	}
	return codes
}
