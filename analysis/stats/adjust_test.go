package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestAdjustedPValues(t *testing.T) {
	nan := math.NaN()
	p := []float64{0.01, nan, 0.04, 0.03}
	for name, c := range map[string]struct{ got, want []float64 }{
		"Holm":               {Holm(p), []float64{0.03, nan, 0.06, 0.06}},
		"Benjamini-Hochberg": {BenjaminiHochberg(p), []float64{0.03, nan, 0.04, 0.04}},
		"one test":           {Holm([]float64{0.049}), []float64{0.049}},
		"none":               {Holm([]float64{nan}), []float64{nan}},
	} {
		for i := range c.want {
			if !near(c.got[i], c.want[i]) {
				t.Errorf("%s: got %v, want %v", name, c.got, c.want)
				break
			}
		}
	}
}

func TestAdjustmentKeepsOrderAndNeverHelps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOf(rapid.Float64Range(0, 1)).Draw(t, "p")
		holm, bh := Holm(p), BenjaminiHochberg(p)
		for i := range p {
			if holm[i] < bh[i]-1e-12 || bh[i] < p[i]-1e-12 || holm[i] > 1 {
				t.Fatalf("p %g: Holm %g, Benjamini-Hochberg %g", p[i], holm[i], bh[i])
			}
			for j := range p {
				if p[i] < p[j] && (holm[i] > holm[j] || bh[i] > bh[j]) {
					t.Fatalf("p %g and %g change places", p[i], p[j])
				}
			}
		}
	})
}
