package archive

import "slices"

// NotAsked is the value of a cell in memory when the question was not asked; it is null in the files. Other values are
// those of survey.Column, so 0 is an option of a multiple choice that was not chosen.
const NotAsked int8 = -1

// Table is a set of int8 columns of equal length, with one cell a row.
type Table struct {
	names []string // in the order of the questionnaire
	cells map[string][]int8
	rows  int
}

func newTable(names []string) Table {
	cells := make(map[string][]int8, len(names))
	for _, name := range names {
		cells[name] = nil
	}
	return Table{names: names, cells: cells}
}

// Len gives the number of rows.
func (t *Table) Len() int { return t.rows }

// Names lists the columns in the order of the questionnaire.
func (t *Table) Names() []string { return slices.Clone(t.names) }

// Column gives the cells of a column; ok is false when the table has none of that name. The slice is shared: read only.
func (t *Table) Column(name string) (cells []int8, ok bool) {
	cells, ok = t.cells[name]
	return cells, ok
}

// Codes is a column of words that repeat: Names lists them, Index says for each row which one, or -1 for none.
type Codes struct {
	Names []string
	Index []int16
}

// At gives the word of a row, or "" for none.
func (c *Codes) At(row int) string {
	if c.Index[row] < 0 {
		return ""
	}
	return c.Names[c.Index[row]]
}

// add appends a row; "" is none.
func (c *Codes) add(name string) {
	if name == "" {
		c.Index = append(c.Index, -1)
		return
	}
	c.Index = append(c.Index, c.number(name))
}

// number finds a word, adding it when it is new.
func (c *Codes) number(name string) int16 {
	i := slices.Index(c.Names, name)
	if i < 0 {
		i = len(c.Names)
		c.Names = append(c.Names, name)
	}
	return int16(i)
}

// sort puts the words in alphabetical order, so that which row came first does not show through.
func (c *Codes) sort() {
	names := slices.Sorted(slices.Values(c.Names))
	number := make([]int16, len(names))
	for i, name := range c.Names {
		number[i] = int16(slices.Index(names, name))
	}
	for i, n := range c.Index {
		if n >= 0 {
			c.Index[i] = number[n]
		}
	}
	c.Names = names
}
