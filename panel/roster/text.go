package roster

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"realitycheck/survey/fault"
)

// readText reads a csv file as Excel or anything else writes it: commas, semicolons or tabs, UTF-8 with or without mark,
// or the older Windows letters.
func readText(src []byte) ([]row, error) {
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(src, 0) >= 0 {
		return nil, fault.New(fault.Invalid, "roster_text")
	}
	if !utf8.Valid(src) {
		decoded, err := charmap.Windows1252.NewDecoder().Bytes(src)
		if err != nil {
			return nil, fault.New(fault.Invalid, "roster_text").Because(err)
		}
		src = decoded
	}
	in := csv.NewReader(bytes.NewReader(src))
	in.Comma, in.FieldsPerRecord = separator(src), -1
	var rows []row
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			return nil, fault.InFields("roster_wrong", []fault.Field{{Line: broken.StartLine, Key: "roster_quote"}})
		}
		if err != nil {
			return nil, err
		}
		if isEmpty(cells) {
			continue
		}
		line, _ := in.FieldPos(0)
		rows = append(rows, row{line, cells})
		if err := within(len(rows), len(cells)); err != nil {
			return nil, err
		}
	}
}

// separator is the sign that the first line has most of.
func separator(src []byte) rune {
	first, _, _ := bytes.Cut(src, []byte("\n"))
	best := ','
	for _, sign := range []rune{';', '\t'} {
		if bytes.Count(first, []byte(string(sign))) > bytes.Count(first, []byte(string(best))) {
			best = sign
		}
	}
	return best
}

func isEmpty(cells []string) bool { return strings.TrimSpace(strings.Join(cells, "")) == "" }

// within refuses a table that is no member list.
func within(rows, columns int) error {
	switch {
	case rows > MaxRows+1: // and the header
		return fault.New(fault.Invalid, "roster_too_many", "max", MaxRows)
	case columns > MaxColumns:
		return fault.New(fault.Invalid, "roster_too_many_columns", "max", MaxColumns)
	}
	return nil
}
