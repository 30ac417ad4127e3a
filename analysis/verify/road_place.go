package verify

import (
	"slices"

	"realitycheck/analysis/disclosure"
	"realitycheck/analysis/report"
)

// place is where a report tells of a domain: a panel in a wave, one sample, or a group by one attribute. A place that is nil is
// nowhere.
type place struct {
	wave, panel, sample string
	group               *report.Group
}

// placeDomains finds the places of all domains, and which attributes and averages over samples the case asks for.
func (r *rows) placeDomains() {
	for _, d := range r.spec.Domains {
		if p := r.placeOf(d.Where); p != nil {
			r.places[d.Label] = p
			if p.group != nil && !slices.Contains(r.attributes, p.group.By) {
				r.attributes = append(r.attributes, p.group.By)
			}
		}
	}
	for _, c := range r.spec.Contrasts {
		if from, to := r.difference(c); from != nil && from.panel != to.panel {
			r.staff[to.panel] = true
		}
		if _, samples := r.average(c); len(r.anchors) == 0 {
			r.anchors = samples
		}
	}
	if len(r.staff) == 0 && len(r.panels) > 1 && !r.rated() && r.members(r.panels[0]) >= disclosure.SmallStaff {
		r.staff[r.panels[0]] = true // so that there are gaps; of fewer, shares would be told as limits
	}
	if r.anchors == nil {
		r.anchors = r.samples[:len(r.samples)/2]
	}
}

func (r *rows) members(panel string) (n int) {
	for who := range r.number {
		if who.panel == panel {
			n++
		}
	}
	return n
}

func (r *rows) placeOf(w where) *place {
	p := &place{}
	only := func(column string, all []string) (string, bool) {
		if named, ok := w[column]; ok && column != "" {
			all = named
		}
		if len(all) == 1 {
			return all[0], true
		}
		return "", false
	}
	var ok bool
	if p.panel, ok = only(r.spec.Strata, r.panels); !ok {
		return nil
	}
	if p.wave, ok = only(waveColumn, r.waves); !ok {
		return nil
	}
	if _, named := w[sampleColumn]; named {
		if p.sample, ok = only(sampleColumn, nil); !ok {
			return nil
		}
	}
	for _, column := range w.columns() {
		switch {
		case column == r.spec.Strata || column == waveColumn || column == sampleColumn:
		case p.group != nil || r.rated() || len(w[column]) != 1:
			return nil
		default:
			p.group = &report.Group{By: column, Value: w[column][0]}
		}
	}
	return p
}

// difference is a contrast as a report has it: one panel less another in a wave, or one wave less an earlier one in a panel.
func (r *rows) difference(c contrast) (from, to *place) {
	for label, factor := range c.Coef {
		switch factor {
		case 1:
			to = r.places[label]
		case -1:
			from = r.places[label]
		}
	}
	if len(c.Coef) != 2 || from == nil || to == nil || from.group != nil || to.group != nil || from.sample != to.sample {
		return nil, nil
	}
	if from.panel == to.panel && from.wave < to.wave || from.panel != to.panel && from.wave == to.wave {
		return from, to
	}
	return nil, nil
}

// average is a contrast that is the plain average over samples of a panel in a wave.
func (r *rows) average(c contrast) (at *place, samples []string) {
	for label, factor := range c.Coef {
		p := r.places[label]
		if p == nil || p.sample == "" || factor*float64(len(c.Coef)) != 1 {
			return nil, nil
		}
		if at = (&place{wave: p.wave, panel: p.panel}); slices.Contains(samples, p.sample) {
			return nil, nil
		}
		for other := range c.Coef {
			if q := r.places[other]; q == nil || q.wave != p.wave || q.panel != p.panel {
				return nil, nil
			}
		}
		samples = append(samples, p.sample)
	}
	slices.Sort(samples)
	return at, samples
}
