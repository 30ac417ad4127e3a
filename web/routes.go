package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"realitycheck/panel"
)

// route is one address of the program: method, path, who may come, and what answers.
type route struct {
	method string // GET stands for HEAD as well: scanners and monitors send it
	path   string
	right  right
	handle echo.HandlerFunc
}

// routes is every address of the program with the right that it asks. A test walks it, role by role.
func (s *Server) routes() []route {
	const get, post = http.MethodGet, http.MethodPost
	return []route{
		{get, "/", public, s.showHome},
		{get, "/privacy", public, s.showText("privacy")},
		{get, "/toegankelijkheid", public, s.showText("accessibility")},
		{get, "/help", public, s.showText("help")},

		{get, "/d/:token", public, s.showStart},
		{post, "/d/:token", public, s.start},
		{get, "/deelname", withTicket, s.showWhere},
		{get, "/deelname/klaar", withTicket, s.showDone},
		{get, "/deelname/:n", withTicket, s.showPage},
		{post, "/deelname/:n", withTicket, s.savePage},
		{get, "/deelname/:n/uiting", withTicket, s.showLarge},
		{get, "/media/:hash", public, s.serveMedium}, // its handler asks for a visit or an account

		{get, "/aanmelden", public, s.showSignIn},
		{post, "/aanmelden", public, s.signIn},
		{post, "/afmelden", may(panel.OwnAccount), s.signOut},
		{get, "/beheer", may(panel.OwnAccount), s.showStaffHome},
		{get, "/beheer/wachtwoord", may(panel.OwnAccount), s.showPassword},
		{post, "/beheer/wachtwoord", may(panel.OwnAccount), s.savePassword},

		{get, "/static/:version/*", public, s.serveAsset},
		{get, "/healthz", public, s.alive},
		{get, "/readyz", public, s.ready},
		{get, "/metrics", may(panel.SeeSystem), s.serveMeasures},
	}
}

// register hands the routes to echo.
func (s *Server) register() {
	for _, r := range s.routes() {
		methods := []string{r.method}
		if r.method == http.MethodGet {
			methods = append(methods, http.MethodHead)
		}
		s.echo.Match(methods, r.path, s.guard(r.right, r.handle))
	}
}
