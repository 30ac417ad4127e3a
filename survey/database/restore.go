package database

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"
	"time"

	"realitycheck/survey/fault"
)

// Restore replaces everything in a migrated store by a dump of either dialect, all or nothing: a dump that is cut short,
// was altered, or belongs to a schema that this store does not have changes nothing.
func Restore(ctx context.Context, db *DB, r io.Reader) error {
	conn, err := db.writer.Conn(ctx)
	if err != nil {
		return Fault(err)
	}
	defer conn.Close()
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return Fault(err)
	}
	defer tx.Rollback()
	restore := &restoring{db: db, tx: tx, lines: bufio.NewReaderSize(r, 1<<16), sum: sha256.New()}
	if err := restore.run(ctx); err != nil {
		return fmt.Errorf("restore: %w", Fault(err))
	}
	return Fault(tx.Commit())
}

// restoring is a Restore on its way.
type restoring struct {
	db    *DB
	tx    querier
	lines *bufio.Reader
	sum   hash.Hash
	have  []table
	rows  int64

	table   table // that the rows now belong to
	pending []any // values of rows that are not written yet
	width   int
}

// pendingValues is how many values go into one statement, well under the limits of both dialects.
const pendingValues = 1000

func (r *restoring) run(ctx context.Context) error {
	if err := r.header(ctx); err != nil {
		return err
	}
	for _, t := range slices.Backward(r.have) {
		if _, err := r.tx.ExecContext(ctx, "DELETE FROM "+quoted(t.Name)); err != nil {
			return err
		}
	}
	for {
		sum := hex.EncodeToString(r.sum.Sum(nil))
		line, err := r.line()
		if err != nil {
			return err
		}
		switch {
		case line[0] == '[':
			err = r.row(ctx, line)
		case bytes.HasPrefix(line, []byte(`{"table"`)):
			err = r.begin(ctx, line)
		default:
			if err := r.flush(ctx); err != nil {
				return err
			}
			return r.footer(line, sum)
		}
		if err != nil {
			return err
		}
	}
}

// line reads a line without its end; a dump that ends without a footer is cut short.
func (r *restoring) line() ([]byte, error) {
	line, err := r.lines.ReadBytes('\n')
	if errors.Is(err, io.EOF) {
		return nil, fault.New(fault.Invalid, "dump_cut_short")
	}
	if err != nil {
		return nil, err
	}
	r.sum.Write(line)
	if line = bytes.TrimSuffix(line, []byte("\n")); len(line) == 0 {
		return nil, fault.New(fault.Invalid, "dump_damaged")
	}
	return line, nil
}

func (r *restoring) header(ctx context.Context) error {
	line, err := r.line()
	if err != nil {
		return err
	}
	var header dumpHeader
	if err := json.Unmarshal(line, &header); err != nil || header.Dump != dumpFormat {
		return fault.New(fault.Invalid, "dump_unknown").Because(err)
	}
	version, err := r.db.version(ctx, r.tx)
	if err != nil {
		return err
	}
	if header.Version > version {
		return fault.New(fault.Conflict, "schema_newer", "store", header.Version, "program", version)
	}
	r.have, err = r.db.catalog(ctx, r.tx)
	return err
}

func (r *restoring) footer(line []byte, sum string) error {
	var footer dumpFooter
	if err := json.Unmarshal(line, &footer); err != nil || footer.Rows != r.rows || footer.SHA256 != sum {
		return fault.New(fault.Invalid, "dump_damaged").Because(err)
	}
	return nil
}

// begin turns to the next table. One of an older schema may have fewer columns than the store's, but none that it lacks.
func (r *restoring) begin(ctx context.Context, line []byte) error {
	if err := r.flush(ctx); err != nil {
		return err
	}
	r.table = table{}
	if err := json.Unmarshal(line, &r.table); err != nil {
		return fault.New(fault.Invalid, "dump_damaged").Because(err)
	}
	i := slices.IndexFunc(r.have, func(t table) bool { return t.Name == r.table.Name })
	if i < 0 || len(r.table.Columns) == 0 {
		return fault.New(fault.Conflict, "dump_other_schema", "table", r.table.Name)
	}
	for _, c := range r.table.Columns {
		if !slices.Contains(r.have[i].Columns, c) {
			return fault.New(fault.Conflict, "dump_other_schema", "table", r.table.Name+"."+c.Name)
		}
	}
	r.width = len(r.table.Columns)
	return nil
}

// row takes one row in, and writes when enough are waiting.
func (r *restoring) row(ctx context.Context, line []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.UseNumber()
	var values []any
	if err := decoder.Decode(&values); err != nil || len(values) != r.width {
		return fault.New(fault.Invalid, "dump_damaged").Because(err)
	}
	for i, value := range values {
		restored, err := restoredValue(r.table.Columns[i].Kind, value)
		if err != nil {
			return fault.New(fault.Invalid, "dump_damaged").Because(fmt.Errorf("%s.%s: %w", r.table.Name, r.table.Columns[i].Name, err))
		}
		r.pending = append(r.pending, restored)
	}
	r.rows++
	if len(r.pending)+r.width > pendingValues {
		return r.flush(ctx)
	}
	return nil
}

// flush writes the rows that are waiting.
func (r *restoring) flush(ctx context.Context) error {
	if len(r.pending) == 0 {
		return nil
	}
	names := make([]string, r.width)
	for i, c := range r.table.Columns {
		names[i] = quoted(c.Name)
	}
	row := "(" + strings.TrimSuffix(strings.Repeat("?, ", r.width), ", ") + ")"
	rows := strings.TrimSuffix(strings.Repeat(row+", ", len(r.pending)/r.width), ", ")
	statement := "INSERT INTO " + quoted(r.table.Name) + " (" + strings.Join(names, ", ") + ") VALUES " + rows
	_, err := r.tx.ExecContext(ctx, r.db.dialect.Rebind(statement), r.pending...)
	r.pending = r.pending[:0]
	return err
}

// restoredValue turns a value of a dump into one for the driver.
func restoredValue(kind string, value any) (any, error) {
	if value == nil {
		return nil, nil
	}
	text, isText := value.(string)
	number, isNumber := value.(json.Number)
	truth, isBool := value.(bool)
	switch {
	case kind == "text" && isText:
		return text, nil
	case kind == "bytes" && isText:
		return base64.StdEncoding.DecodeString(text)
	case kind == "time" && isText:
		return time.Parse(time.RFC3339Nano, text)
	case kind == "int" && isNumber:
		return number.Int64()
	case kind == "real" && isNumber:
		return number.Float64()
	case kind == "bool" && isBool:
		return truth, nil
	}
	return nil, fmt.Errorf("%T is no %s", value, kind)
}
