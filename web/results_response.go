package web

import (
	"realitycheck/analysis/report"
	"realitycheck/web/chart"
)

// fillResponse shows who took part.
func fillResponse(w *resultWork) {
	w.page.Lead = w.findings(report.FindResponse)
	s := resultSection{Heading: w.T("results.response.heading"), Caption: w.T("results.caption.response")}
	d := chart.Lines{Frame: chart.Frame{ID: "response", Title: s.Heading, Desc: w.T("results.trend.desc")}, Axis: w.shares(), Steps: w.Years}
	t := &resultTable{Caption: w.T("results.response.table"), Heads: heads(append([]resultCell{headCell(w.T("results.col.wave")), headCell(w.T("results.col.panel"))},
		numHeads(w.T("results.col.invited"), w.T("results.col.started"), w.T("results.col.completed"), w.T("results.col.partial"),
			w.T("results.col.completion"), w.T("results.col.break_off"), w.T("results.col.retention"))...)...)}
	rows := map[string][]*report.Response{}
	for i := range w.Response {
		rows[w.Response[i].Wave] = append(rows[w.Response[i].Wave], &w.Response[i])
	}
	for _, panel := range w.panels {
		points := make([]chart.Point, len(w.Years))
		for i, wave := range w.Years {
			for _, r := range rows[wave] {
				if completion := r.Rates["completion"]; r.Panel == panel && completion != nil {
					points[i] = chart.Point{Value: completion, Text: w.Percent(*completion)}
				}
			}
		}
		d.Points = append(d.Points, points)
	}
	d.Series = w.series()
	for i := len(w.Years) - 1; i >= 0; i-- {
		for k, r := range rows[w.Years[i]] {
			var row []resultCell
			if k == 0 {
				row = append(row, resultCell{Text: w.Years[i], Head: true, Rows: len(rows[w.Years[i]])})
			}
			t.Rows = append(t.Rows, append(row, w.panel(r.Panel), num(w.Int(r.Invited)), num(w.Int(r.Started)), num(w.Int(r.Completed)), num(w.Int(r.Partial)),
				w.share(r.Rates["completion"], false), w.share(r.Rates["break_off"], false), w.share(r.Rates["retention"], false)))
		}
	}
	s.Pictures, s.Table = []resultPicture{{Any: d.Draw()}}, t
	w.page.Sections = []resultSection{s}
}
