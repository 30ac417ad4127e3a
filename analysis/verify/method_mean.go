package verify

import "realitycheck/analysis/stats"

func runMean(f *frame) (any, error) {
	return eachEstimate(f, func(d *stats.Design, a stats.Answers, dom stats.Domain) (record, stats.Counts) {
		e := d.Mean(a, dom, f.spec.level())
		return record{"mean": num(e.Mean), "se": num(e.SE), "df": num(e.DF), "ci_low": num(e.Low), "ci_high": num(e.High),
			"sd": num(e.SD), "deff": num(e.Deff), "reason": text(e.Reason)}, e.Counts
	})
}

func runProportion(f *frame) (any, error) {
	return eachEstimate(f, func(d *stats.Design, a stats.Answers, dom stats.Domain) (record, stats.Counts) {
		s := d.Proportion(a, dom, f.spec.level())
		return record{"p": num(s.P), "se": num(s.SE), "df": num(s.DF), "n_eff": num(s.NEff), "n_star": num(s.NStar),
			"ci_low": num(s.Low), "ci_high": num(s.High), "ci_method": text(s.Method),
			"ci_logit_low": num(s.LogitLow), "ci_logit_high": num(s.LogitHigh), "reason": text(s.Reason)}, s.Counts
	})
}

// eachEstimate runs over items and, inside, over domains.
func eachEstimate(f *frame, estimate func(*stats.Design, stats.Answers, stats.Domain) (record, stats.Counts)) (any, error) {
	domains, err := f.domains()
	if err != nil {
		return nil, err
	}
	if err := f.needItems(); err != nil {
		return nil, err
	}
	design, err := f.design()
	if err != nil {
		return nil, err
	}
	results := []any{}
	for _, it := range f.spec.Items {
		answers, err := f.answers(it)
		if err != nil {
			return nil, err
		}
		for i, dom := range domains {
			r, c := estimate(design, answers, dom)
			r["item"], r["domain"] = it.Name, f.spec.Domains[i].Label
			r.counts(c)
			results = append(results, r.mask(f.spec.NMin, c.Hidden))
		}
	}
	return results, nil
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

func (r record) counts(c stats.Counts) {
	r["n_rows"], r["n_members"] = c.Rows, c.Members
	r["n_dk_rows"], r["n_dk_members"] = c.DKRows, c.DKMembers
	r["n_missing_rows"], r["dk_share"], r["n_eff_kish"] = c.MissingRows, num(c.DKShare), num(c.NEffKish)
}
