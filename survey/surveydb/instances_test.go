package surveydb_test

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"realitycheck/survey/database"
	"realitycheck/survey/database/databasetest"
	"realitycheck/survey/fault"
	"realitycheck/survey/surveydb"
)

// second opens the same store once more, as another instance of the program would.
func second(t *testing.T, f *fixture, address string) *fixture {
	t.Helper()
	db := databasetest.Open(t, address, surveydb.Migrations())
	writer := database.NewWriter(db)
	t.Cleanup(writer.Close)
	return &fixture{t, db, writer, surveydb.NewWaves(db), surveydb.NewTickets(db), surveydb.NewResponses(db, writer)}
}

// address of the store of a fixture, for a second instance.
func address(t *testing.T, f *fixture) string {
	t.Helper()
	if f.db.Dialect() == database.SQLite {
		var file string
		f.must(f.db.Read(f.ctx()).Raw("SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&file).Error)
		return filepath.Clean(file)
	}
	var name string
	f.must(f.db.Read(f.ctx()).Raw("SELECT current_database()").Scan(&name).Error)
	server, err := url.Parse(os.Getenv(databasetest.Variable))
	f.must(err)
	server.Path = "/" + name
	return server.String()
}

// Two instances start the same respondents at the same time, in orders that make their transactions wait for each
// other's rows.
func TestTwoInstancesMakeOneResponseForEachTicket(t *testing.T) {
	first := newFixture(t)
	instances := []*fixture{first, second(t, first, address(t, first))}
	var lookups [][]byte
	internal, external := first.invite("internal", 100), first.invite("external", 100)
	for i := range internal {
		lookups = append(lookups, internal[i], external[i])
	}
	var clients sync.WaitGroup
	var started atomic.Int64
	for i, f := range instances {
		for c := range 20 {
			clients.Go(func() {
				for j := c; j < len(lookups); j += 20 {
					k := j
					if i == 1 {
						k = len(lookups) - 1 - j
					}
					saved, err := f.responses.SavePage(f.ctx(), page(lookups[k], "a/1", 0, 3))
					if err != nil {
						t.Errorf("instance %d: %v", i, err)
					}
					if saved.Started {
						started.Add(1)
					}
				}
			})
		}
	}
	clients.Wait()
	orders := map[string]map[string]int{"internal": {}, "external": {}}
	n := 0
	for stored, err := range first.responses.All(first.ctx(), "2026") {
		first.must(err)
		n++
		orders[stored.Panel][fmt.Sprint(stored.Order)]++
	}
	if n != 200 || started.Load() != 200 {
		t.Errorf("got %d responses and %d starts, want 200", n, started.Load())
	}
	for panel, counts := range orders {
		for order, times := range counts {
			if len(counts) != 3 || times < 33 || times > 34 {
				t.Errorf("%s: order %s was drawn %d times", panel, order, times)
			}
		}
	}
}

// The server ends all connections, again and again, as a restart does. What was acknowledged is there; whoever was
// refused was told that the store was not available, and no more than once for each of these moments.
func TestLostConnectionsLoseNothing(t *testing.T) {
	f := newFixtureOn(t, databasetest.Postgres(t, surveydb.Migrations()))
	other := second(t, f, address(t, f))
	lookups := f.invite("internal", 400)
	acknowledged := make([]bool, len(lookups))
	var clients sync.WaitGroup
	var saved atomic.Int64
	for c := range 16 {
		clients.Go(func() {
			for i := c; i < len(lookups); i += 16 {
				_, err := f.responses.SavePage(f.ctx(), page(lookups[i], "a/1", 0, 3))
				if err != nil && fault.Of(err) != fault.Unavailable {
					t.Errorf("got %v, want Unavailable", err)
				}
				acknowledged[i] = err == nil
				saved.Add(1)
			}
		})
	}
	for round := int64(1); round <= 5; round++ {
		for saved.Load() < round*60 {
			f.must(other.db.Ping(f.ctx())) // gives the others time until enough was saved
		}
		other.db.Read(f.ctx()).Exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity " +
			"WHERE datname = current_database() AND pid <> pg_backend_pid()")
	}
	clients.Wait()
	started, err := other.tickets.Started(f.ctx(), lookups)
	f.must(err)
	kept := 0
	for i := range lookups {
		if acknowledged[i] && !started[i] {
			t.Errorf("page %d was acknowledged and is lost", i)
		}
		if acknowledged[i] {
			kept++
		}
	}
	if kept < len(lookups)-5*16 {
		t.Errorf("%d of %d pages were saved", kept, len(lookups))
	}
}
