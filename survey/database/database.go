package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// DB is an open store: a handle that writes and one that only reads. On SQLite the first has one connection and the
// second refuses changes; on PostgreSQL both are one pool.
type DB struct {
	dialect Dialect
	read    *gorm.DB
	write   *gorm.DB
	reader  *sql.DB
	writer  *sql.DB
	group   *sql.DB   // the connection of the Writer: writer on SQLite, a handle of its own on PostgreSQL
	stmts   *sync.Map // of Query: text to *sql.Stmt
}

// txTimeout ends a transaction that hangs; a client that goes away does not.
const txTimeout = time.Minute

// Open opens the store at an address: a postgres:// address, or the name of an SQLite file, which is made when it is
// absent, with its folder.
func Open(ctx context.Context, address string) (*DB, error) {
	var db *DB
	var err error
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		db, err = openPostgres(address)
	} else {
		db, err = openSQLite(address)
	}
	if err != nil {
		return nil, Fault(err)
	}
	if err := db.Ping(ctx); err != nil {
		db.Close()
		return nil, err
	}
	if err := db.attach(); err != nil {
		db.Close()
		return nil, Fault(err)
	}
	return db, nil
}

// attach puts gorm over the handles. Each has a configuration of its own, since gorm writes into it.
func (db *DB) attach() error {
	db.stmts = &sync.Map{}
	config := func() *gorm.Config {
		return &gorm.Config{
			SkipDefaultTransaction: true,
			PrepareStmt:            true,
			TranslateError:         true,
			Logger:                 logger.Discard,
			NowFunc:                func() time.Time { return time.Now().UTC().Truncate(time.Microsecond) },
		}
	}
	var err error
	if db.write, err = gorm.Open(dialector(db.dialect, db.writer), config()); err != nil {
		return err
	}
	db.read = db.write
	if db.reader != db.writer {
		db.read, err = gorm.Open(dialector(db.dialect, db.reader), config())
	}
	return err
}

// Dialect tells which kind of store it is.
func (db *DB) Dialect() Dialect { return db.dialect }

// Read gives the handle for reading.
func (db *DB) Read(ctx context.Context) *gorm.DB { return db.read.WithContext(ctx) }

// Write gives the handle for one changing statement. It goes on when the caller goes away: a change that began is
// finished. Inside Tx use the transaction given there, since SQLite has one connection that writes.
func (db *DB) Write(ctx context.Context) *gorm.DB {
	return db.write.WithContext(context.WithoutCancel(ctx))
}

// Tx runs change in one transaction, committed when it returns nil.
func (db *DB) Tx(ctx context.Context, change func(tx *gorm.DB) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), txTimeout)
	defer cancel()
	return Fault(db.write.WithContext(ctx).Transaction(change))
}

// With gives a DB whose Read, Write and Tx work inside a transaction, so that stores made over it take part.
func (db *DB) With(tx *gorm.DB) *DB {
	in := *db
	in.read, in.write = tx, tx
	return &in
}

// Query runs a statement of the hot path on the reading handle, prepared once for each text, with ? for arguments on
// both dialects. The text must be a constant: it is kept.
func (db *DB) Query(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	kept, ok := db.stmts.Load(text)
	if !ok {
		stmt, err := db.reader.PrepareContext(ctx, db.dialect.Rebind(text))
		if err != nil {
			return nil, Fault(err)
		}
		var lost bool
		if kept, lost = db.stmts.LoadOrStore(text, stmt); lost {
			stmt.Close()
		}
	}
	rows, err := kept.(*sql.Stmt).QueryContext(ctx, args...)
	return rows, Fault(err)
}

// Ping says whether the store can be reached for reading and writing handles alike.
func (db *DB) Ping(ctx context.Context) error {
	for _, handle := range db.handles() {
		if err := ping(ctx, handle); err != nil {
			return Fault(err)
		}
	}
	return nil
}

// ping passes over connections that a server which was restarted has ended: the pool may be full of them.
func ping(ctx context.Context, handle *sql.DB) error {
	err := handle.PingContext(ctx)
	for range poolSize {
		if !errors.Is(err, driver.ErrBadConn) {
			break
		}
		err = handle.PingContext(ctx)
	}
	return err
}

// Close closes every handle, the writing one last: the last connection to a file of SQLite brings its log into the file
// and removes it, which one that only reads cannot.
func (db *DB) Close() error {
	var err error
	for _, handle := range slices.Backward(db.handles()) {
		err = errors.Join(err, handle.Close())
	}
	return err
}

// handles lists the different handles, the writing one first: it makes the file that the others open.
func (db *DB) handles() []*sql.DB {
	handles := []*sql.DB{db.writer}
	if db.reader != db.writer {
		handles = append(handles, db.reader)
	}
	if db.group != db.writer {
		handles = append(handles, db.group)
	}
	return handles
}
