package main

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
	"realitycheck/testdata"
)

// demo is a complete organisation of made people.
type demo struct {
	addr      string
	dir       string // empty for a temporary folder
	temporary bool   // the folder goes at exit
	members   int    // in each panel
	years     string // "2018-2026"
	seed      uint64
	first     int
	last      int
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
	if err := d.settle(); err != nil {
		return err
	}
	if d.temporary {
		defer func() { err = errors.Join(err, os.RemoveAll(d.dir)) }()
	}
	a, err := d.open(cmd, catalogue)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	return a.serve(cmd.Context(), newLog(cmd, a.config), func(address string) {
		fmt.Fprintf(cmd.ErrOrStderr(), "ready in %.1f s\n", time.Since(began).Seconds())
		d.printWelcome(cmd, address)
	})
}

// settle decides on folder and port: with port 0, one that is free now.
func (d *demo) settle() (err error) {
	if d.dir == "" {
		d.temporary = true
		if d.dir, err = os.MkdirTemp("", "realitycheck-demo-*"); err != nil {
			return err
		}
	}
	if d.dir, err = filepath.Abs(d.dir); err != nil {
		return err
	}
	if !strings.HasSuffix(d.addr, ":0") {
		return nil
	}
	listener, err := net.Listen("tcp", d.addr)
	if err != nil {
		return err
	}
	d.addr = listener.Addr().String()
	return listener.Close()
}

// open opens the organisation of the folder, built first when there is none. One that was built before takes the address
// of this start, when one was given, and demo.json tells where its waves stand now: they may have been opened and closed
// on screen.
func (d *demo) open(cmd *cobra.Command, catalogue *i18n.Catalogue) (*app, error) {
	file := filepath.Join(d.dir, demoConfigName)
	_, err := os.Stat(filepath.Join(d.dir, demoFileName))
	built := err == nil
	if !built {
		if err := d.build(cmd, catalogue, file); err != nil {
			return nil, err
		}
	}
	c, err := loadConfig(file)
	if err != nil {
		return nil, err
	}
	if built && cmd.Flags().Changed("addr") && c.Server.Addr != d.addr {
		if c, err = d.move(file, c); err != nil {
			return nil, err
		}
	}
	if cmd.Flags().Changed("addr") { // stands above the environment, which stands above the file
		c.Server.Addr, c.Server.BaseURL = d.addr, "http://"+reachable(d.addr)
	}
	a, err := openApp(cmd.Context(), c, catalogue, time.Now, upgrade)
	if err != nil || !built {
		return a, err
	}
	if err := a.writeDemoFile(cmd.Context(), d.dir); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// move puts another address into the settings and leaves the rest of the file as it is.
func (d *demo) move(file string, c *Config) (*Config, error) {
	src, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	moved := strings.NewReplacer("addr: "+c.Server.Addr, "addr: "+d.addr,
		"base_url: "+c.Server.BaseURL, "base_url: http://"+reachable(d.addr)).Replace(string(src))
	if err := os.WriteFile(file, []byte(moved), 0o600); err != nil {
		return nil, err
	}
	return loadConfig(file)
}

// build makes the organisation in the folder. A folder that holds something else is left alone; one in which building
// was broken off is left as it was found.
func (d *demo) build(cmd *cobra.Command, catalogue *i18n.Catalogue, file string) (err error) {
	if err := os.MkdirAll(d.dir, demoFolderPermission); err != nil {
		return err
	}
	if entries, err := os.ReadDir(d.dir); err != nil || len(entries) > 0 {
		return errors.Join(err, fault.New(fault.Conflict, "demo_folder_not_empty", "dir", d.dir))
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, emptyFolder(d.dir))
		}
	}()
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
	builder := &demoBuilder{demo: d, app: a, clock: &clock, progress: newProgress(cmd.ErrOrStderr())}
	return errors.Join(builder.build(cmd.Context()), a.Close())
}

func emptyFolder(dir string) error {
	entries, err := os.ReadDir(dir)
	for _, entry := range entries {
		err = errors.Join(err, os.RemoveAll(filepath.Join(dir, entry.Name())))
	}
	return err
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
`, d.addr, reachable(d.addr)), 0o600)
}

// reachable gives the host and port under which this machine reaches an address that it listens on.
func reachable(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if ip, _ := netip.ParseAddr(host); err == nil && (host == "" || ip.IsUnspecified()) {
		return net.JoinHostPort("localhost", port)
	}
	return addr
}

func (d *demo) printWelcome(cmd *cobra.Command, address string) {
	w := cmd.ErrOrStderr()
	src, err := readDemoFile(d.dir)
	if err != nil {
		fmt.Fprintln(w, err)
		return
	}
	fmt.Fprintf(w, "\nA made organisation with made answers, %s. Everything runs at %s\n\n", yearSpan(src.Waves), address)
	for _, code := range sortedKeys(src.Invitations) {
		if links := src.Invitations[code]; len(links) > 0 {
			fmt.Fprintf(w, "  answer as a member of the %s panel  %s\n", code, links[0])
		}
	}
	for _, s := range src.Staff {
		fmt.Fprintf(w, "  sign in as %-10s %-24s password: %s\n", s.Role, s.Email, s.Password)
	}
	fmt.Fprintf(w, "  sign in at %s/aanmelden\n  links of everybody, for scripts: %s\n\nStop with Ctrl-C.\n",
		address, filepath.Join(d.dir, demoFileName))
}

// embedded is the content of the demo.
var embedded = testdata.Files()
