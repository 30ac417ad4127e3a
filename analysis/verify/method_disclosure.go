package verify

import (
	"encoding/json"
	"math"

	"realitycheck/analysis/stats"
)

// totalName stands for a margin in the cells of a table.
const totalName = "(total)"

// named is a cross table with the names of its categories.
type named struct {
	table      *stats.CrossTable
	rows, cols []string
}

func (n named) cell(c stats.Cell) []string {
	out := []string{totalName, totalName}
	if c.Row != stats.Total {
		out[0] = n.rows[c.Row]
	}
	if c.Col != stats.Total {
		out[1] = n.cols[c.Col]
	}
	return out
}

func (n named) cells(list []stats.Cell) []any {
	out := []any{}
	for _, c := range list {
		out = append(out, n.cell(c))
	}
	return out
}

// find is the reverse of cell.
func (n named) find(row, col string) (stats.Cell, bool) {
	c, okRow, okCol := stats.Cell{Row: stats.Total, Col: stats.Total}, row == totalName, col == totalName
	for i, name := range n.rows {
		if name == row {
			c.Row, okRow = i, true
		}
	}
	for j, name := range n.cols {
		if name == col {
			c.Col, okCol = j, true
		}
	}
	return c, okRow && okCol
}

func runSuppress(f *frame) ([]way, error) {
	tables, err := f.crossTables()
	if err != nil {
		return nil, err
	}
	var names codes
	if err := json.Unmarshal(f.spec.Tables, &names); err != nil {
		return nil, &stats.Error{Code: codeBadSpec, Var: "tables", Detail: err.Error()}
	}
	results := []any{}
	for _, name := range names {
		t, ok := tables[name]
		if !ok {
			return nil, &stats.Error{Code: codeUnknownTable, Var: name}
		}
		s := t.table.Suppress(f.spec.nMin())
		intervals := []any{}
		for _, i := range s.Intervals {
			intervals = append(intervals, record{"cell": t.cell(i.Cell), "n": i.N, "low": i.Low, "high": i.High})
		}
		results = append(results, record{"table": name, "total": s.Total, "suppress_all": s.All, "primary": t.cells(s.Primary),
			"secondary_needed": s.Needed, "secondary": t.cells(s.Secondary), "cost": s.Cost, "intervals": intervals})
	}
	return shipped("audit of tables", results), nil
}

// nMin is the smallest group that may be published.
func (s *spec) nMin() int {
	if s.NMin == nil {
		return 10
	}
	return *s.NMin
}

// crossTables reads the long file; a cell that is absent counts 0.
func (f *frame) crossTables() (map[string]named, error) {
	if err := f.need("table", "row", "col", "n"); err != nil {
		return nil, err
	}
	columns := make([]*column, 4)
	for i, name := range []string{"table", "row", "col", "n"} {
		var err error
		if columns[i], err = f.column(name); err != nil {
			return nil, err
		}
	}
	counts := columns[3].numbers()
	bodies := map[string]*body{}
	for row := range int32(len(f.rows)) {
		name := columns[0].text(row)
		if bodies[name] == nil {
			bodies[name] = &body{row: map[string]int{}, col: map[string]int{}}
		}
		n := counts[columns[3].codes[row]]
		if !(n >= 0) || n != math.Trunc(n) || n > 1e15 {
			return nil, &stats.Error{Code: stats.CodeBadCount, Var: name, Category: columns[3].text(row)}
		}
		bodies[name].add(columns[1].text(row), columns[2].text(row), int(n))
	}
	out := map[string]named{}
	for name, b := range bodies {
		t, err := b.table()
		if err != nil {
			return nil, err
		}
		out[name] = t
	}
	return out, nil
}

// body collects the cells of one table.
type body struct {
	row, col   map[string]int
	rows, cols []string
	cells      []bodyCell
}

type bodyCell struct{ row, col, n int }

func (b *body) add(row, col string, n int) {
	if _, ok := b.row[row]; !ok {
		b.row[row] = len(b.rows)
		b.rows = append(b.rows, row)
	}
	if _, ok := b.col[col]; !ok {
		b.col[col] = len(b.cols)
		b.cols = append(b.cols, col)
	}
	b.cells = append(b.cells, bodyCell{b.row[row], b.col[col], n})
}

func (b *body) table() (named, error) {
	counts := make([][]int, len(b.rows))
	for i := range counts {
		counts[i] = make([]int, len(b.cols))
	}
	for _, c := range b.cells {
		counts[c.row][c.col] += c.n
	}
	t, err := stats.NewCrossTable(counts)
	return named{table: t, rows: b.rows, cols: b.cols}, err
}

func runDifferences(f *frame) ([]way, error) {
	member, err := f.column(f.spec.Member)
	if err != nil {
		return nil, err
	}
	sets := make([][]int32, len(f.spec.Published))
	for i, p := range f.spec.Published {
		dom, err := f.filter(p.Where)
		if err != nil {
			return nil, err
		}
		for _, row := range f.all(dom) {
			sets[i] = append(sets[i], member.codes[row])
		}
	}
	groups, label := stats.NewGroups(sets), func(i int) string { return f.spec.Published[i].Label }
	sizes, small, unsafe := record{}, []string{}, []any{}
	for i := range sets {
		sizes[label(i)] = groups.Size(i)
	}
	for _, i := range groups.TooSmall(f.spec.nMin()) {
		small = append(small, label(i))
	}
	for _, d := range groups.Unsafe(f.spec.nMin()) {
		subtract := []string{}
		for _, i := range d.Subtract {
			subtract = append(subtract, label(i))
		}
		unsafe = append(unsafe, record{"minuend": label(d.Minuend), "subtract": subtract, "n_rest": d.Rest})
	}
	return shipped("audit of groups", record{"sizes": sizes, "too_small": small, "unsafe": unsafe}), nil
}
