package stats

import (
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// everything computes the figures of a made scope by the general road.
func everything(t testing.TB, m made) (Estimate, Share, Comparison) {
	d, a := m.design(t), m.answers()
	share := a
	share.Scale = likert().Share(4, 5)
	return d.Mean(a, m.inWave(0), 0.95), d.Proportion(share, m.inWave(1), 0.95),
		d.Contrast(a, []Domain{m.inWave(0), m.inWave(1)}, []float64{-1, 1}, 0.95)
}

func TestFiguresDoNotDependOn(t *testing.T) {
	changes := map[string]func(t *rapid.T, m made) made{
		"the order of the rows": func(t *rapid.T, m made) made {
			return m.permuted(shuffled(len(m.codes), rapid.Uint64().Draw(t, "seed")))
		},
		"the scale of the weights": func(t *rapid.T, m made) made {
			factor := rapid.Float64Range(0.01, 100).Draw(t, "factor")
			out := m.permuted(identity(len(m.codes)))
			for i := range out.weight {
				out.weight[i] *= factor
			}
			return out
		},
		"the numbers of members and strata": func(_ *rapid.T, m made) made {
			out := m.permuted(identity(len(m.codes)))
			for i := range out.clusters {
				out.clusters[i] = 997 - 3*out.clusters[i]
				out.strata[i] = 1 - out.strata[i]
			}
			return out
		},
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				m := drawMade(rt, true)
				if len(m.codes) == 0 {
					return
				}
				mean, share, contrast := everything(t, m)
				mean2, share2, contrast2 := everything(t, change(rt, m))
				if !sameEstimate(mean, mean2) || !sameShare(share, share2) || !sameComparison(contrast, contrast2) {
					rt.Fatalf("got\n%+v\n%+v\n%+v\nwant\n%+v\n%+v\n%+v", mean2, share2, contrast2, mean, share, contrast)
				}
			})
		})
	}
}

func identity(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}

// The control of the invariances: who answered together is not a matter of labels.
func TestFiguresDependOnWhoAnswered(t *testing.T) {
	m := made{strata: make([]int32, 6), clusters: []int32{0, 0, 1, 1, 2, 2}, wave: make([]int, 6), weight: []float64{1, 1, 1, 1, 1, 1}, codes: []int8{1, 1, 3, 3, 5, 5}}
	one, _, _ := everything(t, m)
	m.clusters = []int32{0, 1, 2, 0, 1, 2}
	other, _, _ := everything(t, m)
	if one.SE <= other.SE*1.5 {
		t.Errorf("se %g with members alike, %g with members mixed; want a clear difference", one.SE, other.SE)
	}
}

func TestTheSameInputGivesTheSameBits(t *testing.T) {
	w := makeWave(3000, 1, 9)
	m := made{weight: w.weight, codes: w.columns[0]}
	for i := range m.codes {
		m.strata, m.clusters, m.wave = append(m.strata, int32(w.group[i])), append(m.clusters, int32(i/3)), append(m.wave, i%2)
	}
	a1, b1, c1 := everything(t, m)
	for range 5 {
		a2, b2, c2 := everything(t, m)
		if !reflect.DeepEqual(bitsOf(a1, b1, c1), bitsOf(a2, b2, c2)) {
			t.Fatal("a second run gave other bits")
		}
	}
}

func bitsOf(e Estimate, s Share, c Comparison) []uint64 {
	var out []uint64
	for _, v := range []float64{e.Mean, e.SE, e.Low, e.SD, e.Deff, e.NEffKish, s.P, s.SE, s.Low, s.High, c.Estimate, c.SE, c.DF, c.P, c.Corr, c.Effect} {
		out = append(out, math.Float64bits(v))
	}
	return out
}

func TestTheSameNumberInTwoStrataIsTwoMembers(t *testing.T) {
	d := mustDesign(t, 4, []int32{0, 1, 0, 1}, []int32{7, 7, 8, 8}, nil)
	if got := d.Members(); len(got) != 2 || got[0] != 2 || got[1] != 2 {
		t.Errorf("got %v members by stratum, want 2 and 2", got)
	}
}

func TestDesignRefusesBadInput(t *testing.T) {
	for name, c := range map[string]struct {
		strata []int32
		weight []float64
		want   string
	}{
		"negative weight": {nil, []float64{1, -1}, CodeBadWeight},
		"zero weight":     {nil, []float64{1, 0}, CodeBadWeight},
		"no number":       {nil, []float64{1, math.NaN()}, CodeBadWeight},
		"infinite":        {nil, []float64{1, math.Inf(1)}, CodeBadWeight},
		"strata too few":  {[]int32{0}, nil, CodeBadDesign},
	} {
		_, err := NewDesign(2, c.strata, nil, c.weight)
		if e, ok := err.(*Error); !ok || e.Code != c.want {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
	if _, err := NewDesign(2, nil, nil, []float64{1, 0.5}); err != nil {
		t.Errorf("good weights: got %v", err)
	}
}
