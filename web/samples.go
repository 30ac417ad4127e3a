package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

const samplesPath = staffPath + "/uitingen"

// samplesPage lists the communication samples and services.
type samplesPage struct {
	staffFrame
	Rows []sampleRow
	filter
}

type sampleRow struct {
	URL, Title, Channel, Entity, Kind, Lang string
	Year                                    int
}

func (s *Server) showSamples(c echo.Context) error {
	all, err := s.library.samples.All(c.Request().Context())
	if err != nil {
		return err
	}
	page := samplesPage{staffFrame: s.staffFrame(c, samplesPath, "staff.nav_samples"), filter: filterOf(c)}
	for _, sample := range all {
		row := sampleRow{URL: samplesPath + "/" + sample.Code, Title: sample.Title.In(page.Lang()), Entity: sample.Entity,
			Channel: page.T(survey.ChannelKey(sample.Channel)), Kind: page.T("sample_" + string(sample.Kind)),
			Lang: langNames[sample.Lang], Year: sample.Year}
		if page.matches(row.Title, row.Channel, row.Entity, row.Kind) {
			page.Rows = append(page.Rows, row)
		}
	}
	page.All = len(page.Rows)
	return s.render(c, http.StatusOK, "staff/samples", page)
}

// samplePage shows a sample the way respondents see it, and the waves that show it.
type samplePage struct {
	staffFrame
	Sample *sampleView
	Waves  []sampleWave
}

type sampleWave struct {
	URL, Title string
	Anchor     bool
}

func (s *Server) showSample(c echo.Context) error {
	ctx := c.Request().Context()
	sample, err := s.library.samples.ByCode(ctx, c.Param("code"))
	if err != nil {
		return err
	}
	waves, err := s.deps.Waves.All(ctx)
	if err != nil {
		return err
	}
	page := samplePage{staffFrame: s.staffFrame(c, samplesPath, "staff.nav_samples"), Sample: newSampleView(&sample, s.translator(c))}
	page.Title, page.Crumbs = sample.Title.In(page.Lang()), []crumb{{samplesPath, page.T("staff.nav_samples")}}
	page.Waves = wavesWith(waves, sample.Code, page.Lang())
	return s.render(c, http.StatusOK, "staff/sample", page)
}

// wavesWith lists the waves that show a sample, the newest first.
func wavesWith(waves []survey.Wave, code string, lang i18n.Lang) []sampleWave {
	var list []sampleWave
	for i := len(waves) - 1; i >= 0; i-- {
		for _, shown := range waves[i].Samples {
			if shown.Code == code {
				list = append(list, sampleWave{waveURL(waves[i].Code), waves[i].Title.In(lang), shown.Anchor})
			}
		}
	}
	return list
}
