package stats

import (
	"math"
	"math/rand/v2"
)

func likert() *Scale { return NewScale(1, 5, 98) }

// near compares figures of which both may be NaN.
func near(a, b float64) bool {
	if math.IsNaN(a) || math.IsNaN(b) {
		return math.IsNaN(a) && math.IsNaN(b)
	}
	return math.Abs(a-b) <= 1e-9+1e-9*math.Abs(b)
}

func shuffled(n int, seed uint64) []int { return rand.New(rand.NewPCG(seed, 7)).Perm(n) }
