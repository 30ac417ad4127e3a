package roster

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"

	"realitycheck/survey/fault"
)

var (
	zipMagic = []byte("PK\x03\x04")
	oleMagic = []byte{0xd0, 0xcf, 0x11, 0xe0}
)

// Limits of what a workbook may hold. A sheet is read row by row; the other parts are read into memory as structures,
// some hundred bytes for each element, so their elements are counted too.
const (
	stringsPart  = "xl/sharedstrings.xml" // names in lower case
	sheetsFolder = "xl/worksheets"

	maxParts    = 200
	maxUnpacked = 24 << 20
	maxStrings  = 6 << 20
	maxPart     = 1 << 20

	maxStringElements = 300_000
	maxPartElements   = 20_000

	maxWidth = 1000 // cells of a row: a single cell far to the right makes each row that wide
)

// readWorkbook reads the first sheet of an xlsx file.
func readWorkbook(ctx context.Context, src []byte) (rows []row, err error) {
	if err := inspect(src); err != nil {
		return nil, err
	}
	defer func() { // a crafted part can make the library panic; that is a damaged file, not a broken program
		if p := recover(); p != nil {
			rows, err = nil, damaged(fmt.Errorf("panic: %v", p))
		}
	}()
	// The limit for one XML part equals that for all: above it the library would write members to temporary files.
	f, err := excelize.OpenReader(bytes.NewReader(src), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	if err != nil {
		return nil, damaged(err)
	}
	defer f.Close()
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return nil, damaged(nil)
	}
	in, err := f.Rows(sheets[0])
	if err != nil {
		return nil, damaged(err)
	}
	defer in.Close()
	return collect(ctx, in)
}

// collect takes the rows that hold something.
func collect(ctx context.Context, in *excelize.Rows) ([]row, error) {
	var rows []row
	for line := 1; in.Next(); line++ {
		if line%1000 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		cells, err := in.Columns()
		if err != nil {
			return nil, damaged(err)
		}
		for len(cells) > 0 && len(cells) < maxWidth && cells[len(cells)-1] == "" { // cells that only have a format
			cells = cells[:len(cells)-1]
		}
		if isEmpty(cells) && len(cells) < maxWidth {
			continue
		}
		rows = append(rows, row{line, cells})
		if err := within(len(rows), len(cells)); err != nil {
			return nil, err
		}
	}
	if err := in.Error(); err != nil {
		return nil, damaged(err)
	}
	return rows, nil
}

func damaged(cause error) error { return fault.New(fault.Invalid, "roster_damaged").Because(cause) }

// inspect goes through the parts of the file before anything reads them, and counts what they really hold: the sizes
// that a file states about itself may be lies.
func inspect(src []byte) error {
	in, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return damaged(err)
	}
	if len(in.File) > maxParts {
		return fault.New(fault.Invalid, "roster_too_many_parts")
	}
	var total int64
	seen := map[string]bool{}
	for _, part := range in.File {
		name := strings.ToLower(part.Name)
		if seen[name] || strings.Contains(name, `\`) || path.IsAbs(name) || strings.Contains("/"+name+"/", "/../") {
			return damaged(nil)
		}
		seen[name] = true
		limit := min(partLimit(name), maxUnpacked-total)
		n, err := measure(part, limit)
		if err != nil {
			return err
		}
		total += n
		if err := wellFormed(part, name); err != nil {
			return err
		}
	}
	return nil
}

// wellFormed reads a part that is XML to its end. The library stops without a word where a part breaks off, and half a
// list would pass for a whole one.
func wellFormed(part *zip.File, name string) error {
	if path.Ext(name) != ".xml" {
		return nil
	}
	r, err := part.Open()
	if err != nil {
		return damaged(err)
	}
	defer r.Close()
	in, limit := xml.NewDecoder(r), elementLimit(name)
	for elements := 0; elements <= limit; {
		token, err := in.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return damaged(err)
		}
		if _, opens := token.(xml.StartElement); opens {
			elements++
		}
	}
	return fault.New(fault.Invalid, "roster_too_many_parts")
}

func elementLimit(name string) int {
	switch {
	case name == stringsPart:
		return maxStringElements
	case path.Dir(name) == sheetsFolder:
		return maxUnpacked // what fits in a sheet
	}
	return maxPartElements
}

// partLimit is how large a part may be, by what reads it.
func partLimit(name string) int64 {
	switch ext := path.Ext(name); {
	case name == stringsPart:
		return maxStrings
	case path.Dir(name) == sheetsFolder && ext == ".xml":
		return maxUnpacked
	case ext == ".xml" || ext == ".rels" || ext == ".vml":
		return maxPart
	}
	return maxUnpacked // pictures and the like are not read
}

// measure unpacks a part into nothing, as far as its limit.
func measure(part *zip.File, limit int64) (int64, error) {
	tooLarge := fault.New(fault.Invalid, "roster_too_large", "max", maxUnpacked>>20)
	if part.UncompressedSize64 > uint64(limit) {
		return 0, tooLarge
	}
	r, err := part.Open()
	if err != nil {
		return 0, damaged(err)
	}
	defer r.Close()
	var start [4]byte
	n, err := io.ReadFull(r, start[:])
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return 0, damaged(err)
	}
	if bytes.HasPrefix(start[:n], zipMagic) || bytes.HasPrefix(start[:n], oleMagic) {
		return 0, fault.New(fault.Invalid, "roster_packed_inside")
	}
	rest, err := io.Copy(io.Discard, io.LimitReader(r, limit+1))
	if err != nil {
		return 0, damaged(err)
	}
	if total := int64(n) + rest; total <= limit {
		return total, nil
	}
	return 0, tooLarge
}
