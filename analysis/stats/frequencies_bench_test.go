package stats

import (
	"math/rand/v2"
	"sync"
	"testing"
)

// wave is a made wave of two panels in columns, the panels one after the other.
type wave struct {
	group   []uint8
	weight  []float64
	columns [][]int8
}

func makeWave(members, items int, seed uint64) wave {
	r := rand.New(rand.NewPCG(seed, 1))
	w := wave{group: make([]uint8, members), weight: make([]float64, members), columns: make([][]int8, items)}
	for i := range w.group {
		w.group[i] = uint8(2 * i / members)
		w.weight[i] = 0.3 + 2*r.Float64()
	}
	for k := range w.columns {
		w.columns[k] = make([]int8, members)
		for i := range w.columns[k] {
			w.columns[k][i] = int8(1 + r.IntN(5))
			if r.IntN(20) == 0 {
				w.columns[k][i] = 98
			}
		}
	}
	return w
}

// pairs lets four in five of each panel return, in an order of their own.
func (w wave) pairs(other wave) []Pairs {
	r := rand.New(rand.NewPCG(3, 4))
	half := len(w.group) / 2
	var out []Pairs
	for h := range 2 {
		order := r.Perm(half)[:half*4/5]
		a, b := make([]int32, len(order)), make([]int32, len(order))
		for i, to := range order {
			a[i], b[i] = int32(h*half+i), int32(h*half+to)
		}
		out = append(out, NewPairs(h, a, b, w.weight, other.weight))
	}
	return out
}

// BenchmarkWave computes all estimates, gaps and changes of a wave of a million members and 40 items on two goroutines.
func BenchmarkWave(b *testing.B) {
	const members, items = 1_000_000, 40
	before, now := makeWave(members, items, 1), makeWave(members, items, 2)
	pairs := before.pairs(now)
	scale := NewScale(1, 5, 98)
	top := scale.Share(4, 5)
	scope := StratumSizes{members / 2, members / 2}
	both := StratumSizes{members * 6 / 10, members * 6 / 10}
	past := make([][]FrequencyTable, items)
	for k := range past {
		past[k] = Tabulate(before.columns[k], before.group, []int{0, 1}, before.weight)
	}
	b.ResetTimer()
	for range b.N {
		var wait sync.WaitGroup
		for worker := range 2 {
			wait.Go(func() {
				for k := worker; k < items; k += 2 {
					t := Tabulate(now.columns[k], now.group, []int{0, 1}, now.weight)
					scope.Contrast(scale, 0.95, []Domain{{t[0]}, {t[1]}}, []float64{1, -1})
					for h := range t {
						scope.Mean(scale, 0.95, t[h])
						scope.Proportion(top, 0.95, t[h])
						both.Change(scale, 0.95, past[k][h:h+1], t[h:h+1], pairs[h].Tabulate(scale, before.columns[k], now.columns[k]))
					}
				}
			})
		}
		wait.Wait()
	}
}

// BenchmarkEstimates leaves the changes out.
func BenchmarkEstimates(b *testing.B) {
	const members, items = 1_000_000, 40
	now := makeWave(members, items, 2)
	scale := NewScale(1, 5, 98)
	scope := StratumSizes{members / 2, members / 2}
	b.ResetTimer()
	for range b.N {
		var wait sync.WaitGroup
		for worker := range 2 {
			wait.Go(func() {
				for k := worker; k < items; k += 2 {
					t := Tabulate(now.columns[k], now.group, []int{0, 1}, now.weight)
					scope.Contrast(scale, 0.95, []Domain{{t[0]}, {t[1]}}, []float64{1, -1})
					scope.Mean(scale, 0.95, t[0])
					scope.Mean(scale, 0.95, t[1])
				}
			})
		}
		wait.Wait()
	}
}

// BenchmarkTabulate is one column of a million rows.
func BenchmarkTabulate(b *testing.B) {
	w := makeWave(1_000_000, 1, 6)
	for name, weight := range map[string][]float64{"weighted": w.weight, "unweighted": nil} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(w.group)))
			for b.Loop() {
				Tabulate(w.columns[0], w.group, []int{0, 1}, weight)
			}
		})
	}
}
