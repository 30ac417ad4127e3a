package stats_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
)

// TestRatingsGiveTheFiguresOfTheRows holds the road of ratings against the second opinion: domains of one cell and of many, that
// overlap or are empty, with members who have several rows of different weights.
func TestRatingsGiveTheFiguresOfTheRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawMade(t, 2).lay(t)
		tables, scale := l.tables(), likert()
		if rapid.Bool().Draw(t, "share") {
			scale = scale.Share(4, 5)
		}
		var cells []stats.Cells
		var rows []reference.Domain
		var coef []float64
		for range rapid.IntRange(1, 4).Draw(t, "domains") {
			c, r := l.both(drawSubgroup(t))
			cells, rows = append(cells, c), append(rows, r)
			coef = append(coef, rapid.SampledFrom([]float64{1, -1, 0.5, -0.25, 0}).Draw(t, "coefficient"))
		}
		level := rapid.Float64Range(0.5, 0.999).Draw(t, "level")
		for d := range cells {
			mean, wantMean := l.rated.Mean(l.codes, scale, tables, cells[d], level), l.design.Mean(l.answers(scale), rows[d], level)
			share := l.rated.Proportion(l.codes, scale, tables, cells[d], level)
			wantShare := l.design.Proportion(l.answers(scale), rows[d], level)
			failUnlike(t, "mean", sameEstimate(mean, wantMean), mean, wantMean)
			if scale.Binary {
				failUnlike(t, "share", sameShare(share, wantShare), share, wantShare)
			}
		}
		got, members := l.rated.Contrast(l.codes, scale, tables, cells, coef, level)
		want := l.design.Contrast(l.answers(scale), rows, coef, level)
		failUnlike(t, "contrast", sameComparison(got, want), got, want)
		if valid := l.answering(scale, rows, coef); members != valid {
			t.Fatalf("got %d members, want %d", members, valid)
		}
	})
}

// answering counts the members with a valid answer in a domain that has a coefficient.
func (l laid) answering(scale *stats.Scale, rows []reference.Domain, coef []float64) int {
	seen := map[int32]bool{}
	for k, domain := range rows {
		for _, row := range domain {
			if coef[k] != 0 && scale.Status[stats.Index(l.codes[row])] == stats.Valid {
				seen[l.clusters[row]] = true
			}
		}
	}
	return len(seen)
}

// TestCountsGiveTheFiguresOfTheRows does the same for the road of counts, where a member has one row of a kind: gaps between
// strata and changes between kinds.
func TestCountsGiveTheFiguresOfTheRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawMade(t, 1).lay(t)
		sizes, scale := stats.StratumSizes(l.design.Members()), likert()
		if rapid.Bool().Draw(t, "share") {
			scale = scale.Share(4, 5)
		}
		var domains []stats.Domain
		var rows []reference.Domain
		for kind := range 2 {
			s := subgroup{stratum: -1}
			s.kinds[kind] = true
			cells, inRows := l.both(s)
			rows = append(rows, inRows)
			domain, tables := stats.Domain{}, l.tables()
			for _, c := range cells {
				domain = append(domain, tables[c])
			}
			domains = append(domains, domain)
			mean, wantMean := sizes.Mean(scale, 0.9, domain...), l.design.Mean(l.answers(scale), inRows, 0.9)
			failUnlike(t, "mean", sameEstimate(mean, wantMean), mean, wantMean)
			if share, want := sizes.Proportion(scale, 0.9, domain...), l.design.Proportion(l.answers(scale), inRows, 0.9); scale.Binary {
				failUnlike(t, "share", sameShare(share, want), share, want)
			}
		}
		change := sizes.Change(scale, 0.95, domains[0], domains[1], l.crosses(scale)...)
		want := l.design.Contrast(l.answers(scale), rows, []float64{-1, 1}, 0.95)
		failUnlike(t, "change", sameComparison(change, want), change, want)

		var gapDomains []stats.Domain
		var gapRows []reference.Domain
		for h := range int32(2) {
			cells, inRows := l.both(subgroup{kinds: [kinds]bool{true}, stratum: h})
			domain, tables := stats.Domain{}, l.tables()
			for _, c := range cells {
				domain = append(domain, tables[c])
			}
			gapDomains, gapRows = append(gapDomains, domain), append(gapRows, inRows)
		}
		gap := sizes.Contrast(scale, 0.95, gapDomains, []float64{1, -1})
		want = l.design.Contrast(l.answers(scale), gapRows, []float64{1, -1}, 0.95)
		failUnlike(t, "gap", sameComparison(gap, want), gap, want)
	})
}

// crosses tabulates the members who have a row of the first kind and one of the second, by stratum.
func (l laid) crosses(scale *stats.Scale) []stats.Cross {
	var rows [2]map[int32]int32
	for kind := range rows {
		rows[kind] = map[int32]int32{}
		for row, member := range l.clusters {
			if l.kind[row] == kind {
				rows[kind][member] = int32(row)
			}
		}
	}
	var all []stats.Cross
	for h := range l.design.Members() {
		var a, b []int32
		for member := range int32(l.rated.Members) {
			one, in := rows[0][member]
			two, also := rows[1][member]
			if in && also && l.strata[one] == int32(h) {
				a, b = append(a, one), append(b, two)
			}
		}
		all = append(all, stats.NewPairs(h, a, b, l.weight, l.weight).Tabulate(scale, l.codes, l.codes))
	}
	return all
}

// everything computes the figures of a made scope by both engines.
func everything(t fataler, m made) (all []any) {
	l := m.lay(t)
	tables, scale, top := l.tables(), likert(), likert().Share(4, 5)
	first, firstRows := l.both(subgroup{kinds: [kinds]bool{true, true}, stratum: -1})
	second, secondRows := l.both(subgroup{kinds: [kinds]bool{false, true, true}, stratum: -1})
	change, _ := l.rated.Contrast(l.codes, scale, tables, []stats.Cells{first, second}, []float64{-1, 1}, 0.95)
	return []any{
		l.rated.Mean(l.codes, scale, tables, first, 0.95), l.rated.Proportion(l.codes, top, tables, second, 0.95), change,
		l.design.Mean(l.answers(scale), firstRows, 0.95), l.design.Proportion(l.answers(top), secondRows, 0.95),
		l.design.Contrast(l.answers(scale), []reference.Domain{firstRows, secondRows}, []float64{-1, 1}, 0.95),
	}
}

func same(a, b any) bool {
	switch x := a.(type) {
	case stats.Estimate:
		return sameEstimate(x, b.(stats.Estimate))
	case stats.Share:
		return sameShare(x, b.(stats.Share))
	}
	return sameComparison(a.(stats.Comparison), b.(stats.Comparison))
}

func TestFiguresDoNotDependOn(t *testing.T) {
	changes := map[string]func(t *rapid.T, m made) made{
		"the order of the rows": func(t *rapid.T, m made) made {
			return m.permuted(rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 7)).Perm(len(m.codes)))
		},
		"the scale of the weights": func(t *rapid.T, m made) made {
			factor := rapid.Float64Range(0.01, 100).Draw(t, "factor")
			for i := range m.weight {
				m.weight[i] *= factor
			}
			return m
		},
		"the numbers of members and strata": func(_ *rapid.T, m made) made {
			for i := range m.clusters {
				m.clusters[i], m.strata[i] = 97-3*m.clusters[i], 2-m.strata[i]
			}
			return m
		},
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				m := drawMade(t, 2)
				want := everything(t, m)
				for i, got := range everything(t, change(t, m)) {
					if !same(got, want[i]) {
						t.Fatalf("got\n%+v\nwant\n%+v", got, want[i])
					}
				}
			})
		})
	}
}

// permuted reorders the rows.
func (m made) permuted(order []int) made {
	var out made
	for _, i := range order {
		out.strata, out.clusters = append(out.strata, m.strata[i]), append(out.clusters, m.clusters[i])
		out.kind = append(out.kind, m.kind[i])
		out.weight, out.codes = append(out.weight, m.weight[i]), append(out.codes, m.codes[i])
	}
	return out
}

// The control of the invariances: who answered together is not a matter of labels.
func TestFiguresDependOnWhoAnswered(t *testing.T) {
	m := made{strata: make([]int32, 6), clusters: []int32{0, 0, 1, 1, 2, 2}, kind: make([]int, 6),
		weight: []float64{1, 1, 1, 1, 1, 1}, codes: []int8{1, 1, 3, 3, 5, 5}}
	one := everything(t, m)
	m.clusters = []int32{0, 1, 2, 0, 1, 2}
	for i, other := range everything(t, m) {
		if a, ok := other.(stats.Estimate); ok && one[i].(stats.Estimate).SE <= a.SE*1.5 {
			t.Errorf("se %g with members alike, %g with members mixed; want a clear difference", one[i].(stats.Estimate).SE, a.SE)
		}
	}
}

func TestTheSameInputGivesTheSameBits(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	var m made
	for i := range 3000 {
		m.strata, m.clusters, m.kind = append(m.strata, int32(i/3%2)), append(m.clusters, int32(i/3)), append(m.kind, i%kinds)
		m.weight, m.codes = append(m.weight, 0.3+r.Float64()), append(m.codes, int8(1+r.IntN(5)))
	}
	first := bits(reflect.ValueOf(everything(t, m)))
	for range 5 {
		if !reflect.DeepEqual(bits(reflect.ValueOf(everything(t, m))), first) {
			t.Fatal("a second run gave other bits")
		}
	}
}

// bits lists those of every floating point number in a value.
func bits(v reflect.Value) (out []uint64) {
	switch v.Kind() {
	case reflect.Float64:
		return []uint64{math.Float64bits(v.Float())}
	case reflect.Interface:
		return bits(v.Elem())
	case reflect.Slice:
		for i := range v.Len() {
			out = append(out, bits(v.Index(i))...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			out = append(out, bits(v.Field(i))...)
		}
	}
	return out
}
