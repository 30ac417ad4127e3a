package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
)

// TestEveryCellIsADomain: without domains a contrast is one of cells, which takes no look at the rows for its counts.
func TestEveryCellIsADomain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawMade(t, 2).lay(t)
		tables, coef := l.tables(), make([]float64, len(l.cells))
		domains, rows := make([]stats.Cells, len(l.cells)), make([]reference.Domain, len(l.cells))
		for c := range l.cells {
			domains[c], coef[c] = stats.Cells{c}, rapid.SampledFrom([]float64{1, -1, 0, 0.2}).Draw(t, "coefficient")
		}
		for row, c := range l.rated.Cell {
			rows[c] = append(rows[c], int32(row))
		}
		got, members := l.rated.Contrast(l.codes, likert(), tables, nil, coef, 0.95)
		named, of := l.rated.Contrast(l.codes, likert(), tables, domains, coef, 0.95)
		if !sameComparison(got, named) || members != of {
			t.Fatalf("got %+v of %d, want %+v of %d", got, members, named, of)
		}
		want := l.design.Contrast(l.answers(likert()), rows, coef, 0.95)
		failUnlike(t, "contrast", sameComparison(got, want), got, want)
	})
}

// TestManyCellsAreCounted: a group is a byte where codes are counted, and there may be more cells.
func TestManyCellsAreCounted(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const cells = 600
	rated, stratum, codes := stats.ClusteredRatings{Weight: []float64{}}, make([]int, cells), []int8{}
	want := make([]float64, cells)
	for c := range stratum {
		stratum[c] = c % 7
	}
	for range 5000 {
		c, w := r.IntN(cells), r.Float64()
		rated.Cell, rated.Weight, codes = append(rated.Cell, int32(c)), append(rated.Weight, w), append(codes, 3)
		want[c] += w
	}
	for c, table := range rated.Tabulate(codes, stratum) {
		sum := 0.0
		for _, code := range table.Codes {
			sum += code.W
		}
		if table.Stratum != c%7 || math.Abs(sum-want[c]) > 1e-9 {
			t.Fatalf("cell %d: got %+v, want a weight of %g in stratum %d", c, table, want[c], c%7)
		}
	}
}

func TestRatedWithoutAnswers(t *testing.T) {
	rated := stats.ClusteredRatings{Sizes: stats.StratumSizes{2}, Cell: []int32{0, 1}, Member: []int32{0, 1}, Members: 2}
	codes := []int8{-1, 3}
	tables := rated.Tabulate(codes, []int{0, 0})
	got, members := rated.Contrast(codes, stats.NewScale(1, 5), tables, nil, []float64{0.5, 0.5}, 0.95)
	if got.Reason != stats.NoValid || members != 1 {
		t.Errorf("got %q and %d members", got.Reason, members)
	}
}

// TestAMemberInTwoDomainsIsOne: who rated twice is one member of a pooled domain, and one who is shared between two.
func TestAMemberInTwoDomainsIsOne(t *testing.T) {
	rated := stats.ClusteredRatings{Sizes: stats.StratumSizes{3}, Members: 3, Cell: []int32{0, 1, 0, 1, 0},
		Member: []int32{0, 0, 1, 1, 2}, Weight: []float64{1, 3, 1, 1, 2}}
	codes, scale := []int8{1, 5, 98, 98, 4}, stats.NewScale(1, 5, 98)
	tables := rated.Tabulate(codes, []int{0, 0})
	mean := rated.Mean(codes, scale, tables, stats.Cells{0, 1}, 0.95)
	want := stats.Counts{Rows: 3, Members: 2, DKRows: 2, DKMembers: 1, Base: 3, DKShare: 2.0 / 8, NEffKish: 36.0 / 20}
	if !sameCounts(mean.Counts, want) {
		t.Errorf("got %+v, want %+v", mean.Counts, want)
	}
	contrast, members := rated.Contrast(codes, scale, tables, nil, []float64{1, -1}, 0.95)
	if contrast.Shared != 1 || members != 2 {
		t.Errorf("got %d shared of %d, want 1 of 2", contrast.Shared, members)
	}
}
