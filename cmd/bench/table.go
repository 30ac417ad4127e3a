package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"
)

// table is what the run prints: measures below each other, systems beside each other.
type table struct {
	systems []system
	whole   whole
}

func (t *table) print(w io.Writer) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	t.row(tw, "", func(s *system) string { return s.name })
	t.row(tw, "start to ready, ms", func(s *system) string { return inMS(s.ready) })
	t.row(tw, "memory idle, MiB", func(s *system) string { return fmt.Sprintf("%.0f", s.idle) })
	for i, l := range levels {
		at := func(name string, show func(m *measured) string) {
			t.row(tw, fmt.Sprintf("%d at once: %s", l.atOnce, name), func(s *system) string { return show(&s.levels[i]) })
		}
		at("processor a survey, ms", func(m *measured) string { return inMS(m.processor) })
		if t.besideDatabase() {
			at("of the database server, ms", func(m *measured) string { return inMS(m.database) })
		}
		at("completions/s", func(m *measured) string { return fmt.Sprintf("%.0f", m.CompletionsPS) })
		at("page save p50 / p95 / p99, ms", func(m *measured) string {
			return fmt.Sprintf("%.1f / %.1f / %.1f", m.PageMS["p50"], m.PageMS["p95"], m.PageMS["p99"])
		})
		at("memory beyond idle, MiB", func(m *measured) string { return fmt.Sprintf("%.0f", m.more) })
	}
	tw.Flush()
	fmt.Fprintf(w, "\ndemo of nine years, 2 x 500 members: ready in %.1f s; its report over nine waves in %.2f s, as a workbook in %.2f s\n",
		t.whole.demo.Seconds(), t.whole.report.Seconds(), t.whole.workbook.Seconds())
	for _, s := range t.systems {
		if s.absent != "" {
			fmt.Fprintf(w, "%s was not measured: %s\n", s.name, s.absent)
		}
	}
}

// row writes one measure of every system that was measured.
func (t *table) row(w io.Writer, name string, show func(s *system) string) {
	fmt.Fprintf(w, "%s\t", name)
	for i := range t.systems {
		if t.systems[i].absent == "" {
			fmt.Fprintf(w, "%s\t", show(&t.systems[i]))
		}
	}
	fmt.Fprintln(w)
}

func (t *table) besideDatabase() bool {
	for _, s := range t.systems {
		if s.database != 0 {
			return true
		}
	}
	return false
}

func inMS(d time.Duration) string { return fmt.Sprintf("%.2f", float64(d.Microseconds())/1000) }

// host is where and when figures were measured.
type host struct {
	processor string
	cores     int
	memory    string
	load      string // load averages of 1, 5 and 15 minutes
	at        time.Time
}

// machine reads what there is to say of this one.
func machine() host {
	h := host{processor: valueIn("/proc/cpuinfo", "model name"), cores: runtime.NumCPU(), memory: valueIn("/proc/meminfo", "MemTotal"), at: time.Now()}
	if src, err := os.ReadFile("/proc/loadavg"); err == nil {
		h.load = strings.Join(strings.Fields(string(src))[:3], " ")
	}
	return h
}

// String is one line above the table.
func (h host) String() string {
	return fmt.Sprintf("%s, %d cores, %s, %s", h.processor, h.cores, h.memory, h.at.UTC().Format("2006-01-02 15:04"))
}

// valueIn gives the first value of a name in a file of lines "name : value".
func valueIn(file, name string) string {
	f, err := os.Open(file)
	if err != nil {
		return "unknown"
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if key, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}
