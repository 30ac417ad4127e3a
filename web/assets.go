package web

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// serveAsset sends a style sheet, script or picture of our own. Its address holds the version of all of them together,
// so that a browser may keep it for good and scripts may import each other by relative address.
func (s *Server) serveAsset(c echo.Context) error {
	asset, ok := s.assets.Get(c.Param("version"), c.Param("*"))
	if !ok {
		return echo.NewHTTPError(http.StatusNotFound)
	}
	h := c.Response().Header()
	h.Set(echo.HeaderCacheControl, "public, max-age=31536000, immutable")
	h.Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
	body := asset.Body
	if asset.Gzip != nil && takesGzip(c.Request()) {
		h.Set(echo.HeaderContentEncoding, "gzip")
		body = asset.Gzip
	}
	return c.Blob(http.StatusOK, asset.Type, body)
}
