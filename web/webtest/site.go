package webtest

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"realitycheck/survey"
	"realitycheck/survey/blob"
	"realitycheck/survey/database"
	"realitycheck/survey/database/databasetest"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
	"realitycheck/survey/surveytest"
	"realitycheck/web"
)

// Members is how many links each panel has.
const Members = 8

// Site is a running server with its stores.
type Site struct {
	testing.TB
	Server  *web.Server
	URL     string
	DB      *database.DB
	Waves   surveydb.Waves
	Answers surveydb.Responses
	Tickets surveydb.Tickets
	Media   surveydb.Media
	Blobs   blob.Store
	Log     *Log
	clock   *clock
}

// New runs a server with the instrument of surveytest, at a moment when its wave takes answers. Change may alter the
// instrument before it is frozen.
func New(t testing.TB, change ...func(*survey.Instrument)) *Site {
	t.Helper()
	db := databasetest.New(t, surveydb.Migrations())
	writer := database.NewWriter(db)
	t.Cleanup(writer.Close)
	s := &Site{TB: t, DB: db, Waves: surveydb.NewWaves(db), Answers: surveydb.NewResponses(db, writer),
		Tickets: surveydb.NewTickets(db), Media: surveydb.NewMedia(db), Blobs: blob.Memory(), Log: &Log{},
		clock: &clock{now: surveytest.During}}
	in := surveytest.Instrument()
	for _, alter := range change {
		alter(&in)
	}
	s.open(in)
	catalogue, err := i18n.Load()
	s.must(err)
	server := httptest.NewUnstartedServer(nil)
	s.URL = "http://" + server.Listener.Addr().String()
	s.Server, err = web.New(web.Config{BaseURL: s.URL, TimeZone: time.UTC, Synthetic: true}, web.Deps{
		Answers: db, Waves: s.Waves, Responses: s.Answers, ClosedLinks: surveydb.NewClosedLinks(db), Media: s.Media,
		Blobs: s.Blobs, Catalogue: catalogue, Now: s.clock.Now,
		Log: slog.New(slog.NewTextHandler(s.Log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	s.must(err)
	server.Config = s.Server.HTTPServer()
	server.Start()
	t.Cleanup(server.Close)
	return s
}

// open stores the instrument as an open wave with tickets for its panels.
func (s *Site) open(in survey.Instrument) {
	s.Helper()
	ctx := context.Background()
	s.must(s.Waves.Save(ctx, in.Wave))
	s.must(s.Waves.Freeze(ctx, in.Wave.Code, in))
	var tickets []surveydb.Ticket
	for _, panel := range in.Wave.PanelCodes() {
		for i := range Members {
			pseudonym := sha256.Sum256(fmt.Append(nil, "pseudonym", panel, i))
			tickets = append(tickets, surveydb.Ticket{Lookup: Token(panel, i).Lookup(), Wave: in.Wave.Code, Panel: panel,
				Pseudonym: pseudonym[:], Strata: []string{}})
		}
	}
	s.must(s.Tickets.Replace(ctx, in.Wave.Code, tickets))
	s.must(s.Waves.Update(ctx, in.Wave.Code, (*survey.Wave).Start))
}

// Token is the token of the i-th member of a panel.
func Token(panel string, i int) survey.Token {
	return sha256.Sum256(fmt.Append(nil, "token", panel, i))
}

// Link is the personal link of the i-th member of a panel.
func (s *Site) Link(panel string, i int) string { return s.URL + "/d/" + Token(panel, i).String() }

// Stored reads what is stored of the i-th member of a panel.
func (s *Site) Stored(panel string, i int) *surveydb.Stored {
	s.Helper()
	stored, err := s.Answers.ForTicket(context.Background(), Token(panel, i).Lookup())
	s.must(err)
	return &stored
}

// Update changes the wave and lets the server see it.
func (s *Site) Update(change func(*survey.Wave) error) {
	s.Helper()
	s.must(s.Waves.Update(context.Background(), "2026", change))
	s.Pass(2 * time.Second)
}

// Now is the time that the server sees.
func (s *Site) Now() time.Time { return s.clock.Now() }

// Pass lets time pass for the server.
func (s *Site) Pass(d time.Duration) { s.clock.pass(d) }

func (s *Site) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// clock is a time that only tests move.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now gives the time.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Log keeps what the server logs.
type Log struct {
	mu   sync.Mutex
	text []byte
}

// Write implements io.Writer.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text = append(l.text, p...)
	return len(p), nil
}

// String gives all that was logged.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return string(l.text)
}

var _ io.Writer = (*Log)(nil)
