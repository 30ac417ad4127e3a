package exhibit

import (
	"slices"

	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// Response shows who took part in each wave. It is told of every panel, whichever the reader chose.
func Response(x *report.Index, _ Selection, tr *i18n.Translator) Exhibit {
	r := &reader{x, tr, Selection{}}
	e := Exhibit{Code: "response", Title: r.T("exhibit.response.title"), Lead: r.findings(report.FindResponse)}
	t := &Table{Title: r.T("exhibit.response.table"), Columns: []Column{
		column(r.T("exhibit.col.wave"), Words).merged(), column(r.T("exhibit.col.panel"), Words),
		column(r.T("exhibit.col.invited"), Count), column(r.T("exhibit.col.started"), Count),
		column(r.T("exhibit.col.completed"), Count), column(r.T("exhibit.col.partial"), Count),
		column(r.T("exhibit.col.completion"), Share), column(r.T("exhibit.col.break_off"), Share),
		column(r.T("exhibit.col.retention"), Share)}}
	f := Figure{Kind: Lines, Alt: r.T("exhibit.response.alt", "years", r.Span()), Desc: r.T("exhibit.trend.desc"),
		Axis: Axis{Unit: Share}, Series: r.series(r.panels()), Rows: r.Years, Points: make([][]Point, len(r.Index.Panels))}
	for i := range f.Points {
		f.Points[i] = make([]Point, len(r.Years))
	}
	for at, year := range slices.Backward(r.Years) {
		for i := range r.Report.Response {
			took := &r.Report.Response[i]
			if took.Wave != year {
				continue
			}
			t.Rows = append(t.Rows, Row{Cells: r.responseCells(took)})
			if place := r.place(took.Panel); place != NoPanel {
				f.Points[place][at].Value = took.Rates["completion"]
			}
		}
	}
	if len(t.Rows) > 0 {
		e.Figures, e.Table = []Figure{f}, t
	}
	e.Caption = []string{r.T("exhibit.response.caption")}
	return e
}

func (r *reader) responseCells(took *report.Response) []Cell {
	cells := []Cell{words(took.Wave), r.panel(took.Panel)}
	for _, n := range []int{took.Invited, took.Started, took.Completed, took.Partial} {
		cells = append(cells, value(&n, ""))
	}
	for _, rate := range []string{"completion", "break_off", "retention"} {
		cells = append(cells, value(took.Rates[rate], ""))
	}
	return cells
}
