package exhibit

import (
	"slices"

	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// Profile shows each parameter as the panels see it in the newest wave, a picture for each framework.
func Profile(x *report.Index, s Selection, tr *i18n.Translator) Exhibit {
	r := &reader{x, tr, s}
	wave := r.Last()
	e := Exhibit{Code: "profile", Title: r.T("exhibit.profile.title", "wave", wave), Lead: r.extremes(wave)}
	groups := r.byFramework()
	var rows []asked
	for _, g := range groups {
		f := r.profileDots(wave, e.Title, g.Parameters)
		if len(groups) > 1 {
			f.Title = g.Title
		}
		if len(f.Rows) > 0 {
			e.Figures = append(e.Figures, f)
		}
		rows = append(rows, r.asked(onIdentity(g.Parameters), wave)...)
	}
	if len(rows) == 0 {
		e.Notes = []string{r.T("exhibit.nothing")}
		return e
	}
	e.Table = table(e.Title, slices.Concat([]field[asked]{r.byParameter(), r.byPanel()},
		r.spreadFields(wave, column("", Share).detail()), []field[asked]{r.told(wave, column(r.T("exhibit.col.top2"), Share), top2Of),
			r.told(wave, column(r.T("exhibit.col.dont_know"), Share), dontKnowOf)}), rows)
	e.Caption = append([]string{r.T("exhibit.caption.means")}, r.measured(wave, onIdentity(r.parameters()))...)
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

// profileDots draws the means of the parameters that any panel was asked, with a place for every panel.
func (r *reader) profileDots(wave, alt string, parameters []string) Figure {
	f := r.means(wave, r.known(onIdentity(parameters), wave), r.parameterOf)
	f.Alt, f.Desc = alt, r.T("exhibit.profile.desc", "wave", wave)
	return f
}

// extremes says for each panel on which parameters it scores highest and lowest.
func (r *reader) extremes(wave string) []Sentence {
	var said []Sentence
	for _, panel := range r.panels() {
		worst, best := r.ends(wave, panel, onIdentity(r.parameters()), mean)
		if best == worst {
			continue
		}
		text := r.T("exhibit.profile.finding", "panel", r.PanelName(panel), "best", r.ParameterName(best.Parameter),
			"high", r.Decimal(*best.Mean, 1), "worst", r.ParameterName(worst.Parameter), "low", r.Decimal(*worst.Mean, 1))
		said = append(said, Sentence{Text: text, Proof: []report.Subject{best.Subject, worst.Subject}})
	}
	return said
}

// ends are the subjects on which a figure of a panel is lowest and highest.
func (r *reader) ends(wave, panel string, on []report.Subject, figure func(*report.Estimate) *float64) (low, high *report.Estimate) {
	list := make([]*report.Estimate, len(on))
	for i := range on {
		list[i] = r.Estimate(wave, panel, on[i])
	}
	return ends(list, figure)
}
