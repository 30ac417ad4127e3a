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
		if items := r.items(report.Identity, p); items != nil {
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
	fields := slices.Insert(r.answerFields(), 1, r.byParameter())
	t := table(e.Title, fields, nil)
	for _, part := range []struct {
		basis      report.Basis
		title      string
		parameters []string
	}{
		{report.Identity, r.T("exhibit.items.identity"), r.parameters()},
		{report.All, r.T("exhibit.items.all"), r.Rated(r.Last(), nil)},
	} {
		for _, p := range part.parameters {
			for _, row := range table("", fields, r.asked(r.items(part.basis, p), r.Last())).Rows {
				row.Section = part.title
				t.Rows = append(t.Rows, row)
			}
		}
	}
	if len(t.Rows) == 0 {
		e.Notes = []string{r.T("exhibit.nothing")}
		return e
	}
	t.Lines = true
	e.Table, e.Caption = t, []string{r.T("exhibit.items.caption"), r.weighting(r.Last())}
	return e
}

// items are those of a parameter that the panels that the reader chose were asked in the newest wave.
func (r *reader) items(basis report.Basis, parameter string) []report.Subject {
	var items []report.Subject
	for _, item := range r.Index.Items(r.Last(), basis, parameter) {
		items = append(items, report.Subject{Basis: basis, Parameter: parameter, Item: &item})
	}
	return r.known(items, r.Last())
}

// mostFavourable names for each panel the questions with the most and the fewest favourable answers.
func (r *reader) mostFavourable() []Sentence {
	var on []report.Subject
	for _, p := range r.parameters() {
		on = append(on, r.items(report.Identity, p)...)
	}
	say := func(key string, e *report.Estimate) Sentence {
		return Sentence{Proof: []report.Subject{e.Subject}, Text: r.T(key, "panel", r.PanelName(e.Panel), "item", r.Statement(*e.Item),
			"parameter", r.ParameterName(e.Parameter), "share", r.Percent(*e.Top2))}
	}
	var said []Sentence
	for _, panel := range r.panels() {
		worst, best := r.ends(r.Last(), panel, on, func(e *report.Estimate) *float64 { return e.Top2 })
		if best != worst {
			said = append(said, say("exhibit.answers.best", best), say("exhibit.answers.worst", worst))
		}
	}
	return said
}

// answers draws the spread of each question of a parameter.
func (r *reader) answers(parameter string, items []report.Subject) Exhibit {
	name := r.ParameterName(parameter)
	e := Exhibit{Code: "answers-" + parameter, Title: name}
	for _, on := range items {
		e.Figures = append(e.Figures, r.spreads(on))
	}
	e.Table = table(r.T("exhibit.answers.table", "parameter", name), r.answerFields(), r.asked(items, r.Last()))
	e.Caption = append([]string{r.T("exhibit.answers.caption")}, r.measured(r.Last(), items)...)
	return e
}

// spreads draws one question, a bar a panel.
func (r *reader) spreads(on report.Subject) Figure {
	statement := r.Statement(*on.Item)
	f := Figure{Kind: Diverging, Title: statement, Alt: statement, Desc: r.T("exhibit.answers.desc"),
		Axis: Axis{Share, r.T("exhibit.answers.low"), r.T("exhibit.answers.high")}}
	for _, a := range r.asked([]report.Subject{on}, r.Last()) {
		e := r.Estimate(r.Last(), a.panel, on)
		bar := Spread{Panel: r.place(a.panel), Shares: e.Distribution, DontKnow: e.DontKnow}
		if why, _ := ofEstimate(e, "distribution"); why != "" {
			bar = Spread{Panel: bar.Panel, Missing: why.Words(r.Translator)}
		}
		f.Rows, f.Spread = append(f.Rows, r.PanelName(a.panel)), append(f.Spread, bar)
	}
	return f
}

// answerFields are the columns of the answers to a question, a row a panel.
func (r *reader) answerFields() []field[asked] {
	shares := column("", Share)
	shares.Shaded = true
	figures := r.spreadFields(r.Last(), shares)
	figures[1].Detail, figures[2].Detail = true, true
	item := field[asked]{column(r.T("exhibit.col.item"), Words).merged(), func(a asked) Cell { return words(r.Statement(*a.Item)) }}
	return slices.Concat([]field[asked]{item, r.byPanel()}, figures,
		[]field[asked]{r.told(r.Last(), column(r.T("exhibit.col.dont_know"), Share), dontKnowOf)})
}
