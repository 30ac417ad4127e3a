package xlsx

import (
	"github.com/xuri/excelize/v2"

	"realitycheck/analysis/report"
)

// choices shows, for each question with options, who chose what in the newest wave.
func (b *book) choices(v *view, name string) {
	widths := []float64{58}
	for range v.panels {
		widths = append(widths, 9, 11, 9, 9)
	}
	s := b.sheet(name, true, widths...)
	questions, found := v.chosen()
	if len(questions) == 0 {
		s.heading(b.t("choices.title", "wave", v.last()), b.t("choices.none"))
		return
	}
	s.heading(b.t("choices.title", "wave", v.last()), b.t("choices.lead"))
	titles := [][]cell{wordHeads(b.t("col.option"))}
	for i, panel := range v.panels {
		group := panelCell(i, v.panel(panel))
		group.bold = true
		s.put(1+4*i, s.row, group)
		titles = append(titles, figureHeads(b.t("col.n"), b.t("col.share"), b.t("col.low"), b.t("col.high")))
	}
	s.row++
	s.head(titles...)
	s.repeat(s.row-2, s.row-1)
	s.freeze(1)
	for _, q := range questions {
		s.section(label(v.Labels.Items, q.item))
		from := s.row
		for _, option := range q.options {
			s.line(b.choiceLine(v, found, q.item, option)...)
		}
		for i := range v.panels {
			s.bar(2+4*i, from, s.row-1, signOf(i).bar)
		}
		s.skip(1)
	}
	s.caption(b.t("caption.choices") + " " + b.t("caption.table"))
}

type chosen struct{ panel, item, option string }

type question struct {
	item    string
	options []string
}

// chosen lists the questions of the newest wave with their options, in the order of the report, and finds their figures.
func (v *view) chosen() (questions []question, found map[chosen]*report.Choice) {
	found = map[chosen]*report.Choice{}
	for i := range v.Choices {
		c := &v.Choices[i]
		if c.Wave != v.last() {
			continue
		}
		found[chosen{c.Panel, c.Item, c.Option}] = c
		at := len(questions) - 1
		for at >= 0 && questions[at].item != c.Item {
			at--
		}
		if at < 0 {
			questions = append(questions, question{item: c.Item})
			at = len(questions) - 1
		}
		questions[at].options = appendNew(questions[at].options, c.Option)
	}
	return questions, found
}

func (b *book) choiceLine(v *view, found map[chosen]*report.Choice, item, option string) []cell {
	words := label(v.Labels.Items, item+"."+option)
	if words == item+"."+option && option == "99" {
		words = b.tr.T("report.dont_know")
	}
	cells := []cell{text(words)}
	for _, panel := range v.panels {
		c, ok := found[chosen{panel, item, option}]
		if !ok {
			c = &report.Choice{}
		}
		cells = append(cells, count(c.N, c.Suppressed), figure(c.Share, asShare, c.Suppressed),
			figure(c.Low, asShare, c.Suppressed), figure(c.High, asShare, c.Suppressed))
	}
	return cells
}

// bar draws a bar behind the shares of a column, from 0 to everybody.
func (s *sheet) bar(col, from, to int, colour string) {
	s.keep(s.f.SetConditionalFormat(s.name, at(col, from)+":"+at(col, to), []excelize.ConditionalFormatOptions{{
		Type: "data_bar", Criteria: "=", MinType: "num", MinValue: "0", MaxType: "num", MaxValue: "1", BarColor: "#" + colour, BarSolid: true}}))
}
