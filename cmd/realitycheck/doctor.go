package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"realitycheck/panel/fieldwork"
	"realitycheck/panel/mail"
	"realitycheck/panel/paneldb"
	"realitycheck/survey/database"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
)

// finding is what doctor says about one thing.
type finding struct {
	what string
	note string // more about it when it is well
	err  error  // nil when it is well
	warn bool   // worth knowing, no failure
}

func doctorCommand(catalogue *i18n.Catalogue) *cobra.Command {
	return &cobra.Command{Use: "doctor", Short: "Check configuration, stores, keys, mail server, disk and clock; one line each", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := configOf(cmd)
			if err != nil {
				return err
			}
			failed := 0
			for _, f := range examine(cmd.Context(), c) {
				mark := "ok  "
				switch {
				case f.err != nil:
					mark, f.note = "FAIL", said(catalogue, f.err)
					failed++
				case f.warn:
					mark = "note"
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%s %-14s %s\n", mark, f.what, f.note)
			}
			if failed > 0 {
				return fault.New(fault.Conflict, "doctor_failed", "count", failed)
			}
			return nil
		}}
}

func said(catalogue *i18n.Catalogue, err error) string {
	var b strings.Builder
	sayFault(&b, reader(catalogue), err)
	return strings.TrimSpace(b.String())
}

func examine(ctx context.Context, c *Config) []finding {
	return []finding{
		{what: "configuration", note: "read"},
		store(ctx, "people store", c.Stores.People, paneldb.Migrations()),
		store(ctx, "answer store", c.Stores.Answers, surveydb.Migrations()),
		keys(c), linkKey(c), mailServer(ctx, c), disk(c), address(c), clock(),
	}
}

func store(ctx context.Context, what, address string, migrations fs.FS) finding {
	db, err := database.Open(ctx, address)
	if err != nil {
		return finding{what: what, err: err}
	}
	status, err := database.Version(ctx, db, migrations)
	f := finding{what: what, note: fmt.Sprintf("%s, version %d of %d", db.Dialect(), status.Current, status.Target),
		warn: status.Current < status.Target, err: errors.Join(err, db.Close())}
	if f.err == nil && status.Current > status.Target {
		f.err = newerSchema(status)
	}
	return f
}

// keys says whether others on the machine may read the key files.
func keys(c *Config) finding {
	f := finding{what: "keys", note: c.Keys.Dir + " is readable by this account alone"}
	entries, err := os.ReadDir(c.Keys.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		f.note = "none yet; the first opening of a wave makes them"
		return f
	}
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil && info.Mode().Perm()&0o077 != 0 {
			f.err = fault.New(fault.Conflict, "key_open", "file", filepath.Join(c.Keys.Dir, entry.Name()))
		}
	}
	return f
}

func linkKey(c *Config) finding {
	keys := fieldwork.Keys{Dir: c.Keys.Dir, Link: c.Keys.Link}
	if !keys.LinkKeyLies() {
		return finding{what: "link key", note: "not on this machine"}
	}
	return finding{what: "link key", warn: true,
		note: keys.LinkKeyFile() + " lies on this machine; it is needed to open and to pair a wave only, keep it elsewhere in between"}
}

func mailServer(ctx context.Context, c *Config) finding {
	if c.Mail.SMTP.Host == "" {
		return finding{what: "mail server", note: "none: letters go to the recorder and nowhere else", warn: true}
	}
	smtp, err := mail.NewSMTP(c.mailConfig())
	if err == nil {
		err = smtp.Check(ctx)
		smtp.Close()
	}
	return finding{what: "mail server", note: c.Mail.SMTP.Host + " answers", err: err}
}

// leastDisk is the free room under which an answer may soon not find a place, in bytes.
const leastDisk = 500 << 20

func disk(c *Config) finding {
	dir := c.Data.Dir
	if _, err := os.Stat(dir); err != nil {
		dir = "."
	}
	var stat syscall.Statfs_t
	if err := syscall.Statfs(dir, &stat); err != nil {
		return finding{what: "disk", err: err}
	}
	free := stat.Bavail * uint64(stat.Bsize)
	f := finding{what: "disk", note: fmt.Sprintf("%d MiB free", free>>20)}
	if free < leastDisk {
		f.err = fault.New(fault.Unavailable, "disk_low", "mib", int(free>>20))
	}
	return f
}

func address(c *Config) finding {
	f := finding{what: "address", note: c.Server.BaseURL}
	if strings.HasPrefix(c.Server.BaseURL, "http://") {
		f.warn, f.note = true, c.Server.BaseURL+" is not https: cookies are not secure"
	}
	return f
}

// clock catches a machine that has no time: waves open and close by it.
func clock() finding {
	now := time.Now()
	f := finding{what: "clock", note: now.UTC().Format(http.TimeFormat)}
	if now.Year() < 2026 {
		f.err = fault.New(fault.Conflict, "clock_wrong", "now", f.note)
	}
	return f
}
