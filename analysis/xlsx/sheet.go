package xlsx

import (
	"cmp"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// sheet is one tab, filled from top to bottom.
type sheet struct {
	*book
	name   string
	row    int // the next row, from 1
	top    int // the first row of the page that is being filled
	widths []float64
}

// Row heights in points.
const (
	rowHeight  = 15.0
	lineHeight = 13.5
)

// sheet starts to fill a tab; widths are those of its columns, in characters.
func (b *book) sheet(name string, widths ...float64) *sheet {
	s := &sheet{book: b, name: sheetName(name), row: 1, top: 1, widths: widths}
	for i, width := range widths {
		b.keep(b.f.SetColWidth(s.name, column(i), column(i), width))
	}
	lines, height := false, rowHeight
	b.keep(b.f.SetSheetView(s.name, 0, &excelize.ViewOptions{ShowGridLines: &lines}))
	b.keep(b.f.SetSheetProps(s.name, &excelize.SheetPropsOptions{DefaultRowHeight: &height, CustomHeight: ptr(true), FitToPage: ptr(true)}))
	s.print(s.landscape())
	return s
}

// landscape reports whether a sheet is so wide that it is printed on its side.
func (s *sheet) landscape() bool { return pixels(s.widths) > 920 }

// print sets the sheet to A4, one page wide, with its name, the page and, for made data, the warning on every page.
func (s *sheet) print(landscape bool) {
	orientation := "portrait"
	if landscape {
		orientation = "landscape"
	}
	s.keep(s.f.SetPageLayout(s.name, &excelize.PageLayoutOptions{Size: ptr(9), Orientation: &orientation, FitToWidth: ptr(1), FitToHeight: ptr(0)}))
	s.keep(s.f.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{
		Left: ptr(0.6), Right: ptr(0.6), Top: ptr(0.6), Bottom: ptr(0.8), Header: ptr(0.3), Footer: ptr(0.4)}))
	foot := `&L&8` + strings.ReplaceAll(s.footer, "&", "&&") + `&R&8&A, &P/&N`
	s.keep(s.f.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddFooter: foot}))
}

func ptr[T any](v T) *T { return &v }

func column(i int) string {
	name, _ := excelize.ColumnNumberToName(i + 1)
	return name
}

func at(col, row int) string { return column(col) + strconv.Itoa(row) }

// cell is a value with its look. A nil figure is an empty cell.
type cell struct {
	value any
	look
}

func text(words string) cell { return cell{value: words} }

// panelCell names a panel behind its sign and in its colour, so that it is known on grey paper too.
func panelCell(panel int, words string) cell {
	s := signOf(panel)
	return cell{s.mark + " " + words, look{colour: s.colour}}
}

// put writes a cell. Text is always text, whatever it begins with, and a number keeps all its digits: left to itself
// the library stops at fifteen.
func (s *sheet) put(col, row int, c cell) {
	place := at(col, row)
	switch v := c.value.(type) {
	case string:
		s.keep(s.f.SetCellStr(s.name, place, v))
	case float64:
		s.keep(s.f.SetCellFloat(s.name, place, v, decimals(v), 64))
	case int:
		s.keep(s.f.SetCellInt(s.name, place, int64(v)))
	case bool:
		s.keep(s.f.SetCellBool(s.name, place, v))
	}
	s.keep(s.f.SetCellStyle(s.name, place, place, s.style(c.look)))
}

// decimals counts the decimals that a figure needs to be read back the same.
func decimals(x float64) int {
	_, after, _ := strings.Cut(number(x), ".")
	return len(after)
}

// line writes cells in the next row, from the first column.
func (s *sheet) line(cells ...cell) {
	for i, c := range cells {
		s.put(i, s.row, c)
	}
	s.row++
}

func (s *sheet) skip(rows int) { s.row += rows }

// lineWidth is how wide a paragraph may be, in characters.
const lineWidth = 130

// paragraph writes words over the width of the sheet, up to that of a line that reads well, as high as they need.
func (s *sheet) paragraph(words string, l look) {
	l.wrap = true
	last, total := 0, s.widths[0]
	for last+1 < len(s.widths) && total+s.widths[last+1] <= lineWidth {
		last++
		total += s.widths[last]
	}
	s.spread(0, last, s.row, cell{words, l})
	s.height(textHeight(words, total, l))
	s.row++
}

// spread writes a cell over the places up to a column and a row, which become one.
func (s *sheet) spread(fromCol, toCol, toRow int, c cell) {
	s.put(fromCol, s.row, c)
	if first, last := at(fromCol, s.row), at(toCol, toRow); first != last {
		s.keep(s.f.MergeCell(s.name, first, last))
		s.keep(s.f.SetCellStyle(s.name, first, last, s.style(c.look))) // not every program fills all of it like the first
	}
}

func (s *sheet) height(points float64) { s.keep(s.f.SetRowHeight(s.name, s.row, points)) }

// textHeight estimates how high words stand in a width in characters: merged cells do not grow by themselves.
func textHeight(words string, width float64, l look) float64 {
	size := cmp.Or(l.size, 10)
	if l.bold {
		width *= 0.88
	}
	fit := max(1, int((width*1.22-1)*10/size))
	lines := 0
	for paragraph := range strings.SplitSeq(words, "\n") {
		lines++
		used := 0
		for word := range strings.FieldsSeq(paragraph) {
			long := utf8.RuneCountInString(word)
			if used > 0 && used+1+long > fit {
				lines++
				used = 0
			}
			lines += (long - 1) / fit
			used += 1 + long
		}
	}
	return float64(lines)*lineHeight*size/10 + 3
}

// heading opens a sheet: its title, then the finding in one or more sentences.
func (s *sheet) heading(title string, findings ...string) {
	s.paragraph(title, look{size: 18, bold: true})
	for _, finding := range findings {
		s.paragraph(finding, look{size: 11})
	}
	s.skip(1)
}

// section writes the title of a part.
func (s *sheet) section(title string) {
	s.put(0, s.row, cell{title, look{size: 12, bold: true}})
	s.height(20)
	s.row++
}

// caption says how figures were measured, quietly.
func (s *sheet) caption(words string) { s.paragraph(words, look{size: 9, colour: quiet}) }

// title writes the title of columns of a table, and tells how high it stands.
func (s *sheet) title(from, to int, c cell) float64 {
	width := sum(s.widths[from : to+1])
	if longestWord(c.value.(string)) > width {
		c.size = 8
	}
	c.bold, c.wrap, c.bottom, c.under = true, true, true, true
	s.spread(from, to, s.row, c)
	return textHeight(c.value.(string), width, c.look)
}

// keepInSight prints the header of a long table, which begins in a row and ends before the next, on top of every page, and
// keeps it on the screen where it is not far below the top.
func (s *sheet) keepInSight(from int) {
	s.repeat(from, s.row-1)
	if s.row <= highestHeader {
		s.keep(s.f.SetPanes(s.name, &excelize.Panes{Freeze: true, YSplit: s.row - 1, TopLeftCell: at(0, s.row),
			ActivePane: "bottomLeft"}))
	}
}

// highestHeader is the row above which rows may be frozen without filling a small screen.
const highestHeader = 10

// repeat prints rows, the header of a long table, on top of every page.
func (s *sheet) repeat(from, to int) {
	s.keep(s.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: s.name,
		RefersTo: "'" + s.name + "'!$" + strconv.Itoa(from) + ":$" + strconv.Itoa(to)}))
}

// pointsAPixel turns the pixels of pictures into the points of rows.
const pointsAPixel = 72.0 / 96

// keepTogether begins a new page when what follows, of a height in points, fits on one but no longer on this. A page is as
// high as the width of the sheet allows, which is printed to the width of the page.
func (s *sheet) keepTogether(height float64) {
	wide, high := 680.0, 990.0 // A4 within its margins, in pixels of 96 an inch
	if s.landscape() {
		wide, high = 1010, 660
	}
	page := 0.95 * high * max(1, float64(pixels(s.widths))/wide) * pointsAPixel // programs differ a little
	used := 0.0
	for row := s.top; row < s.row; row++ {
		points, err := s.f.GetRowHeight(s.name, row)
		s.keep(err)
		if used += points; used > page { // it began by itself
			used = points
		}
	}
	if used+height > page && height <= page {
		s.keep(s.f.InsertPageBreak(s.name, at(0, s.row)))
		s.top = s.row
	}
}

// draw places a chart at the next row and passes over the rows that it covers. Sizes are in pixels of 96 an inch.
func (s *sheet) draw(c chart, width, height int) {
	s.keepTogether(float64(height) * pointsAPixel)
	s.drawAt(c, 0, width, height)
	s.skip(rowsFor(height))
}

func rowsFor(height int) int { return int(math.Ceil(float64(height) * pointsAPixel / rowHeight)) }

// pixels is the width of columns as the library counts it.
func pixels(widths []float64) int {
	total := 0
	for _, width := range widths {
		total += int(width*7 + 5)
	}
	return total
}

// drawAt places a chart a number of pixels from the left.
func (s *sheet) drawAt(c chart, left, width, height int) {
	col := 0
	for col < len(s.widths)-1 && pixels(s.widths[:col+1]) <= left {
		col++
	}
	standIn := excelize.ChartSeries{Values: "'" + s.name + "'!$A$1"}
	s.keep(s.f.AddChart(s.name, at(col, s.row), &excelize.Chart{
		Type: excelize.Line, Series: []excelize.ChartSeries{standIn},
		Format:    excelize.GraphicOptions{AltText: c.alt, ScaleX: 1, ScaleY: 1, OffsetX: left - pixels(s.widths[:col]), Positioning: "oneCell"},
		Dimension: excelize.ChartDimension{Width: uint(width), Height: uint(height)},
	}))
	s.charts = append(s.charts, c)
}
