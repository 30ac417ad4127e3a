package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"realitycheck/analysis/stats"
)

// ratedRows lets members of two strata rate 3 of 5 things each, in no order; a cell is a thing in a stratum.
func ratedRows(r *rand.Rand, members int, weighted bool) (rated stats.Rated, rowWeight []float64, strata []int32, codes []int8) {
	rated = stats.Rated{Scope: stats.Scope{0, 0}, Members: members + 3, Stratum: make([]uint8, members+3)}
	for m := range members {
		h := m % 2
		rated.Stratum[m] = uint8(h)
		rated.Scope[h]++
		w := 1.0
		if weighted {
			w = 0.3 + r.Float64()
		}
		for _, thing := range r.Perm(5)[:3] {
			rated.Cell, rated.Member = append(rated.Cell, int32(h*5+thing)), append(rated.Member, int32(m))
			if weighted {
				rated.Weight = append(rated.Weight, w)
			}
			rowWeight, strata = append(rowWeight, w), append(strata, int32(h))
			codes = append(codes, []int8{1, 2, 3, 4, 5, 98, -1}[r.IntN(7)])
		}
	}
	return rated, rowWeight, strata, codes
}

func TestRatedAgreesWithTheDesign(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	fifth := 1.0 / 5
	for name, coef := range map[string][]float64{
		"average of one stratum": {fifth, fifth, fifth, fifth, fifth, 0, 0, 0, 0, 0},
		"difference of averages": {fifth, fifth, fifth, fifth, fifth, -fifth, -fifth, -fifth, -fifth, -fifth},
		"two cells":              {1, 0, -1, 0, 0, 0, 0, 0, 0, 0},
		"one cell":               {0, 0, 0, 0, 0, 0, 1, 0, 0, 0},
	} {
		for _, weighted := range []bool{false, true} {
			rated, weight, strata, codes := ratedRows(r, 60, weighted)
			design, err := stats.NewDesign(len(codes), strata, rated.Member, weight)
			if err != nil {
				t.Fatal(err)
			}
			domains, group, stratum := make([]stats.Domain, 10), make([]uint8, len(codes)), make([]int, 10)
			for row, cell := range rated.Cell {
				domains[cell] = append(domains[cell], int32(row))
				group[row] = uint8(cell)
				stratum[cell] = int(cell) / 5
			}
			scale := stats.NewScale(1, 5, 98)
			for _, scale := range []*stats.Scale{scale, scale.Share(4, 5)} {
				want := design.Contrast(stats.Answers{Codes: codes, Scale: scale}, domains, coef, 0.95)
				got, members := rated.Contrast(codes, scale, stats.Tabulate(codes, group, stratum, weight), coef, 0.95)
				for figure, pair := range map[string][2]float64{"estimate": {got.Estimate, want.Estimate}, "se": {got.SE, want.SE}, "df": {got.DF, want.DF},
					"p": {got.P, want.P}, "low": {got.Low, want.Low}, "corr": {got.Corr, want.Corr}, "effect": {got.Effect, want.Effect},
					"r_degf": {got.RDegf, want.RDegf}, "se_independent": {got.SEIndependent, want.SEIndependent}} {
					if !(math.Abs(pair[0]-pair[1]) < 1e-9 || math.IsNaN(pair[0]) && math.IsNaN(pair[1])) {
						t.Errorf("%s, weighted %v: %s is %v, want %v", name, weighted, figure, pair[0], pair[1])
					}
				}
				if got.Reason != want.Reason || got.Shared != want.Shared {
					t.Errorf("%s: got %q with %d shared, want %q with %d", name, got.Reason, got.Shared, want.Reason, want.Shared)
				}
				if valid := validMembers(&rated, codes, coef); members != valid {
					t.Errorf("%s: got %d members, want %d", name, members, valid)
				}
			}
		}
	}
}

func validMembers(rated *stats.Rated, codes []int8, coef []float64) int {
	seen := map[int32]bool{}
	for row, cell := range rated.Cell {
		if coef[cell] != 0 && codes[row] >= 1 && codes[row] <= 5 {
			seen[rated.Member[row]] = true
		}
	}
	return len(seen)
}

func TestRatedWithoutAnswers(t *testing.T) {
	rated := stats.Rated{Scope: stats.Scope{2}, Cell: []int32{0, 1}, Member: []int32{0, 1}, Members: 2}
	codes := []int8{-1, 3}
	tallies := stats.Tabulate(codes, []uint8{0, 1}, []int{0, 0}, nil)
	if got, members := rated.Contrast(codes, stats.NewScale(1, 5), tallies, []float64{0.5, 0.5}, 0.95); got.Reason != stats.NoValid || members != 1 {
		t.Errorf("got %q and %d members", got.Reason, members)
	}
}
