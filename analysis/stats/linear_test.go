package stats_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"realitycheck/analysis/stats"
)

func TestSizedGroupsAreThoseOfTheirMembers(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 200 {
		numbers, size := 1+r.IntN(9), []int{}
		members := [][]int32{}
		next := int32(0)
		for range numbers {
			n := r.IntN(6)
			size = append(size, n)
			var list []int32
			for range n {
				list = append(list, next)
				next++
			}
			members = append(members, list)
		}
		var sized, plain [][]int32
		for range 1 + r.IntN(5) {
			var of, in []int32
			for i := range int32(numbers) {
				if r.IntN(2) == 0 {
					of, in = append(of, i), append(in, members[i]...)
				}
			}
			sized, plain = append(sized, of), append(plain, in)
		}
		a, b := stats.NewSizedGroups(sized, size), stats.NewGroups(plain)
		for i := range sized {
			if a.Size(i) != b.Size(i) {
				t.Fatalf("size of %v with %v: got %d, want %d", sized[i], size, a.Size(i), b.Size(i))
			}
		}
		if got, want := a.Unsafe(3), b.Unsafe(3); !reflect.DeepEqual(got, want) && !anyEmpty(b, len(plain)) {
			t.Fatalf("%v with %v: got %v, want %v", sized, size, got, want)
		}
		if got, want := solved(a), solved(b); got != want {
			t.Fatalf("%v with %v: %d members solved, want %d", sized, size, got, want)
		}
	}
}

func solved(g *stats.Groups) int { return len(g.Exposed(2)) }

func anyEmpty(g *stats.Groups, n int) bool {
	for i := range n {
		if g.Size(i) == 0 {
			return true
		}
	}
	return false
}

// TestLinearArithmeticGoesFurtherThanSubtraction holds two overlapping pairs of groups that subtraction cannot take apart.
func TestLinearArithmeticGoesFurtherThanSubtraction(t *testing.T) {
	part := func(from, n int32) []int32 {
		var list []int32
		for m := from; m < from+n; m++ {
			list = append(list, m)
		}
		return list
	}
	a, b, c := part(0, 20), part(20, 20), part(40, 2)
	both := func(x ...[]int32) []int32 { return slices.Concat(x...) }
	groups := stats.NewGroups([][]int32{both(a, b), both(b, c), both(a, c)})
	if found := groups.Unsafe(10); len(found) != 0 {
		t.Errorf("subtraction finds %v", found)
	}
	found := groups.Exposed(10)
	if len(found) != 1 || found[0].Members != 2 || len(found[0].Groups) != 3 {
		t.Errorf("got %+v, want the two members of c from three groups", found)
	}
	if found := stats.NewGroups([][]int32{both(a, b), both(b, c)}).Exposed(10); len(found) != 0 {
		t.Errorf("got %+v, want nothing from two groups", found)
	}
}
