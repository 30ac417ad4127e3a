package main

import (
	"bytes"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
)

// server answers the addresses that a respondent of the program meets.
type server struct {
	pages []page
	store *store
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

const (
	cookieName  = "bare"
	tokenDigits = 32
)

func newServer(pages []page, st *store) *echo.Echo {
	s := &server{pages, st}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.GET("/readyz", func(c echo.Context) error { return c.NoContent(http.StatusOK) })
	e.GET("/d/:token", func(c echo.Context) error { return s.show(c, 0) })
	e.POST("/d/:token", s.begin)
	e.GET("/deelname/:n", s.showPage)
	e.POST("/deelname/:n", s.save)
	return e
}

// begin gives the browser its cookie.
func (s *server) begin(c echo.Context) error {
	token := c.Param("token")
	if len(token) != tokenDigits {
		return echo.ErrNotFound
	}
	c.SetCookie(&http.Cookie{Name: cookieName, Value: token, Path: "/", HttpOnly: true})
	return c.Redirect(http.StatusSeeOther, "/deelname/1")
}

func (s *server) showPage(c echo.Context) error {
	n, err := s.number(c)
	if err != nil {
		return err
	}
	return s.show(c, n)
}

// number reads the number of the page; the last is the one that thanks.
func (s *server) number(c echo.Context) (int, error) {
	n, err := strconv.Atoi(c.Param("n"))
	if err != nil || n < 1 || n >= len(s.pages) {
		return 0, echo.ErrNotFound
	}
	return n, nil
}

func (s *server) show(c echo.Context, n int) error {
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	handle := ""
	if cookie, err := c.Cookie(cookieName); err == nil {
		handle = cookie.Value[:8]
	}
	s.pages[n].fill(buf, handle, "0", strconv.FormatInt(time.Now().Unix(), 36))
	return c.HTMLBlob(http.StatusOK, buf.Bytes())
}

// save keeps a page and answers when it is on disk.
func (s *server) save(c echo.Context) error {
	n, err := s.number(c)
	if err != nil {
		return err
	}
	cookie, err := c.Cookie(cookieName)
	if err != nil || len(cookie.Value) != tokenDigits {
		return echo.ErrForbidden
	}
	if err := c.Request().ParseForm(); err != nil {
		return echo.ErrBadRequest
	}
	form := c.Request().PostForm
	if form.Get("handle") != cookie.Value[:8] {
		return echo.ErrForbidden
	}
	if err := s.store.save(cookie.Value, n, form.Encode()); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/deelname/"+strconv.Itoa(n+1))
}
