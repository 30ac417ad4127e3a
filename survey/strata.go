package survey

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
)

// Coarsen blanks attributes to MissingCategory until every combination that is left covers at least k rows (fewer only
// when there are fewer rows than k at all). Rows hold category codes in the same order of attributes; the result has the
// same shape and the rows given stay as they are. It is local suppression as in k-anonymity (Samarati & Sweeney 1998):
// the sets of attributes that settle the most rows are tried first, so that as little as possible is blanked, and the
// result depends on the rows as a set only, not on their order.
func Coarsen(rows [][]string, k int) [][]string {
	out := make([][]string, len(rows))
	if len(rows) == 0 {
		return out
	}
	open := make([]int, len(rows))
	for i := range open {
		open[i] = i
	}
	for _, kept := range subsets(len(rows[0])) {
		open = settle(rows, out, open, kept, k)
	}
	for _, i := range open {
		out[i] = blanked(rows[i], 0)
	}
	fillBlank(out, k)
	return out
}

// subsets lists all sets of n attributes as bit masks, the largest first, the empty one left out.
func subsets(n int) []uint {
	var masks []uint
	for mask := uint(1); mask < 1<<n; mask++ {
		masks = append(masks, mask)
	}
	slices.SortFunc(masks, func(a, b uint) int {
		return cmp.Or(cmp.Compare(bits.OnesCount(b), bits.OnesCount(a)), cmp.Compare(a, b))
	})
	return masks
}

// settle gives the open rows their combination of the kept attributes where it covers k of them, and returns the others.
func settle(rows, out [][]string, open []int, kept uint, k int) []int {
	groups := map[string][]int{}
	for _, i := range open {
		key := strings.Join(blanked(rows[i], kept), "\x00")
		groups[key] = append(groups[key], i)
	}
	var left []int
	for _, i := range open {
		combination := blanked(rows[i], kept)
		if len(groups[strings.Join(combination, "\x00")]) >= k {
			out[i] = combination
		} else {
			left = append(left, i)
		}
	}
	return left
}

// blanked copies a row with only the kept attributes.
func blanked(row []string, kept uint) []string {
	combination := make([]string, len(row))
	for a, category := range row {
		if kept&(1<<a) == 0 {
			category = MissingCategory
		}
		combination[a] = category
	}
	return combination
}

// fillBlank makes the rows without any attribute k strong, by blanking the smallest other combinations whole.
func fillBlank(out [][]string, k int) {
	for {
		groups := map[string][]int{}
		for i, row := range out {
			key := strings.Join(row, "\x00")
			groups[key] = append(groups[key], i)
		}
		none := strings.Join(blanked(out[0], 0), "\x00")
		if n := len(groups[none]); n == 0 || n >= k || len(groups) == 1 {
			return
		}
		smallest := ""
		for key, members := range groups {
			if key != none && (smallest == "" || len(members) < len(groups[smallest]) ||
				len(members) == len(groups[smallest]) && key < smallest) {
				smallest = key
			}
		}
		for _, i := range groups[smallest] {
			out[i] = blanked(out[i], 0)
		}
	}
}
