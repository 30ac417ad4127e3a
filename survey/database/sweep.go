package database

import "context"

// Sweep takes what was deleted out of the files as well: SQLite folds its log into the file, where deleted rows are
// overwritten, and empties it; PostgreSQL frees the rows that nobody sees any more.
func (db *DB) Sweep(ctx context.Context) error {
	statement := "PRAGMA wal_checkpoint(TRUNCATE)"
	if db.dialect == Postgres {
		statement = "VACUUM"
	}
	_, err := db.writer.ExecContext(ctx, statement)
	return Fault(err)
}
