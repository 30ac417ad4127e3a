package xlsx

import (
	"fmt"
	"io"
	"slices"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"realitycheck/analysis/export"
	"realitycheck/survey/i18n"
)

// Data is the answers of one wave, one sheet a table.
type Data struct {
	Wave      string        // title of the wave
	Synthetic bool          // made data, said on the first sheet
	Tables    []export.Rows // of export.Data; each is run twice, since the header must name what a long text needs
}

// cellLimit is the longest text that a cell holds, in UTF-16 units.
const cellLimit = excelize.TotalCellChars

// WriteData writes the answers of a wave as a workbook. Text is text whatever it looks like: no cell holds a formula.
// Rows stream, so that memory does not grow with them.
func WriteData(w io.Writer, d Data, tr *i18n.Translator) error {
	b := newBook(tr)
	title := b.t("workbook.export.title", "wave", d.Wave)
	b.properties(title, b.t("workbook.subject"))
	b.footer = title
	names := []string{b.t("workbook.export.readme")}
	for _, t := range d.Tables {
		names = append(names, b.t(exportKeys[t.Name].tab))
	}
	b.makeTabs(names)
	if d.Synthetic {
		b.footer += " · " + b.t("workbook.synthetic.short")
	}
	split := false
	for i, t := range d.Tables {
		shapes := shapesOf(t)
		split = split || slices.ContainsFunc(shapes, func(s shape) bool { return s.parts > 1 })
		if err := b.stream(sheetName(names[i+1]), t, shapes); err != nil {
			return fmt.Errorf("sheet %s: %w", t.Name, err)
		}
	}
	b.readme(d, title, names, split)
	return b.save(w)
}

// exportKeys are the words for each table.
var exportKeys = map[string]struct{ tab, about string }{
	"responses": {"workbook.export.responses", "workbook.export.responses.about"},
	"ratings":   {"workbook.export.ratings", "workbook.export.ratings.about"},
	"texts":     {"workbook.export.texts", "workbook.export.texts.about"},
	"codebook":  {"workbook.export.codebook", "workbook.export.codebook.about"},
}

// readme is the first sheet: what the others hold, and what a reader must know.
func (b *book) readme(d Data, title string, names []string, split bool) {
	s := b.sheet(names[0], 24, 80)
	s.heading(title)
	if d.Synthetic {
		s.paragraph(b.t("workbook.synthetic"), look{bold: true, fill: accent})
	}
	for i, t := range d.Tables {
		about := b.t(exportKeys[t.Name].about)
		s.height(textHeight(about, s.widths[1], look{}))
		s.line(cell{names[i+1], look{bold: true, wrap: true}}, cell{about, look{wrap: true}})
	}
	s.skip(1)
	s.paragraph(b.t("workbook.export.codes"), look{})
	if split {
		s.paragraph(b.t("workbook.export.split", "limit", cellLimit), look{bold: true})
	}
}

// shape is what a column needs for what it holds.
type shape struct {
	parts   int // columns that its longest text takes
	longest int // characters, as far as they matter for a width
	style   int // of its cells, 0 for plain ones
}

// Widths of columns of data, in characters. A text wider than the widest is wrapped.
const (
	narrowest = 9
	widest    = 70
)

func (s shape) width() float64 { return float64(min(max(s.longest+3, narrowest), widest)) }

func shapesOf(t export.Rows) []shape {
	shapes := make([]shape, len(t.Header))
	for i, title := range t.Header {
		shapes[i] = shape{parts: 1, longest: len(title)}
	}
	for row := range t.All {
		for i, value := range row {
			text, _ := value.(string)
			if len(text) > shapes[i].longest {
				shapes[i].longest = len(text)
			}
			if len(text) > cellLimit { // bytes are never fewer than UTF-16 units
				shapes[i].parts = max(shapes[i].parts, len(parts(text)))
			}
		}
	}
	return shapes
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
func (b *book) stream(name string, t export.Rows, shapes []shape) error {
	(&sheet{book: b, name: name}).print(true)
	sw, err := b.f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	head, err := b.exportHead(sw, t, shapes)
	if err != nil {
		return err
	}
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := sw.SetRow("A1", head); err != nil {
		return err
	}
	rows := 1
	var cells []any
	for row := range t.All {
		rows++
		cells = spread(cells[:0], row, shapes)
		if err := sw.SetRow(at(0, rows), cells, excelize.RowOpts{Height: highest(row, shapes)}); err != nil {
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

// exportHead names the columns, gives them their widths, and settles the styles of those that wrap.
func (b *book) exportHead(sw *excelize.StreamWriter, t export.Rows, shapes []shape) ([]any, error) {
	var head []any
	bold := b.style(look{bold: true})
	wraps := slices.ContainsFunc(shapes, func(s shape) bool { return s.longest > widest })
	for i, title := range t.Header {
		if wraps { // in all columns, so that short cells stand at the top too
			shapes[i].style = b.style(look{wrap: true})
		}
		for part := range shapes[i].parts {
			words := title
			if part > 0 {
				words = b.t("workbook.export.continued", "column", title, "part", part+1)
			}
			head = append(head, excelize.Cell{StyleID: bold, Value: words})
			if err := sw.SetColWidth(len(head), len(head), shapes[i].width()); err != nil {
				return nil, err
			}
		}
	}
	return head, nil
}

// tallest is the highest that a row may be, in points.
const tallest = 409

// highest is the height that the wrapped texts of a row need: not every program finds it by itself.
func highest(row []any, shapes []shape) float64 {
	height := rowHeight
	for i, value := range row {
		if text, ok := value.(string); ok && shapes[i].style != 0 {
			height = max(height, textHeight(text[:min(len(text), cellLimit)], shapes[i].width(), look{}))
		}
	}
	return min(height, tallest)
}

// spread lays out a row over its columns and their continuations, appending to cells.
func spread(cells, row []any, shapes []shape) []any {
	for i, value := range row {
		text, ok := value.(string)
		if !ok || shapes[i].style == 0 {
			cells = append(cells, excelize.Cell{StyleID: shapes[i].style, Value: value})
			for range shapes[i].parts - 1 {
				cells = append(cells, nil)
			}
			continue
		}
		pieces := parts(text)
		for _, piece := range pieces {
			cells = append(cells, excelize.Cell{StyleID: shapes[i].style, Value: piece})
		}
		for range shapes[i].parts - len(pieces) {
			cells = append(cells, nil)
		}
	}
	return cells
}
