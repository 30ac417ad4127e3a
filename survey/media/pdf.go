package media

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"

	"realitycheck/survey"
	"realitycheck/survey/fault"
)

// Limits of a PDF.
const (
	maxPages    = 50
	pageSide    = 1600 // pixels of the longer side of a page picture
	drawingTime = 2 * time.Minute
	maxInflated = 20 << 20 // of one compressed part, when looking for active content
)

// pdf checks a PDF, keeps it for download, and shows its pages as pictures.
func (in *importer) pdf(m *survey.Medium, from survey.MediumFile) {
	b, err := in.read(from.File, maxPDF)
	if err == nil {
		err = passive(b)
	}
	if err != nil {
		in.refuse(".file", from.File, err)
		return
	}
	m.Blob, m.Name = in.keep(typePDF, b), path.Base(from.File)
	pictures, err := drawPages(in.ctx, b)
	if err == nil {
		for _, picture := range pictures {
			clean, mime, size, err := redraw(picture)
			if err != nil {
				in.refuse(".file", from.File, err)
				return
			}
			m.Pages = append(m.Pages, survey.PageImage{Blob: in.keep(mime, clean), Width: size.X, Height: size.Y})
		}
		return
	}
	if len(from.Pages) == 0 {
		in.refuse(".file", from.File, err)
		return
	}
	for i, name := range from.Pages {
		if page, ok := in.picture(name, ".pages["+strconv.Itoa(i)+"]"); ok {
			m.Pages = append(m.Pages, page)
		}
	}
}

// active names what a PDF may not hold: scripts, programs to start, other files inside, forms that compute.
var active = regexp.MustCompile(`/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|Encrypt)[^A-Za-z0-9]`)

// passive checks that a file is a PDF from its first byte to its last and holds nothing that acts by itself.
func passive(b []byte) error {
	if typeOf(b) != typePDF || !bytes.HasPrefix(b, []byte("%PDF-")) {
		return wrongType(b, "PDF")
	}
	end := bytes.LastIndex(b, []byte("%%EOF"))
	if end < 0 || len(bytes.TrimSpace(b[end+len("%%EOF"):])) > 0 {
		return broken() // something stands behind its end: a file of two kinds at once
	}
	outside, inside := parts(b)
	for _, part := range append(inside, outside) {
		if found := active.FindSubmatch(unescaped(part)); found != nil {
			return fault.New(fault.Invalid, "pdf_active", "found", string(found[1]))
		}
	}
	return nil
}

var (
	stream    = regexp.MustCompile(`stream\r?\n`)
	endstream = []byte("endstream")
	nameHex   = regexp.MustCompile(`#[0-9A-Fa-f]{2}`)
)

// parts splits a PDF into what stands outside of its streams and the streams that hold objects, inflated. Streams of
// pictures and fonts are left out: their bytes are no names.
func parts(b []byte) (outside []byte, inside [][]byte) {
	for {
		at := stream.FindIndex(b)
		if at == nil {
			return append(outside, b...), inside
		}
		head := b[:at[0]]
		length := bytes.Index(b[at[1]:], endstream)
		if length < 0 {
			return append(outside, b...), inside
		}
		outside = append(append(outside, head...), ' ')
		if bytes.Contains(unescaped(head[max(0, len(head)-1000):]), []byte("/ObjStm")) {
			if r, err := zlib.NewReader(bytes.NewReader(b[at[1] : at[1]+length])); err == nil {
				inflated, _ := io.ReadAll(io.LimitReader(r, maxInflated)) // what can be read is looked at
				inside = append(inside, inflated)
			}
		}
		b = b[at[1]+length+len(endstream):]
	}
}

// unescaped writes names the plain way: /J#53 is /JS.
func unescaped(b []byte) []byte {
	return nameHex.ReplaceAllFunc(b, func(hex []byte) []byte {
		n, err := strconv.ParseUint(string(hex[1:]), 16, 8)
		if err != nil {
			return hex
		}
		return []byte{byte(n)}
	})
}

// drawPages makes a picture of each page with pdftoppm, when that is installed.
func drawPages(ctx context.Context, b []byte) ([][]byte, error) {
	program, err := exec.LookPath("pdftoppm")
	if err != nil {
		return nil, fault.New(fault.Invalid, "pdf_pages_needed").Because(err)
	}
	dir, err := os.MkdirTemp("", "pages-*")
	if err != nil {
		return nil, fmt.Errorf("draw pages: %w", err)
	}
	defer os.RemoveAll(dir)
	ctx, cancel := context.WithTimeout(ctx, drawingTime)
	defer cancel()
	draw := exec.CommandContext(ctx, program, "-png", "-scale-to", strconv.Itoa(pageSide), "-l", strconv.Itoa(maxPages+1), "-", "page")
	draw.Dir, draw.Stdin, draw.Env = dir, bytes.NewReader(b), []string{"PATH=" + os.Getenv("PATH")}
	if err := draw.Run(); err != nil {
		return nil, fault.New(fault.Invalid, "pdf_unreadable").Because(err)
	}
	names, err := filepath.Glob(filepath.Join(dir, "page-*.png"))
	switch {
	case err != nil || len(names) == 0:
		return nil, fault.New(fault.Invalid, "pdf_unreadable").Because(errors.Join(err, errors.New("no page was drawn")))
	case len(names) > maxPages:
		return nil, fault.New(fault.Invalid, "pdf_too_long", "max", maxPages)
	}
	slices.Sort(names) // pdftoppm pads the numbers
	pictures := make([][]byte, len(names))
	for i, name := range names {
		if pictures[i], err = os.ReadFile(name); err != nil {
			return nil, fmt.Errorf("draw pages: %w", err)
		}
	}
	return pictures, nil
}
