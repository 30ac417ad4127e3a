package web

import (
	"fmt"
	"slices"

	"realitycheck/analysis/coding"
	"realitycheck/analysis/report"
	"realitycheck/web/chart"
)

// fillThemes shows what people wrote about, question by question, once their answers are coded.
func fillThemes(w *resultWork) {
	w.page.Manage = &resultLink{resultsPath + "/citaten", w.T("results.themes.quotes")}
	var questions []string
	for i := range w.Themes {
		if t := &w.Themes[i]; t.Wave == w.last() && slices.Contains(w.shown, t.Panel) {
			questions = appendNew(questions, t.Question)
		}
	}
	if len(questions) == 0 {
		w.page.Lead = []string{w.T("results.themes.none", "wave", w.last())}
		return
	}
	for i, question := range questions {
		q := w.themesOf(question)
		w.page.Lead = append(w.page.Lead, q.most()...)
		w.page.Sections = append(w.page.Sections, q.section(fmt.Sprintf("themes-%d", i)), q.agreement())
	}
}

// themed are the themes of one question in the newest year.
type themed struct {
	*resultWork
	question string
	themes   []string
	shares   map[[2]string]*report.Theme // by panel and theme
	gaps     map[string]*report.ThemeGap
	changes  map[[2]string]*report.ThemeChange
}

func (w *resultWork) themesOf(question string) *themed {
	q := &themed{w, question, nil, map[[2]string]*report.Theme{}, map[string]*report.ThemeGap{}, map[[2]string]*report.ThemeChange{}}
	for i := range w.Themes {
		if t := &w.Themes[i]; t.Wave == w.last() && t.Question == question && slices.Contains(w.shown, t.Panel) {
			q.themes = appendNew(q.themes, t.Theme)
			q.shares[[2]string{t.Panel, t.Theme}] = t
		}
	}
	for i := range w.ThemeGaps {
		if g := &w.ThemeGaps[i]; g.Wave == w.last() && g.Question == question {
			q.gaps[g.Theme] = g
		}
	}
	for i := range w.ThemeChanges {
		if c := &w.ThemeChanges[i]; c.To == w.last() && c.From == w.before() && c.Question == question {
			q.changes[[2]string{c.Panel, c.Theme}] = c
		}
	}
	return q
}

func (q *themed) name(theme string) string {
	return wordsFor(q.Labels.Themes, q.question+"."+theme)
}

// most says for each panel what it wrote about most.
func (q *themed) most() []string {
	var list []string
	for _, panel := range q.shown {
		var most *report.Theme
		for _, theme := range q.themes {
			if t := q.shares[[2]string{panel, theme}]; t != nil && t.Share != nil && (most == nil || *t.Share > *most.Share) {
				most = t
			}
		}
		if most != nil {
			list = append(list, q.T("results.themes.most", "question", q.itemName(q.question), "panel", q.panelName(panel), "theme", q.name(most.Theme), "share", q.Percent(*most.Share)))
		}
	}
	return list
}

// section draws the share of answers about each theme, and lists it with the gap and the change.
func (q *themed) section(id string) resultSection {
	s := resultSection{Heading: q.itemName(q.question), Caption: q.T("results.caption.themes")}
	d := chart.Dots{Frame: chart.Frame{ID: id, Title: s.Heading, Desc: q.T("results.themes.desc")}, Axis: q.resultWork.shares(), Series: q.series()}
	head := append([]resultCell{headCell(q.T("results.col.theme")), headCell(q.T("results.col.panel"))},
		numHeads(q.T("results.col.answers"), q.T("results.col.share"), q.T("results.col.interval"))...)
	if q.before() != "" {
		head = append(head, numHead(q.T("results.col.since", "wave", q.before())))
	}
	paired := len(q.gaps) > 0 && len(q.shown) > 1
	if paired {
		head = append(head, numHead(q.T("results.col.gap")))
	}
	t := &resultTable{Caption: s.Heading, Heads: heads(head...)}
	for _, theme := range q.themes {
		row, rows := chart.Row{Label: q.name(theme)}, [][]resultCell{}
		for _, panel := range q.shown {
			share := q.shares[[2]string{panel, theme}]
			row.Points = append(row.Points, q.sharePoint(share))
			if share != nil {
				rows = append(rows, q.row(share))
			}
		}
		for i := range rows {
			if i == 0 {
				rows[i] = append([]resultCell{{Text: q.name(theme), Head: true, Rows: len(rows), Words: q.reserve(theme)}}, rows[i]...)
				if paired {
					gap := q.gap(q.gaps[theme])
					gap.Rows = len(rows)
					rows[i] = append(rows[i], gap)
				}
			}
			t.Rows = append(t.Rows, rows[i])
		}
		d.Rows = append(d.Rows, row)
	}
	s.Pictures, s.Table = []resultPicture{drawn(d)}, t
	return s
}

// reserve says that the coders agreed only so far on a theme.
func (q *themed) reserve(theme string) string {
	for _, panel := range q.shown {
		if t := q.shares[[2]string{panel, theme}]; t != nil && t.Verdict == string(coding.Tentative) {
			return q.T("results.themes.verdict_" + t.Verdict)
		}
	}
	return ""
}

// sharePoint is a share in the drawing, or why it has none.
func (q *themed) sharePoint(t *report.Theme) chart.Point {
	switch {
	case t == nil:
		return chart.Point{}
	case t.Limit != "":
		return chart.Point{Missing: t.Limit.Words(q.Translator)}
	case t.Suppressed:
		return chart.Point{Missing: q.T("results.few")}
	case t.Share == nil && t.Verdict == string(coding.Recode):
		return chart.Point{Missing: q.T("results.themes.recode")}
	case t.Share == nil:
		return chart.Point{Missing: q.T("results.themes.no_answers")}
	}
	return chart.Point{Value: t.Share, Low: t.Low, High: t.High, Text: q.Percent(*t.Share)}
}

func (q *themed) row(t *report.Theme) []resultCell {
	row := []resultCell{q.panel(t.Panel), q.count(t.Answers, t.Suppressed)}
	switch {
	case t.Limit != "":
		row = append(row, q.told(t.Limit), none())
	case t.Share == nil && t.Verdict == string(coding.Recode) && !t.Suppressed:
		row = append(row, resultCell{Text: q.T("results.themes.recode"), Few: true, Num: true}, none())
	default:
		interval := none()
		if t.Suppressed {
			interval = q.few()
		} else if t.Low != nil && t.High != nil {
			interval = num(q.T("results.between", "low", q.Decimal(100**t.Low, 0), "high", q.Percent(*t.High)))
		}
		row = append(row, q.share(t.Share, t.Suppressed), interval)
	}
	if q.before() == "" {
		return row
	}
	return append(row, q.changedShare(q.changes[[2]string{t.Panel, t.Theme}]))
}

// changedShare shows a change in percentage points, with what may be said of it.
func (q *themed) changedShare(c *report.ThemeChange) resultCell {
	if c == nil {
		return none()
	}
	if !c.Comparable {
		cell := none()
		cell.Words = q.T("report.change_" + string(report.OverBreak))
		return cell
	}
	cell := q.points(&c.Test)
	if c.Certainty() == report.Clear {
		cell.Mark = map[bool]string{true: "plus", false: "minus"}[*c.Diff > 0]
	}
	return cell
}

// gap shows the difference between the panels, with the sign of the higher one where it is clear.
func (q *themed) gap(g *report.ThemeGap) resultCell {
	if g == nil {
		return none()
	}
	cell := q.points(&g.Test)
	if cell.Few || g.Diff == nil {
		return cell
	}
	cell.Words = q.T("report.gap_" + string(g.Certainty()))
	if g.Certainty() == report.Clear {
		high := g.A
		if *g.Diff < 0 {
			high = g.B
		}
		cell.Higher = q.panelSign(high).Class()
	}
	return cell
}

// points shows a difference between shares in percentage points.
func (q *themed) points(t *report.Test) resultCell {
	switch {
	case t.Suppressed:
		return q.few()
	case t.Diff == nil:
		return none()
	}
	return num(q.Signed(100**t.Diff, 0))
}

// agreement says how well two coders agreed on each theme.
func (q *themed) agreement() resultSection {
	s := resultSection{Heading: q.T("results.themes.agreement", "question", q.itemName(q.question)), Caption: q.T("results.caption.agreement")}
	t := &resultTable{Caption: s.Heading, Heads: heads(append([]resultCell{headCell(q.T("results.col.theme"))},
		numHeads(q.T("results.col.twice"), q.T("results.col.same"), "Kappa", "Alpha")...)...)}
	t.Heads[0] = append(t.Heads[0], headCell(q.T("results.col.words")))
	for i := range q.ThemeAgreement {
		a := &q.ThemeAgreement[i]
		if a.Wave != q.last() || a.Question != q.question {
			continue
		}
		name := q.T("results.themes.codable")
		if a.Theme != "" {
			name = q.name(a.Theme)
		}
		t.Rows = append(t.Rows, []resultCell{headCell(name), num(q.Int(a.Units)), q.share(a.Same, false), q.ratio(a.Kappa), q.ratio(a.Alpha),
			wordCell(q.T("results.themes.verdict_" + string(a.Verdict)))})
	}
	s.Table = t
	return s
}
