package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
	"realitycheck/testdata"
)

// demo is a complete organisation of made people.
type demo struct {
	addr    string
	dir     string // empty for a temporary folder that goes at exit
	members int    // in each panel
	years   string // "2018-2026"
	seed    uint64
	first   int
	last    int
}

func demoCommand(catalogue *i18n.Catalogue) *cobra.Command {
	d := &demo{}
	cmd := &cobra.Command{Use: "demo", Short: "A complete organisation with made answers, and the server", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := d.validate(); err != nil {
				return err
			}
			return d.run(cmd, catalogue)
		}}
	flags := cmd.Flags()
	flags.StringVar(&d.addr, "addr", "127.0.0.1:8080", "host and port to listen on")
	flags.StringVar(&d.dir, "dir", "", "folder to keep the demo in; empty for a temporary one")
	flags.IntVar(&d.members, "members", 500, "members in each panel")
	flags.StringVar(&d.years, "years", "2018-2026", "first and last year; the last one stays open")
	flags.Uint64Var(&d.seed, "seed", 1, "the same seed makes the same people and answers")
	return cmd
}

// The years that the embedded waves cover, and how large a demo may be.
const (
	firstYear, lastYear  = 2018, 2026
	mostMembers          = 20_000
	demoOpenFor          = 30 * 24 * time.Hour
	demoConfigName       = "config.yaml"
	demoFolderPermission = 0o700
)

func (d *demo) validate() error {
	from, to, ok := strings.Cut(d.years, "-")
	if !ok {
		to = from
	}
	var errFirst, errLast error
	d.first, errFirst = strconv.Atoi(from)
	d.last, errLast = strconv.Atoi(to)
	if errFirst != nil || errLast != nil || d.first < firstYear || d.last > lastYear || d.first > d.last {
		return fmt.Errorf("%w: --years takes %d-%d or a part of it", errUsage, firstYear, lastYear)
	}
	if d.members < 1 || d.members > mostMembers {
		return fmt.Errorf("%w: --members takes 1 to %d", errUsage, mostMembers)
	}
	return nil
}

// run builds the organisation when the folder holds none yet, then serves it.
func (d *demo) run(cmd *cobra.Command, catalogue *i18n.Catalogue) (err error) {
	began := time.Now()
	if d.dir == "" {
		if d.dir, err = os.MkdirTemp("", "realitycheck-demo-*"); err != nil {
			return err
		}
		defer os.RemoveAll(d.dir)
	}
	if d.dir, err = filepath.Abs(d.dir); err != nil {
		return err
	}
	file := filepath.Join(d.dir, demoConfigName)
	if _, err := os.Stat(filepath.Join(d.dir, demoFileName)); errors.Is(err, os.ErrNotExist) {
		if err := d.build(cmd, catalogue, file); err != nil {
			return err
		}
	}
	c, err := loadConfig(file)
	if err != nil {
		return err
	}
	a, err := openApp(cmd.Context(), c, catalogue, time.Now, emptyOnly)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	return a.serve(cmd.Context(), newLog(cmd, c), func(address string) {
		fmt.Fprintf(cmd.ErrOrStderr(), "ready in %.1f s\n", time.Since(began).Seconds())
		d.printWelcome(cmd, address)
	})
}

// build makes the organisation in the folder. A folder that holds something else is left alone.
func (d *demo) build(cmd *cobra.Command, catalogue *i18n.Catalogue, file string) error {
	if err := os.MkdirAll(d.dir, demoFolderPermission); err != nil {
		return err
	}
	if entries, err := os.ReadDir(d.dir); err != nil || len(entries) > 0 {
		return errors.Join(err, fault.New(fault.Conflict, "demo_folder_not_empty", "dir", d.dir))
	}
	if err := d.writeConfig(file); err != nil {
		return err
	}
	c, err := loadConfig(file)
	if err != nil {
		return err
	}
	clock := time.Date(d.first, 1, 15, 9, 0, 0, 0, c.location)
	a, err := openApp(cmd.Context(), c, catalogue, func() time.Time { return clock }, emptyOnly)
	if err != nil {
		return err
	}
	builder := &demoBuilder{demo: d, app: a, clock: &clock, say: cmd.ErrOrStderr()}
	return errors.Join(builder.build(cmd.Context()), a.Close())
}

// writeConfig writes the settings of the demo, so that every other command works on the same organisation.
func (d *demo) writeConfig(file string) error {
	return os.WriteFile(file, fmt.Appendf(nil, `# A demo organisation: everything in it is made.
organisation: Vlaamse overheid
server:
  addr: %s
  base_url: http://%s
data:
  dir: data
stores:
  people: data/people.db
  answers: data/answers.db
keys:
  dir: keys
log:
  level: warn
synthetic: true
`, d.addr, d.addr), 0o600)
}

// demoPassword signs in every account of the demo, which holds made people only.
const demoPassword = "demo organisatie 2026"

// accounts are the staff of the demo, one for each role.
func (d *demo) accounts() []demoStaff {
	var staff []demoStaff
	for _, role := range panel.Roles() {
		staff = append(staff, demoStaff{Role: string(role), Email: string(role) + "@demo.example", Password: demoPassword})
	}
	return staff
}

func (d *demo) printWelcome(cmd *cobra.Command, address string) {
	w := cmd.ErrOrStderr()
	src, err := readDemoFile(d.dir)
	if err != nil {
		fmt.Fprintln(w, err)
		return
	}
	fmt.Fprintf(w, "\nA made organisation, nine years of made answers. Everything runs at %s\n\n", address)
	for _, code := range sortedKeys(src.Invitations) {
		if links := src.Invitations[code]; len(links) > 0 {
			fmt.Fprintf(w, "  answer as a member of the %s panel  %s\n", code, links[0])
		}
	}
	for _, s := range src.Staff {
		fmt.Fprintf(w, "  sign in as %-10s %-24s password: %s\n", s.Role, s.Email, s.Password)
	}
	fmt.Fprintf(w, "  sign in at %s/aanmelden\n  links of everybody, for scripts: %s\n\nStop with Ctrl-C.\n", address, filepath.Join(d.dir, demoFileName))
}

// refreshDemoFile writes demo.json anew in a demo folder; elsewhere links are in mails only.
func (a *app) refreshDemoFile(ctx context.Context) error {
	dir, ok := a.demoFolder()
	if !ok {
		return nil
	}
	return a.writeDemoFile(ctx, dir)
}

// writeDemoFile says what a script needs to know of a demo organisation.
func (a *app) writeDemoFile(ctx context.Context, dir string) error {
	file := demoFile{BaseURL: a.config.Server.BaseURL, Staff: (&demo{}).accounts(), Waves: []demoWave{},
		Invitations: map[string][]string{}, Recruitment: map[string]string{}, Mailbox: a.config.Server.BaseURL + "/beheer/post"}
	waves, err := surveydb.NewWaves(a.answers).All(ctx)
	if err != nil {
		return err
	}
	for _, w := range waves {
		file.Waves = append(file.Waves, demoWave{w.Code, string(w.State)})
		if w.State != survey.Open {
			continue
		}
		links, err := a.office.Links(ctx, w.Code)
		if err != nil {
			return err
		}
		for code, of := range links {
			file.Invitations[code] = nil
			for _, l := range of {
				file.Invitations[code] = append(file.Invitations[code], l.URL)
			}
		}
	}
	return file.write(dir)
}

// embedded is the content of the demo.
var embedded = testdata.Files()
