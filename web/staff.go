package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"realitycheck/panel"
	"realitycheck/survey"
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
	{codingPath, "coding.nav", panel.CodeAnswers},
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

// homePage is where the staff begin: the waves that go on, and what their roles let them do.
type homePage struct {
	staffFrame
	Watch bool // the account may see waves
	Waves []homeWave
}

// homeWave is a wave that is not closed.
type homeWave struct {
	URL, Title, State, When string
	Panels                  []panelFigures
}

func (s *Server) showStaffHome(c echo.Context) error {
	page := homePage{staffFrame: s.staffFrame(c, staffPath, "staff.home")}
	page.Watch = page.Account.May(panel.SeeWaves)
	if page.Watch {
		var err error
		if page.Waves, err = s.homeWaves(c, page.staffFrame); err != nil {
			return err
		}
	}
	return s.render(c, http.StatusOK, "staff/home", page)
}

func (s *Server) homeWaves(c echo.Context, f staffFrame) ([]homeWave, error) {
	ctx := c.Request().Context()
	waves, err := s.deps.Waves.All(ctx)
	if err != nil {
		return nil, err
	}
	var list []homeWave
	for i := len(waves) - 1; i >= 0; i-- {
		w := &waves[i]
		if w.State == survey.Closed {
			continue
		}
		row := homeWave{URL: waveURL(w.Code), Title: w.Title.In(f.Lang()), State: stateKey(w, s.now()), When: s.whenOf(w, f)}
		if w.State != survey.Draft {
			if row.Panels, err = s.figures(ctx, w, f.Translator); err != nil {
				return nil, err
			}
		}
		list = append(list, row)
	}
	return list, nil
}
