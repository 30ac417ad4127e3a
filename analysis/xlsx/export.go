package xlsx

import (
	"fmt"
	"io"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"realitycheck/analysis"
	"realitycheck/survey/i18n"
)

// Data is the answers of one wave, one sheet a table.
type Data struct {
	Wave      string          // title of the wave
	Synthetic bool            // made data, said on the first sheet
	Tables    []analysis.Rows // of analysis.Data; each is run twice, since the header must name what a long text needs
}

// cellLimit is the longest text that a cell holds, in UTF-16 units.
const cellLimit = excelize.TotalCellChars

// WriteData writes the answers of a wave as a workbook. Text is text whatever it looks like: no cell holds a formula.
// Rows stream, so that memory does not grow with them.
func WriteData(w io.Writer, d Data, tr *i18n.Translator) error {
	b := newBook(tr)
	title := b.t("export.title", "wave", d.Wave)
	b.properties(title, b.t("subject"))
	b.footer = title
	names := []string{b.t("export.readme")}
	for _, t := range d.Tables {
		names = append(names, b.t("export."+t.Name))
	}
	b.tabs(names)
	split := false
	for i, t := range d.Tables {
		extra := continuations(t)
		split = split || len(extra) > 0
		if err := b.stream(sheetName(names[i+1]), t, extra); err != nil {
			return fmt.Errorf("sheet %s: %w", t.Name, err)
		}
	}
	b.readme(d, names, split)
	return b.save(w)
}

// readme is the first sheet: what the others hold, and what a reader must know.
func (b *book) readme(d Data, names []string, split bool) {
	s := b.sheet(names[0], false, 24, 80)
	s.heading(b.footer)
	if d.Synthetic {
		s.paragraph(b.t("synthetic"), look{bold: true, fill: accent})
	}
	for i, t := range d.Tables {
		about := b.t("export." + t.Name + ".about")
		s.height(textHeight(about, s.widths[1], look{}))
		s.line(cell{names[i+1], look{bold: true, wrap: true}}, wrapped(about))
	}
	s.skip(1)
	s.paragraph(b.t("export.codes"), look{})
	if split {
		s.paragraph(b.t("export.split", "limit", cellLimit), look{bold: true})
	}
}

// continuations says how many more columns each column needs, by its place, for its longest text.
func continuations(t analysis.Rows) map[int]int {
	extra := map[int]int{}
	for row := range t.All {
		for i, value := range row {
			text, ok := value.(string)
			if ok && len(text) > cellLimit { // bytes are never fewer than UTF-16 units
				if more := len(parts(text)) - 1; more > extra[i] {
					extra[i] = more
				}
			}
		}
	}
	return extra
}

// parts cuts a text into pieces that a cell holds, never within a character.
func parts(text string) []string {
	var pieces []string
	start, units := 0, 0
	for at, r := range text {
		size := utf16.RuneLen(r)
		if units+size > cellLimit {
			pieces = append(pieces, text[start:at])
			start, units = at, 0
		}
		units += size
	}
	return append(pieces, text[start:])
}

// stream writes one table, each long column followed by its continuations.
func (b *book) stream(name string, t analysis.Rows, extra map[int]int) error {
	sw, err := b.f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	head := b.exportHead(t, extra)
	if err := sw.SetColWidth(1, len(head), 14); err != nil {
		return err
	}
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := sw.SetRow("A1", head); err != nil {
		return err
	}
	rows := 1
	for row := range t.All {
		rows++
		if err := sw.SetRow(at(0, rows), spread(row, extra)); err != nil {
			return err
		}
	}
	if rows > 1 {
		err = sw.AddTable(&excelize.Table{Range: "A1:" + at(len(head)-1, rows), Name: "realitycheck_" + t.Name, StyleName: "TableStyleLight1"})
		if err != nil {
			return err
		}
	}
	return sw.Flush()
}

func (b *book) exportHead(t analysis.Rows, extra map[int]int) []any {
	var head []any
	bold := b.style(look{bold: true})
	for i, column := range t.Header {
		head = append(head, excelize.Cell{StyleID: bold, Value: column})
		for part := range extra[i] {
			head = append(head, excelize.Cell{StyleID: bold, Value: b.t("export.continued", "column", column, "part", part+2)})
		}
	}
	return head
}

// spread lays out a row over its columns and their continuations.
func spread(row []any, extra map[int]int) []any {
	if len(extra) == 0 {
		return row
	}
	var cells []any
	for i, value := range row {
		more, ok := extra[i]
		if !ok {
			cells = append(cells, value)
			continue
		}
		pieces := make([]any, more+1)
		pieces[0] = value
		if text, ok := value.(string); ok {
			for k, piece := range parts(text) {
				pieces[k] = piece
			}
		}
		cells = append(cells, pieces...)
	}
	return cells
}
