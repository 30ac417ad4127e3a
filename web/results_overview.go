package web

import (
	"realitycheck/analysis"
	"realitycheck/web/chart"
)

// fillOverview tells what was found, then shows the identity as both panels see it.
func fillOverview(w *resultWork) {
	w.page.Lead = w.findings()
	w.page.Sections = []resultSection{w.profile()}
	for _, n := range w.Report.Notes {
		w.page.Notes = append(w.page.Notes, n.Text)
	}
}

// profile is each parameter as the panels see it in the newest year.
func (w *resultWork) profile() resultSection {
	wave := w.last()
	s := resultSection{Heading: w.T("results.profile.heading", "wave", wave), Finding: w.extremes(wave)}
	d := chart.Dots{Frame: chart.Frame{ID: "profile", Title: s.Heading, Desc: w.T("results.profile.desc", "wave", wave)},
		Axis: w.scale(), Series: w.series()}
	t := &resultTable{Caption: s.Heading, Heads: heads(append([]resultCell{headCell(w.T("results.col.parameter")), headCell(w.T("results.col.panel"))},
		numHeads(w.T("results.col.n"), w.T("results.col.mean"), w.T("results.col.interval"), w.T("results.col.top2"), w.T("results.col.dont_know"))...)...)}
	for _, parameter := range w.parameters {
		row := chart.Row{Label: w.parameterName(parameter)}
		var asked []*analysis.Estimate
		for _, panel := range w.shown {
			e := w.identity(wave, panel, parameter)
			row.Points = append(row.Points, w.point(e))
			if e != nil {
				asked = append(asked, e)
			}
		}
		if len(asked) == 0 {
			continue
		}
		d.Rows = append(d.Rows, row)
		for i, e := range asked {
			var cells []resultCell
			if i == 0 {
				cells = append(cells, resultCell{Text: row.Label, Head: true, Rows: len(asked)})
			}
			t.Rows = append(t.Rows, append(cells, w.panel(e.Panel), w.count(e.N, e.Suppressed), w.mean(e), w.interval(e.Low, e.High, e.Suppressed),
				w.share(e.Top2, e.Suppressed), w.share(e.DontKnow, e.Suppressed)))
		}
	}
	if len(d.Rows) == 0 {
		s.Text = []string{w.T("results.nothing")}
		return s
	}
	s.Pictures, s.Table = []resultPicture{drawn(d)}, t
	s.Caption = w.T("results.caption.means") + " " + w.bases(wave, func(panel string) []*analysis.Estimate {
		var list []*analysis.Estimate
		for _, parameter := range w.parameters {
			list = append(list, w.identity(wave, panel, parameter))
		}
		return list
	})
	return s
}

// extremes says on which parameters the last of the shown panels scores highest and lowest.
func (w *resultWork) extremes(wave string) string {
	if len(w.shown) == 0 {
		return ""
	}
	panel := w.shown[len(w.shown)-1]
	var best, worst *analysis.Estimate
	for _, parameter := range w.parameters {
		e := w.identity(wave, panel, parameter)
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
		return ""
	}
	return w.T("results.profile.finding", "panel", w.panelName(panel), "best", w.parameterName(best.Parameter), "high", w.Decimal(*best.Mean, 1),
		"worst", w.parameterName(worst.Parameter), "low", w.Decimal(*worst.Mean, 1))
}
