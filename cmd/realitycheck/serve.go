package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"realitycheck/panel/fieldwork"
	"realitycheck/panel/mail"
	"realitycheck/panel/paneldb"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
	"realitycheck/web"
)

func serveCommand(catalogue *i18n.Catalogue) *cobra.Command {
	return &cobra.Command{Use: "serve", Short: "The server", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			c, err := configOf(cmd)
			if err != nil {
				return err
			}
			if err := backupBeforeUpgrade(cmd, c, catalogue); err != nil {
				return err
			}
			a, err := openApp(cmd.Context(), c, catalogue, time.Now, upgrade)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, a.Close()) }()
			return a.serve(cmd.Context(), newLog(cmd, c), func(address string) {
				fmt.Fprintln(cmd.ErrOrStderr(), "serving on", address)
			})
		}}
}

func newLog(cmd *cobra.Command, c *Config) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.Log.Level)); err != nil {
		level = slog.LevelInfo // validated when the settings were read
	}
	return slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), &slog.HandlerOptions{Level: level}))
}

// backupBeforeUpgrade saves an organisation whose tables are older than the program, before they are changed.
func backupBeforeUpgrade(cmd *cobra.Command, c *Config, catalogue *i18n.Catalogue) error {
	ctx := cmd.Context()
	a, err := openApp(ctx, c, catalogue, time.Now, emptyOnly)
	if err == nil {
		return a.Close()
	}
	var f *fault.Fault
	if !errors.As(err, &f) || f.Key != "schema_older" {
		return err
	}
	old := &app{config: c, catalogue: catalogue, now: time.Now}
	if old.people, err = database.Open(ctx, c.Stores.People); err != nil {
		return err
	}
	if old.answers, err = database.Open(ctx, c.Stores.Answers); err != nil {
		return errors.Join(err, old.people.Close())
	}
	out := filepath.Join(c.Data.Dir, "before-upgrade-"+time.Now().UTC().Format("20060102-150405")+".backup")
	if err := errors.Join(old.backup(ctx, out, "both", newProgress(cmd.ErrOrStderr())), old.Close()); err != nil {
		return err
	}
	old.say(cmd, "did_backup", "file", out)
	return nil
}

// Times of shutting down: how long /readyz refuses before connections are, and how long requests may still take.
const (
	drainFor    = 200 * time.Millisecond
	shutdownFor = 20 * time.Second
)

// garbagePercent lets the heap of the server grow by half before it is collected, where Go would let it double: hundreds of
// respondents at once then take about a quarter less memory beyond idle, for some 0.5 ms of processor a survey (docs/bench.md).
const garbagePercent = 50

// serve answers requests, sends letters and closes waves until ctx ends. Started is told the address listened on.
func (a *app) serve(ctx context.Context, log *slog.Logger, started func(address string)) error {
	if _, chosen := os.LookupEnv("GOGC"); !chosen {
		debug.SetGCPercent(garbagePercent)
	}
	writer := database.NewWriter(a.answers)
	defer writer.Close()
	via, recorder, err := a.postOffice()
	if err != nil {
		return err
	}
	server, err := web.New(a.webConfig(), a.webDeps(writer, via, recorder, log))
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", a.config.Server.Addr)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	var background sync.WaitGroup
	defer background.Wait()
	defer stop()
	background.Go(func() { fieldwork.NewSender(a.office.Organiser, via, log).Run(ctx) })
	background.Go(func() { a.everyMinute(ctx, log) })

	if strings.HasPrefix(a.config.Server.BaseURL, "http://") {
		log.Warn("the public address is not https: cookies are not secure; fit for trying out on this machine only")
	}
	started("http://" + listener.Addr().String())
	return answer(ctx, server, listener, writer)
}

// answer answers requests until ctx ends, and then those that are under way.
func answer(ctx context.Context, server *web.Server, listener net.Listener, writer *database.Writer) error {
	httpServer := server.HTTPServer()
	failed := make(chan error, 1)
	go func() { failed <- httpServer.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-writer.Broken():
		return errors.New("the answer store no longer keeps what is written; stopping, so that nothing is acknowledged in vain")
	case <-ctx.Done():
	}
	server.Drain()
	time.Sleep(drainFor)
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownFor)
	defer cancel()
	if err := httpServer.Shutdown(last); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// postOffice gives what letters go through: the mail server, or the recorder when there is none.
func (a *app) postOffice() (mail.Sender, *mail.Recorder, error) {
	if a.config.Mail.SMTP.Host == "" {
		recorder := mail.NewRecorder(a.now)
		return recorder, recorder, nil
	}
	smtp, err := mail.NewSMTP(a.config.mailConfig())
	return smtp, nil, err
}

func (a *app) webConfig() web.Config {
	return web.Config{BaseURL: a.config.Server.BaseURL, TrustedProxies: a.config.Server.TrustedProxies, TimeZone: a.config.location,
		Organisation: a.config.Organisation, Contact: a.config.Contact, Synthetic: a.config.Synthetic, Version: version,
		Archives: a.config.archiveDir(), Margins: a.config.marginsDir(), NMin: a.config.Privacy.NMin}
}

func (a *app) webDeps(writer *database.Writer, via mail.Sender, recorder *mail.Recorder, log *slog.Logger) web.Deps {
	return web.Deps{People: a.people, Erased: a.erased, Office: a.office, Mail: via, Recorder: recorder,
		Answers: a.answers, Waves: surveydb.NewWaves(a.answers), Responses: surveydb.NewResponses(a.answers, writer),
		ClosedLinks: surveydb.NewClosedLinks(a.answers), Media: surveydb.NewMedia(a.answers), Blobs: a.blobs,
		Catalogue: a.catalogue, Log: log, Now: a.now}
}

// everyMinute does what is due: waves whose time is over are closed and weighted, sessions that ended are dropped.
func (a *app) everyMinute(ctx context.Context, log *slog.Logger) {
	raked := map[string]bool{}
	for {
		if err := a.office.CloseDue(ctx); err != nil && ctx.Err() == nil {
			log.Error("closing waves", "error", err)
		}
		a.rakeClosed(raked, log)
		if _, err := paneldb.NewSessions(a.people).DeleteExpired(ctx, a.now()); err != nil && ctx.Err() == nil {
			log.Error("dropping sessions", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Minute):
		}
	}
}
