package assign_test

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"

	"realitycheck/survey/assign"
)

// balance is what a list of orders comes to, counted here and by nothing of the package.
type balance struct {
	shown  []int            // by sample
	pairs  map[[2]int]int   // blocks that hold both
	places [][]int          // by sample and place
	next   map[[2]int]int   // the second shown right after the first
	twice  int              // blocks with a sample more than once
	sizes  map[int]struct{} // lengths of blocks
}

func count(n int, orders [][]int) balance {
	b := balance{shown: make([]int, n), pairs: map[[2]int]int{}, places: make([][]int, n), next: map[[2]int]int{},
		sizes: map[int]struct{}{}}
	for x := range n {
		b.places[x] = make([]int, n)
	}
	for x := range n {
		for y := range n {
			if x != y {
				b.pairs[[2]int{x, y}], b.next[[2]int{x, y}] = 0, 0
			}
		}
	}
	for _, order := range orders {
		b.sizes[len(order)] = struct{}{}
		sorted := slices.Sorted(slices.Values(order))
		if len(slices.Compact(sorted)) != len(order) {
			b.twice++
		}
		for i, x := range order {
			b.shown[x]++
			b.places[x][i]++
			for j, y := range order {
				if i != j {
					b.pairs[[2]int{x, y}]++
				}
			}
			if i > 0 {
				b.next[[2]int{order[i-1], x}]++
			}
		}
	}
	return b
}

func values(counts map[[2]int]int) []int {
	var all []int
	for _, c := range counts {
		all = append(all, c)
	}
	return all
}

func spread(counts []int) int { return slices.Max(counts) - slices.Min(counts) }

func TestThirteenByFourIsBalancedWithThirteenBlocks(t *testing.T) {
	for seed := range uint64(20) {
		blocks := assign.Design(13, 4, seed)
		b := count(13, blocks)
		if len(blocks) != 13 || spread(b.shown) != 0 || b.shown[0] != 4 || spread(values(b.pairs)) != 0 || b.pairs[[2]int{0, 1}] != 1 {
			t.Errorf("seed %d: got %d blocks, samples %v, pairs %v", seed, len(blocks), b.shown, b.pairs)
		}
	}
}

func TestDesignIsBalancedOrNearlySo(t *testing.T) {
	balanced := map[[2]int]bool{{7, 3}: true, {11, 5}: true, {13, 3}: true, {13, 4}: true, {15, 7}: true, {19, 3}: true, {21, 5}: true, {6, 3}: true,
		{9, 4}: true, {5, 2}: true, {4, 3}: true, {4, 4}: true, {1, 1}: true, {6, 1}: true}
	for n := 1; n <= 24; n++ {
		for k := 1; k <= min(n, 7); k++ {
			blocks := assign.Design(n, k, 1)
			b := count(n, blocks)
			_, rightSize := b.sizes[k]
			if !rightSize || len(b.sizes) != 1 || b.twice > 0 {
				t.Errorf("(%d,%d): blocks %v", n, k, blocks)
			}
			if spread(b.shown) != 0 {
				t.Errorf("(%d,%d): samples shown %v", n, k, b.shown)
			}
			if n > 1 && spread(values(b.pairs)) > 1 {
				t.Errorf("(%d,%d): pairs differ by %d", n, k, spread(values(b.pairs)))
			}
			if n > 1 && balanced[[2]int{n, k}] && spread(values(b.pairs)) != 0 {
				t.Errorf("(%d,%d): pairs differ, but a balanced design exists", n, k)
			}
		}
	}
}

func TestNoDesignForWhatCannotBe(t *testing.T) {
	for _, c := range [][2]int{{0, 0}, {3, 0}, {3, 4}, {0, 1}, {3, -1}} {
		if blocks := assign.Design(c[0], c[1], 1); blocks != nil {
			t.Errorf("(%d,%d): got %v", c[0], c[1], blocks)
		}
		if order := assign.Sequence(c[0], c[1], 1)(0); order != nil {
			t.Errorf("(%d,%d): got %v", c[0], c[1], order)
		}
	}
}

func take(at func(int) []int, n int) [][]int {
	orders := make([][]int, n)
	for i := range orders {
		orders[i] = at(i)
	}
	return orders
}

func TestSequenceIsEvenAfterWholeRounds(t *testing.T) {
	for _, c := range []struct{ n, k, rows int }{{13, 4, 4}, {7, 3, 6}, {11, 5, 10}, {12, 4, 4}, {6, 3, 6}, {5, 2, 2}} {
		t.Run(fmt.Sprint(c.n, " by ", c.k), func(t *testing.T) {
			blocks := len(assign.Design(c.n, c.k, 5))
			b := count(c.n, take(assign.Sequence(c.n, c.k, 5), blocks*c.rows))
			if b.twice > 0 || spread(b.shown) != 0 {
				t.Errorf("samples shown %v, %d blocks with one twice", b.shown, b.twice)
			}
			for x, places := range b.places {
				if spread(places[:c.k]) != 0 {
					t.Errorf("sample %d in places %v", x, places[:c.k])
				}
			}
			for pair, together := range b.pairs {
				// Of k(k-1) ordered pairs of a block, k-1 are neighbours.
				if got := b.next[pair]; got*c.k != together {
					t.Errorf("%v: %d times next to each other in %d blocks", pair, got, together)
				}
			}
		})
	}
}

// At any stop no sample is a whole round of its appearances, 4, behind another. A difference of 3 cannot always be
// avoided: any two of these blocks share a sample, and after the fourth no block holds just the samples not shown yet.
func TestSequenceIsNearlyEvenAtAnyStop(t *testing.T) {
	for seed := range uint64(10) {
		orders := take(assign.Sequence(13, 4, seed), 260)
		for stop := 1; stop <= len(orders); stop++ {
			b := count(13, orders[:stop])
			if s := spread(b.shown); s > 3 {
				t.Fatalf("seed %d, stop %d: samples shown %v", seed, stop, b.shown)
			}
			for x, places := range b.places {
				if s := spread(places[:4]); s > 2 {
					t.Fatalf("seed %d, stop %d: sample %d in places %v", seed, stop, x, places[:4])
				}
			}
			if s := spread(values(b.pairs)); s > 1 {
				t.Fatalf("seed %d, stop %d: pairs differ by %d", seed, stop, s)
			}
		}
	}
}

// The control for the tests above: drawing at random is far from even.
func TestTheChecksSeeAnUnevenSequence(t *testing.T) {
	first := assign.Sequence(13, 4, 1)(0)
	b := count(13, [][]int{first, first, first})
	if spread(b.shown) != 3 || spread(values(b.pairs)) != 3 || spread(values(b.next)) != 3 {
		t.Errorf("got %+v", b)
	}
}

func TestSequenceIsTheSameEverywhereAndInAnyOrder(t *testing.T) {
	want := take(assign.Sequence(13, 4, 7), 100)
	at := assign.Sequence(13, 4, 7)
	got := make([][]int, 100)
	var all sync.WaitGroup
	for i := range 100 {
		all.Go(func() { got[99-i] = at(99 - i) })
	}
	all.Wait()
	if !reflect.DeepEqual(got, want) {
		t.Error("another instance gives another sequence")
	}
	if other := take(assign.Sequence(13, 4, 8), 100); reflect.DeepEqual(other, want) {
		t.Error("another seed gives the same sequence")
	}
}

// The archive keeps the order in which somebody saw the samples. If rounds took the rows of the square in turn, that order
// would tell how early somebody came. Four samples of which all are shown make rounds of one respondent.
func TestRoundsTakeTheirRowsInARandomOrder(t *testing.T) {
	moves := map[string]int{}
	for seed := range uint64(60) {
		orders := take(assign.Sequence(4, 4, seed), 2)
		move := ""
		for _, x := range orders[1] {
			move += fmt.Sprint(slices.Index(orders[0], x))
		}
		moves[move]++
	}
	if len(moves) != 3 { // from any row to any of the three others
		t.Errorf("from the first to the second round orders move as %v, want 3 ways", moves)
	}
}
