package stats_test

import (
	"fmt"
	"math"

	"pgregory.net/rapid"

	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
)

// made is a small scope: rows of members in strata, each of some kind, such as a wave or a sample.
type made struct {
	strata, clusters []int32
	kind             []int
	weight           []float64
	codes            []int8
}

const kinds = 4

// drawMade draws up to 30 members with up to `most` rows of a kind. Weights differ by row, as they do between waves.
func drawMade(t *rapid.T, most int) made {
	var m made
	strata := rapid.IntRange(1, 3).Draw(t, "strata")
	for id := range rapid.IntRange(1, 30).Draw(t, "members") {
		for kind := range kinds {
			for range rapid.IntRange(0, most).Draw(t, "rows") {
				m.strata, m.clusters, m.kind = append(m.strata, int32(id%strata)), append(m.clusters, int32(id)), append(m.kind, kind)
				m.weight = append(m.weight, rapid.SampledFrom([]float64{1, 0.37, 2.2, 0.9}).Draw(t, "weight"))
				m.codes = append(m.codes, rapid.SampledFrom([]int8{1, 2, 3, 4, 5, 4, 5, 98, 0}).Draw(t, "code"))
			}
		}
	}
	return m
}

// subgroup is a domain: the rows of some kinds, in one stratum or in all (-1).
type subgroup struct {
	kinds   [kinds]bool
	stratum int32
}

func drawSubgroup(t *rapid.T) subgroup {
	s := subgroup{stratum: int32(rapid.IntRange(-1, 2).Draw(t, "of stratum"))}
	for k := range s.kinds {
		s.kinds[k] = rapid.Bool().Draw(t, "kind")
	}
	return s
}

func (s subgroup) has(stratum int32, kind int) bool {
	return s.kinds[kind] && (s.stratum < 0 || s.stratum == stratum)
}

// laid is a made scope in the types of either engine. A cell holds the n-th rows of a kind of the members of a stratum.
type laid struct {
	made
	rated  stats.ClusteredRatings
	cells  []cell
	design *reference.Design
}

type cell struct {
	stratum int32
	kind, n int
}

func (m made) lay(t fataler) laid {
	design, err := reference.NewDesign(len(m.codes), m.strata, m.clusters, m.weight)
	if err != nil {
		t.Fatal(err)
	}
	l := laid{made: m, design: design}
	l.rated = stats.ClusteredRatings{Sizes: design.Members(), Member: m.clusters, Weight: m.weight}
	number, times := map[cell]int{}, map[string]int{}
	for row, member := range m.clusters {
		for l.rated.Members <= int(member) {
			l.rated.Members++
			l.rated.Stratum = append(l.rated.Stratum, 0)
		}
		l.rated.Stratum[member] = uint8(m.strata[row])
		seen := fmt.Sprint(member, m.kind[row])
		c := cell{m.strata[row], m.kind[row], times[seen]}
		times[seen]++
		if _, known := number[c]; !known {
			number[c] = len(l.cells)
			l.cells = append(l.cells, c)
		}
		l.rated.Cell = append(l.rated.Cell, int32(number[c]))
	}
	return l
}

type fataler interface{ Fatal(...any) }

// tables counts the codes by cell.
func (l laid) tables() []stats.FrequencyTable {
	stratum := make([]int, len(l.cells))
	for i, c := range l.cells {
		stratum[i] = int(c.stratum)
	}
	return l.rated.Tabulate(l.codes, stratum)
}

// both gives a domain as cells and as rows.
func (l laid) both(s subgroup) (stats.Cells, reference.Domain) {
	cells, rows := stats.Cells{}, reference.Domain{}
	for i, c := range l.cells {
		if s.has(c.stratum, c.kind) {
			cells = append(cells, i)
		}
	}
	for row := range l.codes {
		if s.has(l.strata[row], l.kind[row]) {
			rows = append(rows, int32(row))
		}
	}
	return cells, rows
}

func (l laid) answers(scale *stats.Scale) reference.Answers { return reference.Coded(l.codes, scale) }

func likert() *stats.Scale { return stats.NewScale(1, 5, 98) }

// near compares figures of which both may be NaN.
func near(a, b float64) bool {
	if math.IsNaN(a) || math.IsNaN(b) {
		return math.IsNaN(a) && math.IsNaN(b)
	}
	return math.Abs(a-b) <= 1e-9+1e-9*math.Abs(b)
}

func sameCounts(a, b stats.Counts) bool {
	return a.Rows == b.Rows && a.Members == b.Members && a.DKRows == b.DKRows && a.DKMembers == b.DKMembers &&
		a.MissingRows == b.MissingRows && a.Base == b.Base && near(a.DKShare, b.DKShare) && near(a.NEffKish, b.NEffKish)
}

func sameEstimate(a, b stats.Estimate) bool {
	return a.Reason == b.Reason && sameCounts(a.Counts, b.Counts) && near(a.Mean, b.Mean) && near(a.SE, b.SE) && near(a.DF, b.DF) &&
		near(a.Low, b.Low) && near(a.High, b.High) && near(a.SD, b.SD) && near(a.Deff, b.Deff)
}

func sameShare(a, b stats.Share) bool {
	return a.Reason == b.Reason && a.Method == b.Method && sameCounts(a.Counts, b.Counts) && near(a.P, b.P) && near(a.SE, b.SE) &&
		near(a.DF, b.DF) && near(a.NStar, b.NStar) && near(a.NEff, b.NEff) && near(a.Low, b.Low) && near(a.High, b.High)
}

func sameComparison(a, b stats.Comparison) bool {
	for k := range b.Bases {
		if !sameCounts(a.Bases[k], b.Bases[k]) {
			return false
		}
	}
	return a.Reason == b.Reason && a.Shared == b.Shared && near(a.Estimate, b.Estimate) && near(a.SE, b.SE) && near(a.DF, b.DF) &&
		near(a.T, b.T) && near(a.P, b.P) && near(a.Low, b.Low) && near(a.High, b.High) && near(a.SEIndependent, b.SEIndependent) &&
		near(a.Corr, b.Corr) && near(a.Effect, b.Effect) && a.EffectType == b.EffectType &&
		near(a.RDegf, b.RDegf)
}

func failUnlike[T any](t *rapid.T, what string, same bool, got, want T) {
	t.Helper()
	if !same {
		t.Fatalf("%s: got %+v, want %+v", what, got, want)
	}
}
