package stats

import "math/bits"

// Difference is a small group that a reader can compute from published ones.
type Difference struct {
	Minuend  int   // the group from which is subtracted
	Subtract []int // one to three disjoint groups inside it
	Rest     int   // members left over, 1 to nMin-1
}

// Groups are the groups of members for which figures are published, each a set of member numbers from 0 on.
type Groups struct {
	sets   [][]uint64
	sizes  []int
	weight []int // members behind each number; nil: 1
}

// NewGroups builds the sets. Members may be listed more than once.
func NewGroups(groups [][]int32) *Groups {
	highest := int32(-1)
	for _, g := range groups {
		for _, m := range g {
			highest = max(highest, m)
		}
	}
	out := &Groups{}
	for _, g := range groups {
		set, size := make([]uint64, (highest+64)/64), 0
		for _, m := range g {
			if bit := uint64(1) << (m % 64); set[m/64]&bit == 0 {
				set[m/64] |= bit
				size++
			}
		}
		out.sets, out.sizes = append(out.sets, set), append(out.sizes, size)
	}
	return out
}

// NewSizedGroups builds the sets of numbers that each stand for several members who are never apart, size of them.
func NewSizedGroups(groups [][]int32, size []int) *Groups {
	g := NewGroups(groups)
	g.weight = size
	for i := range g.sets {
		g.sizes[i] = g.common(i, i)
	}
	return g
}

// Size returns the number of members of a group.
func (g *Groups) Size(i int) int { return g.sizes[i] }

// TooSmall lists the groups that have members but fewer than nMin.
func (g *Groups) TooSmall(nMin int) []int {
	var out []int
	for i, n := range g.sizes {
		if n > 0 && n < nMin {
			out = append(out, i)
		}
	}
	return out
}

// Unsafe lists every published group from which one to three disjoint published proper subsets leave 1 to nMin-1 members
// (Fellegi 1972). Publish a new group only when this list stays empty.
func (g *Groups) Unsafe(nMin int) []Difference {
	disjoint := make([][]bool, len(g.sets))
	for i := range g.sets {
		disjoint[i] = make([]bool, len(g.sets))
		for j := range g.sets {
			disjoint[i][j] = g.common(i, j) == 0
		}
	}
	var out []Difference
	for b := range g.sets {
		var inside []int
		for a := range g.sets {
			if n := g.sizes[a]; a != b && n > 0 && n < g.sizes[b] && g.common(a, b) == n {
				inside = append(inside, a)
			}
		}
		out = g.subtract(out, disjoint, nMin, b, inside, nil, g.sizes[b])
	}
	return out
}

// subtract tries to take further groups from what is left of b.
func (g *Groups) subtract(out []Difference, disjoint [][]bool, nMin, b int, inside, taken []int, rest int) []Difference {
	for k, a := range inside {
		left := rest - g.sizes[a]
		fits := left >= 0
		for _, t := range taken {
			fits = fits && disjoint[a][t]
		}
		if !fits {
			continue
		}
		now := append(append([]int(nil), taken...), a)
		if left > 0 && left < nMin {
			out = append(out, Difference{Minuend: b, Subtract: now, Rest: left})
		}
		if len(now) < 3 && left > 0 {
			out = g.subtract(out, disjoint, nMin, b, inside[k+1:], now, left)
		}
	}
	return out
}

func (g *Groups) common(a, b int) int {
	n := 0
	for i, word := range g.sets[a] {
		both := word & g.sets[b][i]
		if g.weight == nil {
			n += bits.OnesCount64(both)
			continue
		}
		for ; both != 0; both &= both - 1 {
			n += g.weight[i*64+bits.TrailingZeros64(both)]
		}
	}
	return n
}
