package database

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"realitycheck/survey/fault"
)

// Status says how the schema of a store stands against the migrations of this program.
type Status struct {
	Current int64 // version in the store, 0 for an empty one
	Target  int64 // newest version that the program knows
}

// Migrate brings the store to the newest version of the migrations in the top folder of files, all or nothing for each
// of them. A store that is newer than the program is refused: the program would not know what its tables mean.
func Migrate(ctx context.Context, db *DB, files fs.FS) error {
	status, err := Version(ctx, db, files)
	if err != nil {
		return err
	}
	if status.Current > status.Target {
		return fault.New(fault.Conflict, "schema_newer", "store", status.Current, "program", status.Target)
	}
	provider, err := db.provider(files)
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", Fault(err))
	}
	return nil
}

// Version compares the store with the migrations in files.
func Version(ctx context.Context, db *DB, files fs.FS) (Status, error) {
	provider, err := db.provider(files)
	if err != nil {
		return Status{}, err
	}
	current, target, err := provider.GetVersions(ctx)
	if err != nil {
		return Status{}, fmt.Errorf("schema version: %w", Fault(err))
	}
	return Status{Current: current, Target: target}, nil
}

// provider gives goose over the migrations. On PostgreSQL a lock keeps several instances from migrating at once.
func (db *DB) provider(files fs.FS) (*goose.Provider, error) {
	dialect := goose.DialectSQLite3
	var options []goose.ProviderOption
	if db.dialect == Postgres {
		dialect = goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	return goose.NewProvider(dialect, db.writer, migrations{files, db.dialect}, options...)
}

// migrations is a folder of SQL files in which Dialect.Only was applied.
type migrations struct {
	fs.FS
	dialect Dialect
}

// Open implements fs.FS. A folder is given as it is.
func (m migrations) Open(name string) (fs.File, error) {
	f, err := m.FS.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return f, err
	}
	text, err := fs.ReadFile(m.FS, name)
	if err != nil {
		f.Close()
		return nil, err
	}
	return migration{f, bytes.NewReader([]byte(m.dialect.Only(string(text))))}, nil
}

// migration is a file with another text.
type migration struct {
	fs.File
	text *bytes.Reader
}

// Read implements io.Reader.
func (m migration) Read(p []byte) (int, error) { return m.text.Read(p) }
