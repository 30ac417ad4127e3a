package stats

// ClusteredRatings are rows that each belong to a cell, such as one sample in one panel of one wave. A member has one row in
// a cell at most, and rows in several cells: the member is the cluster. Estimates are over domains that are sets of cells,
// from frequency tables and a pass over the rows.
type ClusteredRatings struct {
	Sizes   StratumSizes
	Cell    []int32   // by row, from 0
	Member  []int32   // by row, from 0 to Members-1
	Members int       // how many numbers members have; those without a row do not count
	Stratum []uint8   // by member; nil: one stratum
	Weight  []float64 // by row; nil: 1
}

// Cells are those of one domain. A member may have a row in several of them, and domains may share cells.
type Cells []int

// Tabulate counts a column by cell; stratum gives the stratum of each.
func (r *ClusteredRatings) Tabulate(codes []int8, stratum []int) []FrequencyTable {
	const atOnce = 250 // a group is a uint8, and its last numbers stand for rows left out
	all := make([]FrequencyTable, 0, len(stratum))
	group := make([]uint8, len(codes))
	for from := 0; from < len(stratum); from += atOnce {
		part := stratum[from:min(from+atOnce, len(stratum))]
		for row, cell := range r.Cell {
			group[row] = 255
			if place := int(cell) - from; place >= 0 && place < atOnce {
				group[row] = uint8(place)
			}
		}
		all = append(all, Tabulate(codes, group, part, r.Weight)...)
	}
	return all
}

// Mean estimates the weighted mean of an item in a domain (METHODS 2). codes holds the item by row and tables the same item
// counted by cell, as [ClusteredRatings.Tabulate] gives it.
func (r *ClusteredRatings) Mean(codes []int8, scale *Scale, tables []FrequencyTable, domain Cells, level float64) Estimate {
	m := r.moments(codes, scale, tables, domain)
	return m.estimate(r.Sizes, level)
}

// Proportion estimates the share of a domain (METHODS 3); the scale is one made by [Scale.Share].
func (r *ClusteredRatings) Proportion(codes []int8, scale *Scale, tables []FrequencyTable, domain Cells, level float64) Share {
	m := r.moments(codes, scale, tables, domain)
	return m.share(r.Sizes, level)
}

// Contrast estimates the sum of coef[k] times the mean of domain k (METHODS 4.1, METHODS 4.2); domains nil makes every cell one. A
// member's contributions to all domains are added before they are squared, so that members who answered in several waves, or
// rated several samples, are counted with the covariance that the data show (Kish 1965, ch. 12). With complete overlap and
// weights 1 it is the paired t-test, with two strata Welch's.
//
// It also returns how many members have a valid answer in a domain whose coefficient is not 0. The reasons are [NoValid],
// [OneMember], [Lonely], [ZeroVariance] and [NoDF] and, beside a result, [Boundary].
func (r *ClusteredRatings) Contrast(codes []int8, scale *Scale, tables []FrequencyTable, domains []Cells, coef []float64,
	level float64) (c Comparison, members int) {
	if domains == nil {
		domains = eachCell(len(coef))
	}
	k := &contrast{sizes: r.Sizes, coef: coef, domains: make([]*moments, len(coef)), variance: make([]float64, len(r.Sizes)),
		binary: scale.Binary}
	gross := make([]float64, len(r.Sizes))
	used := 0
	for d, factor := range coef {
		if factor == 0 {
			continue
		}
		used++
		k.domains[d] = r.moments(codes, scale, tables, domains[d])
		for _, cell := range domains[d] {
			_, squares := tables[cell].influence(scale, k.domains[d])
			gross[tables[cell].Stratum] += factor * factor * squares
		}
	}
	linear, squares := r.sums(codes, k, scale, domains, len(tables))
	for h, n := range r.Sizes {
		k.variance[h] = spread(n, linear[h], squares[h], gross[h])
	}
	if used == 2 {
		k.covariance = k.fromVariance()
	}
	return k.comparison(level), k.union
}

func eachCell(n int) []Cells {
	domains, cells := make([]Cells, n), make(Cells, n)
	for i := range cells {
		cells[i] = i
		domains[i] = cells[i : i+1]
	}
	return domains
}

// moments of a domain come from its counts alone where it is one cell, in which a member has one row.
func (r *ClusteredRatings) moments(codes []int8, scale *Scale, tables []FrequencyTable, domain Cells) *moments {
	counted := make(Domain, len(domain))
	for i, cell := range domain {
		counted[i] = tables[cell]
	}
	m := r.Sizes.moments(scale, counted)
	if len(domain) > 1 {
		r.pool(m, codes, scale, domain, len(tables))
	}
	return m
}

// rater is what a member contributes to a comparison: its part of the variance, and the first and the last of the domains in
// which it has a valid answer. These tell whether there are two, however many domains there are.
type rater struct {
	z           float64
	first, last int32 // both 0 without a valid answer; first counts down from the number of domains, so that it too is a maximum
}

// sums adds up the contributions of every member, and their squares, by stratum.
func (r *ClusteredRatings) sums(codes []int8, k *contrast, scale *Scale, domains []Cells, cells int) (linear, squares []float64) {
	small, valid := scale.numbered()
	size := int32(len(valid))
	table, raters := k.table(scale, valid, domains, cells), make([]rater, r.Members)
	members, codes := r.Member[:len(r.Cell)], codes[:len(r.Cell)]
	if r.Weight == nil {
		for row, cell := range r.Cell {
			e, m := &table[cell*size+int32(small[Index(codes[row])])], &raters[members[row]]
			m.z += e.z
			m.first, m.last = max(m.first, e.first), max(m.last, e.last)
		}
	} else {
		weight := r.Weight[:len(r.Cell)]
		for row, cell := range r.Cell {
			e, m := &table[cell*size+int32(small[Index(codes[row])])], &raters[members[row]]
			m.z += weight[row] * e.z
			m.first, m.last = max(m.first, e.first), max(m.last, e.last)
		}
	}
	linear, squares = make([]float64, len(r.Sizes)), make([]float64, len(r.Sizes))
	for i, m := range raters {
		if m.last == 0 {
			continue
		}
		k.union++
		if int(m.first+m.last) > len(domains)+1 {
			k.shared++
		}
		h := r.stratum(i)
		linear[h] += m.z
		squares[h] += m.z * m.z
	}
	return linear, squares
}

func (r *ClusteredRatings) stratum(member int) uint8 {
	if r.Stratum == nil {
		return 0
	}
	return r.Stratum[member]
}

// table holds, by cell and numbered code, what a row of weight 1 contributes and to which domains. Number 0 is every code that
// is not valid.
func (c *contrast) table(scale *Scale, valid []int8, domains []Cells, cells int) []rater {
	table := make([]rater, cells*len(valid))
	for d, m := range c.domains {
		if m == nil || m.Rows == 0 {
			continue
		}
		for _, cell := range domains[d] {
			for i, code := range valid[1:] {
				e := &table[cell*len(valid)+i+1]
				e.z += c.coef[d] * (scale.Value[Index(code)] - m.mean) / m.weight
				e.first, e.last = max(e.first, int32(len(domains)-d)), max(e.last, int32(d+1))
			}
		}
	}
	return table
}

// fromVariance derives the covariance of two domains from the variance of their combination.
func (c *contrast) fromVariance() float64 {
	rest, factor := total(c.variance), 2.0
	for k, s := range c.domains {
		if s != nil {
			rest -= c.coef[k] * c.coef[k] * total(s.variance)
			factor *= c.coef[k]
		}
	}
	return rest / factor
}
