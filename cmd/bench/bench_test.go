package main

import (
	"os"
	"strings"
	"testing"
	"time"
)

func TestTableHasSystemsBesideEachOther(t *testing.T) {
	one := func(name string, scale int) system {
		s := system{name: name, ready: time.Duration(scale) * time.Millisecond, idle: mebibytes(scale)}
		for range levels {
			s.levels = append(s.levels, measured{processor: time.Duration(scale) * 1500 * time.Microsecond,
				walked: walked{CompletionsPS: 10, PageMS: map[string]float64{"p50": 1, "p95": 2, "p99": 3}}})
		}
		return s
	}
	var out strings.Builder
	(&table{systems: []system{one("SQLite", 2), {name: "PostgreSQL", absent: "no server given"}, one("bare", 1)}}).print(&out)
	rows := strings.Split(out.String(), "\n")
	if got := strings.Fields(rows[0]); len(got) != 2 || got[0] != "SQLite" || got[1] != "bare" {
		t.Errorf("got columns %q, want the systems that were measured", got)
	}
	for _, want := range []string{"processor a survey, ms 3.00 1.50", "p50 / p95 / p99, ms 1.0 / 2.0 / 3.0 1.0 / 2.0 / 3.0", "PostgreSQL was not measured: no server given"} {
		if !strings.Contains(strings.Join(strings.Fields(out.String()), " "), want) {
			t.Errorf("%q is not in the table:\n%s", want, out.String())
		}
	}
}

func TestInvitationsAreHandedOutOnce(t *testing.T) {
	from := links{BaseURL: "http://x", Invitations: map[string][]string{"internal": {"a", "b", "c"}, "external": {"d", "e"}}}
	seen := map[string]bool{}
	for _, n := range []int{1, 3, 9} {
		part := from.take(n)
		for _, of := range part.Invitations {
			for _, link := range of {
				if seen[link] {
					t.Errorf("%s was handed out twice", link)
				}
				seen[link] = true
			}
		}
	}
	if len(seen) != 5 {
		t.Errorf("got %d invitations, want all 5", len(seen))
	}
}

func TestProcessorTimeOfAProcessGrowsWithItsWork(t *testing.T) {
	before, err := processorUnder(os.Getpid())
	if err != nil {
		t.Skipf("no /proc here: %v", err)
	}
	for began := time.Now(); time.Since(began) < 5*time.Second; {
		after, err := processorUnder(os.Getpid())
		if err != nil {
			t.Fatal(err)
		}
		if after > before {
			return
		}
	}
	t.Error("five seconds of work took no processor time")
}
