package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"realitycheck/panel"
)

// staffFrame is what every page of the staff needs besides the frame: who is signed in, the places that the roles allow,
// and what the last step said.
type staffFrame struct {
	frame
	Account *panel.Staff
	Nav     []navEntry
	Flash   string
	Crumbs  []crumb
}

// navEntry is one place in the navigation at the left.
type navEntry struct {
	URL     string
	Key     string // of its name in the catalogue
	Current bool
}

// crumb is a page above this one.
type crumb struct {
	URL  string
	Name string
}

// nav lists the places of the staff side with what each asks.
var nav = []struct {
	url, key string
	action   panel.Action
}{
	{staffPath + "/metingen", "staff.nav_waves", panel.SeeWaves},
	{staffPath + "/vragenlijsten", "staff.nav_questionnaires", panel.SeeInstruments},
	{staffPath + "/uitingen", "staff.nav_samples", panel.SeeInstruments},
	{staffPath + "/panels", "staff.nav_panels", panel.ManageMembers},
	{"/resultaten", "staff.nav_results", panel.SeeResults},
	{staffPath + "/post", "staff.nav_post", panel.SeePost},
	{staffPath + "/accounts", "staff.nav_accounts", panel.ManageAccounts},
	{staffPath + "/logboek", "staff.nav_audit", panel.ManageAccounts},
}

// staffFrame makes the part that all staff pages share; place is the address of the place that the page belongs to.
func (s *Server) staffFrame(c echo.Context, place, title string, args ...any) staffFrame {
	f := staffFrame{frame: s.frame(c, title, args...)}
	f.Account, _ = s.account(c)
	for _, entry := range nav {
		if f.Account != nil && f.Account.May(entry.action) {
			f.Nav = append(f.Nav, navEntry{entry.url, entry.key, entry.url == place})
		}
	}
	if f.Account != nil {
		f.Flash = s.sessions.PopString(c.Request().Context(), sessionFlash)
	}
	return f
}

// homePage is where the staff begin: what their roles let them do.
type homePage struct {
	staffFrame
	Entries []homeEntry
}

type homeEntry struct {
	URL, Key string
}

func (s *Server) showStaffHome(c echo.Context) error {
	page := homePage{staffFrame: s.staffFrame(c, staffPath, "staff.home")}
	for _, entry := range page.Nav {
		page.Entries = append(page.Entries, homeEntry{entry.URL, entry.Key})
	}
	return s.render(c, http.StatusOK, "staff/home", page)
}
