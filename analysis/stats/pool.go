package stats

// pooled is what one member has in a domain of several cells.
type pooled struct {
	valid, unknown bool
	weight, z      float64 // of its valid rows: their weights, and what they contribute to the mean
}

// pool corrects the moments of a domain of several cells, counted as if every row were a member: members are counted once
// (METHODS 2.4), their weights are added before Kish's number is taken (1.6), and so are their contributions before the
// variance (2.1).
func (r *ClusteredRatings) pool(m *moments, codes []int8, scale *Scale, domain Cells, cells int) {
	in := make([]bool, cells)
	for _, cell := range domain {
		in[cell] = true
	}
	members, weight := make([]pooled, r.Members), 1.0
	for row, cell := range r.Cell {
		i := Index(codes[row])
		if !in[cell] || scale.Status[i] == Missing {
			continue
		}
		p := &members[r.Member[row]]
		if scale.Status[i] == DontKnow {
			p.unknown = true
			continue
		}
		if r.Weight != nil {
			weight = r.Weight[row]
		}
		p.valid = true
		p.weight += weight
		p.z += weight * (scale.Value[i] - m.mean) / m.weight
	}
	r.count(m, members)
	r.deviations(m, members)
}

// count counts the members of a domain.
func (r *ClusteredRatings) count(m *moments, members []pooled) {
	m.Members, m.DKMembers, m.Base, m.members = 0, 0, 0, make([]int, len(r.Sizes))
	squares := 0.0
	for i, p := range members {
		if p.valid {
			m.Members++
			m.members[r.stratum(i)]++
			squares += p.weight * p.weight
		}
		if p.unknown {
			m.DKMembers++
		}
		if p.valid || p.unknown {
			m.Base++
		}
	}
	m.NEffKish = kish(m.weight, squares)
}

// deviations fills the variance from those of the members about the mean of all n_h.
func (r *ClusteredRatings) deviations(m *moments, members []pooled) {
	mean, squares := make([]float64, len(r.Sizes)), make([]float64, len(r.Sizes))
	for i, p := range members {
		if p.valid {
			mean[r.stratum(i)] += p.z
		}
	}
	for h, n := range r.Sizes {
		if n > 0 {
			mean[h] /= float64(n)
		}
	}
	for i, p := range members {
		if h := r.stratum(i); p.valid {
			squares[h] += (p.z - mean[h]) * (p.z - mean[h])
		}
	}
	for h, n := range r.Sizes {
		m.variance[h] = scaleUp(n, squares[h]+float64(n-m.members[h])*mean[h]*mean[h])
	}
}
