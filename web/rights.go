package web

import (
	"github.com/labstack/echo/v4"

	"realitycheck/panel"
	"realitycheck/survey/fault"
)

// right is what a route asks of whoever comes.
type right struct {
	who    audience
	action panel.Action // of staff
}

type audience int

const (
	nobody     audience = iota // a route that forgot to name its right is closed
	everybody                  // no secret and no person on the page
	respondent                 // the cookie of a personal link
	staff                      // an account whose roles allow the action
)

var (
	public     = right{who: everybody}
	withTicket = right{who: respondent}
)

// may is the right of staff to do something.
func may(action panel.Action) right { return right{who: staff, action: action} }

// guard lets only those through who have the right. Handlers behind it find the visit or the account in the context.
func (s *Server) guard(need right, next echo.HandlerFunc) echo.HandlerFunc {
	switch need.who {
	case everybody:
		return next
	case respondent:
		return s.withVisit(next)
	case staff:
		return func(c echo.Context) error {
			account, ok := s.account(c)
			if !ok {
				return s.toSignIn(c)
			}
			if !account.May(need.action) {
				return fault.New(fault.Forbidden, "not_your_role")
			}
			return next(c)
		}
	}
	return func(echo.Context) error { return fault.New(fault.Forbidden, "not_your_role") }
}

const accountKey = "account"

// account is the signed-in account, put into the context by the session middleware.
func (s *Server) account(c echo.Context) (*panel.Staff, bool) {
	account, ok := c.Get(accountKey).(*panel.Staff)
	return account, ok
}
