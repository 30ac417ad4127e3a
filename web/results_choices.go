package web

import (
	"fmt"
	"slices"
	"strings"

	"realitycheck/analysis/report"
	"realitycheck/web/chart"
)

// fillChoices shows the questions of which an answer is picked.
func fillChoices(w *resultWork) {
	var items []string
	for i := range w.Choices {
		if c := &w.Choices[i]; c.Wave == w.last() && slices.Contains(w.shown, c.Panel) {
			items = appendNew(items, c.Item)
		}
	}
	if len(items) == 0 {
		w.page.Lead = []string{w.T("results.choices.none")}
		return
	}
	for i, item := range items {
		w.page.Sections = append(w.page.Sections, w.choiceSection(fmt.Sprintf("choice-%d", i), item))
	}
}

// choicesOf gives the answers of a panel to a question, by option.
func (w *resultWork) choicesOf(item, panel string) map[string]*report.Choice {
	found := map[string]*report.Choice{}
	for i := range w.Choices {
		if c := &w.Choices[i]; c.Wave == w.last() && c.Item == item && c.Panel == panel {
			found[c.Option] = c
		}
	}
	return found
}

// choiceSection is one question: what part of each panel picked each answer.
func (w *resultWork) choiceSection(id, item string) resultSection {
	var options, panels []string
	for i := range w.Choices {
		if c := &w.Choices[i]; c.Wave == w.last() && c.Item == item && slices.Contains(w.shown, c.Panel) {
			options, panels = appendNew(options, c.Option), appendNew(panels, c.Panel)
		}
	}
	s := resultSection{Heading: w.itemName(item)}
	d := chart.Dots{Frame: chart.Frame{ID: id, Title: s.Heading, Desc: w.T("results.choices.desc")}, Axis: w.shares()}
	head := []resultCell{headCell(w.T("results.col.option"))}
	var bases []string
	byPanel := make([]map[string]*report.Choice, len(panels))
	for i, panel := range panels {
		byPanel[i] = w.choicesOf(item, panel)
		d.Series = append(d.Series, chart.Series{Name: w.panelName(panel), Sign: w.panelSign(panel)})
		head = append(head, resultCell{Text: w.panelName(panel), Num: true, Panel: w.panelSign(panel).Class()}, numHead(w.T("results.col.interval")))
		bases = append(bases, w.choiceBase(panel, byPanel[i]))
		if most := w.mostChosen(item, panel, options, byPanel[i]); most != "" {
			w.page.Lead = append(w.page.Lead, most)
		}
	}
	t := &resultTable{Caption: s.Heading, Heads: heads(head...)}
	for _, option := range options {
		row := chart.Row{Label: w.itemName(item + "." + option)}
		cells := []resultCell{headCell(row.Label)}
		for i := range panels {
			c := byPanel[i][option]
			point, shown := w.picked(c)
			row.Points, cells = append(row.Points, point), append(cells, shown...)
		}
		d.Rows, t.Rows = append(d.Rows, row), append(t.Rows, cells)
	}
	s.Caption = w.T("results.caption.choices", "bases", strings.Join(bases, ", ")) + " " + w.weighting(w.last())
	s.Pictures, s.Table = []resultPicture{drawn(d)}, t
	return s
}

// choiceBase says how many members of a panel answered the question.
func (w *resultWork) choiceBase(panel string, choices map[string]*report.Choice) string {
	for _, c := range choices {
		if c.N != nil && !c.Suppressed {
			return w.T("results.base_one", "panel", w.panelName(panel), "n", *c.N)
		}
	}
	return w.T("results.base_few", "panel", w.panelName(panel))
}

// mostChosen says which answer a panel picked most.
func (w *resultWork) mostChosen(item, panel string, options []string, choices map[string]*report.Choice) string {
	var most *report.Choice
	for _, option := range options {
		if c := choices[option]; c != nil && c.Share != nil && (most == nil || *c.Share > *most.Share) {
			most = c
		}
	}
	if most == nil {
		return ""
	}
	return w.T("results.choices.most", "item", w.itemName(item), "panel", w.panelName(panel), "option", w.itemName(item+"."+most.Option), "share", w.Percent(*most.Share))
}

// picked is one share, drawn and in the table.
func (w *resultWork) picked(c *report.Choice) (chart.Point, []resultCell) {
	switch {
	case c == nil:
		return chart.Point{}, []resultCell{none(), none()}
	case c.Limit != "":
		return chart.Point{Missing: c.Limit.Words(w.Translator)}, []resultCell{w.told(c.Limit), none()}
	case c.Suppressed || c.Share == nil:
		return chart.Point{Missing: w.T("results.few")}, []resultCell{w.few(), w.few()}
	}
	bounds := none()
	if c.Low != nil && c.High != nil {
		bounds = num(w.T("results.between", "low", w.Decimal(100**c.Low, 0), "high", w.Percent(*c.High)))
	}
	return chart.Point{Value: c.Share, Low: c.Low, High: c.High, Text: w.Percent(*c.Share)}, []resultCell{w.share(c.Share, false), bounds}
}
