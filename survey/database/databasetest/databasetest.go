package databasetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"realitycheck/survey/database"
)

// Variable names the address of the PostgreSQL server for tests.
const Variable = "REALITYCHECK_TEST_POSTGRES"

// New gives an open store with the migrations of every folder given; it closes at the end of the test.
func New(t testing.TB, migrations ...fs.FS) *database.DB {
	t.Helper()
	if server := os.Getenv(Variable); server != "" {
		return Open(t, postgres(t, server), migrations...)
	}
	return SQLite(t, migrations...)
}

// SQLite gives a store in a file of its own, whatever the environment says.
func SQLite(t testing.TB, migrations ...fs.FS) *database.DB {
	t.Helper()
	return Open(t, filepath.Join(t.TempDir(), "store.db"), migrations...)
}

// Postgres gives a store on the server of the environment, and skips the test when there is none.
func Postgres(t testing.TB, migrations ...fs.FS) *database.DB {
	t.Helper()
	server := os.Getenv(Variable)
	if server == "" {
		t.Skip(Variable + " is not set: no PostgreSQL to test with")
	}
	return Open(t, postgres(t, server), migrations...)
}

// Open opens the store at an address, with the migrations, and closes it at the end of the test.
func Open(t testing.TB, address string, migrations ...fs.FS) *database.DB {
	t.Helper()
	db, err := database.Open(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for _, files := range migrations {
		if err := database.Migrate(context.Background(), db, files); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

// postgres makes a database on a server and gives its address.
func postgres(t testing.TB, server string) string {
	t.Helper()
	random := make([]byte, 8)
	rand.Read(random)
	name := "rc_test_" + hex.EncodeToString(random)
	address, err := url.Parse(server)
	if err != nil {
		t.Fatalf("%s: %v", Variable, err)
	}
	execute(t, server, "CREATE DATABASE "+name)
	t.Cleanup(func() { execute(t, server, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)") })
	address.Path = "/" + name
	return address.String()
}

func execute(t testing.TB, server, statement string) {
	t.Helper()
	db, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}
