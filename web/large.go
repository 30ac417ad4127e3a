package web

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"realitycheck/survey/fault"
)

// samplePath is the last part of the address of a sample by itself.
const samplePath = "uiting"

// largePage shows a sample by itself, up to four times as large.
type largePage struct {
	frame
	N      int
	Sample *sampleView
	Zoom   int // percent
	Zooms  []zoomChoice
}

type zoomChoice struct {
	Percent int
	Current bool
}

// zooms are the sizes on offer, in percent of the width of the window.
var zooms = []int{100, 150, 200, 300, 400}

// showLarge shows the sample of page n by itself. The page before it was saved, so that nothing typed is lost.
func (s *Server) showLarge(c echo.Context) error {
	v := visitOf(c)
	n, err := v.step(c)
	if err == errElsewhere {
		return c.Redirect(http.StatusSeeOther, v.whereIAm())
	}
	if err != nil {
		return err
	}
	step, err := v.way.Step(n)
	if err != nil {
		return err
	}
	if step.Sample == nil {
		return fault.New(fault.NotFound, "no_such_page")
	}
	page := largePage{frame: s.frame(c, "sample_large"), N: n, Sample: newSampleView(step.Sample, s.translator(c)), Zoom: zooms[0]}
	page.Title = page.Sample.Title
	asked, err := strconv.Atoi(c.QueryParam("zoom"))
	for _, percent := range zooms {
		if err == nil && percent == asked {
			page.Zoom = percent
		}
	}
	for _, percent := range zooms {
		page.Zooms = append(page.Zooms, zoomChoice{percent, percent == page.Zoom})
	}
	return s.render(c, http.StatusOK, "large", page)
}

// Back is the address of the questions.
func (p largePage) Back() string { return pageURL(p.N) }
