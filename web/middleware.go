package web

import (
	"crypto/rand"
	"log/slog"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"realitycheck/survey/fault"
)

// maxBody is the largest form that is read; a page of answers at its longest stays well below it.
const maxBody = "256K"

// use sets what every request passes, outermost first.
func (s *Server) use() error {
	crossOrigin := http.NewCrossOriginProtection()
	if err := crossOrigin.AddTrustedOrigin(s.origin); err != nil {
		return err
	}
	s.echo.Use(
		s.observe,
		middleware.RecoverWithConfig(middleware.RecoverConfig{LogErrorFunc: s.logPanic}),
		s.headers,
		s.chooseLanguage,
		refuseEncoded,
		middleware.BodyLimit(maxBody),
		refuseCrossOrigin(crossOrigin),
		s.withSession,
	)
	return nil
}

// contentPolicy allows what is ours and nothing inline: a text that slips through escaping still runs nothing.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; " +
	"font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// headers sets the protections on every answer, also on errors. Pages are not stored; assets and media say otherwise.
func (s *Server) headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		// With no-referrer Chromium sends "Origin: null", and the start would be refused as cross-origin.
		h.Set("Referrer-Policy", "strict-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		h.Set("X-Robots-Tag", "noindex, nofollow")
		if s.https {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		return next(c)
	}
}

// refuseEncoded refuses compressed bodies: no browser sends a form so, and it may unpack to anything.
func refuseEncoded(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().Header.Get("Content-Encoding") != "" {
			return echo.NewHTTPError(http.StatusUnsupportedMediaType)
		}
		return next(c)
	}
}

func refuseCrossOrigin(protection *http.CrossOriginProtection) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if err := protection.Check(c.Request()); err != nil {
				return fault.New(fault.Forbidden, "cross_origin").Because(err)
			}
			return next(c)
		}
	}
}

const referenceKey = "reference"

// reference is the number under which a request stands in the log. A visitor who tells it can be helped; it says nothing
// about the visitor.
func reference(c echo.Context) string {
	if known, ok := c.Get(referenceKey).(string); ok {
		return known
	}
	made := rand.Text()[:8]
	c.Set(referenceKey, made)
	return made
}

// observe measures and logs each request by its route, never by its address: that may hold a token. Nothing about the
// visitor is kept.
func (s *Server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		begun := time.Now()
		if err := next(c); err != nil {
			c.Error(err)
		}
		took, status := time.Since(begun), c.Response().Status
		s.measures.observe(c.Request().Method, c.Path(), status, took)
		s.deps.Log.LogAttrs(c.Request().Context(), slog.LevelDebug, "request", slog.String("method", c.Request().Method),
			slog.String("route", c.Path()), slog.Int("status", status), slog.Duration("took", took))
		return nil
	}
}

// logPanic writes where a handler broke, without the request.
func (s *Server) logPanic(c echo.Context, err error, stack []byte) error {
	s.deps.Log.Error("panic", "reference", reference(c), "route", c.Path(), "error", err, "stack", string(stack))
	return err
}
