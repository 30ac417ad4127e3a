package surveydb

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"

	"realitycheck/survey"
)

// decodeAnswers reads the answers of a page. Every request of a respondent reads all pages so far, so what SavePage writes
// is read by hand, in a fifth of the time; anything else, as a text with an escape in it, goes the general way.
func decodeAnswers(body []byte) (survey.Answers, error) {
	p := plain{rest: body}
	if answers, ok := p.answers(); ok && len(p.rest) == 0 {
		return answers, nil
	}
	var answers survey.Answers
	err := json.Unmarshal(body, &answers)
	return answers, err
}

// plain reads the compact JSON of answers without escapes. What it does not know it refuses, and loses its place.
type plain struct{ rest []byte }

// take passes over a text that must or may come next.
func (p *plain) take(text string) bool {
	if len(p.rest) < len(text) || string(p.rest[:len(text)]) != text {
		return false
	}
	p.rest = p.rest[len(text):]
	return true
}

func (p *plain) answers() (survey.Answers, bool) {
	if !p.take("{") {
		return nil, false
	}
	answers := make(survey.Answers, bytes.Count(p.rest, []byte("{")))
	for !p.take("}") {
		if len(answers) > 0 && !p.take(",") {
			return nil, false
		}
		code, ok := p.text()
		if !ok || !p.take(":") {
			return nil, false
		}
		if answers[code], ok = p.answer(); !ok {
			return nil, false
		}
	}
	return answers, true
}

// answer reads the fields in the order in which they are written.
func (p *plain) answer() (a survey.Answer, ok bool) {
	if !p.take("{") {
		return a, false
	}
	next := ""
	if p.take(`"c":`) {
		if a.Code, ok = p.code(); !ok {
			return a, false
		}
		next = ","
	}
	if p.take(next + `"m":[`) {
		for {
			code, ok := p.code()
			if !ok {
				return a, false
			}
			a.Codes = append(a.Codes, code)
			if !p.take(",") {
				break
			}
		}
		if !p.take("]") {
			return a, false
		}
		next = ","
	}
	if p.take(next + `"t":`) {
		if a.Text, ok = p.text(); !ok {
			return a, false
		}
	}
	return a, p.take("}")
}

// code reads a number of one or two digits, as all codes are.
func (p *plain) code() (int8, bool) {
	digits, n := 0, int8(0)
	for digits < min(2, len(p.rest)) && '0' <= p.rest[digits] && p.rest[digits] <= '9' {
		n = 10*n + int8(p.rest[digits]-'0')
		digits++
	}
	if digits == 0 || digits == 2 && n < 10 {
		return 0, false
	}
	p.rest = p.rest[digits:]
	return n, true
}

// text reads a string without escapes.
func (p *plain) text() (string, bool) {
	if !p.take(`"`) {
		return "", false
	}
	for i, b := range p.rest {
		switch {
		case b == '"':
			text := p.rest[:i]
			p.rest = p.rest[i+1:]
			return string(text), utf8.Valid(text)
		case b == '\\' || b < ' ':
			return "", false
		}
	}
	return "", false
}
