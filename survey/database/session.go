package database

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strings"
)

// session is the Writer's connection with the statements prepared on it. It speaks to the driver without database/sql
// in between, whose locks and conversions would cost more than the statements themselves.
type session struct {
	raw     any
	dialect Dialect
	stmts   map[string]statement
	tx      Tx
}

// statement is a prepared statement; reads says that it changes nothing.
type statement struct {
	driver.Stmt
	reads bool
}

// errUnguarded says that a change failed after it had changed something, in a batch without savepoints.
var errUnguarded = errors.New("batch needs savepoints")

// lostError is a connection that went away before the commit: nothing of the batch is stored.
type lostError struct{ error }

func (e *lostError) Unwrap() error { return e.error }

func newSession(raw any, dialect Dialect) *session {
	s := &session{raw: raw, dialect: dialect, stmts: map[string]statement{}}
	s.tx.session = s
	return s
}

// close closes the statements.
func (s *session) close() {
	for _, stmt := range s.stmts {
		stmt.Close()
	}
}

// run commits a batch. Savepoints cost as much as a save, so the first attempt does without: when a change fails that
// had changed something, everything is rolled back and the batch runs again, guarded.
func (s *session) run(ctx context.Context, batch []*request, guarded bool) error {
	if s.dialect == SQLite {
		ctx = context.Background() // the driver waits by busy_timeout; a context would cost a goroutine a statement
	}
	s.tx.ctx = ctx
	begin := s.dialect.Only("BEGIN /*sqlite IMMEDIATE*/")
	if err := s.exec(begin); err != nil {
		return s.lost(err)
	}
	for _, r := range batch {
		if err := s.apply(r, guarded); err != nil {
			s.exec("ROLLBACK") // fails when the trouble has ended the transaction already
			return s.lost(err)
		}
	}
	if err := s.exec("COMMIT"); err != nil {
		s.exec("ROLLBACK")
		return err
	}
	return nil
}

// apply runs one change. The error is one that ends the batch; that of the change itself is kept in its request.
func (s *session) apply(r *request, guarded bool) error {
	if guarded {
		if err := s.exec("SAVEPOINT change"); err != nil {
			return err
		}
	}
	s.tx.changed, s.tx.failure = false, nil
	r.err = s.tx.do(r.change)
	switch {
	case s.tx.failure != nil && ends(s.tx.failure):
		return s.tx.failure
	case r.err != nil && guarded:
		return s.exec("ROLLBACK TO SAVEPOINT change")
	case guarded:
		return s.exec("RELEASE SAVEPOINT change")
	case r.err != nil && (s.tx.changed || s.tx.failure != nil):
		return errUnguarded
	}
	return nil
}

// ends says that after such an error nothing else can succeed in the transaction.
func ends(err error) bool {
	switch troubleOf(err) {
	case clash, locked, full, readOnly, unreachable, broken:
		return true
	}
	return false
}

// lost marks an error of a connection that is gone; on SQLite there is none to lose.
func (s *session) lost(err error) error {
	if s.dialect == Postgres && troubleOf(err) == unreachable {
		return &lostError{err}
	}
	return err
}

func (s *session) exec(text string) error {
	_, err := s.raw.(driver.ExecerContext).ExecContext(s.tx.ctx, text, nil)
	return err
}

// prepared gives the statement for a text, prepared on first use.
func (s *session) prepared(text string) (statement, error) {
	if stmt, ok := s.stmts[text]; ok {
		return stmt, nil
	}
	prepared, err := s.raw.(driver.ConnPrepareContext).PrepareContext(s.tx.ctx, s.dialect.Rebind(text))
	if err != nil {
		return statement{}, err
	}
	stmt := statement{prepared, strings.HasPrefix(strings.TrimSpace(text), "SELECT")}
	s.stmts[text] = stmt
	return stmt, nil
}

// Tx is one change within a batch.
type Tx struct {
	session *session
	ctx     context.Context
	args    []driver.NamedValue
	row     []driver.Value
	changed bool  // a statement of this change changed something
	failure error // the first error of a statement of this change
}

// do runs a change. One that panics is a defect of ours and fails alone; one that swallows the error of a statement
// fails nevertheless, since PostgreSQL would roll its transaction back without a word.
func (tx *Tx) do(change func(*Tx) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			tx.changed = true
			err = fmt.Errorf("change panicked: %v", p)
		}
	}()
	if err = change(tx); err == nil {
		err = tx.failure
	}
	return Fault(err)
}

// Exec runs a statement with ? for its arguments and gives the number of rows that it changed. The text is prepared
// once and kept, so it must be a constant.
func (tx *Tx) Exec(text string, args ...any) (int64, error) {
	stmt, err := tx.session.prepared(text)
	if err != nil {
		return 0, tx.failed(err)
	}
	result, err := stmt.Stmt.(driver.StmtExecContext).ExecContext(tx.ctx, tx.bind(args))
	if err != nil {
		return 0, tx.failed(err)
	}
	n, err := result.RowsAffected()
	tx.changed = tx.changed || n > 0
	return n, err
}

// Get runs a statement and scans its first row; found is false when it gives none. Values go into *int64, *string,
// *[]byte and *bool; a NULL leaves the zero value.
func (tx *Tx) Get(text string, args []any, into ...any) (found bool, err error) {
	stmt, err := tx.session.prepared(text)
	if err != nil {
		return false, tx.failed(err)
	}
	rows, err := stmt.Stmt.(driver.StmtQueryContext).QueryContext(tx.ctx, tx.bind(args))
	if err != nil {
		return false, tx.failed(err)
	}
	defer func() {
		if e := rows.Close(); e != nil && err == nil {
			found, err = false, tx.failed(e)
		}
	}()
	tx.row = append(tx.row[:0], make([]driver.Value, len(into))...)
	if err = rows.Next(tx.row); errors.Is(err, io.EOF) {
		return false, nil
	} else if err != nil {
		return false, tx.failed(err)
	}
	tx.changed = tx.changed || !stmt.reads
	for i, value := range tx.row {
		if err := assign(into[i], value); err != nil {
			return false, fmt.Errorf("column %d: %w", i+1, err)
		}
	}
	return true, nil
}

// Dialect tells which kind of store it is.
func (tx *Tx) Dialect() Dialect { return tx.session.dialect }

func (tx *Tx) failed(err error) error {
	if tx.failure == nil {
		tx.failure = err
	}
	return Fault(err)
}

// bind puts arguments into the shape that drivers take.
func (tx *Tx) bind(args []any) []driver.NamedValue {
	tx.args = tx.args[:0]
	for i, arg := range args {
		if n, ok := arg.(int); ok {
			arg = int64(n)
		}
		tx.args = append(tx.args, driver.NamedValue{Ordinal: i + 1, Value: arg})
	}
	return tx.args
}

// assign copies a value of a driver, which may use its memory again.
func assign(into any, value driver.Value) error {
	if value == nil {
		return nil
	}
	switch to := into.(type) {
	case *int64:
		if n, ok := value.(int64); ok {
			*to = n
			return nil
		}
	case *string:
		switch text := value.(type) {
		case string:
			*to = text
			return nil
		case []byte:
			*to = string(text)
			return nil
		}
	case *[]byte:
		if bytes, ok := value.([]byte); ok {
			*to = append([]byte(nil), bytes...)
			return nil
		}
	case *bool:
		switch b := value.(type) {
		case bool:
			*to = b
			return nil
		case int64:
			*to = b != 0
			return nil
		}
	}
	return fmt.Errorf("cannot put %T into %T", value, into)
}
