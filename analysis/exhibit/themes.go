package exhibit

import (
	"slices"

	"realitycheck/analysis/coding"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// Themes shows what people wrote about in the newest wave: for each open question of which the answers are coded the share
// of every theme, then how well two coders agree.
func Themes(x *report.Index, s Selection, tr *i18n.Translator) []Exhibit {
	r := &reader{x, tr, s}
	var questions []*themed
	for i := range r.Index.Themes {
		t := &r.Index.Themes[i]
		if t.Wave != r.Last() || !slices.Contains(r.panelCodes(), t.Panel) {
			continue
		}
		at := slices.IndexFunc(questions, func(q *themed) bool { return q.question == t.Question })
		if at < 0 {
			at, questions = len(questions), append(questions, &themed{reader: r, question: t.Question, of: map[[2]string]*report.Theme{}})
		}
		questions[at].add(t)
	}
	if len(questions) == 0 {
		return []Exhibit{{Code: "themes", Lead: []Sentence{Said(r.T("exhibit.themes.none", "wave", r.Last()))}}}
	}
	var all []Exhibit
	for _, q := range questions {
		q.compare()
		all = append(all, q.exhibit(), q.agreement())
	}
	return all
}

// themed are the themes of one question in the newest wave.
type themed struct {
	*reader
	question string
	themes   []string
	of       map[[2]string]*report.Theme // by panel and theme
	pairs    [][2]string                 // panels that were compared
}

func (q *themed) add(t *report.Theme) {
	if !slices.Contains(q.themes, t.Theme) {
		q.themes = append(q.themes, t.Theme)
	}
	q.of[[2]string{t.Panel, t.Theme}] = t
}

// compare finds the pairs of panels; to who chose one of them no difference is shown.
func (q *themed) compare() {
	for i := range q.ThemeGaps {
		g := &q.ThemeGaps[i]
		if g.Wave != q.Last() || g.Question != q.question || len(q.panels()) < 2 {
			continue
		}
		if pair := [2]string{g.A, g.B}; !slices.Contains(q.pairs, pair) {
			q.pairs = append(q.pairs, pair)
		}
	}
}

func (q *themed) name(theme string) string { return q.ThemeName(q.question, theme) }

// shareOf is the share of a theme among the answers of a panel.
func (q *themed) shareOf(panel, theme string) *share {
	if t := q.of[[2]string{panel, theme}]; t != nil {
		return shareOfTheme(t)
	}
	return nil
}

func shareOfTheme(t *report.Theme) *share {
	s := &share{t.Share, t.Low, t.High, t.Suppressed, t.Limit, Unanswered}
	if t.Verdict == string(coding.Recode) {
		s.absent = Recode
	}
	return s
}

func (q *themed) exhibit() Exhibit {
	title := q.QuestionName(q.question)
	e := Exhibit{Code: "themes-" + q.question, Title: title, Lead: q.most(), Caption: []string{q.T("exhibit.themes.caption")}}
	f := Figure{Kind: Dots, Alt: title, Desc: q.T("exhibit.themes.desc"), Axis: Axis{Unit: Share}, Series: q.series(),
		Points: make([][]Point, len(q.panels()))}
	e.Table = &Table{Title: title, Columns: q.columns()}
	for _, theme := range q.themes {
		f.Rows = append(f.Rows, q.name(theme))
		for i, panel := range q.panelCodes() {
			f.Points[i] = append(f.Points[i], q.sharePoint(q.shareOf(panel, theme)))
			if t := q.of[[2]string{panel, theme}]; t != nil {
				e.Table.Rows = append(e.Table.Rows, Row{Cells: q.cells(t)})
			}
		}
	}
	e.Figures = []Figure{f}
	return e
}

// most says for each panel what it wrote about most.
func (q *themed) most() []Sentence {
	var list []Sentence
	for _, panel := range q.panelCodes() {
		var most *report.Theme
		for _, theme := range q.themes {
			if t := q.of[[2]string{panel, theme}]; t != nil && t.Share != nil && (most == nil || *t.Share > *most.Share) {
				most = t
			}
		}
		if most != nil {
			text := q.T("exhibit.themes.most", "question", q.QuestionName(q.question), "panel", q.PanelName(panel),
				"theme", q.name(most.Theme), "share", q.Percent(*most.Share))
			list = append(list, Sentence{Text: text, Proof: []report.Subject{onQuestion(q.question)}})
		}
	}
	return list
}

func (q *themed) columns() []Column {
	theme, reserve := column(q.T("exhibit.col.theme"), Words), column(q.T("exhibit.col.reserve"), Verdict)
	theme.Merged, reserve.Merged, reserve.Below = true, true, true
	columns := []Column{theme, reserve, column(q.T("exhibit.col.panel"), Words), column(q.T("exhibit.col.answers"), Count),
		column(q.T("exhibit.col.share"), Share), q.intervals(Share)}
	if q.Before() != "" {
		columns = append(columns, column(q.T("exhibit.col.since", "wave", q.Before()), Points))
	}
	for _, pair := range q.pairs {
		gap, verdict := column(q.pairName(pair), Points), q.verdicts()
		gap.Merged, verdict.Merged = true, true
		columns = append(columns, gap, verdict)
	}
	return columns
}

// cells are a theme in one panel: its share, how it changed since the wave before, and the difference between the panels.
func (q *themed) cells(t *report.Theme) []Cell {
	answers := value(t.Answers, "")
	if t.Suppressed {
		answers = missing(TooFew)
	}
	cells := []Cell{words(q.name(t.Theme)), q.reserve(t.Theme), q.panel(t.Panel), answers}
	cells = append(cells, q.shareOf(t.Panel, t.Theme).cells()...)
	recode := t.Verdict == string(coding.Recode)
	if q.Before() != "" {
		c := q.change(t.Panel, t.Theme)
		if cells = append(cells, changeCell(c)); recode && c != nil {
			cells[len(cells)-1] = missing(Recode)
		}
	}
	for _, pair := range q.pairs {
		switch g := q.gap(pair, t.Theme); {
		case g == nil:
			cells = append(cells, nothing(), nothing())
		case recode:
			cells = append(cells, missing(Recode), nothing())
		default:
			cells = append(cells, q.gapCell(g), words(q.gapWords(g)))
		}
	}
	return cells
}

// reserve says that the coders agreed only so far on a theme.
func (q *themed) reserve(theme string) Cell {
	for _, panel := range q.panelCodes() {
		if t := q.of[[2]string{panel, theme}]; t != nil && t.Verdict == string(coding.Tentative) {
			return words(q.T(verdictKeys[coding.Tentative]))
		}
	}
	return nothing()
}

// change is that of a share since the wave before.
func (q *themed) change(panel, theme string) *report.Change {
	for i := range q.ThemeChanges {
		c := &q.ThemeChanges[i]
		if c.Panel == panel && c.From == q.Before() && c.To == q.Last() && c.Question == q.question && c.Theme == theme {
			return &report.Change{Panel: panel, From: c.From, To: c.To, N: c.N, Test: c.Test, Comparable: c.Comparable, Note: c.Note}
		}
	}
	return nil
}

// gap is the difference between the shares of two panels.
func (q *themed) gap(pair [2]string, theme string) *report.Gap {
	for i := range q.ThemeGaps {
		g := &q.ThemeGaps[i]
		if g.A == pair[0] && g.B == pair[1] && g.Wave == q.Last() && g.Question == q.question && g.Theme == theme {
			return &report.Gap{Wave: g.Wave, A: g.A, B: g.B, N: g.N, Test: g.Test}
		}
	}
	return nil
}

// verdictKeys say what an agreement is good for.
var verdictKeys = map[coding.Verdict]string{
	coding.Good: "exhibit.verdict.good", coding.Tentative: "exhibit.verdict.tentative", coding.Recode: "exhibit.verdict.recode",
	coding.Unknown: "exhibit.verdict.unknown",
}

// agreement says how well two coders agree on each theme.
func (q *themed) agreement() Exhibit {
	e := Exhibit{Code: "agreement-" + q.question, Title: q.T("exhibit.agreement.title", "question", q.QuestionName(q.question))}
	t := &Table{Title: e.Title, Columns: []Column{column(q.T("exhibit.col.theme"), Words), column(q.T("exhibit.col.twice"), Count),
		column(q.T("exhibit.col.same"), Share), column(q.T("exhibit.col.kappa"), Ratio), column(q.T("exhibit.col.alpha"), Ratio),
		column(q.T("exhibit.col.words"), Verdict)}}
	for i := range q.ThemeAgreement {
		a := &q.ThemeAgreement[i]
		if a.Wave != q.Last() || a.Question != q.question {
			continue
		}
		name := q.T("exhibit.agreement.codable")
		if a.Theme != "" {
			name = q.name(a.Theme)
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{words(name), value(&a.Units, ""), value(a.Same, ""), value(a.Kappa, ""),
			value(a.Alpha, ""), words(q.T(verdictKeys[a.Verdict]))}})
	}
	if len(t.Rows) > 0 {
		e.Table, e.Caption = t, []string{q.T("exhibit.agreement.caption")}
	}
	return e
}
