package web

import (
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"realitycheck/panel"
	"realitycheck/survey/blob"
	"realitycheck/survey/fault"
)

// mediaPolicy lets a file that is opened by itself do nothing, whatever it turns out to be.
const mediaPolicy = "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self'; sandbox; frame-ancestors 'none'"

// serveMedium sends a file of a sample, in parts where a player asks for them, to respondents of a wave that shows it and
// to staff who see instruments.
func (s *Server) serveMedium(c echo.Context) error {
	hash := c.Param("hash")
	if !blob.IsHash(hash) {
		return fault.New(fault.NotFound, "no_such_file")
	}
	if err := s.maySee(c, hash); err != nil {
		return err
	}
	ctx := c.Request().Context()
	medium, err := s.deps.Media.ByHash(ctx, hash)
	if err != nil {
		return err
	}
	file, err := s.deps.Blobs.Open(ctx, hash)
	if err != nil {
		return err
	}
	defer file.Close()
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, medium.Mime)
	h.Set(echo.HeaderContentSecurityPolicy, mediaPolicy)
	h.Set(echo.HeaderCacheControl, "private, max-age=86400, immutable")
	h.Set("ETag", `"`+hash+`"`)
	h.Set(echo.HeaderContentDisposition, disposition(medium.Mime, c.QueryParam("naam")))
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, file)
	return nil
}

// disposition shows what browsers show safely and downloads the rest.
func disposition(kind, name string) string {
	how := "attachment"
	for _, shown := range []string{"image/", "video/", "audio/", "text/vtt"} {
		if strings.HasPrefix(kind, shown) {
			how = "inline"
		}
	}
	if name == "" {
		return how
	}
	if named := mime.FormatMediaType(how, map[string]string{"filename": name}); named != "" {
		return named
	}
	return how
}

// maySee refuses a file as if it were not there, so that its hash tells nothing.
func (s *Server) maySee(c echo.Context, hash string) error {
	if account, ok := s.account(c); ok && account.May(panel.SeeInstruments) {
		return nil
	}
	token, number, ok := s.readCookie(c)
	if !ok {
		return fault.New(fault.NotFound, "no_such_file")
	}
	v, err := s.open(c, token, number)
	if err != nil {
		return err
	}
	if !v.wave.shows(hash) {
		return fault.New(fault.NotFound, "no_such_file")
	}
	return nil
}
