package xlsx

import "strconv"

// figures is the sheet that feeds the charts: each chart has its block, a column a series. Charts refer to it and not to
// the tables that people read, so that a table may be sorted and a line may have a hole.
type figures struct {
	s    *sheet
	next int // the column after the last one used in the block
	high int // rows of the block
}

// startFigures makes the sheet, still empty.
func (b *book) startFigures(name string) {
	s := b.sheet(name, 30, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14)
	s.heading(b.t("workbook.figures.title"), b.t("workbook.figures.lead"))
	b.data = &figures{s: s}
}

// block starts the figures of one chart.
func (f *figures) block(title string) {
	if f.high > 0 {
		f.s.row += f.high + 2
	}
	f.s.put(0, f.s.row, cell{title, look{bold: true}})
	f.s.row++
	f.next, f.high = 0, 0
}

// words adds a column of words.
func (f *figures) words(title string, words []string) ref {
	for i, word := range words {
		f.s.put(f.next, f.s.row+1+i, cell{value: word})
	}
	r := f.column(title, len(words))
	r.words = words
	return r
}

// numbers adds a column of figures; a nil figure is an empty cell.
func (f *figures) numbers(title string, values []*float64) ref {
	for i, x := range values {
		if x != nil {
			f.s.put(f.next, f.s.row+1+i, cell{*x, look{format: "0.000"}})
		}
	}
	r := f.column(title, len(values))
	r.figures = values
	return r
}

// name refers to the header of the column added last.
func (f *figures) name(title string) ref {
	return ref{cells: f.cells(f.next-1, f.s.row, f.s.row), words: []string{title}}
}

func (f *figures) column(title string, rows int) ref {
	f.s.put(f.next, f.s.row, cell{title, look{bold: true, under: true, wrap: true}})
	r := ref{cells: f.cells(f.next, f.s.row+1, f.s.row+rows)}
	f.next++
	f.high = max(f.high, rows)
	return r
}

func (f *figures) cells(col, from, to int) string {
	c := "$" + column(col) + "$"
	first := "'" + f.s.name + "'!" + c + strconv.Itoa(from)
	if from == to {
		return first
	}
	return first + ":" + c + strconv.Itoa(to)
}
