package stats

import (
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
// once and are fewer than nMin. A single member whose answer can be solved is always found; of larger sets those that the
// reduction shows.
func (g *Groups) Exposed(nMin int) []Exposure {
	atoms, sizes := g.atoms()
	rows := make([][]uint64, len(g.sets))
	for i := range rows {
		rows[i] = make([]uint64, len(atoms)+len(g.sets))
		rows[i][len(atoms)+i] = 1 // remembers which groups were combined
	}
	for a, groups := range atoms {
		for _, i := range groups {
			if sizes[a] > 0 {
				rows[i][a] = 1
			}
		}
	}
	reduce(rows, len(atoms))
	var found []Exposure
	for _, row := range rows {
		members, plain := 0, true
		for a, x := range row[:len(atoms)] {
			if x != 0 {
				members += sizes[a]
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

// atoms puts members who are in the same groups together, since nothing can tell them apart, and lists the groups of each.
func (g *Groups) atoms() (groups [][]int, sizes []int) {
	if len(g.sets) == 0 {
		return nil, nil
	}
	atom := make([]int32, len(g.sets[0])*64)
	groups, sizes = [][]int{nil}, []int{len(atom)}
	for i, set := range g.sets {
		split := make([]int32, len(groups))
		for at, word := range set {
			for ; word != 0; word &= word - 1 {
				m := at*64 + bits.TrailingZeros64(word)
				old := atom[m]
				if split[old] == 0 {
					split[old] = int32(len(groups))
					groups, sizes = append(groups, append(slices.Clip(groups[old]), i)), append(sizes, 0)
				}
				atom[m] = split[old]
				sizes[old]--
				sizes[split[old]]++
			}
		}
	}
	return groups, sizes
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
