package database

import "context"

// Scrub removes what was deleted from the files as well, as far as the store can do so: SQLite overwrites deleted rows
// at once, and here also empties its log, in which they may still stand; PostgreSQL frees the space of deleted rows,
// while its own logs and backups are the concern of who runs the server.
func Scrub(ctx context.Context, db *DB) error {
	conn, err := db.writer.Conn(ctx)
	if err != nil {
		return Fault(err)
	}
	defer conn.Close()
	statement := "PRAGMA wal_checkpoint(TRUNCATE)"
	if db.dialect == Postgres {
		statement = "VACUUM"
	}
	_, err = conn.ExecContext(ctx, statement)
	return Fault(err)
}
