package exhibit

import (
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// Profile shows each parameter as the panels see it in the newest wave, a picture for each framework.
func Profile(x *report.Index, s Selection, tr *i18n.Translator) Exhibit {
	r := &reader{x, tr, s}
	wave := r.Last()
	e := Exhibit{Code: "profile", Title: r.T("exhibit.profile.title", "wave", wave), Lead: r.extremes(wave)}
	t := r.profileTable(e.Title)
	groups := r.byFramework()
	for _, g := range groups {
		f := r.profileDots(wave, e.Title, g.Parameters)
		if len(groups) > 1 {
			f.Title = g.Title
		}
		if len(f.Rows) > 0 {
			e.Figures = append(e.Figures, f)
		}
		for _, p := range g.Parameters {
			t.Rows = append(t.Rows, r.profileRows(wave, p)...)
		}
	}
	if len(t.Rows) == 0 {
		e.Notes = []string{r.T("exhibit.nothing")}
		return e
	}
	e.Table = t
	e.Caption = append([]string{r.T("exhibit.caption.means")}, r.measured(wave, func(panel string) []*report.Estimate {
		var list []*report.Estimate
		for _, p := range r.parameters() {
			list = append(list, r.Estimate(wave, panel, report.OnIdentity(p)))
		}
		return list
	})...)
	return e
}

// byFramework are the parameters that the reader chose under the titles of their frameworks, in the order of the report.
func (r *reader) byFramework() []report.Framework {
	var groups []report.Framework
	at := map[string]int{}
	for _, p := range r.parameters() {
		code := r.FrameworkOf(p)
		i, met := at[code]
		if !met {
			i = len(groups)
			at[code], groups = i, append(groups, report.Framework{Code: code, Title: r.FrameworkName(code)})
		}
		groups[i].Parameters = append(groups[i].Parameters, p)
	}
	return groups
}

// profileDots draws the means of some parameters, with a place for every panel that was asked.
func (r *reader) profileDots(wave, alt string, parameters []string) Figure {
	f := Figure{Kind: Dots, Alt: alt, Desc: r.T("exhibit.profile.desc", "wave", wave), Axis: r.scale(), Series: r.series()}
	f.Points = make([][]Point, len(f.Series))
	for _, p := range parameters {
		if len(r.profileRows(wave, p)) == 0 {
			continue
		}
		f.Rows = append(f.Rows, r.ParameterName(p))
		for i, panel := range r.panelCodes() {
			f.Points[i] = append(f.Points[i], r.point(r.Estimate(wave, panel, report.OnIdentity(p))))
		}
	}
	return f
}

func (r *reader) profileTable(title string) *Table {
	t := &Table{Title: title, Columns: []Column{column(r.T("exhibit.col.parameter"), Words).merged(),
		column(r.T("exhibit.col.panel"), Words), column(r.T("exhibit.col.n"), Count),
		column(r.T("exhibit.col.mean"), Mean), r.intervals(Mean)}}
	for _, answer := range answers {
		t.Columns = append(t.Columns, column(answer, Share).detail())
	}
	t.Columns = append(t.Columns, column(r.T("exhibit.col.top2"), Share), column(r.T("exhibit.col.dont_know"), Share))
	return t
}

// answers head the columns of a spread.
var answers = []string{"1", "2", "3", "4", "5"}

// profileRows are those of a parameter, one for each panel that was asked.
func (r *reader) profileRows(wave, parameter string) []Row {
	var rows []Row
	for _, panel := range r.panelCodes() {
		e := r.Estimate(wave, panel, report.OnIdentity(parameter))
		if e == nil {
			continue
		}
		cells := []Cell{words(r.ParameterName(parameter)), r.panel(panel), membersOf(e), meanOf(e), intervalOf(e)}
		rows = append(rows, Row{Cells: append(append(cells, spreadOf(e)...), top2Of(e), dontKnowOf(e))})
	}
	return rows
}

// extremes says on which parameters the last of the panels that the reader chose scores highest and lowest.
func (r *reader) extremes(wave string) []Sentence {
	panels := r.panelCodes()
	if len(panels) == 0 {
		return nil
	}
	panel := panels[len(panels)-1]
	var best, worst *report.Estimate
	for _, p := range r.parameters() {
		e := r.Estimate(wave, panel, report.OnIdentity(p))
		if e == nil || e.Mean == nil {
			continue
		}
		if best == nil || *e.Mean > *best.Mean {
			best = e
		}
		if worst == nil || *e.Mean < *worst.Mean {
			worst = e
		}
	}
	if best == worst {
		return nil
	}
	said := r.T("exhibit.profile.finding", "panel", r.PanelName(panel), "best", r.ParameterName(best.Parameter),
		"high", r.Decimal(*best.Mean, 1), "worst", r.ParameterName(worst.Parameter), "low", r.Decimal(*worst.Mean, 1))
	return []Sentence{{Text: said, Proof: []report.Subject{best.Subject, worst.Subject}}}
}
