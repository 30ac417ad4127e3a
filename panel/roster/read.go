package roster

import (
	"bytes"
	"context"
	"io"

	"realitycheck/survey/fault"
)

// Limits of a member list.
const (
	MaxRows    = 50_000
	MaxColumns = 40
	maxFile    = 16 << 20 // bytes, packed
)

// row is a line of a table before anything is known about its meaning.
type row struct {
	line  int // as the file counts, from 1
	cells []string
}

// Read reads a member list; its content tells whether it is a workbook or text. A fault of kind Invalid lists every row
// and column that is wrong.
func Read(ctx context.Context, r io.Reader) (List, error) {
	src, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return List{}, err
	}
	if len(src) > maxFile {
		return List{}, fault.New(fault.Invalid, "roster_too_large", "max", maxFile>>20)
	}
	rows, err := readRows(ctx, src)
	if err != nil {
		return List{}, err
	}
	return newList(rows)
}

func readRows(ctx context.Context, src []byte) ([]row, error) {
	switch {
	case bytes.HasPrefix(src, oleMagic):
		return nil, fault.New(fault.Invalid, "roster_old_format")
	case bytes.HasPrefix(src, zipMagic):
		return readWorkbook(ctx, src)
	}
	return readText(src)
}
