package database

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// table is a table as both dialects see it.
type table struct {
	Name    string   `json:"table"`
	Columns []column `json:"columns"`
	key     []string
	needs   []string // tables that its rows point to
}

// column is a column with the kind of its values in a dump.
type column struct {
	Name string `json:"name"`
	Kind string `json:"kind"` // text, int, real, bool, bytes or time
}

// migrationTable is goose's: its content is the version, which a dump names by itself.
const migrationTable = "goose_db_version"

// querier is a connection or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// catalog lists the tables, each after those that its rows point to, else by name.
func (db *DB) catalog(ctx context.Context, q querier) ([]table, error) {
	names := "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
	if db.dialect == Postgres {
		names = `SELECT table_name COLLATE "C" FROM information_schema.tables
			WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1`
	}
	found, err := textColumn(ctx, q, names)
	if err != nil {
		return nil, err
	}
	var tables []table
	for _, name := range found {
		if name == migrationTable {
			continue
		}
		t, err := db.describe(ctx, q, name)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", name, err)
		}
		tables = append(tables, t)
	}
	return ordered(tables), nil
}

// describe reads columns, primary key and references of a table.
func (db *DB) describe(ctx context.Context, q querier, name string) (table, error) {
	columns := "SELECT name, type FROM pragma_table_info(?) ORDER BY name"
	key := "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk"
	needs := `SELECT DISTINCT "table" FROM pragma_foreign_key_list(?) ORDER BY 1`
	if db.dialect == Postgres {
		columns = `SELECT column_name, data_type FROM information_schema.columns
			WHERE table_schema = current_schema() AND table_name = $1 ORDER BY column_name COLLATE "C"`
		key = `SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
			WHERE i.indisprimary AND i.indrelid = to_regclass($1) ORDER BY array_position(i.indkey::int2[], a.attnum)`
		needs = `SELECT DISTINCT c.confrelid::regclass::text FROM pg_constraint c
			WHERE c.contype = 'f' AND c.conrelid = to_regclass($1) ORDER BY 1`
	}
	t := table{Name: name}
	rows, err := q.QueryContext(ctx, columns, name)
	if err != nil {
		return t, err
	}
	defer rows.Close()
	for rows.Next() {
		var c column
		var declared string
		if err := rows.Scan(&c.Name, &declared); err != nil {
			return t, err
		}
		if c.Kind, err = kindOf(declared); err != nil {
			return t, err
		}
		t.Columns = append(t.Columns, c)
	}
	if err := rows.Err(); err != nil {
		return t, err
	}
	if t.key, err = textColumn(ctx, q, key, name); err != nil {
		return t, err
	}
	t.needs, err = textColumn(ctx, q, needs, name)
	return t, err
}

// kindOf translates a declared type of either dialect.
func kindOf(declared string) (string, error) {
	switch strings.ToLower(declared) {
	case "text":
		return "text", nil
	case "bigint", "integer", "smallint":
		return "int", nil
	case "double precision", "real":
		return "real", nil
	case "boolean":
		return "bool", nil
	case "bytea", "blob":
		return "bytes", nil
	case "timestamp", "timestamp without time zone":
		return "time", nil
	}
	return "", fmt.Errorf("no portable form for type %q", declared)
}

// ordered puts each table after those that it needs.
func ordered(tables []table) []table {
	var sorted []table
	placed := map[string]bool{}
	for len(tables) > 0 {
		i := slices.IndexFunc(tables, func(t table) bool {
			return !slices.ContainsFunc(t.needs, func(other string) bool { return other != t.Name && !placed[other] })
		})
		if i < 0 {
			i = 0 // a circle of references: the order cannot help
		}
		placed[tables[i].Name] = true
		sorted = append(sorted, tables[i])
		tables = slices.Delete(tables, i, i+1)
	}
	return sorted
}

// textColumn reads one column of text.
func textColumn(ctx context.Context, q querier, query string, args ...any) ([]string, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var texts []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	return texts, rows.Err()
}

// quoted is a name in SQL.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// version reads the schema version of the store, 0 when it was never migrated.
func (db *DB) version(ctx context.Context, q querier) (int64, error) {
	rows, err := q.QueryContext(ctx, "SELECT COALESCE(MAX(version_id), 0) FROM "+migrationTable+" WHERE is_applied")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var version int64
	if rows.Next() {
		err = rows.Scan(&version)
	}
	return version, err
}
