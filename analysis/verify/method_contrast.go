package verify

import (
	"math"

	"realitycheck/analysis/stats"
)

func runContrast(f *frame) ([]way, error) {
	coefs, err := f.coefficients()
	if err != nil {
		return nil, err
	}
	return f.figures(len(coefs), func(e estimator, it item, i int) (record, bool) {
		c, ok := e.contrast(coefs[i], f.spec.level())
		if !ok {
			return nil, false
		}
		r := f.comparison(c, coefs[i])
		r["item"], r["contrast"] = it.Name, f.spec.Contrasts[i].Label
		return r.mask(f.spec.NMin, c.Hidden), true
	})
}

// coefficients lays out the contrasts in the order of the domains.
func (f *frame) coefficients() ([][]float64, error) {
	index := map[string]int{}
	for i, d := range f.spec.Domains {
		index[d.Label] = i
	}
	out := make([][]float64, len(f.spec.Contrasts))
	for i, c := range f.spec.Contrasts {
		out[i] = make([]float64, len(f.spec.Domains))
		for label, value := range c.Coef {
			k, ok := index[label]
			if !ok {
				return nil, &stats.Error{Code: codeUnknownDomain, Var: label}
			}
			out[i][k] = value
		}
	}
	return out, nil
}

func (f *frame) comparison(c stats.Comparison, coef []float64) record {
	pByR := math.NaN()
	if !math.IsNaN(c.P) {
		pByR = stats.TTwoSided(c.T, c.RDegf)
	}
	rows, members := record{}, record{}
	for k, base := range c.Bases {
		if coef[k] != 0 {
			rows[f.spec.Domains[k].Label], members[f.spec.Domains[k].Label] = base.Rows, base.Members
		}
	}
	return record{"estimate": num(c.Estimate), "se": num(c.SE), "df": num(c.DF), "t": num(c.T), "p": num(c.P),
		"ci_low": num(c.Low), "ci_high": num(c.High), "n_rows": rows, "n_members": members, "n_members_shared": c.Shared,
		"se_independent": num(c.SEIndependent), "corr": num(c.Corr), "effect": num(c.Effect), "effect_type": text(c.EffectType),
		"r_degf": num(c.RDegf), "p_r_degf": num(pByR), "reason": text(c.Reason)}
}
