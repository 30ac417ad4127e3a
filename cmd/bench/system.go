package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// system is one server under measurement.
type system struct {
	name     string
	absent   string        // why it was not measured; empty when it was
	ready    time.Duration // from start to ready
	idle     mebibytes     // in memory before the first respondent
	levels   []measured    // in the order of levels
	database int           // process of a database server beside it; 0 for none
}

// usage is processor time up to now.
type usage struct{ server, database time.Duration }

func (s *system) used(p *process) (u usage, err error) {
	if u.server, err = p.processor(); err != nil || s.database == 0 {
		return u, err
	}
	u.database, err = processorUnder(s.database)
	return u, err
}

// settle is how long a server rests before its idle memory is read.
const settle = 2 * time.Second

// measureAll measures every level on a server that is ready, then stops it.
func (b *bench) measureAll(ctx context.Context, s *system, p *process, from *links) (err error) {
	defer func() { err = errors.Join(err, p.stop()) }()
	s.ready = p.ready
	time.Sleep(settle)
	if s.idle, _, err = p.memory(); err != nil {
		return err
	}
	if _, err := b.walk(ctx, p.url, from, warming); err != nil {
		return err
	}
	for _, l := range levels {
		say("%s: %d at once", s.name, l.atOnce)
		m, err := b.measure(ctx, s, p, from, l)
		if err != nil {
			return err
		}
		s.levels = append(s.levels, m)
	}
	return nil
}

// onSQLite measures the program with its default stores. One respondent's pages are kept for the bare program.
func (b *bench) onSQLite(ctx context.Context, pages string) (system, error) {
	s := system{name: "SQLite"}
	return s, b.onStores(ctx, &s, nil, pages)
}

// onPostgres measures the program on a PostgreSQL server, when there is one.
func (b *bench) onPostgres(ctx context.Context) (system, error) {
	s := system{name: "PostgreSQL"}
	if b.postgres == "" {
		s.absent = "no server given"
		return s, nil
	}
	env, err := b.databases(ctx)
	if err != nil {
		return s, err
	}
	if b.postgresDir != "" {
		src, err := os.ReadFile(filepath.Join(b.postgresDir, "data", "postmaster.pid"))
		if err != nil {
			return s, err
		}
		first, _, _ := strings.Cut(string(src), "\n")
		if s.database, err = strconv.Atoi(first); err != nil {
			return s, err
		}
	}
	return s, b.onStores(ctx, &s, env, "")
}

// databases makes two databases and gives the settings that point to them.
func (b *bench) databases(ctx context.Context) (env []string, err error) {
	stamp := strconv.FormatInt(time.Now().UnixNano(), 36)
	for _, store := range []string{"people", "answers"} {
		name := "bench_" + store + "_" + stamp
		if out, err := exec.CommandContext(ctx, "psql", b.postgres, "-qc", "CREATE DATABASE "+name).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("psql: %w: %s", err, out)
		}
		address, query, _ := strings.Cut(b.postgres, "?")
		address = address[:strings.LastIndexByte(address, '/')+1] + name
		env = append(env, "REALITYCHECK_STORES_"+strings.ToUpper(store)+"="+address+"?"+query)
	}
	return env, nil
}

// onStores makes an organisation with one open wave, serves it and measures. A folder for pages gets those of one
// respondent.
func (b *bench) onStores(ctx context.Context, s *system, env []string, pages string) error {
	dir := filepath.Join(b.dir, "on-"+strings.ToLower(s.name))
	addr, err := freeAddr()
	if err != nil {
		return err
	}
	members := strconv.Itoa((invited() + 1) / 2)
	say("%s: making 2 x %s members", s.name, members)
	p, err := start(ctx, dir+"-demo.log", addr, env, b.program, "demo", "--dir", dir, "--addr", addr, "--years", "2026", "--members", members)
	if err != nil {
		return err
	}
	if err := p.stop(); err != nil {
		return err
	}
	src, err := os.ReadFile(filepath.Join(dir, "demo.json"))
	if err != nil {
		return err
	}
	var from links
	if err := json.Unmarshal(src, &from); err != nil {
		return err
	}
	p, err = start(ctx, dir+".log", addr, env, b.program, "serve", "--config", filepath.Join(dir, "config.yaml"))
	if err != nil {
		return err
	}
	if pages != "" {
		if err := keepPages(ctx, &from, pages); err != nil {
			return errors.Join(err, p.stop())
		}
	}
	return b.measureAll(ctx, s, p, &from)
}

// onBare measures the bare program with the pages that were kept.
func (b *bench) onBare(ctx context.Context, pages string) (system, error) {
	s := system{name: "bare"}
	addr, err := freeAddr()
	if err != nil {
		return s, err
	}
	p, err := start(ctx, filepath.Join(b.dir, "bare.log"), addr, nil, b.bare, "-addr", addr, "-store", filepath.Join(b.dir, "bare.db"), "-pages", pages)
	if err != nil {
		return s, err
	}
	from := links{BaseURL: p.url, Invitations: map[string][]string{}}
	for i := range invited() {
		from.Invitations["all"] = append(from.Invitations["all"], fmt.Sprintf("%s/d/%032d", p.url, i))
	}
	return s, b.measureAll(ctx, &s, p, &from)
}
