package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"realitycheck/panel"
	"realitycheck/panel/paneldb"
	"realitycheck/survey/fault"
)

// How long somebody of the staff stays signed in: without doing anything, and in all.
const (
	idleFor   = 30 * time.Minute
	signedFor = 8 * time.Hour
	seenEvery = time.Minute // a session is written at most this often for being used
)

// What a session holds.
const (
	sessionEmail = "email"
	sessionStamp = "stamp" // of the account: another password or role ends the session
	sessionBegun = "begun" // seconds since 1970, as seen
	sessionSeen  = "seen"
	sessionFlash = "flash"
)

// newSessions makes the keeper of staff sessions. The cookie goes out strictly to our own pages; its value is stored as a
// hash.
func newSessions(store *paneldb.Sessions, https bool) *scs.SessionManager {
	m := scs.New()
	m.Store, m.HashTokenInStore, m.Lifetime = store, true, signedFor
	m.Cookie = scs.SessionCookie{Name: "rcstaff", Path: "/", HttpOnly: true, Secure: https, SameSite: http.SameSiteStrictMode}
	if https {
		m.Cookie.Name = "__Host-rcstaff"
	}
	return m
}

// withSession puts the account of a signed-in browser into the context. A request without the cookie passes untouched, so
// that respondents cost nothing here.
func (s *Server) withSession(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		path := c.Request().URL.Path
		cookie, err := c.Cookie(s.sessions.Cookie.Name)
		if err != nil && path != signInPath || strings.HasPrefix(path, "/static/") {
			return next(c)
		}
		token := ""
		if err == nil {
			token = cookie.Value
		}
		ctx, err := s.sessions.Load(c.Request().Context(), token)
		if err != nil {
			return err
		}
		c.SetRequest(c.Request().WithContext(ctx))
		c.Response().Before(func() { s.keepSession(c, ctx) })
		account, err := s.sessionAccount(ctx)
		if err != nil {
			return err
		}
		if account != nil {
			c.Set(accountKey, account)
		}
		return next(c)
	}
}

// sessionAccount gives whose session it is, or nil when it is nobody's any more.
func (s *Server) sessionAccount(ctx context.Context) (*panel.Staff, error) {
	email := s.sessions.GetString(ctx, sessionEmail)
	if email == "" {
		return nil, nil
	}
	account, err := s.people.staff.ByEmail(ctx, email)
	if err != nil && fault.Of(err) != fault.NotFound {
		return nil, err
	}
	now := s.deps.Now()
	since := func(what string) time.Duration { return now.Sub(time.Unix(s.sessions.GetInt64(ctx, what), 0)) }
	over := since(sessionSeen) >= idleFor || since(sessionBegun) >= signedFor
	if err != nil || account.Disabled || over || account.Stamp() != s.sessions.GetString(ctx, sessionStamp) {
		return nil, s.sessions.Destroy(ctx)
	}
	if since(sessionSeen) >= seenEvery {
		s.sessions.Put(ctx, sessionSeen, now.Unix())
	}
	return &account, nil
}

// keepSession stores a session that changed, just before the answer goes out, and sets its cookie.
func (s *Server) keepSession(c echo.Context, ctx context.Context) {
	switch s.sessions.Status(ctx) {
	case scs.Modified:
		token, expiry, err := s.sessions.Commit(context.WithoutCancel(ctx))
		if err != nil {
			s.deps.Log.Error("session not kept", "reference", reference(c), "error", err)
			return
		}
		s.sessions.WriteSessionCookie(ctx, c.Response(), token, expiry)
	case scs.Destroyed:
		s.sessions.WriteSessionCookie(ctx, c.Response(), "", time.Time{})
	}
}

// begin signs an account in on this browser, under a new number of the session.
func (s *Server) begin(ctx context.Context, account panel.Staff) error {
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	now := s.deps.Now().Unix()
	s.sessions.Put(ctx, sessionEmail, account.Email)
	s.sessions.Put(ctx, sessionStamp, account.Stamp())
	s.sessions.Put(ctx, sessionBegun, now)
	s.sessions.Put(ctx, sessionSeen, now)
	return nil
}

// flash leaves a sentence for the next page that this browser is shown.
func (s *Server) flash(c echo.Context, text string) {
	s.sessions.Put(c.Request().Context(), sessionFlash, text)
}
