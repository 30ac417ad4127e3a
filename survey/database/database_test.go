package database_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"gorm.io/gorm"

	"realitycheck/survey/database"
	"realitycheck/survey/database/databasetest"
	"realitycheck/survey/fault"
)

// schema is a store of notes, with a second version.
var schema = fstest.MapFS{
	"00001_note.sql": {Data: []byte(`-- +goose Up
CREATE TABLE note (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL, made_at TIMESTAMP) /*sqlite WITHOUT ROWID*/;
CREATE TABLE remark (id TEXT NOT NULL PRIMARY KEY, note TEXT NOT NULL REFERENCES note (id));
`)},
}

type note struct {
	ID     string `gorm:"primaryKey"`
	Body   string
	MadeAt time.Time
}

func (note) TableName() string { return "note" }

func bodies(t *testing.T, db *database.DB) string {
	t.Helper()
	var notes []note
	if err := db.Read(t.Context()).Order("id").Find(&notes).Error; err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, n := range notes {
		all = append(all, n.ID+"="+n.Body)
	}
	return strings.Join(all, " ")
}

func TestErrorsAreTheSameFaultsOnBothDialects(t *testing.T) {
	db := databasetest.New(t, schema)
	write := func(statement string) error { return db.Write(t.Context()).Exec(statement).Error }
	if err := write("INSERT INTO note (id, body) VALUES ('a', 'x')"); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		err  error
		want fault.Kind
	}{
		"duplicate key":        {write("INSERT INTO note (id, body) VALUES ('a', 'y')"), fault.Conflict},
		"reference to nothing": {write("INSERT INTO remark (id, note) VALUES ('r', 'nothing')"), fault.Conflict},
		"no row":               {db.Read(t.Context()).Take(&note{}, "id = ?", "b").Error, fault.NotFound},
		"no row of database":   {database.Fault(sql.ErrNoRows), fault.NotFound},
		"null":                 {write("INSERT INTO note (id, body) VALUES ('c', NULL)"), fault.Unknown},
		"broken statement":     {write("INSERT INTO nothing"), fault.Unknown},
	} {
		if got := fault.Of(c.err); c.err == nil || got != c.want {
			t.Errorf("%s: got %v, want kind %d", name, c.err, c.want)
		}
	}
}

func TestTimesComeBackInUTC(t *testing.T) {
	db := databasetest.New(t, schema)
	made := time.Date(2026, 10, 25, 0, 30, 0, 123456000, time.UTC)
	if err := db.Write(t.Context()).Create(&note{"a", "x", made}).Error; err != nil {
		t.Fatal(err)
	}
	var got note
	if err := db.Read(t.Context()).Take(&got, "made_at = ?", made).Error; err != nil {
		t.Fatal(err)
	}
	if !got.MadeAt.Equal(made) || got.MadeAt.Format(time.RFC3339Nano) != made.Format(time.RFC3339Nano) {
		t.Errorf("got %v, want %v", got.MadeAt, made)
	}
}

func TestTxIsAllOrNothing(t *testing.T) {
	db := databasetest.New(t, schema)
	err := db.Tx(t.Context(), func(tx *gorm.DB) error {
		if err := tx.Create(&note{ID: "a", Body: "x"}).Error; err != nil {
			return err
		}
		if got := bodies(t, db.With(tx)); got != "a=x" {
			t.Errorf("inside the transaction got %q", got)
		}
		return fault.New(fault.Conflict, "no")
	})
	if fault.Of(err) != fault.Conflict {
		t.Errorf("got %v, want the fault of the change", err)
	}
	if got := bodies(t, db); got != "" {
		t.Errorf("got %q, want nothing", got)
	}
}

func TestAChangeGoesOnWhenTheCallerGoesAway(t *testing.T) {
	db := databasetest.New(t, schema)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := db.Write(ctx).Create(&note{ID: "a", Body: "x"}).Error; err != nil {
		t.Error(err)
	}
	if err := db.Tx(ctx, func(tx *gorm.DB) error { return tx.Create(&note{ID: "b", Body: "y"}).Error }); err != nil {
		t.Error(err)
	}
	if got := bodies(t, db); got != "a=x b=y" {
		t.Errorf("got %q", got)
	}
}

func TestTheReadingHandleOfSQLiteRefusesChanges(t *testing.T) {
	db := databasetest.SQLite(t, schema)
	if err := db.Read(t.Context()).Create(&note{ID: "a", Body: "x"}).Error; fault.Of(err) != fault.Unavailable {
		t.Errorf("got %v, want a refusal", err)
	}
}

func TestANewerSchemaIsRefused(t *testing.T) {
	newer := fstest.MapFS{"00001_note.sql": schema["00001_note.sql"],
		"00002_more.sql": {Data: []byte("-- +goose Up\nCREATE TABLE more (id TEXT PRIMARY KEY);\n")}}
	db := databasetest.New(t, newer)
	if err := database.Migrate(t.Context(), db, schema); fault.Of(err) != fault.Conflict {
		t.Errorf("got %v, want a Conflict", err)
	}
	if err := database.Migrate(t.Context(), db, newer); err != nil {
		t.Errorf("migrating twice: %v", err)
	}
	status, err := database.Version(t.Context(), db, schema)
	if want := (database.Status{Current: 2, Target: 1}); err != nil || status != want {
		t.Errorf("got %+v %v, want %+v", status, err, want)
	}
}

func TestAMigrationThatFailsLeavesNothing(t *testing.T) {
	db := databasetest.New(t, schema)
	bad := fstest.MapFS{"00001_note.sql": schema["00001_note.sql"],
		"00002_bad.sql": {Data: []byte("-- +goose Up\nCREATE TABLE half (id TEXT PRIMARY KEY);\nCREATE TABLE note (id TEXT);\n")}}
	if err := database.Migrate(t.Context(), db, bad); err == nil {
		t.Fatal("got no error")
	}
	if err := db.Write(t.Context()).Exec("INSERT INTO half (id) VALUES ('a')").Error; err == nil {
		t.Error("half of the migration stayed")
	}
}

func TestAStoreThatCannotBeOpenedIsUnavailable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, address := range map[string]string{
		"folder below a file": filepath.Join(file, "store.db"),
		"nobody listens":      "postgres://nobody@127.0.0.1:1/none?sslmode=disable",
	} {
		_, err := database.Open(t.Context(), address)
		if err == nil {
			t.Errorf("%s: got no error", name)
		}
		if name == "nobody listens" && fault.Of(err) != fault.Unavailable {
			t.Errorf("%s: got %v, want Unavailable", name, err)
		}
	}
}

func TestTheFileOfAStoreIsForItsOwner(t *testing.T) {
	name := filepath.Join(t.TempDir(), "data", "with ? and # and %41.db")
	databasetest.Open(t, name, schema)
	for _, file := range []string{name, name + "-wal"} {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s: got %v, want only the owner", file, info.Mode())
		}
	}
}

// holder takes the lock of an SQLite file as another process would, until the returned function runs.
func holder(t *testing.T, name string) (release func()) {
	t.Helper()
	other, err := sql.Open("sqlite", "file:"+name+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	tx, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	return func() { tx.Rollback(); other.Close() }
}

func TestALockedStoreIsUnavailableAfterFiveSeconds(t *testing.T) {
	name := filepath.Join(t.TempDir(), "store.db")
	db := databasetest.Open(t, name, schema)
	writer := database.NewWriter(db)
	defer writer.Close()
	release := holder(t, name)
	for way, save := range map[string]func() error{
		"writer": func() error { return writer.Do(t.Context(), insert("a", "x")) },
		"gorm":   func() error { return db.Write(t.Context()).Create(&note{ID: "b", Body: "y"}).Error },
	} {
		began := time.Now()
		err := save()
		if took := time.Since(began); fault.Of(err) != fault.Unavailable || took > 7*time.Second {
			t.Errorf("%s: got %v after %v, want Unavailable after 5 s", way, err, took)
		}
	}
	release()
	if err := writer.Do(t.Context(), insert("c", "z")); err != nil {
		t.Errorf("after the lock was released: %v", err)
	}
	if got := bodies(t, db); got != "c=z" {
		t.Errorf("got %q", got)
	}
}

// small mounts a file system of a given size, or says why it cannot.
func small(t *testing.T, size string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("needs root and tmpfs to fill a disk: %v %s", err, out)
	}
	t.Cleanup(func() { exec.Command("umount", dir).Run() })
	return dir
}

func remount(t *testing.T, dir, options string) {
	t.Helper()
	if out, err := exec.Command("mount", "-o", "remount,"+options, dir).CombinedOutput(); err != nil {
		t.Fatalf("remount %s: %v %s", options, err, out)
	}
}

func TestAFullDiskLosesNothingAndRecovers(t *testing.T) {
	dir := small(t, "1m")
	db := databasetest.Open(t, filepath.Join(dir, "store.db"), schema)
	writer := database.NewWriter(db)
	defer writer.Close()
	var kept []string
	body := strings.Repeat("x", 2000)
	var err error
	for i := 0; i < 2000 && err == nil; i++ {
		id := string(rune('A'+i/60)) + string(rune('A'+i%60))
		if err = writer.Do(t.Context(), insert(id, body)); err == nil {
			kept = append(kept, id+"="+body)
		}
	}
	if fault.Of(err) != fault.Unavailable || len(kept) < 10 {
		t.Fatalf("got %v after %d rows, want Unavailable", err, len(kept))
	}
	if got := bodies(t, db); got != strings.Join(kept, " ") {
		t.Error("rows that were acknowledged are not those that are there")
	}
	remount(t, dir, "size=8m")
	if err := writer.Do(t.Context(), insert("zz", body)); err != nil {
		t.Errorf("with room again: %v", err)
	}
	var verdict string
	if err := db.Read(t.Context()).Raw("PRAGMA integrity_check").Scan(&verdict).Error; err != nil || verdict != "ok" {
		t.Errorf("integrity: %q %v", verdict, err)
	}
}

func TestAReadOnlyDiskIsUnavailable(t *testing.T) {
	dir := small(t, "8m")
	name := filepath.Join(dir, "store.db")
	db, err := database.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(database.Migrate(t.Context(), db, schema), db.Close()); err != nil {
		t.Fatal(err)
	}
	remount(t, dir, "ro")
	defer remount(t, dir, "rw")
	db, err = database.Open(t.Context(), name)
	if err == nil {
		err = db.Write(t.Context()).Create(&note{ID: "a", Body: "x"}).Error
		db.Close()
	}
	if fault.Of(err) != fault.Unavailable {
		t.Errorf("got %v, want Unavailable", err)
	}
}
