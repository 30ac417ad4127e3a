package web

import (
	"fmt"
	"slices"

	"realitycheck/analysis/report"
	"realitycheck/web/chart"
)

// fillOverview tells what was found, then shows the identity as both panels see it.
func fillOverview(w *resultWork) {
	for _, group := range []struct {
		screen, path string
		kinds        []string
	}{
		{"gap", "/kloof", []string{report.FindGap, report.FindGapMoved}}, {"trend", "/evolutie", []string{report.FindChange}},
		{"samples", "/uitingen", []string{report.FindSample}}, {"response", "/respons", []string{report.FindResponse}},
	} {
		if texts := w.findings(group.kinds...); len(texts) > 0 {
			w.page.Findings = append(w.page.Findings, findingGroup{w.T("results." + group.screen + ".tab"), resultsPath + group.path + w.choice.query(), texts})
		}
	}
	w.page.Sections = []resultSection{w.profile()}
	for _, n := range w.Report.Notes {
		w.page.Notes = append(w.page.Notes, n.Text)
	}
}

// profile is each parameter as the panels see it in the newest year, a picture for each framework.
func (w *resultWork) profile() resultSection {
	wave := w.last()
	s := resultSection{Heading: w.T("results.profile.heading", "wave", wave), Finding: w.extremes(wave)}
	s.Table = &resultTable{Caption: s.Heading, Heads: heads(append([]resultCell{headCell(w.T("results.col.parameter")), headCell(w.T("results.col.panel"))},
		numHeads(w.T("results.col.n"), w.T("results.col.mean"), w.T("results.col.interval"), w.T("results.col.top2"), w.T("results.col.dont_know"))...)...)}
	groups := w.byFramework()
	for i, group := range groups {
		d := chart.Dots{Frame: chart.Frame{ID: fmt.Sprintf("profile-%d", i), Title: s.Heading, Desc: w.T("results.profile.desc", "wave", wave)},
			Axis: w.scale(), Series: w.series()}
		for _, parameter := range group.parameters {
			w.profileRow(wave, parameter, &d, s.Table)
		}
		if len(d.Rows) == 0 {
			continue
		}
		picture := drawn(d)
		if len(groups) > 1 {
			picture.Heading = group.name
		}
		s.Pictures = append(s.Pictures, picture)
	}
	if len(s.Pictures) == 0 {
		s.Table, s.Text = nil, []string{w.T("results.nothing")}
		return s
	}
	s.Caption = w.T("results.caption.means") + " " + w.bases(wave, func(panel string) []*report.Estimate {
		var list []*report.Estimate
		for _, parameter := range w.parameters {
			list = append(list, w.identity(wave, panel, parameter))
		}
		return list
	})
	return s
}

// parameterGroup are the parameters of one framework.
type parameterGroup struct {
	name       string
	parameters []string
}

// byFramework groups the parameters, in the order of the report.
func (w *resultWork) byFramework() []parameterGroup {
	var groups []parameterGroup
	for _, parameter := range w.parameters {
		name := w.frameworkNames[w.frameworks[parameter]]
		at := slices.IndexFunc(groups, func(g parameterGroup) bool { return g.name == name })
		if at < 0 {
			at, groups = len(groups), append(groups, parameterGroup{name: name})
		}
		groups[at].parameters = append(groups[at].parameters, parameter)
	}
	return groups
}

// profileRow adds a parameter to the picture and the table.
func (w *resultWork) profileRow(wave, parameter string, d *chart.Dots, t *resultTable) {
	row := chart.Row{Label: w.parameterName(parameter)}
	var asked []*report.Estimate
	for _, panel := range w.shown {
		e := w.identity(wave, panel, parameter)
		row.Points = append(row.Points, w.point(e))
		if e != nil {
			asked = append(asked, e)
		}
	}
	if len(asked) == 0 {
		return
	}
	d.Rows = append(d.Rows, row)
	for i, e := range asked {
		var cells []resultCell
		if i == 0 {
			cells = append(cells, resultCell{Text: row.Label, Head: true, Rows: len(asked)})
		}
		t.Rows = append(t.Rows, append(cells, w.panel(e.Panel), w.count(e.N, e.Suppressed), w.mean(e), w.interval(e.Low, e.High, e.Suppressed),
			w.part(e, "top2", e.Top2), w.part(e, "dont_know", e.DontKnow)))
	}
}

// extremes says on which parameters the last of the shown panels scores highest and lowest.
func (w *resultWork) extremes(wave string) string {
	if len(w.shown) == 0 {
		return ""
	}
	panel := w.shown[len(w.shown)-1]
	var best, worst *report.Estimate
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
