package reference

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"realitycheck/analysis/stats"
)

// Distribution compares the answers of whole distributions: rows of the cross table are panels or waves, columns answers.
type Distribution struct {
	Rows       int // answer rows
	Members    int
	X2         float64
	F          float64
	NDF, DDF   float64
	P          float64
	TraceDelta float64
	Shares     [][]float64 // by row and column category, sum 1; nil with a reason
	Reason     stats.Reason
}

// RaoScott tests whether a distribution is the same in all rows of a table (METHODS 4.6), with the second-order correction of
// Rao and Scott (1984) for weights and for members with several answers. row and col hold the category of each row of the
// design from 0 on, negative to leave it out; categories nobody has are dropped.
func (d *Design) RaoScott(row, col []int32, rows, cols int, dom Domain) Distribution {
	nan := math.NaN()
	t := newCross(d, row, col, rows, cols, dom)
	r := Distribution{Rows: t.n, Members: len(t.order), X2: nan, F: nan, NDF: nan, DDF: nan, P: nan, TraceDelta: nan}
	keptRows, keptCols := t.kept()
	r.Reason = t.reason(keptRows, keptCols)
	if r.Reason == stats.NoValid || r.Reason == stats.OneCategory {
		return r
	}
	p, cells := t.cells(keptRows, keptCols)
	r.X2 = pearson(p, len(keptRows), len(keptCols)) * float64(t.n)
	if r.Reason == stats.OneMember || r.Reason == stats.Lonely {
		return r
	}
	trace, trace2 := deltaTraces(p, t.covariance(cells), len(keptRows), len(keptCols), float64(t.n))
	r.TraceDelta = trace
	r.F = r.X2 / trace
	r.NDF = trace * trace / trace2
	if r.Reason == "" {
		r.Shares = t.table()
		r.DDF = r.NDF * float64(t.df())
		r.P = stats.FUpper(r.F, r.NDF, r.DDF)
	}
	return r
}

// reason says why there is no test, or only half of one, in the order of METHODS 2.8b.
func (t *crossTable) reason(rows, cols []int) stats.Reason {
	switch {
	case t.n == 0:
		return stats.NoValid
	case len(rows) < 2 || len(cols) < 2:
		return stats.OneCategory
	case len(t.order) == 1:
		return stats.OneMember
	}
	for _, m := range t.order {
		if t.design.size[t.design.stratum[m]] == 1 {
			return stats.Lonely
		}
	}
	if t.df() == 0 {
		return stats.NoDF
	}
	return ""
}

// crossTable holds the weight of every member in every cell.
type crossTable struct {
	design     *Design
	rows, cols int
	n          int
	weight     float64
	sums       []float64         // by cell, rows slowest
	place      map[int]int       // of a member in order
	order      []int             // members, by appearance
	parts      []map[int]float64 // weights by cell, one a member of order
}

func newCross(d *Design, row, col []int32, rows, cols int, dom Domain) *crossTable {
	t := &crossTable{design: d, rows: rows, cols: cols, sums: make([]float64, rows*cols), place: map[int]int{}}
	d.each(dom, func(i int) {
		if row[i] < 0 || col[i] < 0 {
			return
		}
		cell, w, m := int(row[i])*cols+int(col[i]), d.weight[i], d.member[i]
		t.n++
		t.weight += w
		t.sums[cell] += w
		k, ok := t.place[m]
		if !ok {
			k = len(t.order)
			t.place[m] = k
			t.order = append(t.order, m)
			t.parts = append(t.parts, map[int]float64{})
		}
		t.parts[k][cell] += w
	})
	return t
}

func (t *crossTable) table() [][]float64 {
	out := make([][]float64, t.rows)
	for i := range out {
		out[i] = make([]float64, t.cols)
		for j := range out[i] {
			out[i][j] = t.sums[i*t.cols+j] / t.weight
		}
	}
	return out
}

// kept lists the row and column categories that occur.
func (t *crossTable) kept() (rows, cols []int) {
	for i := range t.rows {
		for j := range t.cols {
			if t.sums[i*t.cols+j] > 0 {
				rows = append(rows, i)
				break
			}
		}
	}
	for j := range t.cols {
		for i := range t.rows {
			if t.sums[i*t.cols+j] > 0 {
				cols = append(cols, j)
				break
			}
		}
	}
	return rows, cols
}

// cells gives the shares of the kept cells and their places in the full table.
func (t *crossTable) cells(rows, cols []int) (p []float64, cells []int) {
	for _, i := range rows {
		for _, j := range cols {
			cell := i*t.cols + j
			cells = append(cells, cell)
			p = append(p, t.sums[cell]/t.weight)
		}
	}
	return p, cells
}

// df is the number of members less the number of strata among the rows used.
func (t *crossTable) df() int {
	used := map[int]bool{}
	for _, m := range t.order {
		used[t.design.stratum[m]] = true
	}
	return len(t.order) - len(used)
}

// covariance is the Taylor covariance of the cell shares.
func (t *crossTable) covariance(cells []int) *mat.SymDense {
	z := make([][]float64, len(cells)) // by cell and member of the design
	for i := range z {
		z[i] = make([]float64, len(t.design.stratum))
	}
	for k, m := range t.order {
		for i, x := range t.contribution(k, cells) {
			z[i][m] = x
		}
	}
	out := mat.NewSymDense(len(cells), nil)
	for i := range cells {
		for j := i; j < len(cells); j++ {
			out.SetSym(i, j, sum(t.design.covariance(z[i], z[j])))
		}
	}
	return out
}

// contribution of a member to every cell share: its weight in the cell less its share of the total.
func (t *crossTable) contribution(member int, cells []int) []float64 {
	own, part := 0.0, t.parts[member]
	for _, cell := range cells {
		own += part[cell]
	}
	z := make([]float64, len(cells))
	for i, cell := range cells {
		z[i] = (part[cell] - t.sums[cell]/t.weight*own) / t.weight
	}
	return z
}

// pearson is X² of a table of shares, for one observation.
func pearson(p []float64, rows, cols int) float64 {
	r, c := make([]float64, rows), make([]float64, cols)
	for i := range rows {
		for j := range cols {
			r[i] += p[i*cols+j]
			c[j] += p[i*cols+j]
		}
	}
	x2 := 0.0
	for i := range rows {
		for j := range cols {
			e := r[i] * c[j]
			x2 += (p[i*cols+j] - e) * (p[i*cols+j] - e) / e
		}
	}
	return x2
}

// deltaTraces returns the traces of Delta and of its square, Delta being the generalised design effects of the
// interaction.
func deltaTraces(p []float64, v *mat.SymDense, rows, cols int, n float64) (trace, trace2 float64) {
	c := interaction(rows, cols)
	k, q := c.Dims()
	inverse := make([]float64, k)
	for i, share := range p {
		if share > 0 {
			inverse[i] = 1 / share
		}
	}
	weighted := mat.NewDense(k, q, nil)
	weighted.Mul(mat.NewDiagDense(k, inverse), c)
	var simple, half, design, delta mat.Dense
	simple.Mul(c.T(), weighted)
	simple.Scale(1/n, &simple)
	half.Mul(v, weighted)
	design.Mul(weighted.T(), &half)
	if err := delta.Solve(&simple, &design); err != nil {
		if _, ok := err.(mat.Condition); !ok {
			return math.NaN(), math.NaN()
		}
	}
	var square mat.Dense
	square.Mul(&delta, &delta)
	return mat.Trace(&delta), mat.Trace(&square)
}

// interaction spans the interaction of rows and columns, orthogonal to both main effects; the result does not depend on
// which basis.
func interaction(rows, cols int) *mat.Dense {
	var out mat.Dense
	out.Kronecker(helmert(rows), helmert(cols))
	return &out
}

// helmert gives n-1 orthogonal contrasts of n categories.
func helmert(n int) *mat.Dense {
	out := mat.NewDense(n, n-1, nil)
	for j := range n - 1 {
		length := math.Sqrt(float64((j + 1) * (j + 2)))
		for i := range j + 1 {
			out.Set(i, j, 1/length)
		}
		out.Set(j+1, j, -float64(j+1)/length)
	}
	return out
}
