// Package database opens either kind of store, SQLite in one file or PostgreSQL, and gives the same promises on both:
// numbered migrations, transactions, errors as faults, a portable dump, and the Writer, which commits many small changes
// together and acknowledges each only when it is on disk. It knows no table; the packages named *db do.
//
// The path through it: Open, Migrate, then Read, Write and Tx for the nouns of a store, NewWriter for its hot path,
// Dump and Restore for backups. It owns goose and the SQL drivers, shares gorm with the packages named *db, and imports
// survey/fault of ours.
package database
