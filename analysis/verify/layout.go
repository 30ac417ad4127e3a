package verify

import (
	"math"

	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
)

// layout holds the rows of a case in the types of the reports' engine. Every member has a number, and a cell holds the n-th rows
// that the members of a stratum have in the same domains, so that a domain is a set of cells.
type layout struct {
	ratings stats.ClusteredRatings
	stratum []int         // by cell
	cells   []stats.Cells // by domain
	rows    [][]int32     // by domain
}

// most of what the reports' engine numbers in a byte, and of cells far more than a report has.
const (
	mostStrata = 250
	mostCodes  = 250
	mostCells  = 1000
)

// layout is nil for a case with more strata or cells than that.
func (f *frame) layout(domains []reference.Domain) (*layout, error) {
	strata, clusters, err := f.structure()
	if err != nil {
		return nil, err
	}
	weight, err := f.weights()
	if err != nil {
		return nil, err
	}
	l := &layout{ratings: stats.ClusteredRatings{Weight: weight}}
	for _, d := range domains {
		l.rows = append(l.rows, f.all(d))
	}
	if !l.placeMembers(len(f.rows), strata, clusters) {
		return nil, nil
	}
	if l.placeCells(); len(l.stratum) > mostCells {
		return nil, nil
	}
	return l, nil
}

// placeMembers numbers the members; the same cluster in two strata is two.
func (l *layout) placeMembers(rows int, strata, clusters []int32) bool {
	type key struct{ stratum, cluster int32 }
	known := map[key]int32{}
	r := &l.ratings
	for row := range rows {
		of := key{cluster: int32(row)}
		if strata != nil {
			of.stratum = strata[row]
		}
		if clusters != nil {
			of.cluster = clusters[row]
		}
		if of.stratum >= mostStrata {
			return false
		}
		m, ok := known[of]
		if !ok {
			m = int32(len(known))
			known[of] = m
			r.Stratum = append(r.Stratum, uint8(of.stratum))
			for len(r.Sizes) <= int(of.stratum) {
				r.Sizes = append(r.Sizes, 0)
			}
			r.Sizes[of.stratum]++
		}
		r.Member = append(r.Member, m)
	}
	r.Members = len(known)
	return true
}

// placeCells gives every row its cell.
func (l *layout) placeCells() {
	in := make([][]byte, len(l.ratings.Member)) // by row: the domains it is in, a bit each
	for row := range in {
		in[row] = make([]byte, (len(l.rows)+7)/8)
	}
	for d, rows := range l.rows {
		for _, row := range rows {
			in[row][d/8] |= 1 << (d % 8)
		}
	}
	type place struct {
		domains string
		stratum uint8
		n       int
	}
	type seen struct {
		domains string
		member  int32
	}
	number, times := map[place]int{}, map[seen]int{}
	l.cells = make([]stats.Cells, len(l.rows))
	for row, m := range l.ratings.Member {
		before := seen{string(in[row]), m}
		p := place{string(in[row]), l.ratings.Stratum[m], times[before]}
		times[before]++
		cell, ok := number[p]
		if !ok {
			cell = len(l.stratum)
			number[p] = cell
			l.stratum = append(l.stratum, int(p.stratum))
			for d := range l.rows {
				if in[row][d/8]&(1<<(d%8)) != 0 {
					l.cells[d] = append(l.cells[d], cell)
				}
			}
		}
		l.ratings.Cell = append(l.ratings.Cell, int32(cell))
	}
}

// coded is one item as a column of codes with the scale that gives them a value.
type coded struct {
	codes []int8
	scale *stats.Scale
}

// coded is nil for an item with more different answers than there are codes.
func (f *frame) coded(it item) (*coded, error) {
	c, err := f.column(it.Var)
	if err != nil {
		return nil, err
	}
	value, status, err := it.meaning(c)
	if err != nil {
		return nil, err
	}
	out := &coded{codes: make([]int8, len(c.codes)), scale: &stats.Scale{Binary: it.Type == "proportion"}}
	for row, number := range dense(c) {
		if number >= mostCodes {
			return nil, nil
		}
		out.codes[row] = int8(uint8(number))
		out.scale.Value[number], out.scale.Status[number] = value[c.codes[row]], status[c.codes[row]]
	}
	for i, s := range out.scale.Status {
		if s != stats.Valid || math.IsNaN(out.scale.Value[i]) {
			out.scale.Value[i] = 0
		}
	}
	return out, nil
}
