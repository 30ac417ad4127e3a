package exhibit

import (
	"slices"

	"realitycheck/analysis/quality"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// Quality shows how many responses deserve a second look in the chosen waves, the newest first, and by which rule.
func Quality(x *report.Index, s Selection, tr *i18n.Translator) Exhibit {
	r := &reader{x, tr, s}
	e := Exhibit{Code: "quality", Title: r.T("exhibit.quality.title"), Terms: r.rules(),
		Caption: []string{r.T("exhibit.quality.caption")}}
	e.Table = &Table{Title: e.Title, Columns: []Column{column(r.T("exhibit.col.wave"), Words).merged(),
		column(r.T("exhibit.col.panel"), Words), column(r.T("exhibit.col.responses"), Count)}}
	for _, rule := range e.Terms {
		e.Table.Columns = append(e.Table.Columns, column(rule.Name, Count))
	}
	e.Table.Columns = append(e.Table.Columns, column(r.T("exhibit.col.flagged"), Count))
	for _, wave := range slices.Backward(r.Years) {
		for i := range r.Index.Quality {
			if q := &r.Index.Quality[i]; q.Wave == wave {
				e.Table.Rows = append(e.Table.Rows, Row{Cells: r.flagCells(q)})
				e.Lead = append(e.Lead, r.flagged(q)...)
			}
		}
	}
	return e
}

// flagged says how many responses of a panel in the newest wave have a flag.
func (r *reader) flagged(q *report.Quality) []Sentence {
	if q.Wave != r.Last() || q.N == 0 {
		return nil
	}
	return []Sentence{Said(r.N("exhibit.quality.flagged", q.Flagged, "panel", r.PanelName(q.Panel), "n", q.N, "wave", q.Wave))}
}

// flagCells count the responses of a panel, those with each flag, and those with any.
func (r *reader) flagCells(q *report.Quality) []Cell {
	var why Reason
	if q.Suppressed {
		why = TooFew
	}
	cells := []Cell{words(q.Wave), r.panel(q.Panel)}
	for _, n := range []int{q.N, q.Speeder, q.Contradiction, q.LongString, q.Flagged} {
		cells = append(cells, value(&n, why))
	}
	return cells
}

// rules tell how the flags are given: too fast, contradicting oneself, and a long string.
func (r *reader) rules() []Term {
	return []Term{
		{r.T("report.flag_speeder"), r.T("report.flag_speeder_rule")},
		{r.T("report.flag_contradiction"), r.T("report.flag_contradiction_rule", "straight", quality.StraightAnswers)},
		{r.T("report.flag_long"), r.T("report.flag_long_rule", "long", quality.LongAnswers, "share", r.Percent(quality.LongShare))},
	}
}
