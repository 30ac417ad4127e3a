package exhibit

import (
	"strconv"
	"strings"

	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

// Choices shows which part of each panel picked each answer in the newest wave, one exhibit a question.
func Choices(x *report.Index, s Selection, tr *i18n.Translator) []Exhibit {
	r := &reader{x, tr, s}
	var questions []*question
	for i := range r.Index.Choices {
		if c := &r.Index.Choices[i]; c.Wave == r.Last() {
			questions = r.question(questions, c.Item, shareOf(c))
		}
	}
	if len(questions) == 0 {
		return []Exhibit{{Code: "choices", Lead: []Sentence{Said(r.T("exhibit.choices.none"))}}}
	}
	exhibits := make([]Exhibit, len(questions))
	for i, q := range questions {
		exhibits[i] = q.choices()
	}
	return exhibits
}

// choices shows which part of each panel picked which option.
func (q *question) choices() Exhibit {
	q.name = q.option
	e := Exhibit{Code: "choices-" + q.item, Title: q.QuestionName(q.item),
		Lead:    q.most(q.asked, "exhibit.choices.most", "item", "option"),
		Figures: []Figure{q.dots(q.T("exhibit.choices.desc"), q.asked)}}
	fields := []field[string]{{column(q.T("exhibit.col.option"), Words), func(option string) Cell { return words(q.name(option)) }}}
	var bases []string
	for _, panel := range q.asked {
		for _, f := range []field[string]{
			{column(q.T("exhibit.col.n"), Count).detail(), func(option string) Cell { return q.share(panel, option).base() }},
			{column(q.T("exhibit.col.share"), Share), func(option string) Cell { return q.share(panel, option).figure() }},
			{q.intervals(Share), func(option string) Cell { return q.share(panel, option).interval() }},
		} {
			f.Group, f.Panel = q.PanelName(panel), q.place(panel)
			fields = append(fields, f)
		}
		bases = append(bases, q.base(panel))
	}
	e.Table = table(e.Title, fields, q.codes)
	e.Caption = []string{q.T("exhibit.choices.caption", "bases", strings.Join(bases, ", ")), q.weighting(q.Last())}
	return e
}

// option is the text of an option; not every questionnaire words don't know.
func (q *question) option(code string) string {
	name := q.OptionName(q.item, code)
	if name == q.item+"."+code && code == strconv.Itoa(int(survey.DontKnow)) {
		return q.T("report.dont_know")
	}
	return name
}

// base says how many members of a panel answered the question.
func (q *question) base(panel string) string {
	for _, option := range q.codes {
		if s := q.share(panel, option); s != nil && s.n != nil && !s.suppressed {
			return q.T("exhibit.base_one", "panel", q.PanelName(panel), "n", *s.n)
		}
	}
	return q.T("exhibit.base_few", "panel", q.PanelName(panel))
}
