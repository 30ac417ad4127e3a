package stats

// Rated is the scope of ratings: rows that each belong to a cell, such as one sample in one panel of one wave. A member has
// one row in a cell at most, and rows in several cells. It gives what [Design.Contrast] gives for domains that are cells, from counted
// codes and a single pass over the rows, so that averages over many samples stay fast.
type Rated struct {
	Scope   Scope
	Cell    []int32   // by row, from 0
	Member  []int32   // by row, from 0 to Members-1
	Members int       // how many numbers members have; those without a row do not count
	Stratum []uint8   // by member; nil: one stratum
	Weight  []float64 // by row; nil: 1
}

// Contrast estimates the sum of coef times the mean, by cell. codes holds the item by row and tallies the same item counted by
// cell, as [Tabulate] gives it with the weights of the rows. It also returns how many members have a valid answer in a cell whose
// coefficient is not 0. Reasons are those of [Design.Contrast].
func (r *Rated) Contrast(codes []int8, scale *Scale, tallies []Tally, coef []float64, level float64) (c Comparison, members int) {
	k := &contrast{scope: r.Scope, coef: coef, sides: make([]*moments, len(coef)), variance: make([]float64, len(r.Scope)), binary: scale.Binary}
	gross := make([]float64, len(r.Scope))
	used := 0
	for cell, factor := range coef {
		if factor == 0 {
			continue
		}
		used++
		t := tallies[cell]
		k.sides[cell] = r.Scope.moments(scale, Side{t})
		if k.sides[cell].Rows > 0 {
			_, squares := t.influence(scale, k.sides[cell])
			gross[t.Stratum] += factor * factor * squares
		}
	}
	linear, squares := r.sums(codes, k, scale)
	for h, n := range r.Scope {
		k.variance[h] = spread(n, linear[h], squares[h], gross[h])
	}
	if used == 2 {
		k.covariance = k.fromVariance()
	}
	return k.comparison(level), k.union
}

// sums adds up the contributions of every member, and their squares, by stratum.
func (r *Rated) sums(codes []int8, k *contrast, scale *Scale) (linear, squares []float64) {
	small, valid := scale.numbered()
	size := int32(len(valid))
	influence, counts := k.tables(scale, valid)
	z, seen := make([]float64, r.Members), make([]uint8, r.Members)
	members, codes := r.Member[:len(r.Cell)], codes[:len(r.Cell)]
	if r.Weight == nil {
		for row, cell := range r.Cell {
			i, m := cell*size+int32(small[Index(codes[row])]), members[row]
			z[m] += influence[i]
			seen[m] = min(seen[m]+counts[i], 2)
		}
	} else {
		for row, cell := range r.Cell {
			i, m := cell*size+int32(small[Index(codes[row])]), members[row]
			z[m] += r.Weight[row] * influence[i]
			seen[m] = min(seen[m]+counts[i], 2)
		}
	}
	linear, squares = make([]float64, len(r.Scope)), make([]float64, len(r.Scope))
	for m, times := range seen {
		if times == 0 {
			continue
		}
		k.union++
		if times > 1 {
			k.shared++
		}
		h := uint8(0)
		if r.Stratum != nil {
			h = r.Stratum[m]
		}
		linear[h] += z[m]
		squares[h] += z[m] * z[m]
	}
	return linear, squares
}

// tables hold, by cell and numbered code, what a row of weight 1 contributes and whether it counts. Number 0 is every code that is
// not valid.
func (c *contrast) tables(scale *Scale, valid []int8) (influence []float64, counts []uint8) {
	influence, counts = make([]float64, len(c.coef)*len(valid)), make([]uint8, len(c.coef)*len(valid))
	for cell, m := range c.sides {
		if m == nil || m.Rows == 0 {
			continue
		}
		for i, code := range valid[1:] {
			at := cell*len(valid) + i + 1
			influence[at], counts[at] = c.coef[cell]*(scale.Value[Index(code)]-m.mean)/m.weight, 1
		}
	}
	return influence, counts
}

// fromVariance derives the covariance of two sides from the variance of their combination.
func (c *contrast) fromVariance() float64 {
	rest, factor := total(c.variance), 2.0
	for k, s := range c.sides {
		if s != nil {
			rest -= c.coef[k] * c.coef[k] * total(s.variance)
			factor *= c.coef[k]
		}
	}
	return rest / factor
}
