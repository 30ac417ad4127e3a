package exhibit

import (
	"slices"

	"realitycheck/analysis/exhibit"
)

// Table is the table under a picture. Every figure of the picture stands in it.
type Table struct {
	Caption string
	Heads   [][]Cell
	Rows    [][]Cell
	Dense   bool // many columns: set narrower
	Ordered bool // its headings lead to other orders
}

// Table renders a table without the columns and rows that are for analysts.
func (r *Renderer) Table(from *exhibit.Table) *Table {
	t := &tableWork{Renderer: r, from: from, under: map[int]int{}}
	for i := range from.Columns {
		switch c := &from.Columns[i]; {
		case c.Detail:
		case c.Below:
			t.under[t.shown[len(t.shown)-1]] = i
		default:
			t.shown = append(t.shown, i)
		}
	}
	for i := range from.Rows {
		if !from.Rows[i].Detail {
			t.lines = append(t.lines, &from.Rows[i])
		}
	}
	ordered := r.OrderURL != nil && slices.ContainsFunc(from.Columns, func(c exhibit.Column) bool { return c.Parameter != "" })
	return &Table{Caption: from.Title, Heads: t.heads(), Rows: t.rows(), Dense: from.Lines, Ordered: ordered}
}

// tableWork is a table on its way to a page.
type tableWork struct {
	*Renderer
	from  *exhibit.Table
	lines []*exhibit.Row
	shown []int       // places of the columns that are shown
	under map[int]int // place of the column whose words stand under another
}

func (t *tableWork) column(i int) *exhibit.Column { return &t.from.Columns[t.shown[i]] }

// heads are the names of the columns, in two rows where several stand under one heading. A heading over one column that is
// shown takes the place of its name.
func (t *tableWork) heads() [][]Cell {
	var top, below []Cell
	for i, n := 0, 0; i < len(t.shown); i += n {
		n = t.neighbours(i)
		c := t.column(i)
		if n == 1 {
			top = append(top, t.head(c))
			continue
		}
		cell := t.ordering(c, Cell{Text: c.Group, Num: true, Cols: n, Panel: t.panelOf(i, n)})
		for k := i; k < i+n; k++ {
			name := Cell{Text: t.column(k).Title, Num: isNumber(t.column(k).Unit)}
			if cell.Panel == "" {
				name.Panel = classOf(t.column(k).Panel)
			}
			below = append(below, name)
		}
		top = append(top, cell)
	}
	if below == nil {
		return [][]Cell{top}
	}
	for i := range top {
		if top[i].Cols == 0 {
			top[i].Rows = 2
		}
	}
	return [][]Cell{top, below}
}

// neighbours counts the columns from i on that stand under the same heading.
func (t *tableWork) neighbours(i int) int {
	n := 1
	for group := t.column(i).Group; group != "" && i+n < len(t.shown) && t.column(i+n).Group == group; {
		n++
	}
	return n
}

// panelOf is the class of the panel of n columns from i on; nothing where they differ.
func (t *tableWork) panelOf(i, n int) string {
	for k := i; k < i+n; k++ {
		if t.column(k).Panel != t.column(i).Panel {
			return ""
		}
	}
	return classOf(t.column(i).Panel)
}

// head names a column that stands alone.
func (t *tableWork) head(c *exhibit.Column) Cell {
	cell := Cell{Text: c.Title, Num: isNumber(c.Unit), Panel: classOf(c.Panel)}
	if c.Group != "" {
		cell.Text = c.Group
	}
	return t.ordering(c, cell)
}

// ordering lets a heading order the table by the parameter that it names.
func (t *tableWork) ordering(c *exhibit.Column, cell Cell) Cell {
	if cell.Current = c.Current; c.Parameter != "" && t.OrderURL != nil {
		cell.URL = t.OrderURL(c.Parameter)
	}
	return cell
}

func classOf(panel int) string {
	if panel == exhibit.NoPanel {
		return ""
	}
	return sign(panel).Class()
}

// rows are the lines of the table, each section of them under its name.
func (t *tableWork) rows() [][]Cell {
	var rows [][]Cell
	section := ""
	for i, line := range t.lines {
		if name := line.Section; name != section {
			rows, section = append(rows, []Cell{{Text: name, Head: true, Cols: len(t.shown)}}), name
		}
		rows = append(rows, t.row(i))
	}
	return rows
}

// row renders the cells of a line that do not stand in the line above already.
func (t *tableWork) row(i int) []Cell {
	var row []Cell
	for k, place := range t.shown {
		c, from := t.column(k), &t.lines[i].Cells[place]
		cell := t.cell(c, from)
		cell.Head = cell.Head || k == 0 || c.Merged && !cell.Num
		if under, ok := t.under[place]; ok {
			words := t.cell(&t.from.Columns[under], &t.lines[i].Cells[under])
			switch {
			case words.Few || cell.Few:
			case words.Text != absent:
				cell.Words = words.Text
			case words.Words != "": // why there is none
				cell.Words = words.Words
			}
		}
		if c.Merged {
			if i > 0 && t.merged(i, k) {
				continue
			}
			for cell.Rows = 1; i+cell.Rows < len(t.lines) && t.merged(i+cell.Rows, k); {
				cell.Rows++
			}
		}
		row = append(row, cell)
	}
	return row
}

// merged reports whether a cell is the one above it. Cells stay apart where those of a merged column before them do.
func (t *tableWork) merged(i, k int) bool {
	above, here := t.lines[i-1], t.lines[i]
	if above.Section != here.Section {
		return false
	}
	for before := range k + 1 {
		if place := t.shown[before]; t.column(before).Merged && above.Cells[place] != here.Cells[place] {
			return false
		}
	}
	return true
}
