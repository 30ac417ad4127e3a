package verify

import (
	"math"

	"realitycheck/analysis/stats/reference"
)

func runBalance(f *frame) ([]way, error) {
	if err := f.need(f.spec.Block, f.spec.Position, f.spec.Sample); err != nil {
		return nil, err
	}
	domains, err := f.domains()
	if err != nil {
		return nil, err
	}
	results := []any{}
	for i, dom := range domains {
		shown, err := f.shown(f.all(dom), f.spec.Domains[i].Samples)
		if err != nil {
			return nil, err
		}
		r := balance(reference.CheckBalance(shown, len(f.spec.Domains[i].Samples)))
		r["domain"] = f.spec.Domains[i].Label
		results = append(results, r)
	}
	return referenceOnly(results), nil
}

// shown reads the rows of a design; rows without a sample, or with one that is not listed, are no part of it.
func (f *frame) shown(rows []int32, samples codes) ([]reference.Shown, error) {
	block, err := f.column(f.spec.Block)
	if err != nil {
		return nil, err
	}
	position, err := f.values(f.spec.Position)
	if err != nil {
		return nil, err
	}
	sample, err := f.column(f.spec.Sample)
	if err != nil {
		return nil, err
	}
	index := map[string]int{}
	for i, name := range samples {
		index[name] = i
	}
	var out []reference.Shown
	for _, row := range rows {
		if s, ok := index[sample.text(row)]; ok && sample.codes[row] != 0 {
			p := position[row]
			if math.IsNaN(p) {
				p = math.Inf(1)
			}
			out = append(out, reference.Shown{Block: int(block.codes[row]), Position: p, Sample: s})
		}
	}
	return out, nil
}

func balance(b reference.Balance) record {
	r := record{"n_samples": b.Samples, "n_blocks": b.Blocks, "duplicate_blocks": b.DuplicateBlocks,
		"connected": nil, "efficiency": num(b.Efficiency), "is_bibd": b.BIBD, "is_position_balanced": b.PositionBalanced, "is_carryover_balanced": b.CarryBalanced}
	if b.AllUsed {
		r["connected"] = b.Connected
	}
	for name, s := range map[string]reference.Span{"k": b.K, "r": b.R, "lambda": b.Lambda, "position": b.Position, "carryover": b.CarryOver} {
		r[name+"_min"], r[name+"_max"] = nil, nil
		if s.Known {
			r[name+"_min"], r[name+"_max"] = s.Min, s.Max
		}
	}
	return r
}
