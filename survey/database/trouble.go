package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io/fs"
	"net"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
	"modernc.org/sqlite"

	"realitycheck/survey/fault"
)

// trouble is what can go wrong in a store, the same for both dialects.
type trouble int

const (
	unknown     trouble = iota
	absent              // no such row
	duplicate           // a unique value is there already
	referenced          // a row that others point to, or that points to none
	clash               // two transactions waited for each other; trying again helps
	locked              // somebody else holds the store
	full                // no room on the disk
	readOnly            // the disk or server takes no changes
	unreachable         // server or file cannot be reached
	broken              // the disk did not confirm that it kept what it was given
)

// Fault turns an error of a store into a fault where a reader can do something about it: NotFound for an absent row,
// Conflict for a duplicate, Unavailable for a store that cannot work now. A fault, and any other error, stays as it is.
func Fault(err error) error {
	if err == nil || fault.Of(err) != fault.Unknown {
		return err
	}
	switch troubleOf(err) {
	case absent:
		return fault.New(fault.NotFound, "not_found").Because(err)
	case duplicate:
		return fault.New(fault.Conflict, "store_duplicate").Because(err)
	case referenced:
		return fault.New(fault.Conflict, "store_referenced").Because(err)
	case clash, locked:
		return fault.New(fault.Unavailable, "store_locked").Because(err)
	case full:
		return fault.New(fault.Unavailable, "store_full").Because(err)
	case readOnly:
		return fault.New(fault.Unavailable, "store_read_only").Because(err)
	case unreachable, broken:
		return fault.New(fault.Unavailable, "store_unavailable").Because(err)
	}
	return err
}

func troubleOf(err error) trouble {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return sqliteTrouble(lite)
	}
	var message *pgconn.PgError
	if errors.As(err, &message) {
		return postgresTrouble(message)
	}
	var refused *pgconn.ConnectError
	var network net.Error
	switch {
	case errors.Is(err, sql.ErrNoRows), errors.Is(err, gorm.ErrRecordNotFound):
		return absent
	case errors.Is(err, syscall.ENOSPC):
		return full
	case errors.Is(err, syscall.EROFS):
		return readOnly
	case errors.Is(err, context.Canceled):
		return unknown
	case errors.As(err, &refused), errors.As(err, &network), errors.Is(err, driver.ErrBadConn),
		errors.Is(err, sql.ErrConnDone), errors.Is(err, context.DeadlineExceeded), errors.Is(err, fs.ErrPermission),
		lostConnection(err):
		return unreachable
	}
	return unknown
}

// lostConnection knows the errors of pgx on a connection that is gone, which have no type of their own.
func lostConnection(err error) bool {
	text := err.Error()
	return strings.Contains(text, "conn closed") || strings.Contains(text, "unexpected EOF")
}
