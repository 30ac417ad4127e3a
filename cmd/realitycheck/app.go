package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"realitycheck/analysis/dataset"
	"realitycheck/panel/fieldwork"
	"realitycheck/panel/mail"
	"realitycheck/panel/office"
	"realitycheck/panel/paneldb"
	"realitycheck/survey/blob"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
)

// app is the program wired over its stores, for one command.
type app struct {
	config    *Config
	catalogue *i18n.Catalogue
	now       func() time.Time

	people  *database.DB
	answers *database.DB
	blobs   blob.Store
	erased  *paneldb.Erased
	office  *office.Office
}

// schema says what is done about a store whose tables are older than the program.
type schema int

const (
	emptyOnly schema = iota // an empty store gets its tables; an older one is a fault that says what to do
	upgrade                 // an older one is brought up to date
)

// openApp opens both stores. A store that is newer than the program is always refused.
func openApp(ctx context.Context, c *Config, catalogue *i18n.Catalogue, now func() time.Time, older schema) (*app, error) {
	a := &app{config: c, catalogue: catalogue, now: now, blobs: blob.Disk(c.mediaDir()),
		erased: paneldb.NewErased(filepath.Join(c.Keys.Dir, "erased"))}
	var err error
	if a.people, err = openStore(ctx, c.Stores.People, paneldb.Migrations(), older); err != nil {
		return nil, at("people_store", err)
	}
	if a.answers, err = openStore(ctx, c.Stores.Answers, surveydb.Migrations(), older); err != nil {
		return nil, errors.Join(at("answer_store", err), a.people.Close())
	}
	organiser := fieldwork.New(fieldwork.Config{Organisation: c.Organisation, BaseURL: c.Server.BaseURL,
		Archives: c.archiveDir(), Keys: fieldwork.Keys{Dir: c.Keys.Dir, Link: c.Keys.Link}, TimeZone: c.location},
		catalogue, a.people, a.answers, a.erased, now)
	a.office = office.New(organiser, a.people, a.answers, now)
	return a, nil
}

func openStore(ctx context.Context, address string, migrations fs.FS, older schema) (*database.DB, error) {
	db, err := database.Open(ctx, address)
	if err != nil {
		return nil, err
	}
	status, err := database.Version(ctx, db, migrations)
	switch {
	case err != nil:
	case status.Current > status.Target:
		err = newerSchema(status)
	case status.Current == status.Target:
	case status.Current == 0 || older == upgrade:
		err = database.Migrate(ctx, db, migrations)
	default:
		err = fault.New(fault.Conflict, "schema_older", "store", status.Current, "program", status.Target)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

func newerSchema(status database.Status) error {
	return fault.New(fault.Conflict, "schema_newer", "store", status.Current, "program", status.Target)
}

// Close closes both stores.
func (a *app) Close() error { return errors.Join(a.people.Close(), a.answers.Close()) }

// reports gives the archives that reports are made from.
func (a *app) reports() *dataset.Source { return dataset.NewSource(a.config.archiveDir()) }

func (c *Config) mediaDir() string   { return filepath.Join(c.Data.Dir, "media") }
func (c *Config) archiveDir() string { return filepath.Join(c.Data.Dir, "archive") }

// mailConfig is how letters reach the mail server.
func (c *Config) mailConfig() mail.Config {
	return mail.Config{Host: c.Mail.SMTP.Host, Port: c.Mail.SMTP.Port, Encryption: mail.Encryption(c.Mail.SMTP.TLS),
		User: c.Mail.SMTP.Username, Password: c.Mail.SMTP.Password, From: c.Mail.From, Timeout: 30 * time.Second}
}

// withApp wraps a command that works on the configured organisation.
func withApp(catalogue *i18n.Catalogue, do func(cmd *cobra.Command, a *app, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) (err error) {
		c, err := configOf(cmd)
		if err != nil {
			return err
		}
		a, err := openApp(cmd.Context(), c, catalogue, time.Now, emptyOnly)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, a.Close()) }()
		return inZone(do(cmd, a, args), c.location)
	}
}

// inZone puts the moments that a fault names into the configured time zone, in which they were given.
func inZone(err error, zone *time.Location) error {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return err
	}
	args := []map[string]any{f.Args}
	for _, field := range f.Fields {
		args = append(args, field.Args)
	}
	for _, of := range args {
		for name, value := range of {
			if at, ok := value.(time.Time); ok {
				of[name] = at.In(zone)
			}
		}
	}
	return err
}

// commandActor is whoever runs this command, as the machine knows them.
func commandActor() office.Actor {
	name := strconv.Itoa(os.Getuid())
	if who, err := user.Current(); err == nil {
		name = who.Username
	}
	return office.Command(name)
}

// configOf loads the settings that the command line names.
func configOf(cmd *cobra.Command) (*Config, error) {
	file, err := cmd.Flags().GetString("config")
	if err != nil {
		return nil, err
	}
	return loadConfig(file)
}

func (a *app) panels() *paneldb.Panels   { return paneldb.NewPanels(a.people) }
func (a *app) members() *paneldb.Members { return paneldb.NewMembers(a.people, a.erased) }
