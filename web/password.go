package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"realitycheck/panel/auth"
	"realitycheck/survey/fault"
)

// passwordForm is what the page of the own password sends.
type passwordForm struct {
	Current string `form:"current"`
	New     string `form:"new"`
}

// passwordPage asks for the password that is and the one that will be.
type passwordPage struct {
	staffFrame
	WrongCurrent string
	WrongNew     string
	Min          int
}

func (s *Server) showPassword(c echo.Context) error {
	return s.passwordPage(c, http.StatusOK, passwordPage{})
}

func (s *Server) passwordPage(c echo.Context, status int, page passwordPage) error {
	page.staffFrame, page.Min = s.staffFrame(c, "", "staff.password"), auth.MinPassword
	return s.render(c, status, "staff/password", page)
}

// savePassword changes the own password. Every other session of the account ends: its stamp is no longer right.
func (s *Server) savePassword(c echo.Context) error {
	var form passwordForm
	if err := c.Bind(&form); err != nil {
		return err
	}
	account, _ := s.account(c)
	ctx, tr := c.Request().Context(), s.translator(c)
	_, err := s.gate.SignIn(ctx, account.Email, form.Current, c.RealIP())
	if fault.Of(err) == fault.Forbidden {
		return s.passwordPage(c, http.StatusUnprocessableEntity, passwordPage{WrongCurrent: tr.T("staff.password_current_wrong")})
	}
	if err != nil {
		return err
	}
	if err := auth.CheckPassword(form.New, account.Email); err != nil {
		return s.passwordPage(c, http.StatusUnprocessableEntity, passwordPage{WrongNew: tr.Fault(err)})
	}
	hash, err := s.hasher.Hash(ctx, form.New)
	if err != nil {
		return err
	}
	if err := s.people.staff.SetHash(ctx, account.Email, hash); err != nil {
		return err
	}
	account.Hash = hash
	if err := s.begin(ctx, *account); err != nil {
		return err
	}
	if err := s.noted(c, "account.password", "", ""); err != nil {
		return err
	}
	s.flash(c, tr.T("staff.password_done"))
	return c.Redirect(http.StatusSeeOther, staffPath)
}
