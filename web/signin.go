package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"realitycheck/panel"
	"realitycheck/panel/office"
	"realitycheck/survey/fault"
)

// Addresses of signing in.
const (
	signInPath = "/aanmelden"
	staffPath  = "/beheer"
)

// signInForm is what the page of signing in sends.
type signInForm struct {
	Email    string `form:"email"`
	Password string `form:"password"`
	To       string `form:"naar"` // where to go on
}

// signInPage asks for address and password.
type signInPage struct {
	staffFrame
	Email string
	To    string
	Error string
}

func (s *Server) showSignIn(c echo.Context) error {
	if _, ok := s.account(c); ok {
		return c.Redirect(http.StatusSeeOther, ownPath(c.QueryParam("naar")))
	}
	return s.signInPage(c, http.StatusOK, signInForm{To: c.QueryParam("naar")}, nil)
}

func (s *Server) signInPage(c echo.Context, status int, form signInForm, wrong error) error {
	page := signInPage{staffFrame: s.staffFrame(c, "", "staff.sign_in"), Email: form.Email, To: ownPath(form.To)}
	if wrong != nil {
		page.Error = page.Fault(wrong)
	}
	return s.render(c, status, "staff/signin", page)
}

// signIn lets somebody of the staff in. What failed is not said more closely than "address or password".
func (s *Server) signIn(c echo.Context) error {
	var form signInForm
	if err := c.Bind(&form); err != nil {
		return err
	}
	ctx := c.Request().Context()
	account, err := s.gate.SignIn(ctx, form.Email, form.Password, c.RealIP())
	switch fault.Of(err) {
	case fault.Forbidden:
		s.deps.Log.Warn("sign-in failed", "reference", reference(c))
		return s.signInPage(c, http.StatusForbidden, form, err)
	case fault.Unavailable:
		c.Response().Header().Set(echo.HeaderRetryAfter, "60")
		return s.signInPage(c, http.StatusTooManyRequests, form, err)
	}
	if err != nil {
		return err
	}
	if err := s.begin(ctx, account); err != nil {
		return err
	}
	if err := s.audit(c, account.Email, "sign_in", "", ""); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, ownPath(form.To))
}

// signOut ends the session here and in the store.
func (s *Server) signOut(c echo.Context) error {
	account, _ := s.account(c)
	if err := s.audit(c, account.Email, "sign_out", "", ""); err != nil {
		return err
	}
	if err := s.sessions.Destroy(c.Request().Context()); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, signInPath)
}

// audit writes a line of the audit trail.
func (s *Server) audit(c echo.Context, staff, action, object, detail string) error {
	return s.people.audit.Add(c.Request().Context(),
		panel.Event{At: s.deps.Now(), Staff: staff, Action: action, Object: object, Detail: detail})
}

// actor is the signed-in account as the office knows it.
func (s *Server) actor(c echo.Context) office.Actor {
	account, _ := s.account(c)
	return office.Account(account)
}

// noted writes a line of the audit trail about what the signed-in account did.
func (s *Server) noted(c echo.Context, action, object, detail string) error {
	account, _ := s.account(c)
	return s.audit(c, account.Email, action, object, detail)
}

// ownPath lets only addresses of our own staff pages through, so that signing in leads nowhere else.
func ownPath(to string) string {
	parsed, err := url.Parse(to)
	if err != nil || parsed.Host != "" || parsed.Scheme != "" || strings.ContainsAny(to, "\\\t\r\n") {
		return staffPath
	}
	for _, start := range []string{staffPath, codingPath, "/resultaten"} {
		if parsed.Path == start || strings.HasPrefix(parsed.Path, start+"/") {
			return parsed.RequestURI()
		}
	}
	return staffPath
}

// toSignIn answers whoever is not signed in. The cookie is not sent along when a link in a mail or on another site is
// followed, so the page is asked for once more from here before anybody has to sign in again.
func (s *Server) toSignIn(c echo.Context) error {
	r := c.Request()
	if wantsJSON(c) {
		return echo.NewHTTPError(http.StatusUnauthorized)
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return c.Redirect(http.StatusSeeOther, signInPath)
	}
	if r.Header.Get("Sec-Fetch-Site") == "cross-site" && r.Header.Get("Sec-Fetch-Mode") == "navigate" {
		page := signInPage{staffFrame: s.staffFrame(c, "", "staff.moving_on"), To: ownPath(r.URL.RequestURI())}
		c.Response().Header().Set("Refresh", "0")
		return s.render(c, http.StatusOK, "staff/onward", page)
	}
	return c.Redirect(http.StatusSeeOther, signInPath+"?naar="+url.QueryEscape(r.URL.RequestURI()))
}
