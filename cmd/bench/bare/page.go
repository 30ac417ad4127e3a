package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
)

// page is a page cut at the values of its three hidden fields.
type page [][]byte

// hidden finds the values that differ from one respondent to the next.
var hidden = regexp.MustCompile(`name="(?:handle|rev|shown)" value="([^"]*)"`)

// readPages reads 0.html, 1.html and so on.
func readPages(dir fs.FS) ([]page, error) {
	var pages []page
	for {
		src, err := fs.ReadFile(dir, strconv.Itoa(len(pages))+".html")
		if err != nil && len(pages) > 2 {
			return pages, nil
		}
		if err != nil {
			return nil, fmt.Errorf("a start, pages and an end are needed: %w", err)
		}
		pages = append(pages, cut(src))
	}
}

func cut(src []byte) page {
	var p page
	from := 0
	for _, at := range hidden.FindAllSubmatchIndex(src, -1) {
		p = append(p, src[from:at[2]])
		from = at[3]
	}
	return append(p, src[from:])
}

// fill joins the pieces with a value between them.
func (p page) fill(buf *bytes.Buffer, values ...string) {
	for i, piece := range p {
		if i > 0 && i <= len(values) {
			buf.WriteString(values[i-1])
		}
		buf.Write(piece)
	}
}
