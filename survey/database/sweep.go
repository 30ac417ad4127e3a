package database

import (
	"context"

	"realitycheck/survey/fault"
)

// Sweep takes what was deleted out of the files as well: SQLite folds its log into the file, where deleted rows are
// overwritten, and empties it; PostgreSQL frees the rows that nobody sees any more. While somebody reads an older state
// it cannot, and is Unavailable.
func (db *DB) Sweep(ctx context.Context) error {
	if db.dialect == Postgres {
		_, err := db.writer.ExecContext(ctx, "VACUUM")
		return Fault(err)
	}
	var busy, frames, folded int
	if err := db.writer.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &folded); err != nil {
		return Fault(err)
	}
	if busy != 0 {
		return fault.New(fault.Unavailable, "store_locked")
	}
	return nil
}
