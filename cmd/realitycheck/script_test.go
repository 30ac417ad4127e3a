package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"

	"realitycheck/survey/database"
	"realitycheck/survey/database/databasetest"
	"realitycheck/survey/i18n"
	"realitycheck/survey/surveydb"
)

// TestMain lets the scripts run this test binary as the program itself.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"realitycheck": func() { os.Exit(start()) }})
}

// TestScripts runs the command line as its users do: each script is a file in testdata/script, in a folder of its own and
// with an English terminal.
func TestScripts(t *testing.T) {
	source, err := filepath.Abs(filepath.Join("..", "..", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	template := &templateDemo{dir: t.TempDir()}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("DEFINITIONS", source)
			e.Setenv("LANG", "en_GB.UTF-8")
			return os.MkdirAll(filepath.Join(e.WorkDir, ".tmp"), 0o700)
		},
		Condition: condition,
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"organisation": template.copy,
			"status":       status,
			"ready":        awaitReady,
			"postgres":     postgresStores,
			"query":        query,
			"hold":         hold,
			"tmpfs":        tmpfs,
			"jsonpath":     jsonPath,
			"damage":       damage,
			"erase":        erase,
			"older":        older,
			"upgraded":     upgraded,
			"appears":      appears,
			"readyin":      awaitTemporary,
			"closedlink":   closedLink,
			"get":          get,
		},
	})
}

// condition knows what scripts ask of the machine.
func condition(name string) (bool, error) {
	switch name {
	case "root":
		return os.Geteuid() == 0, nil
	case "postgres":
		return os.Getenv(databasetest.Variable) != "", nil
	}
	return false, fmt.Errorf("unknown condition %s", name)
}

// templateDemo is a small organisation with two closed waves and an open one, made once and copied for each script.
type templateDemo struct {
	dir  string
	once sync.Once
	err  error
}

func (d *templateDemo) build() {
	catalogue, err := i18n.Load()
	if err != nil {
		d.err = err
		return
	}
	cmd := &cobra.Command{}
	cmd.SetContext(context.Background())
	made := &demo{addr: "127.0.0.1:1", dir: d.dir, members: 20, first: 2024, last: 2026, seed: 1}
	d.err = made.build(cmd, catalogue, filepath.Join(d.dir, demoConfigName))
}

// copy is "organisation DIR": a folder of an organisation of its own.
func (d *templateDemo) copy(ts *testscript.TestScript, _ bool, args []string) {
	d.once.Do(d.build)
	ts.Check(d.err)
	out, err := exec.Command("cp", "-a", d.dir, ts.MkAbs(args[0])).CombinedOutput() // with the modes of the keys
	if err != nil {
		ts.Fatalf("%v: %s", err, out)
	}
}

// status is "status N PROGRAM ARGS": runs to the end, with that exit status.
func status(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = fmt.Sprint(exit.ExitCode())
	}
	if got != args[0] {
		ts.Fatalf("%v: got status %s, want %s", args[1:], got, args[0])
	}
}

// awaitReady is "ready DIR": waits until the server of a demo folder takes visitors.
func awaitReady(ts *testscript.TestScript, _ bool, args []string) {
	for deadline := time.Now().Add(60 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		made, err := readDemoFile(ts.MkAbs(args[0]))
		if err != nil {
			continue
		}
		response, err := http.Get(made.BaseURL + "/readyz")
		if err == nil && response.Body.Close() == nil && response.StatusCode == http.StatusOK {
			return
		}
	}
	ts.Fatalf("the server of %s is not ready", args[0])
}

// get is "get DIR PATH STATUS": what the server of a demo folder answers.
func get(ts *testscript.TestScript, _ bool, args []string) {
	made, err := readDemoFile(ts.MkAbs(args[0]))
	ts.Check(err)
	response, err := http.Get(made.BaseURL + args[1])
	ts.Check(err)
	ts.Check(response.Body.Close())
	if got := fmt.Sprint(response.StatusCode); got != args[2] {
		ts.Fatalf("GET %s: got %s, want %s", args[1], got, args[2])
	}
}

// awaitTemporary is "readyin DIR": the same for the demo in the one temporary folder there.
func awaitTemporary(ts *testscript.TestScript, _ bool, args []string) {
	pattern := filepath.Join(ts.MkAbs(args[0]), "realitycheck-demo-*", demoFileName)
	awaitReady(ts, false, []string{filepath.Dir(await(ts, pattern))})
}

// appears is "appears FILE": waits until a file is there.
func appears(ts *testscript.TestScript, _ bool, args []string) { await(ts, ts.MkAbs(args[0])) }

// await gives the first file of a pattern as soon as there is one.
func await(ts *testscript.TestScript, pattern string) string {
	for deadline := time.Now().Add(60 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if files, err := filepath.Glob(pattern); err == nil && len(files) > 0 {
			return files[0]
		}
	}
	ts.Fatalf("%s does not appear", pattern)
	return ""
}

// closedLink is "closedlink DIR": an invitation that was sent says that its wave is over.
func closedLink(ts *testscript.TestScript, _ bool, args []string) {
	made, err := readDemoFile(ts.MkAbs(args[0]))
	ts.Check(err)
	for _, link := range []string{made.Invitations["internal"][0], made.Invitations["external"][0]} {
		get(ts, false, []string{args[0], strings.TrimPrefix(link, made.BaseURL), "410"})
	}
}

// postgresStores is "postgres": two databases of this script alone, as the stores of the environment.
func postgresStores(ts *testscript.TestScript, _ bool, _ []string) {
	server := os.Getenv(databasetest.Variable)
	db, err := sql.Open("pgx", server)
	ts.Check(err)
	for _, store := range []string{"PEOPLE", "ANSWERS"} {
		name := fmt.Sprintf("rc_script_%d_%s", time.Now().UnixNano(), strings.ToLower(store))
		_, err = db.Exec("CREATE DATABASE " + name)
		ts.Check(err)
		ts.Defer(func() { db.Exec("DROP DATABASE " + name + " WITH (FORCE)") })
		address, err := url.Parse(server)
		ts.Check(err)
		address.Path = "/" + name
		ts.Setenv("REALITYCHECK_STORES_"+store, address.String())
	}
}

// openFile opens an SQLite store beside the program.
func openFile(ts *testscript.TestScript, file string) *sql.DB {
	db, err := sql.Open("sqlite", "file:"+ts.MkAbs(file)+"?_pragma=busy_timeout(5000)")
	ts.Check(err)
	db.SetMaxOpenConns(1)
	return db
}

// query is "query FILE SQL [WANT]": changes a store behind the program's back, or compares one value in it.
func query(ts *testscript.TestScript, _ bool, args []string) {
	db := openFile(ts, args[0])
	defer db.Close()
	if len(args) == 2 {
		_, err := db.Exec(args[1])
		ts.Check(err)
		return
	}
	var got string
	ts.Check(db.QueryRow(args[1]).Scan(&got))
	if got != args[2] {
		ts.Fatalf("%s: got %s, want %s", args[1], got, args[2])
	}
}

// hold is "hold FILE": keeps the lock of a store, as another program would, until the script ends.
func hold(ts *testscript.TestScript, _ bool, args []string) {
	db := openFile(ts, args[0])
	conn, err := db.Conn(context.Background())
	ts.Check(err)
	_, err = conn.ExecContext(context.Background(), "BEGIN EXCLUSIVE")
	ts.Check(err)
	ts.Defer(func() { conn.Close(); db.Close() })
}

// tmpfs is "tmpfs DIR SIZE": a disk with little room.
func tmpfs(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o700))
	ts.Check(syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+args[1]))
	ts.Defer(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
}

// jsonPath is "jsonpath FILE KEY... WANT": the file is one JSON document and nothing else, and holds the value there.
func jsonPath(ts *testscript.TestScript, neg bool, args []string) {
	decoder := json.NewDecoder(strings.NewReader(ts.ReadFile(args[0])))
	var value any
	ts.Check(decoder.Decode(&value))
	if decoder.More() {
		ts.Fatalf("%s holds more than one document", args[0])
	}
	keys, want := args[1:len(args)-1], args[len(args)-1]
	for _, key := range keys {
		switch v := value.(type) {
		case map[string]any:
			value = v[key]
		case []any:
			i := 0
			if _, err := fmt.Sscan(key, &i); err != nil || i >= len(v) {
				ts.Fatalf("no element %s among %d", key, len(v))
			}
			value = v[i]
		default:
			ts.Fatalf("nothing under %s", key)
		}
	}
	if list, ok := value.([]any); ok {
		value = len(list)
	}
	if got := fmt.Sprint(value); got == want == neg {
		ts.Fatalf("%v: got %s, want %s", keys, got, want)
	}
}

// erase is "erase CONFIG EMAIL": removes a member, as the screen does.
func erase(ts *testscript.TestScript, _ bool, args []string) {
	c, err := loadConfig(ts.MkAbs(args[0]))
	ts.Check(err)
	catalogue, err := i18n.Load()
	ts.Check(err)
	a, err := openApp(context.Background(), c, catalogue, time.Now, emptyOnly)
	ts.Check(err)
	defer a.Close()
	members, err := a.members().OfPanel(context.Background(), "internal")
	ts.Check(err)
	for _, member := range members {
		if member.Email == args[1] {
			ts.Check(a.office.Remove(context.Background(), member.UID))
			return
		}
	}
	ts.Fatalf("no member has the address %s", args[1])
}

// older is "older FILE": an answer store as the first release made it.
func older(ts *testscript.TestScript, _ bool, args []string) {
	first := fstest.MapFS{}
	names, err := fs.Glob(surveydb.Migrations(), "00001*.sql")
	ts.Check(err)
	for _, name := range names {
		text, err := fs.ReadFile(surveydb.Migrations(), name)
		ts.Check(err)
		first[name] = &fstest.MapFile{Data: text}
	}
	db, err := database.Open(context.Background(), ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(errors.Join(database.Migrate(context.Background(), db, first), db.Close()))
}

// upgraded is "upgraded FILE": waits until an answer store has the newest tables.
func upgraded(ts *testscript.TestScript, _ bool, args []string) {
	for deadline := time.Now().Add(60 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		db, err := database.Open(context.Background(), ts.MkAbs(args[0]))
		ts.Check(err)
		status, err := database.Version(context.Background(), db, surveydb.Migrations())
		ts.Check(errors.Join(err, db.Close()))
		if status.Current == status.Target {
			return
		}
	}
	ts.Fatalf("%s stays as it is", args[0])
}

// damage is "damage FILE": changes one byte in the middle.
func damage(ts *testscript.TestScript, _ bool, args []string) {
	file := ts.MkAbs(args[0])
	content, err := os.ReadFile(file)
	ts.Check(err)
	content[len(content)/2] ^= 0x20
	ts.Check(errors.Join(os.WriteFile(file, content, fs.FileMode(0o600))))
}
