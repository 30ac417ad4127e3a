package web

import (
	"cmp"
	"slices"

	"realitycheck/analysis/report"
	"realitycheck/web/chart"
)

// ratedSamples lists the samples of the newest year, and the parameters on which they were rated.
func (v *resultView) ratedSamples() (samples []report.Sample, parameters []string) {
	for _, sample := range v.Samples {
		if slices.Contains(sample.Waves, v.last()) {
			samples = append(samples, sample)
		}
	}
	for i := range v.Estimates {
		if e := &v.Estimates[i]; e.Wave == v.last() && e.Basis == report.OfSample && e.Item == nil && e.Group == nil {
			parameters = appendNew(parameters, e.Parameter)
		}
	}
	return samples, parameters
}

func (v *resultView) ofSample(wave, panel, sample, parameter string) *report.Estimate {
	return v.estimate(figurePlace{wave: wave, panel: panel, basis: report.OfSample, sample: sample, parameter: parameter})
}

// fillSamples shows the samples of the newest year on one parameter in a picture, and on all in the table.
func fillSamples(w *resultWork) {
	samples, parameters := w.ratedSamples()
	if len(samples) == 0 || len(parameters) == 0 {
		w.page.Lead = []string{w.T("results.samples.none")}
		return
	}
	w.page.Lead = w.findings(report.FindSample)
	chosen := parameters[0]
	if slices.Contains(parameters, w.choice.Parameter) {
		chosen = w.choice.Parameter
	}
	w.order(samples, chosen)
	s := resultSection{Heading: w.T("results.samples.heading", "parameter", w.parameterName(chosen), "wave", w.last())}
	d := chart.Dots{Frame: chart.Frame{ID: "samples", Title: s.Heading, Desc: w.T("results.samples.desc")}, Axis: w.scale(), Series: w.series()}
	for _, sample := range samples {
		row := chart.Row{Label: w.sampleName(sample.Code)}
		for _, panel := range w.shown {
			row.Points = append(row.Points, w.point(w.ofSample(w.last(), panel, sample.Code, chosen)))
		}
		d.Rows = append(d.Rows, row)
	}
	s.Pictures = []resultPicture{drawn(d)}
	s.Caption = w.T("results.caption.samples") + " " + w.bases(w.last(), func(panel string) []*report.Estimate {
		var list []*report.Estimate
		for _, sample := range samples {
			list = append(list, w.ofSample(w.last(), panel, sample.Code, chosen))
		}
		return list
	})
	s.Table = w.samplesTable(samples, parameters, chosen)
	w.page.Sections = []resultSection{s}
	w.anchors()
}

// order sorts samples by how the last of the shown panels rates them on a parameter, the highest first.
func (w *resultWork) order(samples []report.Sample, parameter string) {
	if len(w.shown) == 0 {
		return
	}
	panel := w.shown[len(w.shown)-1]
	rating := func(s report.Sample) float64 {
		if e := w.ofSample(w.last(), panel, s.Code, parameter); e != nil && e.Mean != nil {
			return *e.Mean
		}
		return 0
	}
	slices.SortStableFunc(samples, func(a, b report.Sample) int { return cmp.Compare(rating(b), rating(a)) })
}

// samplesTable has for each parameter both panels and their difference; the name of a parameter orders by it.
func (w *resultWork) samplesTable(samples []report.Sample, parameters []string, chosen string) *resultTable {
	pair := len(w.panels) == 2
	columns := len(w.panels)
	if pair {
		columns++
	}
	top := []resultCell{{Text: w.T("results.col.sample"), Head: true, Rows: 2}}
	var below []resultCell
	for _, p := range parameters {
		top = append(top, resultCell{Text: w.parameterName(p), URL: resultsPath + "/uitingen" + w.choice.by(p).query(), Num: true, Cols: columns, Current: p == chosen})
		for _, panel := range w.panels {
			below = append(below, resultCell{Text: w.panelName(panel), Num: true, Panel: w.panelSign(panel).Class()})
		}
		if pair {
			below = append(below, numHead(w.T("results.col.gap")))
		}
	}
	t := &resultTable{Caption: w.T("results.samples.table", "wave", w.last()), Heads: [][]resultCell{top, below}, Dense: true}
	for _, sample := range samples {
		row := []resultCell{{Text: w.sampleName(sample.Code), URL: w.sampleURL(sample.Code), Head: true}}
		for _, p := range parameters {
			for _, panel := range w.panels {
				row = append(row, w.toned(w.ofSample(w.last(), panel, sample.Code, p)))
			}
			if !pair {
				continue
			}
			g := w.gaps[figurePlace{wave: w.last(), basis: report.OfSample, sample: sample.Code, parameter: p}]
			if g == nil {
				row = append(row, none())
				continue
			}
			row = append(row, w.gap(g))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// anchors adds how the ratings of the samples that two years share changed.
func (w *resultWork) anchors() {
	s := resultSection{Heading: w.T("results.anchors.heading", "from", w.before(), "to", w.last()), Caption: w.T("results.caption.anchors")}
	t := &resultTable{Caption: s.Heading, Heads: heads(headCell(w.T("results.col.parameter")), headCell(w.T("results.col.panel")),
		numHead(w.T("results.col.since", "wave", w.before())), numHead(w.T("results.col.interval")), headCell(w.T("results.col.words")))}
	for _, panel := range w.shown {
		for i := range w.Changes {
			c := &w.Changes[i]
			if c.Panel == panel && c.Basis == report.Anchors && c.Item == nil && c.To == w.last() && c.From == w.before() {
				t.Rows = append(t.Rows, []resultCell{headCell(w.parameterName(c.Parameter)), w.panel(panel),
					w.changed(c), w.bounds(&c.Test), wordCell(c.Words(w.Translator))})
			}
		}
	}
	if len(t.Rows) == 0 {
		return
	}
	s.Table = t
	w.page.Sections = append(w.page.Sections, s)
}
