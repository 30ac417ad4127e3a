package stats

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// tables lists every table of the given size with a total, by counting.
func tables(cells, sum int, visit func(body []int)) {
	body := make([]int, cells)
	var fill func(i, left int)
	fill = func(i, left int) {
		if i == cells-1 {
			body[i] = left
			visit(body)
			return
		}
		for n := 0; n <= left; n++ {
			body[i] = n
			fill(i+1, left-n)
		}
	}
	fill(0, sum)
}

func bodyOf(flat []int, cols int) [][]int {
	var out [][]int
	for i := 0; i < len(flat); i += cols {
		out = append(out, flat[i:i+cols])
	}
	return out
}

func crossTableOf(t testing.TB, flat []int, cols int) *CrossTable {
	t.Helper()
	table, err := NewCrossTable(bodyOf(flat, cols))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func allCells(rows, cols int) []Cell {
	var out []Cell
	for i := -1; i < rows; i++ {
		for j := -1; j < cols; j++ {
			out = append(out, Cell{i, j})
		}
	}
	return out
}

func TestAuditFindsWhatCountingAllTablesFinds(t *testing.T) {
	const rows, cols = 2, 3
	rapid.Check(t, func(rt *rapid.T) {
		flat := rapid.SliceOfN(rapid.IntRange(0, 3), rows*cols, rows*cols).Draw(rt, "counts")
		truth := crossTableOf(t, flat, cols)
		var hidden []Cell
		for _, c := range allCells(rows, cols)[1:] { // the grand total is always published
			if rapid.Bool().Draw(rt, "hidden") {
				hidden = append(hidden, c)
			}
		}
		low, high := map[Cell]int{}, map[Cell]int{}
		tables(rows*cols, truth.Total(), func(body []int) {
			other := crossTableOf(t, body, cols)
			for _, c := range allCells(rows, cols) {
				if !slices.Contains(hidden, c) && other.N(c) != truth.N(c) {
					return
				}
			}
			for _, c := range hidden {
				n := other.N(c)
				if before, ok := low[c]; !ok || n < before {
					low[c] = n
				}
				high[c] = max(high[c], n)
			}
		})
		for _, f := range truth.Audit(hidden, hidden) {
			if f.Low != low[f.Cell] || f.High != high[f.Cell] {
				rt.Fatalf("%v hidden of %v: cell %v got %d..%d, want %d..%d", hidden, flat, f.Cell, f.Low, f.High, low[f.Cell], high[f.Cell])
			}
		}
	})
}

func TestSuppressionProtectsEveryPrimaryCell(t *testing.T) {
	needed, primaryOnlyFails := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		cols := rapid.IntRange(2, 4).Draw(rt, "columns")
		flat := rapid.SliceOfN(rapid.IntRange(0, 30), 3*cols, 3*cols).Draw(rt, "counts")
		table := crossTableOf(t, flat, cols)
		s := table.Suppress(8)
		if s.All {
			return
		}
		for _, c := range allCells(3, cols)[1:] {
			if n := table.N(c); n > 0 && n < 8 != slices.Contains(s.Primary, c) {
				rt.Fatalf("cell %v with %d members: primary %v", c, n, s.Primary)
			}
		}
		if slices.Contains(s.Secondary, Cell{Total, Total}) {
			rt.Fatal("the grand total is hidden")
		}
		for _, f := range s.Intervals {
			if f.Width() < 8 || f.Low > f.N || f.High < f.N {
				rt.Fatalf("cell %v is narrowed to %d..%d", f.Cell, f.Low, f.High)
			}
		}
		if s.Needed {
			needed++
			for _, f := range table.Audit(s.Primary, s.Primary) {
				if f.Width() < 8 {
					primaryOnlyFails++
					break
				}
			}
		}
	})
	if needed == 0 || primaryOnlyFails != needed {
		t.Errorf("primary cells alone were exposed in %d of %d tables that needed more", primaryOnlyFails, needed)
	}
}

func TestSuppressionIsTheCheapest(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		flat := rapid.SliceOfN(rapid.IntRange(0, 12), 6, 6).Draw(rt, "counts")
		table := crossTableOf(t, flat, 3)
		s := table.Suppress(5)
		if s.All || !s.Needed {
			return
		}
		var open []Cell
		for _, c := range allCells(2, 3)[1:] {
			if table.N(c) > 0 && !slices.Contains(s.Primary, c) {
				open = append(open, c)
			}
		}
		for set := range 1 << len(open) {
			hidden, cost := slices.Clone(s.Primary), 0
			for i, c := range open {
				if set&(1<<i) != 0 {
					hidden, cost = append(hidden, c), cost+table.N(c)
				}
			}
			if cost >= s.Cost {
				continue
			}
			safe := true
			for _, f := range table.Audit(hidden, s.Primary) {
				safe = safe && f.Width() >= 5
			}
			if safe {
				rt.Fatalf("%v: found %v for %d, but %v costs %d", flat, s.Secondary, s.Cost, hidden, cost)
			}
		}
	})
}

func TestSuppressionEdges(t *testing.T) {
	if s := crossTableOf(t, []int{1, 2, 3, 3}, 2).Suppress(10); !s.All || s.Total != 9 {
		t.Errorf("nine members in all: got %+v, want nothing shown", s)
	}
	if s := crossTableOf(t, []int{10, 0, 12, 30}, 2).Suppress(10); s.All || s.Needed || len(s.Primary) > 0 {
		t.Errorf("nothing small: got %+v, want everything shown", s)
	}
	if s := crossTableOf(t, []int{100, 3}, 1).Suppress(10); !s.Needed {
		t.Errorf("one column: got %+v, want complementary cells", s)
	}
	if s := crossTableOf(t, []int{0, 0, 3, 0, 0, 0, 20, 0, 0}, 3).Suppress(10); s.All || s.Intervals[0].High != 23 {
		t.Errorf("two filled cells: got %+v, want either to hold anything up to the total", s)
	}
	if _, err := NewCrossTable([][]int{{1, -1}}); err == nil {
		t.Error("a negative count: got no error")
	}
	if _, err := NewCrossTable([][]int{{1}, {1, 2}}); err == nil {
		t.Error("ragged rows: got no error")
	}
}

func TestLargeTablesEndSoon(t *testing.T) {
	var flat []int
	for i := range 15 * 12 {
		flat = append(flat, (i*i*7+i*13)%41)
	}
	s := crossTableOf(t, flat, 12).Suppress(10)
	for _, f := range s.Intervals {
		if f.Width() < 10 {
			t.Errorf("cell %v is narrowed to %d..%d", f.Cell, f.Low, f.High)
		}
	}
	if s.All || len(s.Primary) == 0 {
		t.Errorf("got %d primary cells, all hidden %t", len(s.Primary), s.All)
	}
}

func TestDifferencesAreFound(t *testing.T) {
	all := members(0, 40)
	g := NewGroups([][]int32{all, members(0, 20), members(20, 35), members(0, 35), append(members(0, 20), 3, 3), members(50, 53), {}})
	got := fmt.Sprint(g.Unsafe(10))
	want := fmt.Sprint([]Difference{{0, []int{1, 2}, 5}, {0, []int{2, 4}, 5}, {0, []int{3}, 5}})
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if small := g.TooSmall(10); len(small) != 1 || small[0] != 5 {
		t.Errorf("too small: got %v, want the sixth", small)
	}
	if g.Size(4) != 20 || g.Size(6) != 0 {
		t.Errorf("sizes: got %d and %d", g.Size(4), g.Size(6))
	}
	if loose := g.Unsafe(5); len(loose) != 0 {
		t.Errorf("with groups of five allowed: got %v", loose)
	}
}

func members(from, to int32) []int32 {
	var out []int32
	for m := from; m < to; m++ {
		out = append(out, m)
	}
	return out
}
