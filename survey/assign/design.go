package assign

import (
	"math/rand/v2"
	"slices"
)

// plan is a design with the blocks in groups that share the rows of the Williams square: those made of one base block
// hold every sample in every place once.
type plan struct {
	blocks [][]int
	group  []int // of each block
}

const (
	maxBases    = 6   // base blocks of a cyclic design
	maxComplete = 120 // blocks of a complete design
	climbs      = 300 // attempts of the search for several base blocks
)

// find makes the plan that shows k of n samples (0 to n-1) to each respondent: a balanced incomplete block design where a
// cyclic one with a few base blocks, or the complete one when it is small, is balanced; else a cyclic one in which two
// pairs differ by one block at most. It is the same for the same arguments. It has no blocks unless 1 <= k <= n.
func find(n, k int, seed uint64) plan {
	switch {
	case k < 1 || k > n:
		return plan{}
	case k == n:
		return relabelled(complete(n, k), n, seed)
	}
	for bases := 1; bases <= maxBases; bases++ {
		if bases*k*(k-1)%(n-1) == 0 {
			if family := search(n, k, bases, seed); spread(family, n) == 0 {
				return relabelled(develop(family, n), n, seed)
			}
		}
	}
	if choose(n, k) <= maxComplete {
		return relabelled(complete(n, k), n, seed)
	}
	var best [][]int
	for bases := 1; bases <= maxBases; bases++ {
		family := search(n, k, bases, seed)
		if best == nil || spread(family, n) < spread(best, n) {
			best = family
		}
		if spread(best, n) <= 1 {
			break
		}
	}
	return relabelled(develop(best, n), n, seed)
}

// develop shifts each base block by every amount modulo n.
func develop(family [][]int, n int) plan {
	var p plan
	for g, base := range family {
		for shift := range n {
			block := make([]int, len(base))
			for i, x := range base {
				block[i] = (x + shift) % n
			}
			p.blocks, p.group = append(p.blocks, block), append(p.group, g)
		}
	}
	return p
}

// complete lists all choices of k from n, each a group of its own.
func complete(n, k int) plan {
	var p plan
	block := make([]int, 0, k)
	var add func(from int)
	add = func(from int) {
		if len(block) == k {
			p.group = append(p.group, len(p.blocks))
			p.blocks = append(p.blocks, append([]int(nil), block...))
			return
		}
		for x := from; x < n; x++ {
			block = append(block, x)
			add(x + 1)
			block = block[:len(block)-1]
		}
	}
	add(0)
	return p
}

// relabelled gives the samples random places in the plan, so that neighbours in the file are no neighbours in it.
func relabelled(p plan, n int, seed uint64) plan {
	labels := random(seed, 1).Perm(n)
	for _, block := range p.blocks {
		for i, x := range block {
			block[i] = labels[x]
		}
	}
	return p
}

// random is a source of its own for each use of a seed.
func random(seed, use uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, use)) }

// differences counts, for each d, the ordered pairs of a family that lie d apart: how often two samples that far apart
// are in one block of the developed design.
func differences(family [][]int, n int) []int {
	counts := make([]int, n)
	for _, base := range family {
		for i, x := range base {
			for j, y := range base {
				if i != j {
					counts[(y-x+n)%n]++
				}
			}
		}
	}
	return counts
}

// spread is the largest difference between two pairs in the number of blocks that hold both.
func spread(family [][]int, n int) int {
	counts := differences(family, n)[1:]
	if len(counts) == 0 {
		return 0
	}
	return slices.Max(counts) - slices.Min(counts)
}

// search looks for base blocks with the smallest spread: it climbs from random families, moving one sample of one block
// at a time, until none can be better.
func search(n, k, bases int, seed uint64) [][]int {
	source := random(seed, uint64(bases)<<8)
	least := 1 // the spread that no family can beat
	if bases*k*(k-1)%(n-1) == 0 {
		least = 0
	}
	var best [][]int
	for range climbs {
		family := make([][]int, bases)
		for i := range family {
			family[i] = source.Perm(n)[:k]
		}
		climb(family, n)
		if best == nil || spread(family, n) < spread(best, n) {
			best = family
		}
		if spread(best, n) <= least {
			break
		}
	}
	return best
}

// climb moves samples as long as that makes the counts of differences more even.
func climb(family [][]int, n int) {
	for now := unevenness(family, n); ; {
		better := false
		for _, base := range family {
			for i, was := range base {
				for x := range n {
					if slices.Contains(base, x) {
						continue
					}
					base[i] = x
					if u := unevenness(family, n); u < now {
						now, was, better = u, x, true
					}
					base[i] = was
				}
			}
		}
		if !better {
			return
		}
	}
}

// unevenness is smallest when all differences occur equally often, since their sum is fixed.
func unevenness(family [][]int, n int) int {
	sum := 0
	for _, c := range differences(family, n)[1:] {
		sum += c * c
	}
	return sum
}

// choose is the number of choices of k from n, or a number over maxComplete.
func choose(n, k int) int {
	c := 1
	for i := range k {
		c = c * (n - i) / (i + 1)
		if c > maxComplete && i < k/2 {
			return c
		}
	}
	return c
}
