package exhibit

import (
	"slices"

	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// Answers shows how the answers to each question of the newest wave are spread: what stands out, then one exhibit a
// parameter.
func Answers(x *report.Index, s Selection, tr *i18n.Translator) []Exhibit {
	r := &reader{x, tr, s}
	exhibits := []Exhibit{{Code: "answers", Title: r.T("exhibit.answers.title", "wave", r.Last()), Lead: r.mostFavourable()}}
	for _, p := range r.parameters() {
		if items := r.items(report.Identity, p); len(items) > 0 {
			exhibits = append(exhibits, r.answers(p, items))
		}
	}
	if len(exhibits) == 1 {
		exhibits[0].Notes = []string{r.T("exhibit.nothing")}
	}
	return exhibits
}

// Items lists the statements behind the parameters in the newest wave, those asked without a sample and then those on the
// samples together.
func Items(x *report.Index, s Selection, tr *i18n.Translator) Exhibit {
	r := &reader{x, tr, s}
	e := Exhibit{Code: "items", Title: r.T("exhibit.items.title", "wave", r.Last())}
	e.Lead = []Sentence{Said(r.T("exhibit.items.lead"))}
	t := &Table{Title: e.Title, Lines: true}
	t.Columns = slices.Insert(r.answerColumns(), 1, column(r.T("exhibit.col.parameter"), Words).merged())
	for _, part := range []struct {
		basis      report.Basis
		title      string
		parameters []string
	}{
		{report.Identity, r.T("exhibit.items.identity"), r.parameters()},
		{report.All, r.T("exhibit.items.all"), r.Rated(r.Last(), nil)},
	} {
		for _, p := range part.parameters {
			for _, estimates := range r.items(part.basis, p) {
				for _, cells := range r.answerRows(estimates) {
					t.Rows = append(t.Rows, Row{Section: part.title, Cells: slices.Insert(cells, 1, words(r.ParameterName(p)))})
				}
			}
		}
	}
	if len(t.Rows) == 0 {
		e.Notes = []string{r.T("exhibit.nothing")}
		return e
	}
	e.Table, e.Caption = t, []string{r.T("exhibit.items.caption"), r.weighting(r.Last())}
	return e
}

// items are the estimates of each item of a parameter in the newest wave, for the panels that the reader chose.
func (r *reader) items(basis report.Basis, parameter string) [][]*report.Estimate {
	var items [][]*report.Estimate
	for _, item := range r.Index.Items(r.Last(), basis, parameter) {
		var estimates []*report.Estimate
		for _, panel := range r.panelCodes() {
			if e := r.Estimate(r.Last(), panel, report.Subject{Basis: basis, Parameter: parameter, Item: &item}); e != nil {
				estimates = append(estimates, e)
			}
		}
		if len(estimates) > 0 {
			items = append(items, estimates)
		}
	}
	return items
}

// mostFavourable names the questions with the most and the fewest favourable answers in the last of the panels that the
// reader chose.
func (r *reader) mostFavourable() []Sentence {
	panels := r.panelCodes()
	if len(panels) == 0 {
		return nil
	}
	panel := panels[len(panels)-1]
	var best, worst *report.Estimate
	for _, p := range r.parameters() {
		for _, e := range slices.Concat(r.items(report.Identity, p)...) {
			if e.Panel != panel || e.Top2 == nil {
				continue
			}
			if best == nil || *e.Top2 > *best.Top2 {
				best = e
			}
			if worst == nil || *e.Top2 < *worst.Top2 {
				worst = e
			}
		}
	}
	if best == worst {
		return nil
	}
	say := func(key string, e *report.Estimate) Sentence {
		return Sentence{Proof: []report.Subject{e.Subject}, Text: r.T(key, "panel", r.PanelName(panel), "item", r.Statement(*e.Item),
			"parameter", r.ParameterName(e.Parameter), "share", r.Percent(*e.Top2))}
	}
	return []Sentence{say("exhibit.answers.best", best), say("exhibit.answers.worst", worst)}
}

// answers draws the spread of each question of a parameter.
func (r *reader) answers(parameter string, items [][]*report.Estimate) Exhibit {
	name := r.ParameterName(parameter)
	e := Exhibit{Code: "answers-" + parameter, Title: name}
	t := &Table{Title: r.T("exhibit.answers.table", "parameter", name), Columns: r.answerColumns()}
	for _, estimates := range items {
		e.Figures = append(e.Figures, r.spreads(estimates))
		for _, cells := range r.answerRows(estimates) {
			t.Rows = append(t.Rows, Row{Cells: cells})
		}
	}
	e.Table = t
	e.Caption = append([]string{r.T("exhibit.answers.caption")}, r.measured(r.Last(), func(panel string) []*report.Estimate {
		return slices.DeleteFunc(slices.Concat(items...), func(e *report.Estimate) bool { return e.Panel != panel })
	})...)
	return e
}

// spreads draws one question, a bar a panel.
func (r *reader) spreads(estimates []*report.Estimate) Figure {
	statement := r.Statement(*estimates[0].Item)
	f := Figure{Kind: Diverging, Title: statement, Alt: statement, Desc: r.T("exhibit.answers.desc"),
		Axis: Axis{Share, r.T("exhibit.answers.low"), r.T("exhibit.answers.high")}}
	for _, e := range estimates {
		bar := Spread{Panel: r.place(e.Panel), Shares: e.Distribution, DontKnow: e.DontKnow}
		if why, _ := ofEstimate(e, "distribution"); why != "" {
			bar = Spread{Panel: bar.Panel, Missing: why.Words(r.Translator)}
		}
		f.Rows, f.Spread = append(f.Rows, r.PanelName(e.Panel)), append(f.Spread, bar)
	}
	return f
}

func (r *reader) answerColumns() []Column {
	columns := []Column{column(r.T("exhibit.col.item"), Words).merged(), column(r.T("exhibit.col.panel"), Words),
		column(r.T("exhibit.col.n"), Count), column(r.T("exhibit.col.mean"), Mean).detail(), r.intervals(Mean).detail()}
	for _, answer := range answers {
		c := column(answer, Share)
		c.Shaded = true
		columns = append(columns, c)
	}
	return append(columns, column(r.T("exhibit.col.dont_know"), Share))
}

// answerRows are the cells of a question, a row a panel.
func (r *reader) answerRows(estimates []*report.Estimate) [][]Cell {
	var rows [][]Cell
	for _, e := range estimates {
		cells := []Cell{words(r.Statement(*e.Item)), r.panel(e.Panel), membersOf(e), meanOf(e), intervalOf(e)}
		rows = append(rows, append(append(cells, spreadOf(e)...), dontKnowOf(e)))
	}
	return rows
}
