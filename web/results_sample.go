package web

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/survey/fault"
)

// showResultsSample shows one sample beside what the panels think of it.
func (s *Server) showResultsSample(c echo.Context) error {
	page, err := s.resultsPage(c, screenOf("samples"))
	if err != nil {
		return err
	}
	x, code := page.index, c.Param("sample")
	i := slices.IndexFunc(x.Samples, func(known report.Sample) bool { return known.Code == code })
	if i < 0 {
		return fault.New(fault.NotFound, "results.no_sample")
	}
	waves := x.Samples[i].Waves
	last := waves[len(waves)-1]
	archived, err := s.reports.source.Open(last)
	if err != nil {
		return err
	}
	if sample, ok := archived.Instrument.Sample(code); ok {
		page.Sample = newSampleView(sample, page.Translator)
	}
	page.Title, page.Filter = x.SampleName(code), nil
	page.Back = &resultLink{page.address(screenOf("samples")), page.T("results.samples.all")}
	page.SampleOf = page.T("results.sample.shown", "count", len(waves), "first", waves[0], "last", last)
	chosen := page.choice.selection()
	chosen.Sample = code
	page.show(exhibit.Sample(x, chosen, page.Translator))
	return s.render(c, http.StatusOK, "results/sample", page)
}
