package database_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm"

	"realitycheck/survey/database"
	"realitycheck/survey/database/databasetest"
	"realitycheck/survey/fault"
)

// insert is a change that keeps a note.
func insert(id, body string) func(*database.Tx) error {
	return func(tx *database.Tx) error {
		_, err := tx.Exec("INSERT INTO note (id, body) VALUES (?, ?)", id, body)
		return err
	}
}

// together runs changes in one batch: the first holds the batch up until all the others wait.
func together(t *testing.T, writer *database.Writer, changes ...func(*database.Tx) error) []error {
	t.Helper()
	hold, held := make(chan struct{}), make(chan struct{})
	var once sync.Once
	var all sync.WaitGroup
	all.Go(func() {
		writer.Do(t.Context(), func(*database.Tx) error {
			once.Do(func() { close(held); <-hold })
			return nil
		})
	})
	<-held
	errs := make([]error, len(changes))
	var queued sync.WaitGroup
	for i, change := range changes {
		queued.Add(1)
		all.Go(func() {
			queued.Done()
			errs[i] = writer.Do(t.Context(), change)
		})
	}
	queued.Wait()
	close(hold)
	all.Wait()
	return errs
}

func TestAFailingChangeSinksNobody(t *testing.T) {
	refuse := fault.New(fault.Conflict, "refused")
	for name, bad := range map[string]func(*database.Tx) error{
		"refuses before it changes": func(*database.Tx) error { return refuse },
		"refuses after a change": func(tx *database.Tx) error {
			if err := insert("bad", "x")(tx); err != nil {
				return err
			}
			return refuse
		},
		"breaks a constraint": insert("taken", "x"),
		"breaks a constraint after a change": func(tx *database.Tx) error {
			if err := insert("bad", "x")(tx); err != nil {
				return err
			}
			return insert("taken", "x")(tx)
		},
		"hides that it broke one": func(tx *database.Tx) error {
			insert("bad", "x")(tx)
			insert("taken", "x")(tx)
			return nil
		},
		"cannot be understood": func(tx *database.Tx) error {
			_, err := tx.Exec("INSERT INTO nowhere VALUES (?)", 1)
			return err
		},
		"returns a row and refuses": func(tx *database.Tx) error {
			var id string
			if _, err := tx.Get("INSERT INTO note (id, body) VALUES ('bad', 'x') RETURNING id", nil, &id); err != nil || id != "bad" {
				return fmt.Errorf("got %q %w", id, err)
			}
			return refuse
		},
		"panics": func(tx *database.Tx) error {
			insert("bad", "x")(tx)
			panic("defect")
		},
	} {
		t.Run(name, func(t *testing.T) {
			db := databasetest.New(t, schema)
			writer := database.NewWriter(db)
			defer writer.Close()
			if err := writer.Do(t.Context(), insert("taken", "0")); err != nil {
				t.Fatal(err)
			}
			errs := together(t, writer, insert("a", "1"), bad, insert("b", "2"), bad, insert("c", "3"))
			for i, err := range errs {
				if wantErr := i%2 == 1; (err != nil) != wantErr {
					t.Errorf("change %d: got %v", i, err)
				}
			}
			if got := bodies(t, db); got != "a=1 b=2 c=3 taken=0" {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestChangesSeeThoseBeforeThem(t *testing.T) {
	db := databasetest.New(t, schema)
	writer := database.NewWriter(db)
	defer writer.Close()
	if err := writer.Do(t.Context(), insert("n", "")); err != nil {
		t.Fatal(err)
	}
	var clients sync.WaitGroup
	for range 32 {
		clients.Go(func() {
			for range 20 {
				err := writer.Do(t.Context(), func(tx *database.Tx) error {
					var body string
					if found, err := tx.Get("SELECT body FROM note WHERE id = ?", []any{"n"}, &body); err != nil || !found {
						return fmt.Errorf("found %v: %w", found, err)
					}
					_, err := tx.Exec("UPDATE note SET body = ? WHERE id = ?", body+"x", "n")
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	clients.Wait()
	if got, want := bodies(t, db), "n="+strings.Repeat("x", 640); got != want {
		t.Errorf("got %d characters, want %d", len(got), len(want))
	}
}

func TestAcknowledgedMeansThatOthersCanReadIt(t *testing.T) {
	db := databasetest.New(t, schema)
	writer := database.NewWriter(db)
	defer writer.Close()
	var clients sync.WaitGroup
	for i := range 64 {
		clients.Go(func() {
			id := fmt.Sprint(i)
			if err := writer.Do(t.Context(), insert(id, "x")); err != nil {
				t.Error(err)
			}
			if err := db.Read(t.Context()).Take(&note{}, "id = ?", id).Error; err != nil {
				t.Errorf("%s was acknowledged: %v", id, err)
			}
		})
	}
	clients.Wait()
}

func TestWriterAndTransactionsTakeTurns(t *testing.T) {
	db := databasetest.New(t, schema)
	writer := database.NewWriter(db)
	defer writer.Close()
	var clients sync.WaitGroup
	for i := range 8 {
		clients.Go(func() {
			for j := range 20 {
				id := fmt.Sprint(i, "-", j)
				if err := writer.Do(t.Context(), insert("w"+id, "x")); err != nil {
					t.Error(err)
				}
				err := db.Tx(t.Context(), func(tx *gorm.DB) error { return tx.Create(&note{ID: "g" + id, Body: "x"}).Error })
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	clients.Wait()
	if got := len(strings.Fields(bodies(t, db))); got != 320 {
		t.Errorf("got %d notes, want 320", got)
	}
}

func TestAClosedWriterHasCommittedWhatWaitedAndTakesNoMore(t *testing.T) {
	db := databasetest.New(t, schema)
	writer := database.NewWriter(db)
	errs := make(chan error, 50)
	for i := range 50 {
		go func() { errs <- writer.Do(t.Context(), insert(fmt.Sprint(i), "x")) }()
	}
	seen := []error{<-errs}
	writer.Close()
	writer.Close()
	for len(seen) < cap(errs) {
		seen = append(seen, <-errs)
	}
	kept := 0
	for _, err := range seen {
		if err == nil {
			kept++
		} else if fault.Of(err) != fault.Unavailable {
			t.Errorf("got %v, want Unavailable", err)
		}
	}
	if got := len(strings.Fields(bodies(t, db))); got != kept {
		t.Errorf("got %d notes, %d were acknowledged", got, kept)
	}
	if err := writer.Do(t.Context(), insert("late", "x")); fault.Of(err) != fault.Unavailable {
		t.Errorf("got %v, want Unavailable", err)
	}
}

// The server ends the connection in the middle of a batch: nothing of it was committed, so it runs again.
func TestABatchWhoseConnectionIsLostRunsAgain(t *testing.T) {
	db := databasetest.Postgres(t, schema)
	writer := database.NewWriter(db)
	defer writer.Close()
	runs := 0
	errs := together(t, writer, insert("a", "1"), func(tx *database.Tx) error {
		var pid int64
		if _, err := tx.Get("SELECT pg_backend_pid()", nil, &pid); err != nil {
			return err
		}
		if runs++; runs == 1 {
			if err := db.Write(t.Context()).Exec("SELECT pg_terminate_backend(?)", pid).Error; err != nil {
				return err
			}
		}
		return insert("b", "2")(tx)
	}, insert("c", "3"))
	for i, err := range errs {
		if err != nil {
			t.Errorf("change %d: %v", i, err)
		}
	}
	if got := bodies(t, db); got != "a=1 b=2 c=3" || runs < 2 {
		t.Errorf("got %q after %d runs", got, runs)
	}
}

// Two instances change the same two rows in opposite order: the server ends one of the transactions, which runs again.
func TestInstancesThatWaitForEachOtherBothSucceed(t *testing.T) {
	db := databasetest.Postgres(t, schema)
	var name string
	if err := db.Read(t.Context()).Raw("SELECT current_database()").Scan(&name).Error; err != nil {
		t.Fatal(err)
	}
	server, err := url.Parse(os.Getenv(databasetest.Variable))
	if err != nil {
		t.Fatal(err)
	}
	server.Path = "/" + name
	writers := []*database.Writer{database.NewWriter(db), database.NewWriter(databasetest.Open(t, server.String()))}
	for _, id := range []string{"a", "b"} {
		if err := writers[0].Do(t.Context(), insert(id, "")); err != nil {
			t.Fatal(err)
		}
	}
	var both, clients sync.WaitGroup
	both.Add(2)
	runs := make([]int, 2)
	for i, order := range [][2]string{{"a", "b"}, {"b", "a"}} {
		clients.Go(func() {
			defer writers[i].Close()
			err := writers[i].Do(t.Context(), func(tx *database.Tx) error {
				const add = "UPDATE note SET body = body || 'x' WHERE id = ?"
				if _, err := tx.Exec(add, order[0]); err != nil {
					return err
				}
				if runs[i]++; runs[i] == 1 {
					both.Done()
					both.Wait()
				}
				_, err := tx.Exec(add, order[1])
				return err
			})
			if err != nil {
				t.Errorf("instance %d: %v", i, err)
			}
		})
	}
	clients.Wait()
	if got := bodies(t, db); got != "a=xx b=xx" || runs[0]+runs[1] < 3 {
		t.Errorf("got %q after %v runs", got, runs)
	}
}

func TestACallerThatIsGoneChangesNothing(t *testing.T) {
	db := databasetest.New(t, schema)
	writer := database.NewWriter(db)
	defer writer.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := writer.Do(ctx, insert("a", "x")); err == nil {
		t.Error("got no error")
	}
	if got := bodies(t, db); got != "" {
		t.Errorf("got %q", got)
	}
}
