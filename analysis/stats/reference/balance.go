package reference

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/mat"
)

// Shown is one sample shown to one member: the block is the member's set, the position its place in it.
type Shown struct {
	Block    int
	Position float64
	Sample   int // from 0 on
}

// Span is the smallest and largest of a set of counts; Known is false for an empty set.
type Span struct {
	Min, Max int
	Known    bool
}

func (s *Span) add(n int) {
	if !s.Known || n < s.Min {
		s.Min = n
	}
	if !s.Known || n > s.Max {
		s.Max = n
	}
	s.Known = true
}

// Equal reports whether all counts are the same.
func (s Span) Equal() bool { return s.Known && s.Min == s.Max }

// Balance describes how evenly samples were shared out.
type Balance struct {
	Samples, Blocks  int
	K                Span // samples a block
	R                Span // blocks a sample
	Lambda           Span // blocks in which a pair of samples meets
	DuplicateBlocks  int  // blocks that show a sample twice
	Position         Span // times a sample stands in a position
	CarryOver        Span // times a sample directly follows another
	AllUsed          bool
	Connected        bool    // every sample can be compared with every other; false unless AllUsed
	Efficiency       float64 // A-efficiency, 1 for complete blocks; NaN unless Connected
	BIBD             bool    // balanced incomplete (or complete) blocks (Yates 1936)
	PositionBalanced bool
	CarryBalanced    bool // as in a square of Williams (1949)
}

// CheckBalance measures the balance of a design over a number of samples, on the plan or on completed interviews.
func CheckBalance(shown []Shown, samples int) Balance {
	b := Balance{Samples: samples, Efficiency: math.NaN(), AllUsed: true}
	blocks := inBlocks(shown)
	b.Blocks = len(blocks)
	m := mat.NewDense(max(samples, 1), max(len(blocks), 1), nil)
	r := make([]int, samples)
	for j, block := range blocks {
		b.K.add(len(block))
		duplicate := false
		for _, s := range block {
			r[s.Sample]++
			duplicate = duplicate || m.At(s.Sample, j) > 0
			m.Set(s.Sample, j, 1)
		}
		if duplicate {
			b.DuplicateBlocks++
		}
	}
	for _, n := range r {
		b.R.add(n)
		b.AllUsed = b.AllUsed && n > 0
	}
	meet := b.pairs(m)
	b.orders(blocks)
	b.BIBD = b.K.Equal() && b.K.Min > 1 && b.R.Equal() && b.Lambda.Equal() && b.DuplicateBlocks == 0
	b.PositionBalanced, b.CarryBalanced = b.Position.Equal(), b.CarryOver.Equal() && b.CarryOver.Min > 0
	if b.AllUsed && samples > 0 {
		if b.Connected = connected(meet, samples); b.Connected {
			b.Efficiency = efficiency(m, samples, len(blocks))
		}
	}
	return b
}

// inBlocks groups by block in order of appearance, each in order of position.
func inBlocks(shown []Shown) [][]Shown {
	index := map[int]int{}
	var blocks [][]Shown
	for _, s := range shown {
		j, ok := index[s.Block]
		if !ok {
			j = len(blocks)
			index[s.Block] = j
			blocks = append(blocks, nil)
		}
		blocks[j] = append(blocks[j], s)
	}
	for _, block := range blocks {
		sort.SliceStable(block, func(i, j int) bool { return block[i].Position < block[j].Position })
	}
	return blocks
}

// pairs counts in how many blocks samples meet.
func (b *Balance) pairs(m *mat.Dense) *mat.Dense {
	var meet mat.Dense
	meet.Mul(m, m.T())
	for i := range b.Samples {
		for j := range i {
			b.Lambda.add(int(meet.At(i, j)))
		}
	}
	return &meet
}

// orders counts positions and direct neighbours.
func (b *Balance) orders(blocks [][]Shown) {
	position := map[float64][]int{}
	follow := make([][]int, b.Samples)
	for i := range follow {
		follow[i] = make([]int, b.Samples)
	}
	for _, block := range blocks {
		for i, s := range block {
			if position[s.Position] == nil {
				position[s.Position] = make([]int, b.Samples)
			}
			position[s.Position][s.Sample]++
			if i > 0 {
				follow[block[i-1].Sample][s.Sample]++
			}
		}
	}
	for _, counts := range position {
		for _, n := range counts {
			b.Position.add(n)
		}
	}
	for i := range follow {
		for j, n := range follow[i] {
			if i != j {
				b.CarryOver.add(n)
			}
		}
	}
}

func connected(meet *mat.Dense, samples int) bool {
	reached := make([]bool, samples)
	reached[0] = true
	queue, count := []int{0}, 1
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		for j := range samples {
			if !reached[j] && meet.At(i, j) > 0 {
				reached[j] = true
				count++
				queue = append(queue, j)
			}
		}
	}
	return count == samples
}

// efficiency is the harmonic mean of the non-zero eigenvalues of the scaled information matrix.
func efficiency(m *mat.Dense, samples, blocks int) float64 {
	r, k := make([]float64, samples), make([]float64, blocks)
	for i := range samples {
		for j := range blocks {
			r[i] += m.At(i, j)
			k[j] += m.At(i, j)
		}
	}
	scaled := mat.NewDense(samples, blocks, nil)
	for i := range samples {
		for j := range blocks {
			scaled.Set(i, j, m.At(i, j)/math.Sqrt(r[i]*k[j]))
		}
	}
	var information mat.SymDense
	information.SymOuterK(-1, scaled)
	for i := range samples {
		information.SetSym(i, i, 1+information.At(i, i))
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(&information, false) {
		return math.NaN()
	}
	sum := 0.0
	for _, e := range eigen.Values(nil) {
		if e > 1e-9 {
			sum += 1 / e
		}
	}
	return ratio(float64(samples-1), sum)
}
