package database

import (
	"database/sql"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	gormpostgres "gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// poolSize is the most connections that one instance opens for reading and writing, beside the one of its Writer.
const poolSize = 12

// openPostgres opens a pool, and a connection of its own for the Writer.
func openPostgres(address string) (*DB, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, err
	}
	config.ConnectTimeout = 5 * time.Second
	for name, value := range map[string]string{"timezone": "UTC", "synchronous_commit": "on",
		"statement_timeout": "60000", "lock_timeout": "5000", "idle_in_transaction_session_timeout": "60000",
		"application_name": "realitycheck"} {
		config.RuntimeParams[name] = value
	}
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(poolSize)
	pool.SetMaxIdleConns(poolSize)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	group := stdlib.OpenDB(*config)
	group.SetMaxOpenConns(1)
	return &DB{dialect: Postgres, writer: pool, reader: pool, group: group}, nil
}

// postgresDialector is gorm's, with our translation of errors.
type postgresDialector struct{ *gormpostgres.Dialector }

// Translate implements gorm.ErrorTranslator.
func (postgresDialector) Translate(err error) error { return Fault(err) }

// dialector gives gorm's view of a handle.
func dialector(dialect Dialect, handle *sql.DB) gorm.Dialector {
	if dialect == SQLite {
		return newSQLiteDialector(handle)
	}
	return postgresDialector{&gormpostgres.Dialector{Config: &gormpostgres.Config{Conn: handle}}}
}

// postgresTrouble tells what sort of trouble a message of the server is, by its SQLSTATE.
func postgresTrouble(err *pgconn.PgError) trouble {
	switch err.Code {
	case "23505":
		return duplicate
	case "23503":
		return referenced
	case "40001", "40P01":
		return clash
	case "53100":
		return full
	case "25006":
		return readOnly
	case "55P03", "57014":
		return locked
	}
	switch {
	case strings.HasPrefix(err.Code, "08"), strings.HasPrefix(err.Code, "53"), strings.HasPrefix(err.Code, "57P"),
		strings.HasPrefix(err.Code, "58"), strings.HasPrefix(err.Code, "28"), err.Code == "3D000":
		return unreachable
	}
	return unknown
}
