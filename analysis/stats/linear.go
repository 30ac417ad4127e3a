package stats

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"
)

// Exposure is a small set of members whose figures a reader can compute from published groups by any linear arithmetic.
type Exposure struct {
	Members int   // 1 to nMin-1
	Groups  []int // that are combined
}

// Exposed looks for what [Groups.Unsafe] does not reach: combinations of any number of groups, also overlapping ones. It
// reduces the matrix of groups by members modulo the prime 2^61-1 and reports each reduced row in which all members count
// once and are fewer than nMin. Large sets of members who are never apart are eliminated first, so that what is left speaks
// of small ones only. A single member whose answer can be solved is always found; of larger sets those that the reduction
// shows.
func (g *Groups) Exposed(nMin int) []Exposure {
	atoms := g.atoms()
	rows := make([][]uint64, len(g.sets))
	for i := range rows {
		rows[i] = make([]uint64, len(atoms)+len(g.sets))
		rows[i][len(atoms)+i] = 1 // remembers which groups were combined
	}
	for a := range atoms {
		for _, i := range atoms[a].groups {
			rows[i][a] = 1
		}
	}
	reduce(rows, len(atoms))
	var found []Exposure
	for _, row := range rows {
		members, plain := 0, true
		for a, x := range row[:len(atoms)] {
			if x != 0 {
				members += atoms[a].size
				plain = plain && x == 1
			}
		}
		if !plain || members == 0 || members >= nMin {
			continue
		}
		e := Exposure{Members: members}
		for i, x := range row[len(atoms):] {
			if x != 0 {
				e.Groups = append(e.Groups, i)
			}
		}
		found = append(found, e)
	}
	return found
}

// ExposedSums does the same for weighted sums. sums[i][c] is what a member of combination c, of which there are sizes[c],
// weighs in published sum i; 0 is not at all. Every reduced row over fewer than nMin members is reported, with any
// coefficients: it is one equation about the answers of those few.
func ExposedSums(sums [][]float64, sizes []int, nMin int) []Exposure {
	columns, members := joinColumns(sums, sizes)
	rows := make([][]uint64, len(sums))
	for i := range rows {
		rows[i] = make([]uint64, len(columns)+len(sums))
		rows[i][len(columns)+i] = 1
		for c, column := range columns {
			rows[i][c] = column[i]
		}
	}
	reduce(rows, len(columns))
	var found []Exposure
	for _, row := range rows {
		e := Exposure{}
		for c, x := range row[:len(columns)] {
			if x != 0 {
				e.Members += members[c]
			}
		}
		if e.Members == 0 || e.Members >= nMin {
			continue
		}
		for i, x := range row[len(columns):] {
			if x != 0 {
				e.Groups = append(e.Groups, i)
			}
		}
		found = append(found, e)
	}
	return found
}

// weightUnit is how finely weights are told apart.
const weightUnit = 1e9

// joinColumns takes combinations together that weigh the same in every sum, the largest first.
func joinColumns(sums [][]float64, sizes []int) (columns [][]uint64, members []int) {
	type joined struct {
		column []uint64
		size   int
	}
	var all []joined
	at := map[string]int{}
	for c, size := range sizes {
		column, key := make([]uint64, len(sums)), []byte{}
		for i := range sums {
			column[i] = uint64(math.Round(sums[i][c] * weightUnit))
			key = binary.BigEndian.AppendUint64(key, column[i])
		}
		if size == 0 {
			continue
		}
		if _, known := at[string(key)]; !known {
			at[string(key)], all = len(all), append(all, joined{column: column})
		}
		all[at[string(key)]].size += size
	}
	slices.SortStableFunc(all, func(a, b joined) int { return b.size - a.size })
	for _, j := range all {
		columns, members = append(columns, j.column), append(members, j.size)
	}
	return columns, members
}

// atom is the members who are in the same groups, so that nothing can tell them apart.
type atom struct {
	groups []int
	size   int
}

// atoms takes the members apart as far as the groups do, the largest atoms first.
func (g *Groups) atoms() []atom {
	if len(g.sets) == 0 {
		return nil
	}
	of := make([]int32, len(g.sets[0])*64)
	all := []atom{{}} // the first holds who is in no group
	for i, set := range g.sets {
		split := make([]int32, len(all))
		for at, word := range set {
			for ; word != 0; word &= word - 1 {
				m := at*64 + bits.TrailingZeros64(word)
				old := of[m]
				if split[old] == 0 {
					split[old] = int32(len(all))
					all = append(all, atom{groups: append(slices.Clip(all[old].groups), i)})
				}
				of[m] = split[old]
				all[old].size -= g.size(m)
				all[split[old]].size += g.size(m)
			}
		}
	}
	all = slices.DeleteFunc(all[1:], func(a atom) bool { return a.size == 0 })
	slices.SortStableFunc(all, func(a, b atom) int { return b.size - a.size })
	return all
}

func (g *Groups) size(m int) int {
	if g.weight == nil {
		return 1
	}
	return g.weight[m]
}

// prime is a Mersenne prime, so that remainders are cheap.
const prime = 1<<61 - 1

func times(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	sum := low&prime + (low>>61 | high<<3)
	if sum >= prime {
		sum -= prime
	}
	return sum
}

func minus(a, b uint64) uint64 {
	if a >= b {
		return a - b
	}
	return a + prime - b
}

// inverse after Fermat.
func inverse(a uint64) uint64 {
	result := uint64(1)
	for e := uint64(prime - 2); e > 0; e >>= 1 {
		if e&1 == 1 {
			result = times(result, a)
		}
		a = times(a, a)
	}
	return result
}

// reduce brings rows into reduced row echelon form in the first columns.
func reduce(rows [][]uint64, columns int) {
	top := 0
	for c := 0; c < columns && top < len(rows); c++ {
		pivot := top
		for pivot < len(rows) && rows[pivot][c] == 0 {
			pivot++
		}
		if pivot == len(rows) {
			continue
		}
		rows[top], rows[pivot] = rows[pivot], rows[top]
		factor := inverse(rows[top][c])
		for j := range rows[top] {
			rows[top][j] = times(rows[top][j], factor)
		}
		for i := range rows {
			if x := rows[i][c]; i != top && x != 0 {
				for j := range rows[i] {
					rows[i][j] = minus(rows[i][j], times(x, rows[top][j]))
				}
			}
		}
		top++
	}
}
