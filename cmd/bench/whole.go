package main

import (
	"context"
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// whole is what a run takes beside respondents.
type whole struct {
	demo     time.Duration // nine years of 2 x 500 members, from start to ready
	report   time.Duration // all nine waves as JSON, a cold start
	workbook time.Duration // the same as a workbook
}

// wholeProgram makes a demo organisation and its report.
func (b *bench) wholeProgram(ctx context.Context) (w whole, err error) {
	say("demo: nine years")
	dir := filepath.Join(b.dir, "demo")
	addr, err := freeAddr()
	if err != nil {
		return w, err
	}
	p, err := start(ctx, dir+".log", addr, nil, b.program, "demo", "--dir", dir, "--addr", addr)
	if err != nil {
		return w, err
	}
	w.demo = p.ready
	if err := p.stop(); err != nil {
		return w, err
	}
	for _, f := range []struct {
		format string
		took   *time.Duration
	}{{"json", &w.report}, {"xlsx", &w.workbook}} {
		began := time.Now()
		said, err := exec.CommandContext(ctx, b.program, "report", "--config", filepath.Join(dir, "config.yaml"), "--years", "all",
			"--format", f.format, "--out", filepath.Join(b.dir, "report."+f.format)).CombinedOutput()
		if err != nil {
			return w, errors.Join(err, errors.New(strings.TrimSpace(string(said))))
		}
		*f.took = time.Since(began)
	}
	return w, nil
}
