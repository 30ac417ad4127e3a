package web

import (
	"crypto/rand"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/interview"
	"realitycheck/survey/surveydb"
)

// visit is one respondent's request: the ticket of the link, the wave, and the way as far as it was gone.
type visit struct {
	token  survey.Token
	lookup []byte
	number string // random number of the device; empty before the start
	wave   *liveWave
	stored surveydb.Stored
	way    *interview.Way
}

const visitKey = "visit"

// withVisit lets those through whose cookie holds a link that works, and gives the handler their visit.
func (s *Server) withVisit(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		token, number, ok := s.readCookie(c)
		if !ok {
			return fault.New(fault.Forbidden, "no_visit")
		}
		v, err := s.open(c, token, number)
		if err != nil {
			return err
		}
		c.Set(visitKey, v)
		return next(c)
	}
}

// visitOf gives what withVisit found.
func visitOf(c echo.Context) *visit { return c.Get(visitKey).(*visit) }

// open finds what a token opens. A link of a closed wave is Gone; one that never was counts as a failure.
func (s *Server) open(c echo.Context, token survey.Token, number string) (*visit, error) {
	v := &visit{token: token, lookup: token.Lookup(), number: number}
	ctx := c.Request().Context()
	var err error
	if v.stored, err = s.deps.Responses.ForTicket(ctx, v.lookup); err != nil {
		if fault.Of(err) == fault.NotFound {
			return nil, s.unknownLink(c, token)
		}
		return nil, err
	}
	if v.wave, err = s.waves.get(ctx, v.stored.Wave); err != nil {
		return nil, err
	}
	v.way = interview.New(v.wave.in, v.state())
	return v, nil
}

// unknownLink says why a token opens nothing.
func (s *Server) unknownLink(c echo.Context, token survey.Token) error {
	over, err := s.deps.ClosedLinks.Has(c.Request().Context(), token.Closed())
	if err != nil {
		return err
	}
	if over {
		return fault.New(fault.Gone, "wave_closed")
	}
	return s.failed(c)
}

// failed counts a link that does not exist.
func (s *Server) failed(c echo.Context) error {
	if s.failures.add(c.RealIP()) {
		return fault.New(fault.Unavailable, tooManyFailures)
	}
	return fault.New(fault.NotFound, "link_unknown")
}

// state is what the way is laid out from.
func (v *visit) state() interview.State {
	state := interview.State{Panel: v.stored.Panel, Order: v.stored.Order, Finished: v.stored.Finished,
		Device: interview.DeviceOf(v.lookup, v.number), Pages: make(map[string]interview.Page, len(v.stored.Pages))}
	for step, answers := range v.stored.Pages {
		meta := v.stored.Meta[step]
		state.Pages[step] = interview.Page{Revision: meta.Revision, Device: meta.Device, Answers: answers,
			Seconds: v.stored.Seconds[step]}
	}
	return state
}

// takes says whether answers may be given now.
func (v *visit) takes(now time.Time) error { return v.wave.in.Wave.Takes(now, !v.stored.Started()) }

// handle is the short name of the response in forms.
func (v *visit) handle() string { return interview.Handle(v.lookup) }

// pageURL is the address of page n.
func pageURL(n int) string { return wayPath + "/" + strconv.Itoa(n) }

// Addresses of the respondent's way.
const (
	wayPath  = "/deelname"
	donePath = "/deelname/klaar"
)

// step reads the number of the page from the address. A page that is not open to the respondent is errElsewhere.
func (v *visit) step(c echo.Context) (int, error) {
	n, err := strconv.Atoi(c.Param("n"))
	if err != nil || strconv.Itoa(n) != c.Param("n") {
		return 0, fault.New(fault.NotFound, "no_such_page")
	}
	if _, err := v.way.Step(n); err != nil {
		return 0, err
	}
	if v.stored.Finished || !v.way.Reaches(n) {
		return n, errElsewhere
	}
	return n, nil
}

// errElsewhere says that the respondent belongs on another page.
var errElsewhere = errors.New("not on this page")

// whereIAm leads to the page to go on with.
func (v *visit) whereIAm() string {
	if v.stored.Finished {
		return donePath
	}
	return pageURL(v.way.Current())
}

// cookieName has the prefix that lets only this host set the cookie, where https allows it.
func (s *Server) cookieName() string {
	if s.https {
		return "__Host-rc"
	}
	return "rc"
}

// readCookie reads the token and the number of the device.
func (s *Server) readCookie(c echo.Context) (token survey.Token, number string, ok bool) {
	cookie, err := c.Cookie(s.cookieName())
	if err != nil {
		return token, "", false
	}
	text, number, _ := strings.Cut(cookie.Value, ".")
	token, ok = survey.ParseToken(text)
	return token, number, ok && len(number) == deviceDigits
}

// deviceDigits is the length of the number of a device: 26 letters of base 32, 130 bits.
const deviceDigits = 26

// setCookie lets the browser go on with a response, as the same device where it was here before.
func (s *Server) setCookie(c echo.Context, token survey.Token, until time.Time) {
	known, number, ok := s.readCookie(c)
	if !ok || known != token {
		number = rand.Text()
	}
	c.SetCookie(&http.Cookie{Name: s.cookieName(), Value: token.String() + "." + number, Path: "/", Expires: until,
		HttpOnly: true, Secure: s.https, SameSite: http.SameSiteLaxMode})
}
