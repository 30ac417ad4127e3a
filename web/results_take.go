package web

import (
	"bytes"
	"mime"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"realitycheck/analysis/report"
	"realitycheck/analysis/xlsx"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/web/api"
)

const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// takeWorkbook sends the yearly comparison as a workbook, which shows also what weights and flags do to the figures.
func (s *Server) takeWorkbook(c echo.Context) error {
	tr := s.translator(c)
	doc, err := s.reports.of(c.Request().Context(), readChoice(c.QueryParams()).Years, tr, alternatives{unweighted: true, withoutFlagged: true})
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := xlsx.Write(&buf, doc, tr); err != nil {
		return err
	}
	if err := s.noted(c, "results.workbook", strings.Join(doc.Years, ","), string(tr.Lang())); err != nil {
		return err
	}
	name := "reality-check-" + strings.ReplaceAll(report.NewIndex(doc).Span(), "–", "-") + ".xlsx"
	c.Response().Header().Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	return c.Blob(http.StatusOK, workbookType, buf.Bytes())
}

// serveReport sends the report as one document, the same as the command line writes.
func (s *Server) serveReport(c echo.Context) error {
	var years []string
	if asked := c.QueryParam("years"); asked != "" && asked != "all" {
		years = strings.Split(asked, ",")
	}
	tr := s.translator(c)
	if asked := c.QueryParam("lang"); asked != "" {
		language, ok := i18n.ParseLang(asked)
		if !ok {
			return fault.New(fault.Invalid, "language_unknown", "value", asked)
		}
		tr = s.deps.Catalogue.For(language)
	}
	doc, err := s.reports.of(c.Request().Context(), years, tr, alternatives{})
	if err != nil {
		return err
	}
	if err := s.noted(c, "results.report", strings.Join(doc.Years, ","), string(tr.Lang())); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, doc)
}

// serveAPI describes the interface for programs.
func (s *Server) serveAPI(c echo.Context) error {
	return c.Blob(http.StatusOK, "application/yaml; charset=utf-8", api.Description())
}
