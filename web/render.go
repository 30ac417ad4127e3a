package web

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/labstack/echo/v4"
)

// Pages below this size are sent as they are: they fit in one packet.
const minGzip = 1024

var (
	buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}
	gzips   = sync.Pool{New: func() any {
		w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is one that exists
		return w
	}}
)

// render writes a page through a buffer, so that a template that fails leaves no half page.
func (s *Server) render(c echo.Context, status int, page string, data any) error {
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := s.pages.Execute(buf, page, data); err != nil {
		return err
	}
	return writeHTML(c, status, buf.Bytes())
}

// writeSheet fills a sheet for a person and sends it.
func writeSheet(c echo.Context, status int, s *sheet, f *filling) error {
	page := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(page)
	page.Reset()
	s.fill(page, f)
	if len(s.pressed) == 0 || !f.fresh() || !takesGzip(c.Request()) {
		return writeHTML(c, status, page.Bytes())
	}
	zipped := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(zipped)
	zipped.Reset()
	s.gzip(zipped, f, page.Bytes())
	return writeGzip(c, status, zipped.Bytes())
}

// writeHTML sends a page, compressed where the browser takes it.
func writeHTML(c echo.Context, status int, page []byte) error {
	if len(page) < minGzip || !takesGzip(c.Request()) {
		return writeBody(c, status, page)
	}
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	w := gzips.Get().(*gzip.Writer)
	defer gzips.Put(w)
	w.Reset(buf)
	if _, err := w.Write(page); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return writeGzip(c, status, buf.Bytes())
}

func writeGzip(c echo.Context, status int, zipped []byte) error {
	c.Response().Header().Set(echo.HeaderContentEncoding, "gzip")
	return writeBody(c, status, zipped)
}

func writeBody(c echo.Context, status int, body []byte) error {
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, echo.MIMETextHTMLCharsetUTF8)
	h.Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
	h.Set(echo.HeaderContentLength, strconv.Itoa(len(body)))
	c.Response().WriteHeader(status)
	_, err := c.Response().Write(body)
	return err
}

// takesGzip says whether the client named gzip and did not refuse it with q=0.
func takesGzip(r *http.Request) bool {
	for offer := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, parameters, _ := strings.Cut(offer, ";")
		if strings.TrimSpace(name) != "gzip" {
			continue
		}
		quality, found := strings.CutPrefix(strings.TrimSpace(parameters), "q=")
		if q, err := strconv.ParseFloat(quality, 64); found && err == nil && q == 0 {
			return false
		}
		return true
	}
	return false
}
