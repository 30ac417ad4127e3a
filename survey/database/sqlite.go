package database

import (
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	gormsqlite "gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"modernc.org/sqlite"
)

// driverName is how modernc.org/sqlite registers itself. Another driver would change this file alone.
const driverName = "sqlite"

// lockWait is how long SQLite waits for another process that holds the store, in milliseconds.
const lockWait = "5000"

// openSQLite opens the two handles of a file. A transaction of the writing one takes the lock at once: a lock taken
// later in the transaction is refused without waiting.
func openSQLite(name string) (*DB, error) {
	if err := touch(name); err != nil {
		return nil, err
	}
	writer, err := sql.Open(driverName, sqliteDSN(name, url.Values{
		"_txlock": {"immediate"},
		"_pragma": {"busy_timeout(" + lockWait + ")", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
			"secure_delete(1)", "wal_autocheckpoint(4000)", "cache_size(-32000)"},
	}))
	if err != nil {
		return nil, err
	}
	writer.SetMaxOpenConns(1)
	reader, err := sql.Open(driverName, sqliteDSN(name, url.Values{
		"mode":    {"ro"},
		"_pragma": {"busy_timeout(" + lockWait + ")", "query_only(1)", "cache_size(-2000)"},
	}))
	if err != nil {
		return nil, err
	}
	readers := max(4, runtime.GOMAXPROCS(0))
	reader.SetMaxOpenConns(readers)
	reader.SetMaxIdleConns(readers)
	return &DB{dialect: SQLite, writer: writer, reader: reader, group: writer}, nil
}

// touch makes the file for its owner alone: SQLite gives its companions the same mode.
func touch(name string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

func sqliteDSN(name string, options url.Values) string {
	options.Set("_time_format", "sqlite")
	options.Set("_timezone", "UTC")
	return "file:" + (&url.URL{Path: name}).EscapedPath() + "?" + options.Encode()
}

// sqliteDialector is gorm's, over modernc's driver, whose errors gorm does not know.
type sqliteDialector struct{ *gormsqlite.Dialector }

// Translate implements gorm.ErrorTranslator.
func (sqliteDialector) Translate(err error) error { return Fault(err) }

func newSQLiteDialector(handle *sql.DB) gorm.Dialector {
	return sqliteDialector{&gormsqlite.Dialector{DriverName: driverName, Conn: handle}}
}

// Primary result codes of SQLite, and the extended ones that we tell apart.
const (
	sqliteBusy       = 5
	sqliteLocked     = 6
	sqliteReadOnly   = 8
	sqliteIOErr      = 10
	sqliteFull       = 13
	sqliteCantOpen   = 14
	sqliteProtocol   = 15
	sqliteConstraint = 19

	sqliteIOErrFsync    = sqliteIOErr | 4<<8
	sqliteIOErrDirFsync = sqliteIOErr | 5<<8
	sqliteIOErrShmSize  = sqliteIOErr | 19<<8
	sqliteForeignKey    = sqliteConstraint | 3<<8
	sqlitePrimaryKey    = sqliteConstraint | 6<<8
	sqliteUnique        = sqliteConstraint | 8<<8
)

// sqliteTrouble tells what sort of trouble an error of the driver is.
func sqliteTrouble(err *sqlite.Error) trouble {
	switch err.Code() {
	case sqliteUnique, sqlitePrimaryKey:
		return duplicate
	case sqliteForeignKey:
		return referenced
	case sqliteIOErrFsync, sqliteIOErrDirFsync:
		return broken
	case sqliteIOErrShmSize: // a store cannot be opened without room for its index of the log
		return full
	}
	switch err.Code() & 0xff {
	case sqliteBusy, sqliteLocked, sqliteProtocol:
		return locked
	case sqliteFull:
		return full
	case sqliteReadOnly:
		return readOnly
	case sqliteIOErr, sqliteCantOpen:
		return unreachable
	}
	return unknown
}
