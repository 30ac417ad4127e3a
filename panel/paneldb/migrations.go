package paneldb

import (
	"embed"
	"io/fs"
	"time"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations gives the numbered migrations of the people store.
func Migrations() fs.FS {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// stored is a time as both dialects keep it: UTC, whole microseconds.
func stored(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

func storedOrNil(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	at := stored(*t)
	return &at
}
