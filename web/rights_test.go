package web

import (
	"flag"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"realitycheck/panel"
)

var update = flag.Bool("update", false, "write the table of rights anew; its difference is to be reviewed")

const rightsFile = "testdata/rights.txt"

// TestEveryRouteAdmitsWhoTheTableSays walks all routes with every role, and with nobody. The table is written by hand or
// with -update; a route that it does not hold fails.
func TestEveryRouteAdmitsWhoTheTableSays(t *testing.T) {
	s := &Server{}
	var got []string
	for _, r := range s.routes() {
		got = append(got, r.method+" "+r.path+": "+strings.Join(admitted(t, s, r), " "))
	}
	slices.Sort(got)
	if *update {
		if err := os.WriteFile(rightsFile, []byte(strings.Join(got, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	table, err := os.ReadFile(rightsFile)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(table)), "\n")
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("%s: the table has no such line", line)
		}
	}
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("%s: no route does so", line)
		}
	}
}

// admitted lists who gets through the guard of a route.
func admitted(t *testing.T, s *Server, r route) []string {
	t.Helper()
	switch r.right.who {
	case everybody:
		return []string{"everybody"}
	case respondent:
		return []string{"respondent"}
	}
	var roles []string
	if admits(s, r, nil) {
		roles = append(roles, "nobody")
	}
	for _, role := range panel.Roles() {
		if admits(s, r, &panel.Staff{Roles: []panel.Role{role}}) {
			roles = append(roles, string(role))
		}
		if admits(s, r, &panel.Staff{Roles: []panel.Role{role}, Disabled: true}) {
			t.Errorf("%s %s admits a disabled %s", r.method, r.path, role)
		}
	}
	return roles
}

// admits says whether the guard of a route lets an account through to its handler.
func admits(s *Server, r route, account *panel.Staff) bool {
	through := false
	c := echo.New().NewContext(httptest.NewRequest(r.method, "/", nil), httptest.NewRecorder())
	if account != nil {
		c.Set(accountKey, account)
	}
	// A refusal is an error or a redirect to the sign-in page; only getting through counts here.
	_ = s.guard(r.right, func(echo.Context) error {
		through = true
		return nil
	})(c)
	return through
}

func TestARouteWithoutARightIsClosed(t *testing.T) {
	for _, role := range panel.Roles() {
		if admits(&Server{}, route{method: "GET", path: "/forgotten"}, &panel.Staff{Roles: []panel.Role{role}}) {
			t.Errorf("a route that names no right admits %s", role)
		}
	}
}
