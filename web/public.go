package web

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// textPage is a page of plain text: home, privacy, accessibility, help.
type textPage struct{ frame }

func (s *Server) showHome(c echo.Context) error {
	return s.render(c, http.StatusOK, "home", textPage{s.frame(c, "home_title")})
}

// showText shows one of the pages that tell how the program behaves.
func (s *Server) showText(name string) echo.HandlerFunc {
	return func(c echo.Context) error {
		page := textPage{s.frame(c, name+"_title")}
		page.Reading = true
		return s.render(c, http.StatusOK, name, page)
	}
}
