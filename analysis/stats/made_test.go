package stats

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// made is a small scope drawn by rapid: two panels, two waves, members with one row a wave or several.
type made struct {
	strata, clusters []int32
	wave             []int
	weight           []float64
	codes            []int8
}

// drawMade draws up to 40 members; several allows more than one row a wave.
func drawMade(t *rapid.T, several bool) made {
	var m made
	members := rapid.IntRange(4, 40).Draw(t, "members")
	for id := range members {
		for wave := range 2 {
			rows := rapid.IntRange(0, 1).Draw(t, "rows")
			if several {
				rows *= rapid.IntRange(1, 3).Draw(t, "several")
			}
			w := rapid.Float64Range(0.2, 3).Draw(t, "weight")
			for range rows {
				m.strata = append(m.strata, int32(id%2))
				m.clusters = append(m.clusters, int32(id))
				m.wave = append(m.wave, wave)
				m.weight = append(m.weight, w)
				m.codes = append(m.codes, rapid.SampledFrom([]int8{1, 2, 3, 4, 5, 98, 0}).Draw(t, "code"))
			}
		}
	}
	return m
}

func (m made) design(t testing.TB) *Design {
	d, err := NewDesign(len(m.codes), m.strata, m.clusters, m.weight)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// where lists the rows for which ok holds.
func (m made) where(ok func(row int) bool) Domain {
	rows := Domain{}
	for i := range m.codes {
		if ok(i) {
			rows = append(rows, int32(i))
		}
	}
	return rows
}

func (m made) inWave(wave int) Domain {
	return m.where(func(row int) bool { return m.wave[row] == wave })
}

func (m made) answers() Answers { return Answers{Codes: m.codes, Scale: likert()} }

func likert() *Scale { return NewScale(1, 5, 98) }

// permuted reorders the rows.
func (m made) permuted(order []int) made {
	var out made
	for _, i := range order {
		out.strata, out.clusters = append(out.strata, m.strata[i]), append(out.clusters, m.clusters[i])
		out.wave, out.weight = append(out.wave, m.wave[i]), append(out.weight, m.weight[i])
		out.codes = append(out.codes, m.codes[i])
	}
	return out
}

// near compares figures of which both may be NaN.
func near(a, b float64) bool {
	if math.IsNaN(a) || math.IsNaN(b) {
		return math.IsNaN(a) && math.IsNaN(b)
	}
	return math.Abs(a-b) <= 1e-9+1e-8*math.Abs(b)
}

func sameEstimate(a, b Estimate) bool {
	return a.Reason == b.Reason && a.Rows == b.Rows && a.Members == b.Members && a.DKMembers == b.DKMembers && a.Base == b.Base &&
		near(a.Mean, b.Mean) && near(a.SE, b.SE) && near(a.DF, b.DF) && near(a.Low, b.Low) && near(a.High, b.High) &&
		near(a.SD, b.SD) && near(a.Deff, b.Deff) && near(a.NEffKish, b.NEffKish) && near(a.DKShare, b.DKShare)
}

func sameShare(a, b Share) bool {
	return a.Reason == b.Reason && a.Method == b.Method && near(a.P, b.P) && near(a.SE, b.SE) && near(a.NStar, b.NStar) && near(a.NEff, b.NEff) &&
		near(a.Low, b.Low) && near(a.High, b.High) && near(a.LogitLow, b.LogitLow) && near(a.LogitHigh, b.LogitHigh)
}

func sameComparison(a, b Comparison) bool {
	return a.Reason == b.Reason && a.Shared == b.Shared && near(a.Estimate, b.Estimate) && near(a.SE, b.SE) && near(a.DF, b.DF) && near(a.P, b.P) &&
		near(a.Low, b.Low) && near(a.High, b.High) && near(a.SEIndependent, b.SEIndependent) && near(a.Corr, b.Corr) &&
		near(a.Effect, b.Effect) && a.EffectType == b.EffectType && near(a.RDegf, b.RDegf) && near(a.PRDegf, b.PRDegf)
}

func shuffled(n int, seed uint64) []int { return rand.New(rand.NewPCG(seed, 7)).Perm(n) }
