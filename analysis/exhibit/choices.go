package exhibit

import (
	"slices"
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
		c := &r.Index.Choices[i]
		if c.Wave != r.Last() || !slices.Contains(r.panelCodes(), c.Panel) {
			continue
		}
		at := slices.IndexFunc(questions, func(q *question) bool { return q.item == c.Item })
		if at < 0 {
			at, questions = len(questions), append(questions, &question{reader: r, item: c.Item, of: map[[2]string]*report.Choice{}})
		}
		questions[at].add(c)
	}
	if len(questions) == 0 {
		return []Exhibit{{Code: "choices", Lead: []Sentence{Said(r.T("exhibit.choices.none"))}}}
	}
	exhibits := make([]Exhibit, len(questions))
	for i, q := range questions {
		exhibits[i] = q.exhibit()
	}
	return exhibits
}

// question is a question with options, with the shares that picked them.
type question struct {
	*reader
	item    string
	options []string
	asked   []string // panels, in the order of the report
	of      map[[2]string]*report.Choice
}

func (q *question) add(c *report.Choice) {
	if !slices.Contains(q.options, c.Option) {
		q.options = append(q.options, c.Option)
	}
	if !slices.Contains(q.asked, c.Panel) {
		q.asked = append(q.asked, c.Panel)
	}
	q.of[[2]string{c.Panel, c.Option}] = c
}

// name is the text of an option; not every questionnaire words don't know.
func (q *question) name(option string) string {
	name := q.OptionName(q.item, option)
	if name == q.item+"."+option && option == strconv.Itoa(int(survey.DontKnow)) {
		return q.T("report.dont_know")
	}
	return name
}

func (q *question) exhibit() Exhibit {
	title := q.QuestionName(q.item)
	e := Exhibit{Code: "choices-" + q.item, Title: title}
	f := Figure{Kind: Dots, Alt: title, Desc: q.T("exhibit.choices.desc"), Axis: Axis{Unit: Share}}
	t := &Table{Title: title, Columns: []Column{column(q.T("exhibit.col.option"), Words)}}
	var bases []string
	for _, panel := range q.asked {
		name, place := q.PanelName(panel), q.place(panel)
		f.Series = append(f.Series, Series{Name: name, Panel: place})
		points := make([]Point, len(q.options))
		for i, option := range q.options {
			points[i] = q.sharePoint(shareOf(q.of[[2]string{panel, option}]))
		}
		f.Points = append(f.Points, points)
		share := column(q.T("exhibit.col.share"), Share)
		for _, c := range []Column{column(q.T("exhibit.col.n"), Count).detail(), share, q.intervals(Share)} {
			c.Group, c.Panel = name, place
			t.Columns = append(t.Columns, c)
		}
		bases = append(bases, q.base(panel))
		e.Lead = append(e.Lead, q.most(panel)...)
	}
	for _, option := range q.options {
		cells := []Cell{words(q.name(option))}
		for _, panel := range q.asked {
			c := q.of[[2]string{panel, option}]
			cells = append(append(cells, chosenBy(c)), shareOf(c).cells()...)
		}
		f.Rows, t.Rows = append(f.Rows, q.name(option)), append(t.Rows, Row{Cells: cells})
	}
	e.Figures, e.Table = []Figure{f}, t
	e.Caption = []string{q.T("exhibit.choices.caption", "bases", strings.Join(bases, ", ")), q.weighting(q.Last())}
	return e
}

// base says how many members of a panel answered the question.
func (q *question) base(panel string) string {
	for _, option := range q.options {
		if c := q.of[[2]string{panel, option}]; c != nil && c.N != nil && !c.Suppressed {
			return q.T("exhibit.base_one", "panel", q.PanelName(panel), "n", *c.N)
		}
	}
	return q.T("exhibit.base_few", "panel", q.PanelName(panel))
}

// most says which answer a panel picked most.
func (q *question) most(panel string) []Sentence {
	var most *report.Choice
	for _, option := range q.options {
		if c := q.of[[2]string{panel, option}]; c != nil && c.Share != nil && (most == nil || *c.Share > *most.Share) {
			most = c
		}
	}
	if most == nil {
		return nil
	}
	text := q.T("exhibit.choices.most", "item", q.QuestionName(q.item), "panel", q.PanelName(panel), "option", q.name(most.Option),
		"share", q.Percent(*most.Share))
	return []Sentence{{Text: text, Proof: []report.Subject{onQuestion(q.item)}}}
}

// onQuestion is a question that belongs to no parameter.
func onQuestion(item string) report.Subject {
	return report.Subject{Basis: report.Identity, Item: &item}
}

// shareOf is a choice as a share; nil when the panel was not offered the option.
func shareOf(c *report.Choice) *share {
	if c == nil {
		return nil
	}
	return &share{c.Share, c.Low, c.High, c.Suppressed, c.Limit, Unanswered}
}

// chosenBy is how many members answered the question.
func chosenBy(c *report.Choice) Cell {
	switch {
	case c == nil:
		return nothing()
	case c.Suppressed:
		return missing(TooFew)
	}
	return value(c.N, "")
}
