package verify

import (
	"strings"

	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
)

func runRake(f *frame) ([]way, error) {
	margins, bounds, base, err := f.raking()
	if err != nil {
		return nil, err
	}
	w, err := stats.Rake(len(f.rows), base, margins, bounds)
	if err != nil {
		return shipped("weighting", nil), err
	}
	fits := []any{}
	for _, m := range w.Margins {
		fits = append(fits, record{"var": m.Var, "category": m.Category, "n": m.N, "target": num(m.Target), "achieved": num(m.Achieved)})
	}
	r := record{"n": len(w.Weights), "bounded": w.Bounded, "deff_kish": num(w.Precision.Deff), "n_eff": num(w.Precision.NEff),
		"w_min": num(w.Precision.Min), "w_max": num(w.Precision.Max), "margins": fits}
	if w.Bounded {
		r["n_at_lower"], r["n_at_upper"] = w.AtLower, w.AtUpper
	}
	if f.spec.CellsOnly {
		r["weights_by_cell"], err = f.weightsByCell(w.Weights)
	} else {
		r["weights"] = w.Weights
	}
	return shipped("weighting", r), err
}

// raking reads margins, bounds and base weights.
func (f *frame) raking() ([]stats.Margin, *stats.Bounds, []float64, error) {
	for _, m := range f.spec.Margins {
		if err := f.need(m.Var); err != nil {
			return nil, nil, nil, err
		}
	}
	base, err := f.weights()
	if err != nil {
		return nil, nil, nil, err
	}
	var margins []stats.Margin
	for _, m := range f.spec.Margins {
		c, err := f.column(m.Var)
		if err != nil {
			return nil, nil, nil, err
		}
		margins = append(margins, m.read(c))
	}
	switch len(f.spec.Bounds) {
	case 0:
		return margins, nil, base, nil
	case 2:
		return margins, &stats.Bounds{Low: f.spec.Bounds[0], High: f.spec.Bounds[1]}, base, nil
	}
	return nil, nil, nil, &stats.Error{Code: codeBadSpec, Var: "bounds", Detail: "not a lower and an upper bound"}
}

func (m margin) read(c *column) stats.Margin {
	out := stats.Margin{Name: m.Var, Values: make([]int32, len(c.codes)), Categories: c.dict,
		Targets: map[string]float64{}, Counts: m.Type == "count"}
	for category := range m.Targets {
		out.Targets[category] = m.target(category)
	}
	for i, code := range c.codes {
		out.Values[i] = code
		if code == 0 || c.dict[code] == stats.MissingCategory && m.Targets[stats.MissingCategory] == nil {
			out.Values[i] = -1
		}
	}
	return out
}

// weightsByCell lists one weight for each combination of margin categories that occurs. Base weights that differ inside
// a combination make several entries of it.
func (f *frame) weightsByCell(weights []float64) ([]any, error) {
	columns := make([]*column, len(f.spec.Margins))
	for v, m := range f.spec.Margins {
		var err error
		if columns[v], err = f.column(m.Var); err != nil {
			return nil, err
		}
	}
	type cell struct {
		categories string
		weight     float64
	}
	seen := map[cell]bool{}
	cells := []any{}
	for i, w := range weights {
		r, parts := record{"weight": w}, make([]string, len(columns))
		for v, c := range columns {
			parts[v] = c.dict[c.codes[i]]
			if parts[v] == "" {
				parts[v] = stats.MissingCategory
			}
			r[c.name] = parts[v]
		}
		if key := (cell{strings.Join(parts, "\x00"), w}); !seen[key] {
			seen[key] = true
			cells = append(cells, r)
		}
	}
	return cells, nil
}

func runMeanRaked(f *frame) ([]way, error) {
	domains, err := f.domains()
	if err != nil {
		return nil, err
	}
	if err := f.needItems(); err != nil {
		return nil, err
	}
	design, err := f.rakedDesign()
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
			e := design.Mean(answers, dom, f.spec.level())
			results = append(results, record{"item": it.Name, "domain": f.spec.Domains[i].Label, "n_rows": e.Rows, "mean": num(e.Mean),
				"se_raked": num(e.SE), "df": num(e.DF), "ci_low": num(e.Low), "ci_high": num(e.High), "se_fixed_weights": num(e.SEFixed)})
		}
	}
	return referenceOnly(results), nil
}

func (f *frame) rakedDesign() (*reference.RakedDesign, error) {
	margins, bounds, base, err := f.raking()
	if err != nil {
		return nil, err
	}
	strata, clusters, err := f.structure()
	if err != nil {
		return nil, err
	}
	return reference.NewRakedDesign(len(f.rows), strata, clusters, base, margins, bounds)
}

func runKish(f *frame) ([]way, error) {
	domains, err := f.domains()
	if err != nil {
		return nil, err
	}
	design, err := f.design()
	if err != nil {
		return nil, err
	}
	results := []any{}
	for i, dom := range domains {
		p := stats.Kish(design.MemberWeights(dom))
		results = append(results, record{"domain": f.spec.Domains[i].Label, "n": p.N, "deff_kish": num(p.Deff), "n_eff": num(p.NEff),
			"w_min": num(p.Min), "w_max": num(p.Max), "reason": text(p.Reason)})
	}
	return shipped("weighting", results), nil
}
