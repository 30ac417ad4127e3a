package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// levels are how many respondents answer at once, and how many answer in all.
var levels = []level{{1, 100}, {16, 300}, {64, 600}, {256, 800}}

type level struct{ atOnce, respondents int }

// warming respondents come first and are not counted: they fill what a server keeps between requests.
var warming = level{16, 150}

// invited is how many invitations a system needs: every respondent has one, and one is for the pages that are kept.
func invited() int {
	n := 1 + warming.respondents
	for _, l := range levels {
		n += l.respondents
	}
	return n
}

// walked is what `simulate --json` tells.
type walked struct {
	Completed     int                `json:"completed"`
	Failed        int                `json:"failed"`
	CompletionsPS float64            `json:"completions_per_s"`
	Requests      int                `json:"requests"`
	PageMS        map[string]float64 `json:"page_ms"`
}

// measured is one level on one system.
type measured struct {
	walked
	processor time.Duration // of the server, per survey
	database  time.Duration // of a database server beside it, per survey
	more      mebibytes     // at most, beyond the idle server
}

// links hands out invitations, each once.
type links struct {
	BaseURL     string              `json:"base_url"`
	Invitations map[string][]string `json:"invitations"`
}

// take splits off the next n invitations, the panels alternating.
func (l *links) take(n int) links {
	part := links{BaseURL: l.BaseURL, Invitations: map[string][]string{}}
	for n > 0 {
		before := n
		for panel, left := range l.Invitations {
			if n > 0 && len(left) > 0 {
				part.Invitations[panel] = append(part.Invitations[panel], left[0])
				l.Invitations[panel] = left[1:]
				n--
			}
		}
		if n == before {
			break
		}
	}
	return part
}

// walk sends respondents through a survey from a process of their own.
func (b *bench) walk(ctx context.Context, url string, from *links, l level) (walked, error) {
	if b.quick {
		l.respondents = max(l.atOnce, l.respondents/5)
	}
	src, err := json.Marshal(from.take(l.respondents))
	if err != nil {
		return walked{}, err
	}
	file := filepath.Join(b.dir, "links.json")
	if err := os.WriteFile(file, src, 0o600); err != nil {
		return walked{}, err
	}
	cmd := exec.CommandContext(ctx, b.program, "simulate", "--json", "--demo", file, "--url", url, "--concurrency", strconv.Itoa(l.atOnce))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return walked{}, fmt.Errorf("simulate: %w", err)
	}
	var w walked
	if err := json.Unmarshal(out, &w); err != nil {
		return w, err
	}
	if w.Completed != l.respondents {
		return w, fmt.Errorf("%d of %d respondents completed", w.Completed, l.respondents)
	}
	return w, nil
}

// measure sends one level of respondents to a server and reads what it cost.
func (b *bench) measure(ctx context.Context, s *system, p *process, from *links, l level) (measured, error) {
	if err := p.forgetPeak(); err != nil {
		return measured{}, err
	}
	before, err := s.used(p)
	if err != nil {
		return measured{}, err
	}
	var m measured
	if m.walked, err = b.walk(ctx, p.url, from, l); err != nil {
		return m, err
	}
	after, err := s.used(p)
	if err != nil {
		return m, err
	}
	_, peak, err := p.memory()
	m.processor = (after.server - before.server) / time.Duration(m.Completed)
	m.database = (after.database - before.database) / time.Duration(m.Completed)
	m.more = peak - s.idle
	return m, err
}
