package web

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"realitycheck/analysis/report"
	"realitycheck/survey/fault"
	"realitycheck/web/chart"
)

// showResultsSample shows one sample beside what both panels think of it.
func (s *Server) showResultsSample(c echo.Context) error {
	w, err := s.resultWork(c, "samples")
	if err != nil {
		return err
	}
	i := slices.IndexFunc(w.Samples, func(known report.Sample) bool { return known.Code == c.Param("sample") })
	if i < 0 {
		return fault.New(fault.NotFound, "results.no_sample")
	}
	known := w.Samples[i]
	wave := known.Waves[len(known.Waves)-1]
	archived, err := s.reports.source.Open(wave)
	if err != nil {
		return err
	}
	if sample, ok := archived.Instrument.Sample(known.Code); ok {
		w.page.Sample = newSampleView(sample, w.Translator)
	}
	w.page.Title, w.page.Filter = w.sampleName(known.Code), nil
	w.page.Back, w.page.BackName = resultsPath+"/uitingen"+w.choice.query(), w.T("results.samples.all")
	w.page.SampleOf = w.T("results.sample.shown", "count", len(known.Waves), "first", known.Waves[0], "last", wave)
	w.oneSample(known, wave)
	return s.render(c, http.StatusOK, "results/sample", w.page)
}

// oneSample fills the page of a sample: how it is rated now, and over the years.
func (w *resultWork) oneSample(known report.Sample, wave string) {
	var gaps []*report.Gap
	for i := range w.Gaps {
		if g := &w.Gaps[i]; g.Wave == wave && g.Basis == report.OfSample && deref(g.Sample) == known.Code && g.Item == nil {
			gaps = append(gaps, g)
			w.page.Lead = append(w.page.Lead, w.sampleFinding(g))
		}
	}
	s := resultSection{Heading: w.T("results.sample.heading", "wave", wave)}
	d := chart.Dots{Frame: chart.Frame{ID: "sample", Title: s.Heading, Desc: w.T("results.sample.desc")}, Axis: w.scale(), Series: w.series()}
	parameters := w.parametersOf(known.Code)
	for _, p := range parameters {
		row := chart.Row{Label: w.parameterName(p)}
		for _, panel := range w.shown {
			row.Points = append(row.Points, w.point(w.ofSample(wave, panel, known.Code, p)))
		}
		d.Rows = append(d.Rows, row)
	}
	s.Pictures = []resultPicture{drawn(d)}
	s.Caption = w.T("results.caption.means") + " " + w.bases(wave, func(panel string) []*report.Estimate {
		var list []*report.Estimate
		for _, p := range parameters {
			list = append(list, w.ofSample(wave, panel, known.Code, p))
		}
		return list
	})
	if len(gaps) > 0 {
		s.Table = w.gapTable(s.Heading, w.T("results.col.parameter"), gaps, func(g *report.Gap) resultCell { return headCell(w.parameterName(g.Parameter)) })
	}
	w.page.Sections = []resultSection{s}
	if len(known.Waves) > 1 {
		w.sampleYears(known, parameters)
	}
}

// parametersOf lists on what a sample was ever rated.
func (w *resultWork) parametersOf(sample string) []string {
	var list []string
	for i := range w.Estimates {
		if e := &w.Estimates[i]; e.Basis == report.OfSample && deref(e.Sample) == sample && e.Item == nil {
			list = appendNew(list, e.Parameter)
		}
	}
	return list
}

// sampleFinding says what may be said of a gap on a sample.
func (w *resultWork) sampleFinding(g *report.Gap) string {
	name := w.parameterName(g.Parameter)
	if g.Certainty() != report.Clear {
		return w.T("results.sample.finding", "parameter", name, "words", g.Words(w.Translator))
	}
	high := g.A
	if *g.Diff < 0 {
		high = g.B
	}
	return w.T("results.sample.finding_clear", "parameter", name, "panel", w.panelName(high), "diff", w.Decimal(max(*g.Diff, -*g.Diff), 1))
}

// sampleYears adds how a sample was rated in every year that showed it.
func (w *resultWork) sampleYears(known report.Sample, parameters []string) {
	s := resultSection{Heading: w.T("results.sample.years"), Facets: true, Caption: w.T("results.caption.sample_years")}
	t := &resultTable{Caption: s.Heading, Heads: heads(append([]resultCell{headCell(w.T("results.col.parameter")), headCell(w.T("results.col.panel"))}, numHeads(known.Waves...)...)...)}
	for i, p := range parameters {
		d := chart.Lines{Frame: chart.Frame{ID: fmt.Sprintf("years-%d", i), Desc: w.T("results.trend.desc"),
			Title: w.T("results.trend.alt", "parameter", w.parameterName(p), "years", known.Waves[0]+"–"+known.Waves[len(known.Waves)-1])},
			Axis: w.scale(), Series: w.series(), Steps: known.Waves}
		for k, panel := range w.shown {
			row := []resultCell{w.panel(panel)}
			if k == 0 {
				row = append([]resultCell{{Text: w.parameterName(p), Head: true, Rows: len(w.shown)}}, row...)
			}
			var points []chart.Point
			for _, wave := range known.Waves {
				e := w.ofSample(wave, panel, known.Code, p)
				points, row = append(points, w.point(e)), append(row, w.mean(e))
			}
			d.Points, t.Rows = append(d.Points, points), append(t.Rows, row)
		}
		s.Pictures = append(s.Pictures, resultPicture{Heading: w.parameterName(p), Any: d.Draw()})
	}
	s.Table = t
	w.page.Sections = append(w.page.Sections, s)
}
