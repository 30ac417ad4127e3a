package stats

import "math"

// A two-way table with its margins is a circulation: every cell of the body carries its count from its row to its
// column, every column margin from the column to the total row, the grand total from there to the total column, and
// every row margin back to its row. What a reader may believe about one hidden cell is what can be rerouted through the
// other hidden ones, so that the linear programs of the audit are maximum flows, exact in whole numbers.

// edges numbers body and margins row by row; the last one is the grand total.
func (t *CrossTable) edges() int { return (t.rows + 1) * (t.cols + 1) }

func (t *CrossTable) edge(c Cell) int {
	if c.Row == Total {
		c.Row = t.rows
	}
	if c.Col == Total {
		c.Col = t.cols
	}
	return c.Row*(t.cols+1) + c.Col
}

func (t *CrossTable) cell(e int) Cell {
	c := Cell{Row: e / (t.cols + 1), Col: e % (t.cols + 1)}
	if c.Row == t.rows {
		c.Row = Total
	}
	if c.Col == t.cols {
		c.Col = Total
	}
	return c
}

func (t *CrossTable) count(e int) int { return t.n[e/(t.cols+1)][e%(t.cols+1)] }

// ends gives the nodes that an edge joins: rows first, the total row, columns, the total column.
func (t *CrossTable) ends(e int) (from, to int) {
	row, col := e/(t.cols+1), t.rows+1+e%(t.cols+1)
	if (row == t.rows) != (col == t.rows+1+t.cols) {
		return col, row
	}
	return row, col
}

// flow is the residual network of the hidden cells around one of them.
type flow struct {
	table   *CrossTable
	hidden  []bool
	asked   int
	change  []int // by edge: rerouted on top of the count
	reached [2][]bool
}

func newFlow(t *CrossTable, hidden []bool, asked int) *flow {
	return &flow{table: t, hidden: hidden, asked: asked}
}

// increase is how much more than its count the asked cell may hold.
func (f *flow) increase() int {
	from, to := f.table.ends(f.asked)
	amount, reached := f.push(to, from, math.MaxInt)
	f.reached[0] = reached
	return amount
}

// decrease is how much less than its count the asked cell may hold.
func (f *flow) decrease() int {
	from, to := f.table.ends(f.asked)
	amount, reached := f.push(from, to, f.table.count(f.asked))
	f.reached[1] = reached
	return amount
}

// push sends as much as possible, up to a limit, from source to sink along shortest paths (Edmonds and Karp 1972). It
// returns also the nodes that the source still reaches, which is the cut that held it back, or nil when only the limit
// did.
func (f *flow) push(source, sink, limit int) (int, []bool) {
	f.change = make([]int, f.table.edges())
	sent := 0
	for {
		if sent == limit {
			return sent, nil
		}
		path, reached := f.path(source, sink)
		if path == nil {
			return sent, reached
		}
		amount := limit - sent
		for _, step := range path {
			if !step.forward {
				amount = min(amount, f.table.count(step.edge)+f.change[step.edge])
			}
		}
		for _, step := range path {
			if step.forward {
				f.change[step.edge] += amount
			} else {
				f.change[step.edge] -= amount
			}
		}
		sent += amount
	}
}

type step struct {
	edge    int
	forward bool
}

// path finds the shortest way along which something can still be sent.
func (f *flow) path(source, sink int) ([]step, []bool) {
	nodes := f.table.rows + f.table.cols + 2
	reached := make([]bool, nodes)
	came := make([]step, nodes)
	before := make([]int, nodes)
	reached[source] = true
	queue := []int{source}
	for len(queue) > 0 && !reached[sink] {
		node := queue[0]
		queue = queue[1:]
		f.neighbours(node, func(e, other int, forward bool) {
			if !reached[other] {
				reached[other], came[other], before[other] = true, step{e, forward}, node
				queue = append(queue, other)
			}
		})
	}
	if !reached[sink] {
		return nil, reached
	}
	var path []step
	for node := sink; node != source; node = before[node] {
		path = append(path, came[node])
	}
	return path, reached
}

// neighbours visits the nodes to which a node can send: along a hidden cell without limit, against it as much as it
// holds.
func (f *flow) neighbours(node int, visit func(e, other int, forward bool)) {
	t := f.table
	try := func(e int) {
		if !f.hidden[e] || e == f.asked {
			return
		}
		from, to := t.ends(e)
		if from == node {
			visit(e, to, true)
		} else if t.count(e)+f.change[e] > 0 {
			visit(e, from, false)
		}
	}
	if node <= t.rows {
		for j := range t.cols + 1 {
			try(node*(t.cols+1) + j)
		}
		return
	}
	for i := range t.rows + 1 {
		try(i*(t.cols+1) + node - t.rows - 1)
	}
}

// crosses reports whether hiding a cell would let more through one of the cuts.
func (f *flow) crosses(e int) bool {
	from, to := f.table.ends(e)
	for _, reached := range f.reached {
		if reached != nil && reached[from] != reached[to] {
			return true
		}
	}
	return false
}
