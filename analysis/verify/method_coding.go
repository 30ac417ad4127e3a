package verify

import (
	"math"

	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
)

func runAlpha(f *frame) ([]way, error) {
	results := []any{}
	for _, s := range f.spec.Scales {
		if err := f.need(s.Items...); err != nil {
			return nil, err
		}
	}
	for _, s := range f.spec.Scales {
		items, err := f.scale(s)
		if err != nil {
			return nil, err
		}
		r := reference.Alpha(items)
		var dropped, rest any
		if r.AlphaIfDropped != nil {
			dropped = byItem(s.Items, r.AlphaIfDropped)
		}
		if r.ItemRestR != nil {
			rest = byItem(s.Items, r.ItemRestR)
		}
		results = append(results, record{"scale": s.Name, "k": r.K, "n": len(f.rows), "n_complete": r.Complete, "alpha": num(r.Alpha),
			"alpha_std": num(r.AlphaStd), "mean_inter_item_r": num(r.MeanInterItemR), "alpha_if_dropped": dropped, "item_rest_r": rest,
			"reason": text(r.Reason)})
	}
	return referenceOnly(results), nil
}

func byItem(names []string, values []float64) record {
	out := record{}
	for i, name := range names {
		out[name] = num(values[i])
	}
	return out
}

// scale reads the items of a scale, reversed where asked, NaN where there is no valid answer.
func (f *frame) scale(s scale) ([][]float64, error) {
	reversed := map[string]bool{}
	for _, name := range s.Reverse {
		reversed[name] = true
	}
	items := make([][]float64, len(s.Items))
	for i, name := range s.Items {
		column, err := f.validNumbers(name, append(append(codes{}, s.DK...), s.Missing...))
		if err != nil {
			return nil, err
		}
		if reversed[name] {
			for row := range column {
				column[row] = s.Min + s.Max - column[row]
			}
		}
		items[i] = column
	}
	return items, nil
}

// validNumbers reads a column as numbers, NaN where a code is among those without meaning.
func (f *frame) validNumbers(name string, without codes) ([]float64, error) {
	c, err := f.column(name)
	if err != nil {
		return nil, err
	}
	values, marks := c.numbers(), c.marked(without)
	out := make([]float64, len(c.codes))
	for i, code := range c.codes {
		out[i] = values[code]
		if marks[code] {
			out[i] = math.NaN()
		}
	}
	return out, nil
}

func runKappa(f *frame) ([]way, error) {
	if len(f.spec.Coders) != 2 {
		return nil, &stats.Error{Code: codeBadSpec, Var: "coders", Detail: "not two coders"}
	}
	return f.eachCoding(func(rows []int32, unit, coder, code *column) record {
		index := map[int32]int{}
		var given [2][]int32
		for _, row := range rows {
			who := -1
			for k, name := range f.spec.Coders {
				if coder.text(row) == name {
					who = k
				}
			}
			if who < 0 {
				continue
			}
			u, ok := index[unit.codes[row]]
			if !ok {
				u = len(index)
				index[unit.codes[row]] = u
				given[0], given[1] = append(given[0], -1), append(given[1], -1)
			}
			given[who][u] = code.codes[row]
		}
		g := stats.Kappa(given[0], given[1])
		return record{"n_units": g.Units, "po": num(g.PO), "pe": num(g.PE), "kappa": num(g.Kappa), "se": num(g.SE), "reason": text(g.Reason)}
	})
}

func runKrippendorff(f *frame) ([]way, error) {
	return f.eachCoding(func(rows []int32, unit, _, code *column) record {
		units, given := make([]int32, len(rows)), make([]int32, len(rows))
		for i, row := range rows {
			units[i], given[i] = unit.codes[row], code.codes[row]
		}
		c := stats.Krippendorff(units, given)
		return record{"n_units": c.Units, "n_values": c.Values, "alpha": num(c.Alpha), "reason": text(c.Reason)}
	})
}

// eachCoding runs over domains and, inside, over the coded columns; missing codes are negative.
func (f *frame) eachCoding(compute func(rows []int32, unit, coder, code *column) record) ([]way, error) {
	if err := f.need(append([]string{f.spec.Unit, f.spec.Coder}, f.spec.Columns...)...); err != nil {
		return nil, err
	}
	domains, err := f.domains()
	if err != nil {
		return nil, err
	}
	unit, err := f.column(f.spec.Unit)
	if err != nil {
		return nil, err
	}
	coder, err := f.column(f.spec.Coder)
	if err != nil {
		return nil, err
	}
	results := []any{}
	for i, dom := range domains {
		for _, name := range f.spec.Columns {
			code, err := f.column(name)
			if err != nil {
				return nil, err
			}
			code.hide(f.spec.Missing)
			r := compute(f.all(dom), unit, coder, code)
			r["column"], r["domain"] = name, f.spec.Domains[i].Label
			results = append(results, r)
		}
	}
	return shipped("agreement of coders", results), nil
}

// hide makes the missing codes of a cut column negative.
func (c *column) hide(missing codes) {
	marks := c.marked(missing)
	for i, code := range c.codes {
		if code == 0 || marks[code] {
			c.codes[i] = -1
		}
	}
}
