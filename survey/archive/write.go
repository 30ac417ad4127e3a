package archive

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"slices"

	"github.com/parquet-go/parquet-go"

	"realitycheck/survey"
	"realitycheck/survey/fault"
)

// Write archives a closed wave in a folder that is not there yet. It writes beside it, reads everything back, compares
// it cell by cell with what was given, and only then gives the folder its name; a crash before leaves nothing under that
// name. An archive that is there already and whole is kept, so that a closing that was broken off may simply run again.
// The seed, 32 bytes from crypto/rand, shuffles the texts. A record that does not fit the instrument is an Invalid fault.
func Write(dir string, in *survey.Instrument, records []Record, outcomes []survey.Outcomes, seed [32]byte) error {
	return WriteAll(dir, in, slices.Values(records), outcomes, seed)
}

// WriteAll is Write for records that come one at a time.
func WriteAll(dir string, in *survey.Instrument, records iter.Seq[Record], outcomes []survey.Outcomes, seed [32]byte) error {
	unlock, err := lockFolder(filepath.Dir(dir))
	if err != nil {
		return err
	}
	defer unlock()
	if _, err := os.Stat(filepath.Join(dir, ManifestFile)); err == nil {
		return Verify(dir)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	s, err := collect(in, records, seed)
	if err != nil {
		return err
	}
	s.Outcomes = outcomes
	beside := filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+".new")
	if err := os.RemoveAll(beside); err != nil {
		return err
	}
	if err := os.MkdirAll(beside, 0o750); err != nil {
		return err
	}
	if err := s.write(beside); err != nil {
		return errors.Join(err, os.RemoveAll(beside))
	}
	if err := s.compare(beside); err != nil {
		return errors.Join(err, os.RemoveAll(beside))
	}
	if err := os.Rename(beside, dir); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(dir))
}

// write fills a folder.
func (s *sheet) write(dir string) error {
	m := manifest{Wave: s.Code(), Files: map[string]string{}}
	err := errors.Join(
		m.file(dir, ResponsesFile, s.writeResponses),
		m.file(dir, RatingsFile, s.writeRatings),
		m.file(dir, TextsFile, s.writeTexts),
		m.file(dir, InstrumentFile, asJSON(s.Instrument)),
		m.file(dir, CodebookFile, asJSON(NewCodebook(s.Instrument))),
		m.file(dir, OutcomesFile, asJSON(s.Outcomes)),
	)
	if err != nil {
		return err
	}
	if err := writeFile(filepath.Join(dir, ManifestFile), asJSON(m)); err != nil {
		return err
	}
	return syncFolder(dir)
}

// Names of the columns that every archive has. Question codes hold no dot and the columns of a multiple choice end in a
// number, so these never meet a question.
const (
	columnID       = "response.id"
	columnRow      = "response.row" // joins ratings to responses
	columnPanel    = "response.panel"
	columnOutcome  = "response.outcome"
	columnSeconds  = "response.seconds"
	columnSpeeder  = "response.speeder"
	columnStratum  = "stratum." // and the attribute's code
	columnSample   = "rating.sample"
	columnPosition = "rating.position"
	columnText     = "text.text"
	columnTextID   = "text.id"
	columnTextPan  = "text.panel"
	columnTextQ    = "text.question"
	columnTextSam  = "text.sample" // empty outside repeated blocks
)

func (s *sheet) writeResponses(w io.Writer) error {
	r := &s.Responses
	rows := make([]int32, r.rows)
	for i := range rows {
		rows[i] = int32(i)
	}
	columns := []column{
		numberColumn(columnRow, 32, rows),
		stringColumn(columnID, parquet.String(), func(row int) string { return s.ids[row] }),
		codesColumn(columnPanel, &r.Panel),
		codesColumn(columnOutcome, &r.Outcome),
		numberColumn(columnSeconds, 32, r.Seconds),
		boolColumn(columnSpeeder, r.Speeder),
	}
	for i := range r.Strata {
		columns = append(columns, codesColumn(columnStratum+r.Strata[i].Code, &r.Strata[i].Codes))
	}
	return writeColumns(w, "responses", r.rows, append(columns, r.columns()...))
}

func (s *sheet) writeRatings(w io.Writer) error {
	r := &s.Ratings
	columns := []column{
		numberColumn(columnRow, 32, r.Response),
		codesColumn(columnSample, &r.Sample),
		numberColumn(columnPosition, 8, r.Position),
	}
	return writeColumns(w, "ratings", r.rows, append(columns, r.columns()...))
}

func (t *Table) columns() []column {
	columns := make([]column, len(t.names))
	for i, name := range t.names {
		columns[i] = cellColumn(name, t.cells[name])
	}
	return columns
}

func (s *sheet) writeTexts(w io.Writer) error {
	return writeColumns(w, "texts", len(s.texts), []column{
		stringColumn(columnTextID, parquet.String(), func(row int) string { return s.texts[row].ID }),
		stringColumn(columnTextPan, words(), func(row int) string { return s.texts[row].Panel }),
		stringColumn(columnTextQ, words(), func(row int) string { return s.texts[row].Question }),
		stringColumn(columnTextSam, words(), func(row int) string { return s.texts[row].Sample }),
		stringColumn(columnText, parquet.String(), func(row int) string { return s.texts[row].Text }),
	})
}

// compare reads a folder back and holds it against the sheet.
func (s *sheet) compare(dir string) error {
	if err := Verify(dir); err != nil {
		return err
	}
	w, err := Open(dir)
	if err != nil {
		return err
	}
	ids, err := w.IDs()
	if err != nil {
		return err
	}
	texts, err := w.Texts()
	if err != nil {
		return err
	}
	differs := ""
	switch {
	case !reflect.DeepEqual(w.Responses, s.Responses), !slices.Equal(ids, s.ids):
		differs = ResponsesFile
	case !reflect.DeepEqual(w.Ratings, s.Ratings):
		differs = RatingsFile
	case !slices.Equal(texts, s.texts):
		differs = TextsFile
	case !slices.Equal(w.Outcomes, s.Outcomes):
		differs = OutcomesFile
	default:
		return nil
	}
	return fault.New(fault.Conflict, "archive_damaged", "file", differs).Because(fmt.Errorf("read back it is not what was written"))
}
