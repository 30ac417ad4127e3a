package database

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// dumpHeader is the first line of a dump.
type dumpHeader struct {
	Dump    int   `json:"dump"`    // version of this format
	Version int64 `json:"version"` // of the schema
}

// dumpFooter is the last line: without it a dump is not whole.
type dumpFooter struct {
	Rows   int64  `json:"rows"`
	SHA256 string `json:"sha256"` // of all lines before
}

const dumpFormat = 1

// Dump writes one snapshot of all tables as JSON lines, while changes go on: a header, for each table a line with its
// columns and then a line for each row, ordered by primary key, and a footer with the hash of everything before. The same
// content gives the same bytes on both dialects.
func Dump(ctx context.Context, db *DB, w io.Writer) error {
	conn, err := db.reader.Conn(ctx)
	if err != nil {
		return Fault(err)
	}
	defer conn.Close()
	tx, err := conn.BeginTx(ctx, db.snapshot())
	if err != nil {
		return Fault(err)
	}
	defer tx.Rollback()
	if err := db.dump(ctx, tx, w); err != nil {
		return fmt.Errorf("dump: %w", Fault(err))
	}
	return nil
}

// snapshot asks for a transaction that sees one moment; on SQLite every reading one does.
func (db *DB) snapshot() *sql.TxOptions {
	if db.dialect == Postgres {
		return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	}
	return nil
}

func (db *DB) dump(ctx context.Context, q querier, w io.Writer) error {
	sum := sha256.New()
	out := bufio.NewWriterSize(io.MultiWriter(w, sum), 1<<16)
	version, err := db.version(ctx, q)
	if err != nil {
		return err
	}
	tables, err := db.catalog(ctx, q)
	if err != nil {
		return err
	}
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	if err := lines.Encode(dumpHeader{dumpFormat, version}); err != nil {
		return err
	}
	var total int64
	for _, t := range tables {
		if err := lines.Encode(t); err != nil {
			return err
		}
		n, err := db.dumpRows(ctx, q, t, out)
		if err != nil {
			return fmt.Errorf("table %s: %w", t.Name, err)
		}
		total += n
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return json.NewEncoder(w).Encode(dumpFooter{total, hex.EncodeToString(sum.Sum(nil))})
}

// dumpRows writes the rows of a table as JSON arrays.
func (db *DB) dumpRows(ctx context.Context, q querier, t table, out *bufio.Writer) (n int64, err error) {
	rows, err := q.QueryContext(ctx, db.selectAll(t))
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	values := make([]any, len(t.Columns))
	into := make([]any, len(t.Columns))
	for i := range values {
		into[i] = &values[i]
	}
	var line []byte
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return n, err
		}
		line = append(line[:0], '[')
		for i, value := range values {
			if i > 0 {
				line = append(line, ',')
			}
			if line, err = appendValue(line, t.Columns[i].Kind, value); err != nil {
				return n, fmt.Errorf("column %s: %w", t.Columns[i].Name, err)
			}
		}
		if _, err := out.Write(append(line, ']', '\n')); err != nil {
			return n, err
		}
		n++
	}
	return n, rows.Err()
}

// selectAll reads a table in an order that is the same on both dialects.
func (db *DB) selectAll(t table) string {
	names, kinds := make([]string, len(t.Columns)), map[string]string{}
	for i, c := range t.Columns {
		names[i], kinds[c.Name] = quoted(c.Name), c.Kind
	}
	order := make([]string, len(t.key))
	for i, name := range t.key {
		order[i] = quoted(name)
		if db.dialect == Postgres && kinds[name] == "text" {
			order[i] += ` COLLATE "C"`
		}
	}
	query := "SELECT " + strings.Join(names, ", ") + " FROM " + quoted(t.Name)
	if len(order) > 0 {
		query += " ORDER BY " + strings.Join(order, ", ")
	}
	return query
}

// appendValue writes a value of a kind as JSON.
func appendValue(line []byte, kind string, value any) ([]byte, error) {
	if value == nil {
		return append(line, "null"...), nil
	}
	switch v := value.(type) {
	case string:
		return appendText(line, kind, v)
	case []byte:
		if kind == "bytes" {
			line = append(line, '"')
			return append(base64.StdEncoding.AppendEncode(line, v), '"'), nil
		}
		return appendText(line, kind, string(v))
	case int64:
		if kind == "bool" {
			return strconv.AppendBool(line, v != 0), nil
		}
		return strconv.AppendInt(line, v, 10), nil
	case bool:
		return strconv.AppendBool(line, v), nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return line, fmt.Errorf("%v has no portable form", v)
		}
		return strconv.AppendFloat(line, v, 'g', -1, 64), nil
	case time.Time:
		return append(v.UTC().AppendFormat(append(line, '"'), time.RFC3339Nano), '"'), nil
	}
	return line, fmt.Errorf("no portable form for %T", value)
}

func appendText(line []byte, kind, text string) ([]byte, error) {
	if kind != "text" || !utf8.ValidString(text) {
		return line, fmt.Errorf("holds text that is not %s", kind)
	}
	var quoted bytes.Buffer
	encoder := json.NewEncoder(&quoted)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		return line, err
	}
	return append(line, bytes.TrimSuffix(quoted.Bytes(), []byte("\n"))...), nil
}
