package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"time"
)

// longest bounds the whole measurement, whatever hangs.
const longest = 15 * time.Minute

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	var b bench
	flag.StringVar(&b.program, "program", "bin/realitycheck", "the program to measure")
	flag.StringVar(&b.bare, "bare", "bin/bare", "the bare program to compare it with")
	flag.StringVar(&b.postgres, "postgres", os.Getenv("REALITYCHECK_TEST_POSTGRES"), "address of a PostgreSQL server with fsync on; left out when empty")
	flag.StringVar(&b.postgresDir, "postgres-dir", os.Getenv("REALITYCHECK_TEST_POSTGRES_DIR"), "its folder, to tell its processor time")
	flag.BoolVar(&b.quick, "quick", false, "a fifth of the respondents")
	flag.Parse()
	if err := b.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench is one run.
type bench struct {
	program, bare         string
	postgres, postgresDir string
	quick                 bool
	dir                   string // of everything that the run makes; removed at the end
}

func (b *bench) run(ctx context.Context) (err error) {
	for _, file := range []*string{&b.program, &b.bare} {
		if *file, err = filepath.Abs(*file); err != nil {
			return err
		}
		if _, err := os.Stat(*file); err != nil {
			return err
		}
	}
	if b.dir, err = os.MkdirTemp("", "realitycheck-bench-*"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	before := machine()
	var t table
	pages := filepath.Join(b.dir, "pages")
	for _, measure := range []func() (system, error){
		func() (system, error) { return b.onSQLite(ctx, pages) },
		func() (system, error) { return b.onPostgres(ctx) },
		func() (system, error) { return b.onBare(ctx, pages) },
	} {
		s, err := measure()
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		t.systems = append(t.systems, s)
	}
	if t.whole, err = b.wholeProgram(ctx); err != nil {
		return err
	}
	fmt.Printf("%s\n", before)
	t.print(os.Stdout)
	fmt.Printf("load average %s before, %s after\n", before.load, machine().load)
	return nil
}

// say tells on standard error what is being measured; the table alone goes to standard output.
func say(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
