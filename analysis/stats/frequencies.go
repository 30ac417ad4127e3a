package stats

// CodeSum counts one code of an item among the members of a [FrequencyTable].
type CodeSum struct {
	Code  int8
	N     int     // members
	W, W2 float64 // sum of their weights, and of the squares
}

// FrequencyTable is the weighted frequency table of one item in one group of members, the group lying inside one stratum and
// every member having one row. It is all that means, shares of any set of codes, distributions and their variances need.
type FrequencyTable struct {
	Stratum int
	Codes   []CodeSum // codes that occur, rising
}

// sums accumulate one code; two of them alternate so that a run of equal answers does not wait for its own addition.
type sums struct {
	n     int
	w, w2 float64
}

// Tabulate counts a column of codes by group in one pass. group holds the group of each row, from 0 to len(stratum)-1
// (other numbers are left out); nil puts all rows in group 0. stratum gives the stratum of each group. weight nil weighs
// every row 1. All columns are as long as codes.
func Tabulate(codes []int8, group []uint8, stratum []int, weight []float64) []FrequencyTable {
	groups := len(stratum)
	cells := make([][2]sums, groups*256)
	switch {
	case weight == nil:
		counted(cells, codes, group, groups)
	case group == nil:
		weight = weight[:len(codes)]
		for i, code := range codes {
			cells[Index(code)][i&1].add(weight[i])
		}
	default:
		group, weight = group[:len(codes)], weight[:len(codes)]
		for i, code := range codes {
			if g := int(group[i]); g < groups {
				cells[g<<8|int(Index(code))][i&1].add(weight[i])
			}
		}
	}
	return frequencyTables(cells, stratum, weight == nil)
}

// counted fills the cells when every row weighs 1. Rows of groups that are not asked for fall into a place of their own,
// which saves a branch a row.
func counted(cells [][2]sums, codes []int8, group []uint8, groups int) {
	numbers := make([][2]int, (groups+1)*256)
	if group == nil {
		for i, code := range codes {
			numbers[Index(code)][i&1]++
		}
	} else {
		group = group[:len(codes)]
		for i, code := range codes {
			g := min(int(group[i]), groups)
			numbers[g<<8|int(Index(code))][i&1]++
		}
	}
	for i := range cells {
		cells[i][0].n = numbers[i][0] + numbers[i][1]
	}
}

func (s *sums) add(w float64) {
	s.n++
	s.w += w
	s.w2 += w * w
}

func frequencyTables(cells [][2]sums, stratum []int, unweighted bool) []FrequencyTable {
	out := make([]FrequencyTable, len(stratum))
	for g := range out {
		out[g].Stratum = stratum[g]
		for code := -128; code < 128; code++ {
			pair := &cells[g<<8|int(Index(int8(code)))]
			c := CodeSum{Code: int8(code), N: pair[0].n + pair[1].n, W: pair[0].w + pair[1].w, W2: pair[0].w2 + pair[1].w2}
			if unweighted {
				c.W, c.W2 = float64(c.N), float64(c.N)
			}
			if c.N > 0 {
				out[g].Codes = append(out[g].Codes, c)
			}
		}
	}
	return out
}

// Pairs are the members of one stratum who are in both of two domains, for the covariance of a change.
type Pairs struct {
	Stratum    int
	RowA, RowB []int32   // their rows in the columns of either domain
	Product    []float64 // product of their two weights; nil: 1
}

// NewPairs prepares the pairs of one stratum for any number of items. weightA and weightB may be nil.
func NewPairs(stratum int, rowA, rowB []int32, weightA, weightB []float64) Pairs {
	p := Pairs{Stratum: stratum, RowA: rowA, RowB: rowB}
	if weightA == nil && weightB == nil {
		return p
	}
	p.Product = make([]float64, len(rowA))
	for i := range rowA {
		p.Product[i] = 1
		if weightA != nil {
			p.Product[i] = weightA[rowA[i]]
		}
		if weightB != nil {
			p.Product[i] *= weightB[rowB[i]]
		}
	}
	return p
}

// PairSum counts one combination of codes among the members of [Pairs].
type PairSum struct {
	A, B int8
	N    int
	WW   float64 // sum of the products of their weights
}

// Cross is one item among the members whom two domains of a comparison share, in one stratum.
type Cross struct {
	Stratum int
	Codes   []PairSum
}

// Tabulate counts an item over the pairs that gave a valid answer in both domains: a is the column of the first domain, b of
// the second.
func (p Pairs) Tabulate(scale *Scale, a, b []int8) Cross {
	type cell struct {
		n  int
		ww float64
	}
	small, codes := scale.numbered()
	size := len(codes)
	cells := make([]cell, size*size)
	rowB := p.RowB[:len(p.RowA)]
	if p.Product == nil {
		for i, row := range p.RowA {
			cells[int(small[Index(a[row])])*size+int(small[Index(b[rowB[i]])])].n++
		}
	} else {
		product := p.Product[:len(p.RowA)]
		for i, row := range p.RowA {
			c := &cells[int(small[Index(a[row])])*size+int(small[Index(b[rowB[i]])])]
			c.n++
			c.ww += product[i]
		}
	}
	cross := Cross{Stratum: p.Stratum}
	for i, c := range cells {
		if c.n == 0 || i < size || i%size == 0 {
			continue
		}
		if p.Product == nil {
			c.ww = float64(c.n)
		}
		cross.Codes = append(cross.Codes, PairSum{A: codes[i/size], B: codes[i%size], N: c.n, WW: c.ww})
	}
	return cross
}

// numbered gives the valid codes of a scale numbers from 1 on and all others 0, so that a cross table stays in the first
// cache.
func (s *Scale) numbered() (small [256]uint8, codes []int8) {
	codes = []int8{0}
	for code := -128; code < 128; code++ {
		if i := Index(int8(code)); s.Status[i] == Valid && len(codes) < 256 {
			small[i] = uint8(len(codes))
			codes = append(codes, int8(code))
		}
	}
	return small, codes
}
