package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"realitycheck/survey/fault"
)

// alive says that the process answers.
func (s *Server) alive(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

// ready says that visitors may come: not shutting down, and the stores answer.
func (s *Server) ready(c echo.Context) error {
	if s.draining.Load() {
		return fault.New(fault.Unavailable, "shutting_down")
	}
	if err := s.deps.Answers.Ping(c.Request().Context()); err != nil {
		return err
	}
	if s.deps.People != nil {
		if err := s.deps.People.Ping(c.Request().Context()); err != nil {
			return err
		}
	}
	return c.String(http.StatusOK, "ready\n")
}
