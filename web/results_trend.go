package web

import (
	"fmt"
	"slices"

	"realitycheck/analysis/report"
	"realitycheck/web/chart"
)

// fillTrend shows each parameter over all years.
func fillTrend(w *resultWork) {
	if w.before() == "" {
		w.page.Lead = []string{w.T("results.trend.one")}
	} else {
		w.page.Lead = w.findings(report.FindChange, report.FindGapMoved)
	}
	s := resultSection{Heading: w.T("results.trend.heading", "years", w.span()), Facets: true, Caption: w.T("results.caption.trend") + " " + w.weighting("")}
	for i, parameter := range w.parameters {
		if d, ok := w.trendLines(fmt.Sprintf("trend-%d", i), parameter); ok {
			s.Pictures = append(s.Pictures, resultPicture{Heading: w.parameterName(parameter), Any: d.Draw()})
		}
	}
	s.Table = w.trendTable(s.Heading)
	w.page.Sections = []resultSection{s}
}

// trendLines is one parameter over the years, in the panels that were ever asked.
func (w *resultWork) trendLines(id, parameter string) (d chart.Lines, asked bool) {
	name := w.parameterName(parameter)
	d = chart.Lines{Frame: chart.Frame{ID: id, Title: w.T("results.trend.alt", "parameter", name, "years", w.span()), Desc: w.T("results.trend.desc")},
		Axis: w.scale(), Steps: w.Years, CutNote: w.T(w.cutNote())}
	for _, panel := range w.shown {
		points, any := make([]chart.Point, len(w.Years)), false
		for i, wave := range w.Years {
			points[i] = w.point(w.identity(wave, panel, parameter))
			points[i].Cut = w.cutAt(i, panel, parameter)
			any = any || points[i].Value != nil || points[i].Missing != ""
		}
		if any {
			d.Series = append(d.Series, chart.Series{Name: w.panelName(panel), Sign: w.panelSign(panel)})
			d.Points = append(d.Points, points)
		}
	}
	return d, len(d.Series) > 0
}

// trendTable lists the means of all years, and how the newest stands to the one before and to the first.
func (w *resultWork) trendTable(caption string) *resultTable {
	head := append([]resultCell{headCell(w.T("results.col.parameter")), headCell(w.T("results.col.panel"))}, numHeads(w.Years...)...)
	since := w.since()
	for _, from := range since {
		head = append(head, numHead(w.T("results.col.since", "wave", from)))
	}
	t := &resultTable{Caption: caption, Heads: heads(head...), Dense: true}
	for _, parameter := range w.parameters {
		var rows [][]resultCell
		for _, panel := range w.shown {
			if row, asked := w.trendRow(parameter, panel, since); asked {
				rows = append(rows, row)
			}
		}
		for i, row := range rows {
			if i == 0 {
				row = append([]resultCell{{Text: w.parameterName(parameter), Head: true, Rows: len(rows)}}, row...)
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// since lists the years that the newest is compared with: the one before, and the first.
func (w *resultWork) since() []string {
	switch len(w.Years) {
	case 0, 1:
		return nil
	case 2:
		return w.Years[:1]
	}
	return []string{w.before(), w.Years[0]}
}

func (w *resultWork) trendRow(parameter, panel string, since []string) (row []resultCell, asked bool) {
	row = []resultCell{w.panel(panel)}
	for _, wave := range w.Years {
		e := w.identity(wave, panel, parameter)
		asked = asked || e != nil
		row = append(row, w.mean(e))
	}
	for _, from := range since {
		c := w.change(panel, parameter, from, w.last())
		if c == nil {
			row = append(row, none())
			continue
		}
		cell := w.changed(c)
		if !cell.Few {
			cell.Words = c.Words(w.Translator)
		}
		row = append(row, cell)
	}
	return row, asked
}

// cutNote is the key of what a broken line means.
func (w *resultWork) cutNote() string {
	if slices.ContainsFunc(w.Changes, func(c report.Change) bool { return c.Comparable && c.Cuts() }) {
		return "results.trend.cut_weighted"
	}
	return "results.trend.cut"
}
