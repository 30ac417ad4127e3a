package web

import (
	"io"
	"log"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"realitycheck/panel/auth"
	"realitycheck/survey/fault"
	"realitycheck/web/ui"
)

// Server answers all requests.
type Server struct {
	config   Config
	deps     Deps
	https    bool
	origin   string // scheme and host of the public address
	echo     *echo.Echo
	pages    *ui.Templates
	assets   *ui.Assets
	measures *measures
	failures *failures
	waves    *liveWaves
	draws    *draws
	people   people
	library  library
	coding   codingRoom
	hasher   *auth.Hasher
	gate     *auth.Gate
	sessions *scs.SessionManager
	reports  *reports
	draining atomic.Bool
}

// New wires the server; it serves nothing yet.
func New(config Config, deps Deps) (*Server, error) {
	base, https, err := config.base()
	if err != nil {
		return nil, err
	}
	if config.TimeZone == nil {
		config.TimeZone = time.UTC
	}
	assets, err := ui.LoadAssets()
	if err != nil {
		return nil, err
	}
	pages, err := ui.LoadTemplates(assets)
	if err != nil {
		return nil, err
	}
	hasher, err := auth.NewHasher()
	if err != nil {
		return nil, err
	}
	deps.Catalogue = deps.Catalogue.In(config.TimeZone)
	people := newPeople(deps)
	s := &Server{config: config, deps: deps, https: https, origin: base.Scheme + "://" + base.Host, echo: echo.New(),
		pages: pages, assets: assets, measures: newMeasures(config.Version), failures: newFailures(deps.Now),
		waves: newLiveWaves(deps.Waves, deps.Now), draws: newDraws(), people: people,
		library: newLibrary(deps), coding: newCodingRoom(deps.Answers), hasher: hasher, gate: newGate(people.staff, hasher), sessions: newSessions(people.sessions, https),
		reports: newReports(config, deps.Waves)}
	s.echo.HideBanner, s.echo.HidePort = true, true
	s.echo.HTTPErrorHandler = s.answerError
	if s.echo.IPExtractor, err = ipExtractor(config.TrustedProxies); err != nil {
		return nil, err
	}
	if err := s.use(); err != nil {
		return nil, err
	}
	s.register()
	return s, nil
}

// Handler serves every address of the program.
func (s *Server) Handler() http.Handler { return s.echo }

// HTTPServer is the handler with the limits that keep slow and oversized clients from harming others.
func (s *Server) HTTPServer() *http.Server {
	return &http.Server{
		Handler:           s.echo,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       60 * time.Second,
		WriteTimeout:      0, // videos and exports may take as long as the line needs
		IdleTimeout:       120 * time.Second,
		ErrorLog:          log.New(io.Discard, "", 0), // its lines name the address of a visitor; requests are logged without
		MaxHeaderBytes:    16 << 10,
	}
}

// Drain makes /readyz refuse, so that a balancer sends no new visitors before the program stops.
func (s *Server) Drain() { s.draining.Store(true) }

// now is the time in the time zone of the organisation.
func (s *Server) now() time.Time { return s.deps.Now().In(s.config.TimeZone) }

// ipExtractor believes X-Forwarded-For from the given ranges only; it serves the limits, addresses are not kept.
func ipExtractor(ranges []string) (echo.IPExtractor, error) {
	if len(ranges) == 0 {
		return echo.ExtractIPDirect(), nil
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, text := range ranges {
		_, network, err := net.ParseCIDR(text)
		if err != nil {
			return nil, fault.New(fault.Invalid, "trusted_proxy_wrong", "value", text).Because(err)
		}
		options = append(options, echo.TrustIPRange(network))
	}
	return echo.ExtractIPFromXFFHeader(options...), nil
}
