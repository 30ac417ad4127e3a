package web

import (
	"bytes"
	"strings"

	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

// noticeView is what stands above the questions of a page: a summary of errors, or a word about another device or tab.
type noticeView struct {
	*i18n.Translator
	Missing  bool // answers are missing, and what was given is saved; else something cannot be saved
	Places   []place
	Versions []version
	URL      string // of the page as it was saved
	Why      string // a page cannot be saved now
}

// place is one error with the question that it belongs to.
type place struct {
	Code     string
	Question string
	Message  string
}

// version is one question that was answered differently in two tabs.
type version struct {
	Question string
	Saved    string
	Typed    string
}

// notice renders a part of the page template.
func (s *Server) notice(part string, view noticeView) ([]byte, error) {
	var buf bytes.Buffer
	err := s.pages.ExecutePart(&buf, "page", part, view)
	return buf.Bytes(), err
}

// newVersion writes both answers to a question in words.
func newVersion(step survey.Step, panel, code string, saved, typed survey.Answer, tr *i18n.Translator) version {
	for _, q := range step.Questions(panel) {
		if q.Code == code {
			view := newQuestionView(q, panel, tr)
			return version{Question: view.Text, Saved: inWords(view, saved), Typed: inWords(view, typed)}
		}
	}
	return version{}
}

// inWords writes an answer as the respondent would.
func inWords(q questionView, a survey.Answer) string {
	if a.IsZero() {
		return q.T("no_answer")
	}
	var words []string
	for _, code := range append([]int8{a.Code}, a.Codes...) {
		if code == survey.DontKnow {
			words = append(words, q.T("dont_know"))
		}
		for _, choice := range append(q.Points, q.Options...) {
			if choice.Value == code {
				words = append(words, choice.Word)
			}
		}
	}
	if a.Text != "" {
		words = append(words, a.Text)
	}
	return strings.Join(words, ", ")
}
