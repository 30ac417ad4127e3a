package verify

import (
	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
)

func runMean(f *frame) ([]way, error) {
	return f.figures(len(f.spec.Domains), func(e estimator, it item, i int) (record, bool) {
		m, ok := e.mean(i, f.spec.level())
		r := record{"mean": num(m.Mean), "se": num(m.SE), "df": num(m.DF), "ci_low": num(m.Low), "ci_high": num(m.High),
			"sd": num(m.SD), "deff": num(m.Deff), "reason": text(m.Reason)}
		return f.ofDomain(r, it, i, m.Counts), ok
	})
}

func runProportion(f *frame) ([]way, error) {
	return f.figures(len(f.spec.Domains), func(e estimator, it item, i int) (record, bool) {
		s, ok := e.proportion(i, f.spec.level())
		low, high := reference.LogitInterval(s, f.spec.level())
		r := record{"p": num(s.P), "se": num(s.SE), "df": num(s.DF), "n_eff": num(s.NEff), "n_star": num(s.NStar),
			"ci_low": num(s.Low), "ci_high": num(s.High), "ci_method": text(s.Method),
			"ci_logit_low": num(low), "ci_logit_high": num(high), "reason": text(s.Reason)}
		return f.ofDomain(r, it, i, s.Counts), ok
	})
}

// ofDomain says which figure a record is and what it rests on, and blanks it where the case hides small groups.
func (f *frame) ofDomain(r record, it item, domain int, c stats.Counts) record {
	r["item"], r["domain"] = it.Name, f.spec.Domains[domain].Label
	r["n_rows"], r["n_members"] = c.Rows, c.Members
	r["n_dk_rows"], r["n_dk_members"] = c.DKRows, c.DKMembers
	r["n_missing_rows"], r["dk_share"], r["n_eff_kish"] = c.MissingRows, num(c.DKShare), num(c.NEffKish)
	return r.mask(f.spec.NMin, c.Hidden)
}

// needItems refuses missing columns before anything is computed.
func (f *frame) needItems() error {
	for _, it := range f.spec.Items {
		if err := f.need(it.Var); err != nil {
			return err
		}
	}
	return f.need(f.spec.Cluster, f.spec.Strata, f.spec.Weight)
}
