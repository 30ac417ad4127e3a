package analysis_test

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
)

// field is 2^61-1.
const field = 1<<61 - 1

func times(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return bits.Rem64(high, low, field)
}

func inverse(a uint64) uint64 {
	result := uint64(1)
	for n := uint64(field - 2); n > 0; n >>= 1 {
		if n&1 == 1 {
			result = times(result, a)
		}
		a = times(a, a)
	}
	return result
}

// found are the victims: members whose answer is solved, equations about fewer than nMin, and limits that are told
// exactly after all.
type found struct{ solved, small, limits int }

func (r *reading) victims(nMin int) (all map[string]found) {
	all = map[string]found{}
	for m, equations := range r.equations {
		f := all[m.kind]
		s := newSystem(equations, r.untold[m])
		for _, row := range s.reduce() {
			switch n := s.members(row, nMin); {
			case n == 1:
				f.solved++
				fallthrough
			case n > 1 && n < nMin:
				f.small++
			}
		}
		f.limits += s.derived()
		all[m.kind] = f
	}
	return all
}

// system holds equations by kinds of answers: those that count the same in every one.
type system struct {
	kinds  [][]answer
	rows   [][]uint64
	first  []int // by reduced row its first kind
	untold [][]uint64
}

func newSystem(equations, untold []equation) *system {
	keys := map[answer][]byte{}
	both := slices.Concat(equations, untold)
	for i, e := range both {
		for a, x := range e {
			if keys[a] == nil {
				keys[a] = make([]byte, 8*len(both))
			}
			binary.BigEndian.PutUint64(keys[a][8*i:], x)
		}
	}
	byKey := map[string][]answer{}
	for a, key := range keys {
		byKey[string(key)] = append(byKey[string(key)], a)
	}
	var order []string
	for key := range byKey {
		order = append(order, key)
	}
	slices.SortFunc(order, func(a, b string) int { // the large first, so that what is left speaks of small ones
		return cmp.Or(len(byKey[b])-len(byKey[a]), cmp.Compare(a, b))
	})
	s := &system{rows: make([][]uint64, len(equations)), untold: make([][]uint64, len(untold))}
	for _, key := range order {
		s.kinds = append(s.kinds, byKey[key])
		for i := range both {
			x := binary.BigEndian.Uint64([]byte(key)[8*i:])
			if i < len(equations) {
				s.rows[i] = append(s.rows[i], x)
			} else {
				s.untold[i-len(equations)] = append(s.untold[i-len(equations)], x)
			}
		}
	}
	return s
}

func subtract(row, from []uint64, factor uint64) {
	for i, x := range row {
		if x != 0 {
			from[i] = (from[i] + field - times(x, factor)) % field
		}
	}
}

// reduce brings the rows in reduced echelon form and returns those that are left.
func (s *system) reduce() [][]uint64 {
	top := 0
	for c := 0; c < len(s.kinds) && top < len(s.rows); c++ {
		p := slices.IndexFunc(s.rows[top:], func(row []uint64) bool { return row[c] != 0 })
		if p < 0 {
			continue
		}
		s.rows[top], s.rows[top+p] = s.rows[top+p], s.rows[top]
		factor := inverse(s.rows[top][c])
		for i, x := range s.rows[top] {
			s.rows[top][i] = times(x, factor)
		}
		for i, row := range s.rows {
			if i != top && row[c] != 0 {
				subtract(s.rows[top], row, row[c])
			}
		}
		s.first = append(s.first, c)
		top++
	}
	return s.rows[:top]
}

// members counts whom a row is about, at most up to many: who returned in another wave is one, and answers to one sample
// are of different members.
func (s *system) members(row []uint64, many int) int {
	waves, most := map[string]map[int32]bool{}, 0
	for k, x := range row {
		if x == 0 {
			continue
		}
		for _, a := range s.kinds[k] {
			if waves[a.wave] == nil {
				waves[a.wave] = map[int32]bool{}
			}
			waves[a.wave][a.row] = true
			if most = max(most, len(waves[a.wave])); most >= many {
				return most
			}
		}
	}
	return most
}

// derived counts the limits whose figure follows from the reduced rows.
func (s *system) derived() (n int) {
	for _, target := range s.untold {
		for i, c := range s.first {
			if target[c] != 0 {
				subtract(s.rows[i], target, target[c])
			}
		}
		if !slices.ContainsFunc(target, func(x uint64) bool { return x != 0 }) {
			n++
		}
	}
	return n
}
