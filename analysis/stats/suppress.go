package stats

import "sort"

// Total is the row or column of a [Cell] that is a margin.
const Total = -1

// Cell is a place in a [CrossTable]; Row or Col is [Total] in a margin, both in the grand total.
type Cell struct{ Row, Col int }

// CrossTable is a two-way table of numbers of members whose margins are published too.
type CrossTable struct {
	n    [][]int // one row and one column more than the body: the margins
	rows int
	cols int
}

// NewCrossTable adds the margins to a body of counts, all rows of one length. A negative count is CodeBadCount.
func NewCrossTable(body [][]int) (*CrossTable, error) {
	t := &CrossTable{rows: len(body)}
	if t.rows > 0 {
		t.cols = len(body[0])
	}
	t.n = make([][]int, t.rows+1)
	for i := range t.n {
		t.n[i] = make([]int, t.cols+1)
	}
	for i, row := range body {
		if len(row) != t.cols {
			return nil, &Error{Code: CodeBadCount, Detail: "rows of different lengths"}
		}
		for j, n := range row {
			if n < 0 {
				return nil, &Error{Code: CodeBadCount, Detail: "negative count"}
			}
			t.n[i][j] = n
			t.n[i][t.cols] += n
			t.n[t.rows][j] += n
			t.n[t.rows][t.cols] += n
		}
	}
	return t, nil
}

// N returns the count of a cell or margin.
func (t *CrossTable) N(c Cell) int {
	e := t.edge(c)
	return t.count(e)
}

// Total returns the number of members in the table.
func (t *CrossTable) Total() int { return t.n[t.rows][t.cols] }

// Feasible is what a reader can conclude about a suppressed cell.
type Feasible struct {
	Cell      Cell
	N         int // the true count
	Low, High int
}

// Width is how uncertain the reader stays.
func (f Feasible) Width() int { return f.High - f.Low }

// Suppression is a pattern of cells that are not published.
type Suppression struct {
	Total     int
	All       bool   // nothing may be shown: the table is too small
	Primary   []Cell // cells and margins with fewer members than allowed; row by row, the margins last in each
	Secondary []Cell // complementary cells
	Cost      int    // members in the complementary cells
	Needed    bool   // the primary cells alone could be computed back
	Intervals []Feasible
}

// searchLimit bounds the search for the cheapest pattern, in cells looked at (about a second); beyond it the best one
// found stands.
const searchLimit = 3_000_000

// Suppress finds the cheapest pattern in which no primary cell (1 to nMin-1 members) can be narrowed to fewer than nMin
// possible steps, given everything that is published (Cox 1980). Zeros and the grand total stay published.
func (t *CrossTable) Suppress(nMin int) Suppression {
	s := Suppression{Total: t.Total()}
	if s.Total < nMin {
		s.All = true
		return s
	}
	p := &protection{table: t, nMin: nMin, hidden: make([]bool, t.edges()), barred: make([]bool, t.edges())}
	for e := range t.edges() - 1 {
		if n := t.count(e); n > 0 && n < nMin {
			p.primary = append(p.primary, e)
			p.hidden[e] = true
			s.Primary = append(s.Primary, t.cell(e))
		}
	}
	if p.exposed() == nil {
		s.Intervals = t.Audit(s.Primary, s.Primary)
		return s
	}
	s.Needed = true
	p.coarse()
	p.search()
	s.Secondary, s.Cost = p.best, p.cost
	s.Intervals = t.Audit(append(append([]Cell(nil), s.Primary...), s.Secondary...), s.Primary)
	return s
}

// Audit computes for each cell asked for what the published rest of the table reveals, by the two linear programs of Cox
// (1980), solved as flows. hidden are all cells and margins not published; the grand total is taken as published.
func (t *CrossTable) Audit(hidden, asked []Cell) []Feasible {
	mask := make([]bool, t.edges())
	for _, c := range hidden {
		mask[t.edge(c)] = true
	}
	mask[len(mask)-1] = false
	out := make([]Feasible, len(asked))
	for i, c := range asked {
		e := t.edge(c)
		n := t.count(e)
		out[i] = Feasible{Cell: c, N: n, Low: n, High: n}
		if mask[e] {
			f := newFlow(t, mask, e)
			out[i].High = n + f.increase()
			out[i].Low = n - f.decrease()
		}
	}
	return out
}

// protection is a branch and bound search over complementary cells.
type protection struct {
	table   *CrossTable
	nMin    int
	primary []int
	hidden  []bool
	barred  []bool // cells that this branch leaves published
	chosen  []int
	price   int
	work    int
	best    []Cell
	cost    int
}

// exposed returns the first primary cell that a reader can narrow too far, with the flows that show it.
func (p *protection) exposed() *flow {
	for _, e := range p.primary {
		p.work += p.table.edges()
		f := newFlow(p.table, p.hidden, e)
		if f.increase()+f.decrease() < p.nMin {
			return f
		}
	}
	return nil
}

// coarse finds a first pattern: everything hidden, which protects since the members could then be in any of the cells,
// and published again from the largest cell down where that does no harm.
func (p *protection) coarse() {
	var order []int
	for e := range p.hidden[:len(p.hidden)-1] {
		if !p.hidden[e] && p.table.count(e) > 0 {
			order = append(order, e)
			p.hidden[e] = true
		}
	}
	sort.SliceStable(order, func(i, j int) bool { return p.table.count(order[i]) > p.table.count(order[j]) })
	for _, e := range order {
		p.hidden[e] = false
		if p.exposed() != nil {
			p.hidden[e] = true
			p.chosen, p.price = append(p.chosen, e), p.price+p.table.count(e)
		}
	}
	p.keep()
	for _, e := range p.chosen {
		p.hidden[e] = false
	}
	p.chosen, p.price = nil, 0
}

// search extends the pattern by each cell that could widen the first exposed primary cell; every pattern that protects
// it holds one of them.
func (p *protection) search() {
	f := p.exposed()
	if f == nil {
		p.keep()
		return
	}
	candidates := p.candidates(f)
	for _, e := range candidates {
		n := p.table.count(e)
		if p.price+n >= p.cost || p.work > searchLimit {
			break
		}
		p.hidden[e], p.price, p.chosen = true, p.price+n, append(p.chosen, e)
		p.search()
		p.hidden[e], p.price, p.chosen = false, p.price-n, p.chosen[:len(p.chosen)-1]
		p.barred[e] = true
	}
	for _, e := range candidates {
		p.barred[e] = false
	}
}

func (p *protection) keep() {
	p.best, p.cost = []Cell{}, p.price
	for _, e := range p.chosen {
		p.best = append(p.best, p.table.cell(e))
	}
}

// candidates are the published cells that cross a cut which limits the flow, cheapest first.
func (p *protection) candidates(f *flow) []int {
	var out []int
	for e := range p.hidden[:len(p.hidden)-1] {
		if !p.hidden[e] && !p.barred[e] && p.table.count(e) > 0 && f.crosses(e) {
			out = append(out, e)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return p.table.count(out[i]) < p.table.count(out[j]) })
	return out
}
