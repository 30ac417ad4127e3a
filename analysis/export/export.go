package export

import (
	"archive/zip"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// Format is a form of the raw data of a wave.
type Format string

// The formats of Write, each a zip with a file a table.
const (
	CSV      Format = "csv"       // RFC 4180: comma, dot, UTF-8 without mark, CRLF
	CSVExcel Format = "csv-excel" // for Excel in Belgium: semicolon, UTF-8 with mark, texts that look like formulas kept as text
	Parquet  Format = "parquet"   // the files of the archive, without pairs
)

// Write writes the answers of a closed wave, pseudonymous, with the codebook in a language; open answers stand in a
// file of their own, shuffled. A format that it does not know is an Invalid fault.
func Write(w io.Writer, wave *archive.Wave, format Format, lang i18n.Lang) error {
	z := zip.NewWriter(w)
	var err error
	switch format {
	case CSV, CSVExcel:
		err = exportCSV(z, wave, format, lang)
	case Parquet:
		err = exportFiles(z, wave)
	default:
		return fault.New(fault.Invalid, "export_format", "format", string(format))
	}
	if err != nil {
		return fmt.Errorf("export of wave %s: %w", wave.Code(), err)
	}
	return z.Close()
}

func exportFiles(z *zip.Writer, wave *archive.Wave) error {
	for _, name := range archive.Files() {
		f, err := wave.File(name)
		if err != nil {
			return err
		}
		into, err := z.Create(name)
		if err == nil {
			_, err = io.Copy(into, f)
		}
		if closing := f.Close(); err == nil {
			err = closing
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func exportCSV(z *zip.Writer, wave *archive.Wave, format Format, lang i18n.Lang) error {
	tables, err := Data(wave, lang)
	if err != nil {
		return err
	}
	for _, table := range tables {
		into, err := z.Create(table.Name + ".csv")
		if err != nil {
			return err
		}
		if err := writeCSV(into, table, format); err != nil {
			return err
		}
	}
	return nil
}

func writeCSV(into io.Writer, table Rows, format Format) error {
	w := csv.NewWriter(into)
	w.UseCRLF = true
	if format == CSVExcel {
		if _, err := io.WriteString(into, "\ufeff"); err != nil {
			return err
		}
		w.Comma = ';'
	}
	if err := w.Write(table.Header); err != nil {
		return err
	}
	fields := make([]string, len(table.Header))
	for row := range table.All {
		for i, cell := range row {
			fields[i] = csvField(cell, format)
		}
		if err := w.Write(fields); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func csvField(cell any, format Format) string {
	switch v := cell.(type) {
	case int:
		return strconv.Itoa(v)
	case string:
		if format == CSVExcel && likeFormula(v) {
			return "'" + v
		}
		return v
	}
	return ""
}

// likeFormula reports whether a spreadsheet may take a text for a formula: its first visible sign, or a control character
// before it, is one that starts one. Full-width forms count, and spaces of no width do not hide anything.
func likeFormula(text string) bool {
	for _, r := range text {
		switch {
		case strings.ContainsRune("=+-@\t\r\n\x00＝＋－＠", r):
			return true
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r):
		default:
			return false
		}
	}
	return false
}
