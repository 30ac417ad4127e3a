package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"realitycheck/survey/fault"
)

// statuses of the kinds of fault; every other error is a 500.
var statuses = map[fault.Kind]int{
	fault.Invalid:     http.StatusUnprocessableEntity,
	fault.NotFound:    http.StatusNotFound,
	fault.Conflict:    http.StatusConflict,
	fault.Forbidden:   http.StatusForbidden,
	fault.Gone:        http.StatusGone,
	fault.Unavailable: http.StatusServiceUnavailable,
}

// errorPage tells what went wrong and what the reader can do.
type errorPage struct {
	frame
	Text      string
	Reference string // empty where the reader can do nothing with it
	Places    []string
	Staff     bool // signed in: there is a way back to their own pages
}

// answerError turns an error into a status, a page and a log line. It is the only place that does. Unknown errors show
// their reference number and nothing else.
func (s *Server) answerError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	status, heading, text := s.describe(c, err)
	page := errorPage{frame: s.frame(c, heading), Text: text}
	_, page.Staff = s.account(c)
	if status >= http.StatusInternalServerError {
		page.Reference = reference(c)
		s.deps.Log.Error("request failed", "reference", page.Reference, "route", c.Path(), "error", err)
	}
	if status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests {
		c.Response().Header().Set(echo.HeaderRetryAfter, strconv.Itoa(int(failureWindow.Seconds())))
	}
	var f *fault.Fault
	if errors.As(err, &f) {
		for _, field := range f.Fields {
			page.Places = append(page.Places, page.Field(field))
		}
	}
	if wantsJSON(c) {
		err = c.JSON(status, jsonFault{Error: page.Text, Reference: page.Reference})
	} else {
		err = s.render(c, status, "error", page)
	}
	if err != nil {
		s.deps.Log.Error("error page failed", "reference", reference(c), "error", err)
	}
}

// jsonFault is an error as scripts and users of the interface read it.
type jsonFault struct {
	Error     string `json:"error"`
	Reference string `json:"reference,omitempty"`
}

// describe gives the status, the key of the heading and the sentence for an error.
func (s *Server) describe(c echo.Context, err error) (status int, heading, text string) {
	tr := s.translator(c)
	var f *fault.Fault
	if errors.As(err, &f) {
		status, known := statuses[f.Kind]
		if !known {
			return http.StatusInternalServerError, "error_title_500", tr.T("unexpected")
		}
		if f.Key == tooManyFailures {
			status = http.StatusTooManyRequests
		}
		return status, headingOf(status), tr.Fault(f)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return http.StatusServiceUnavailable, "error_title_503", tr.T("busy")
	}
	var refused *echo.HTTPError
	if errors.As(err, &refused) && refused.Code < http.StatusInternalServerError {
		key := "error_text_" + strconv.Itoa(refused.Code)
		if refused.Code == http.StatusRequestEntityTooLarge && strings.HasPrefix(c.Path(), resultsPath) {
			key = "results.weighting.too_large" // a file, not an answer
		}
		if text = tr.T(key); text == key {
			text = tr.T("error_text_400")
		}
		return refused.Code, headingOf(refused.Code), text
	}
	return http.StatusInternalServerError, "error_title_500", tr.T("unexpected")
}

// headingOf names the key of the heading for a status.
func headingOf(status int) string {
	switch status {
	case http.StatusNotFound, http.StatusForbidden, http.StatusGone, http.StatusConflict, http.StatusTooManyRequests,
		http.StatusServiceUnavailable, http.StatusRequestEntityTooLarge:
		return "error_title_" + strconv.Itoa(status)
	}
	return "error_title_400"
}

// wantsJSON is true for the interface and for our own scripts.
func wantsJSON(c echo.Context) bool {
	return strings.HasPrefix(c.Request().URL.Path, "/api/") ||
		c.Request().Header.Get(echo.HeaderAccept) == echo.MIMEApplicationJSON
}

const tooManyFailures = "too_many_failures"
