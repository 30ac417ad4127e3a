package web_test

import (
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"realitycheck/panel"
	"realitycheck/web/webtest"
)

// admission is one line of the table of rights: a route and who may come.
type admission struct {
	method, path string
	who          []string // "everybody", "respondent" or roles
}

// admissions reads the table that TestEveryRouteAdmitsWhoTheTableSays holds against the routes.
func admissions(t *testing.T) []admission {
	t.Helper()
	table, err := os.ReadFile("testdata/rights.txt")
	must(t, err)
	var list []admission
	for line := range strings.Lines(string(table)) {
		route, who, _ := strings.Cut(strings.TrimSpace(line), ": ")
		method, path, _ := strings.Cut(route, " ")
		list = append(list, admission{method, path, strings.Fields(who)})
	}
	return list
}

// staffOnly says that the route asks for an account.
func (a admission) staffOnly() bool {
	return !slices.Contains(a.who, "everybody") && !slices.Contains(a.who, "respondent")
}

// address fills in the route. What is not a GET names nothing that is there, so that the walk alters nothing.
func (a admission) address() string {
	wave := "2026"
	if a.method != http.MethodGet {
		wave = "none"
	}
	return strings.NewReplacer(":wave", wave, ":step", "openen", ":question", "none", ":panel", "internal", ":page", "1",
		":code", "letter", ":version", "2026", ":uid", strings.Repeat("0", 32), ":id", "none", ":sample", "letter",
		":hash", "none", ":token", "none", ":n", "1", "*", "none").Replace(a.path)
}

// ask sends a request to the route as a page of ours would.
func (a admission) ask(b *webtest.Browser) *webtest.Page {
	b.Helper()
	var form url.Values
	if a.method != http.MethodGet {
		form = url.Values{"action": {"stay"}}
	}
	return b.Do(a.method, a.address(), form, nil)
}

// stay is a browser that follows no redirect, so that each answer is the route's own.
func stay(b *webtest.Browser) *webtest.Browser {
	b.Client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return b
}

func toSignIn(page *webtest.Page) bool {
	return page.Status == http.StatusSeeOther && strings.HasPrefix(page.Header.Get("Location"), "/aanmelden") ||
		page.Status == http.StatusUnauthorized
}

// The guard is tested beside its table; here every role really signs in and really asks, over HTTP.
func TestEveryRoleAsksForEveryRoute(t *testing.T) {
	office := webtest.NewOffice(t)
	for _, a := range admissions(t) {
		if page := a.ask(stay(office.Browser())); a.staffOnly() != toSignIn(page) {
			t.Errorf("nobody on %s %s: got %d", a.method, a.path, page.Status)
		}
	}
	for _, role := range panel.Roles() {
		b := stay(office.As(role))
		for _, a := range admissions(t) {
			if !a.staffOnly() || a.path == "/afmelden" {
				continue
			}
			page := a.ask(b)
			if may := slices.Contains(a.who, string(role)); may == (page.Status == http.StatusForbidden) || toSignIn(page) {
				t.Errorf("%s on %s %s: got %d, may come: %v", role, a.method, a.path, page.Status, may)
			}
			if page.Status == http.StatusInternalServerError && !strings.HasPrefix(a.path, "/resultaten") && a.path != "/api/v1/report" { // without archives
				t.Errorf("%s %s breaks", a.method, a.path)
			}
		}
	}
}

func TestNoFormFromAnotherSiteIsTaken(t *testing.T) {
	office := webtest.NewOffice(t)
	b := stay(office.As(panel.Admin))
	for _, a := range admissions(t) {
		if a.method == http.MethodGet {
			continue
		}
		for name, header := range map[string]http.Header{
			"cross-site":  {"Sec-Fetch-Site": {"cross-site"}, "Origin": {"https://evil.example"}},
			"same-site":   {"Sec-Fetch-Site": {"same-site"}, "Origin": {"https://other.office.example"}},
			"old browser": {"Sec-Fetch-Site": nil, "Origin": {"https://evil.example"}},
		} {
			page := b.Do(a.method, a.address(), url.Values{}, header)
			if page.Status != http.StatusForbidden || !strings.Contains(page.Body, "andere website") {
				t.Errorf("%s %s from %s: got %d", a.method, a.path, name, page.Status)
			}
		}
	}
}

// The pages themselves offer only what the role may do.
func TestPlacesAndStepsFollowTheRole(t *testing.T) {
	office := webtest.NewOffice(t)
	office.Open()
	for role, want := range map[panel.Role]string{
		panel.Admin:     "Metingen Vragenlijsten Communicatie-uitingen Panels Uitgaande post Accounts Logboek",
		panel.Analyst:   "Metingen Vragenlijsten Communicatie-uitingen Resultaten",
		panel.Ambassade: "Metingen Vragenlijsten Communicatie-uitingen Resultaten",
		panel.Coder:     "Open antwoorden",
	} {
		b := office.As(role)
		if got := b.Open("/beheer").Text("nav.places"); got != want {
			t.Errorf("%s sees %q, want %q", role, got, want)
		}
		if role == panel.Coder {
			continue
		}
		page := b.Open("/beheer/metingen/2026")
		if got := page.Has("a[href*='/stap/']"); got != (role == panel.Admin) {
			t.Errorf("%s is offered steps: %v", role, got)
		}
		if strings.Contains(page.Body, "/vragenlijst/") || page.Has("a[href='/resultaten']") && role == panel.Admin {
			t.Errorf("%s is offered what it may not", role)
		}
	}
}
