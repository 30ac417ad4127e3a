package assign

import "sync"

// Sequence gives what the i-th respondent who starts sees, i from 0: indices of samples in the order shown. Blocks are
// handed out in rounds of the whole design. Within a round their order is random but keeps samples and places even, and
// the order inside a block follows a row of the Williams square, each row once in as many rounds as it has rows. Which
// round takes which row is random too: otherwise an order alone would tell how early its respondent came. The function
// is the same for the same arguments, on every instance, and may be called by several goroutines.
func Sequence(n, k int, seed uint64) func(i int) []int {
	s := &sequence{plan: find(n, k, seed), rows: williams(max(k, 0)), n: n, seed: seed, current: -1}
	return s.at
}

// sequence remembers the round that it made last: those who start one after the other are mostly in the same.
type sequence struct {
	plan plan
	rows [][]int
	n    int
	seed uint64

	mu      sync.Mutex
	current int
	round   [][]int
}

func (s *sequence) at(i int) []int {
	if len(s.plan.blocks) == 0 || i < 0 {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if round := i / len(s.plan.blocks); round != s.current {
		s.current, s.round = round, s.make(round)
	}
	return append([]int(nil), s.round[i%len(s.plan.blocks)]...)
}

// make orders all blocks of a round. Next comes a block whose samples, in their places, were shown least so far; among
// equals chance decides.
func (s *sequence) make(round int) [][]int {
	source := random(s.seed, uint64(round)<<8|2)
	left := make([][]int, len(s.plan.blocks))
	row := s.rowOf(round)
	for to, from := range source.Perm(len(left)) {
		left[to] = s.shown(from, row)
	}
	shown := make([]int, s.n)
	places := make([][]int, s.n)
	for x := range places {
		places[x] = make([]int, len(s.rows[0]))
	}
	ordered := make([][]int, 0, len(left))
	for len(left) > 0 {
		next, least := 0, -1
		for j, block := range left {
			cost := 0
			for place, x := range block {
				cost += 2*shown[x]*shown[x] + places[x][place]
			}
			if least < 0 || cost < least {
				next, least = j, cost
			}
		}
		for place, x := range left[next] {
			shown[x]++
			places[x][place]++
		}
		ordered = append(ordered, left[next])
		left = append(left[:next], left[next+1:]...)
	}
	return ordered
}

// rowOf gives the row of the Williams square that a round begins with.
func (s *sequence) rowOf(round int) int {
	turn := random(s.seed, uint64(round/len(s.rows))<<8|3).Perm(len(s.rows))
	return turn[round%len(s.rows)]
}

// shown is a block in the order of its round.
func (s *sequence) shown(block, first int) []int {
	row := s.rows[(first+s.plan.group[block])%len(s.rows)]
	order := make([]int, len(row))
	for place, i := range row {
		order[place] = s.plan.blocks[block][i]
	}
	return order
}

// williams gives the rows of a square of order k in which every index is in every place, and follows every other, equally
// often: k rows when k is even, else these and their mirror images.
func williams(k int) [][]int {
	first := make([]int, k)
	for i := range first {
		if first[i] = i / 2; i%2 == 1 {
			first[i] = k - 1 - i/2
		}
	}
	var rows [][]int
	for shift := range k {
		row := make([]int, k)
		for i, x := range first {
			row[i] = (x + shift) % k
		}
		rows = append(rows, row)
	}
	if k%2 == 0 {
		return rows
	}
	for _, row := range rows[:k] {
		mirrored := make([]int, k)
		for i, x := range row {
			mirrored[k-1-i] = x
		}
		rows = append(rows, mirrored)
	}
	return rows
}
