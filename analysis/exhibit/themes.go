package exhibit

import (
	"realitycheck/analysis/coding"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// Themes shows what people wrote about in the newest wave: for each open question of which the answers are coded the share
// of every theme, then how well two coders agree.
func Themes(x *report.Index, s Selection, tr *i18n.Translator) []Exhibit {
	r := &reader{x, tr, s}
	var questions []*question
	for i := range r.Index.Themes {
		if t := &r.Index.Themes[i]; t.Wave == r.Last() {
			questions = r.question(questions, t.Question, shareOfTheme(t))
		}
	}
	if len(questions) == 0 {
		return []Exhibit{{Code: "themes", Lead: []Sentence{Said(r.T("exhibit.themes.none", "wave", r.Last()))}}}
	}
	var all []Exhibit
	for _, q := range questions {
		q.name = func(theme string) string { return q.ThemeName(q.item, theme) }
		all = append(all, q.themes(), q.agreement())
	}
	return all
}

// themes shows which part of the answers of each panel holds which theme.
func (q *question) themes() Exhibit {
	e := Exhibit{Code: "themes-" + q.item, Title: q.QuestionName(q.item), Caption: []string{q.T("exhibit.themes.caption")},
		Lead:    q.most(q.panels(), "exhibit.themes.most", "question", "theme"),
		Figures: []Figure{q.dots(q.T("exhibit.themes.desc"), q.panels())}}
	var rows []*share
	for _, theme := range q.codes {
		for _, panel := range q.panels() {
			if s := q.share(panel, theme); s != nil {
				rows = append(rows, s)
			}
		}
	}
	e.Table = table(e.Title, q.themeFields(), rows)
	return e
}

// themeFields tell the share of a theme in one panel, how it changed since the wave before, and how the panels differ.
func (q *question) themeFields() []field[*share] {
	fields := []field[*share]{
		{column(q.T("exhibit.col.theme"), Words).merged(), func(s *share) Cell { return words(q.name(s.code)) }},
		{column(q.T("exhibit.col.reserve"), Verdict).merged().below(), q.reserve},
		{column(q.T("exhibit.col.panel"), Words), func(s *share) Cell { return q.panel(s.panel) }},
		{column(q.T("exhibit.col.answers"), Count), (*share).base},
		{column(q.T("exhibit.col.share"), Share), (*share).figure},
		{q.intervals(Share), (*share).interval},
	}
	if q.Before() != "" {
		fields = append(fields, field[*share]{column(q.T("exhibit.col.since", "wave", q.Before()), Points), q.change})
	}
	pairs, gaps := q.gaps()
	for _, pair := range pairs {
		of := func(s *share) *report.Gap { return gaps[[3]string{pair[0], pair[1], s.code}] }
		fields = append(fields, field[*share]{column(q.pairName(pair), Points).merged(), func(s *share) Cell { return q.gapCell(of(s)) }},
			field[*share]{q.verdicts().merged(), func(s *share) Cell {
				if g := of(s); g != nil && ofTest(&g.Test) != Recode {
					return words(q.gapWords(g))
				}
				return nothing()
			}})
	}
	return fields
}

// reserve says that the coders agreed only so far on a theme.
func (q *question) reserve(s *share) Cell {
	for _, panel := range q.panels() {
		if of := q.share(panel, s.code); of != nil && of.verdict == coding.Tentative {
			return words(q.T(verdictKeys[coding.Tentative]))
		}
	}
	return nothing()
}

// change is that of a share since the wave before.
func (q *question) change(s *share) Cell {
	for i := range q.ThemeChanges {
		c := &q.ThemeChanges[i]
		if c.Panel == s.panel && c.From == q.Before() && c.To == q.Last() && c.Question == q.item && c.Theme == s.code {
			return changeCell(changeOf(c))
		}
	}
	return nothing()
}

// gaps are the differences between the shares of two panels, by the panels and the theme. To who chose one panel no
// difference is shown.
func (q *question) gaps() (pairs [][2]string, gaps map[[3]string]*report.Gap) {
	gaps = map[[3]string]*report.Gap{}
	for i := range q.ThemeGaps {
		if g := &q.ThemeGaps[i]; g.Wave == q.Last() && g.Question == q.item && len(q.panels()) > 1 {
			pairs = appendNew(pairs, [2]string{g.A, g.B})
			gaps[[3]string{g.A, g.B, g.Theme}] = gapOf(g)
		}
	}
	return pairs, gaps
}

// verdictKeys say what an agreement is good for.
var verdictKeys = map[coding.Verdict]string{
	coding.Good: "exhibit.verdict.good", coding.Tentative: "exhibit.verdict.tentative", coding.Recode: "exhibit.verdict.recode",
	coding.Unknown: "exhibit.verdict.unknown",
}

// agreed is a figure of an agreement, or the reason why it is undefined.
func agreed(a *report.ThemeAgreement, figure *float64) Cell {
	switch {
	case a.Units == 0:
		return missing(NotTwice)
	case figure == nil:
		return missing(OneCode)
	}
	return value(figure, "")
}

// agreement says how well two coders agree on each theme.
func (q *question) agreement() Exhibit {
	e := Exhibit{Code: "agreement-" + q.item, Title: q.T("exhibit.agreement.title", "question", q.QuestionName(q.item))}
	t := &Table{Title: e.Title, Columns: []Column{column(q.T("exhibit.col.theme"), Words), column(q.T("exhibit.col.twice"), Count),
		column(q.T("exhibit.col.same"), Share), column(q.T("exhibit.col.kappa"), Ratio), column(q.T("exhibit.col.alpha"), Ratio),
		column(q.T("exhibit.col.words"), Verdict)}}
	for i := range q.ThemeAgreement {
		a := &q.ThemeAgreement[i]
		if a.Wave != q.Last() || a.Question != q.item {
			continue
		}
		name := q.T("exhibit.agreement.codable")
		if a.Theme != "" {
			name = q.name(a.Theme)
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{words(name), value(&a.Units, ""), agreed(a, a.Same), agreed(a, a.Kappa),
			agreed(a, a.Alpha), words(q.T(verdictKeys[a.Verdict]))}})
	}
	if len(t.Rows) > 0 {
		e.Table, e.Caption = t, []string{q.T("exhibit.agreement.caption")}
	}
	return e
}
