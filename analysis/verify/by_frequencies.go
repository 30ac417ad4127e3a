package verify

import "realitycheck/analysis/stats"

// byFrequencies is the road of the reports for members who have one row in a domain: counts, and cross tables of those who are in
// two.
type byFrequencies struct {
	*layout
	*coded
}

func (b *byFrequencies) mean(domain int, level float64) (e stats.Estimate, ok bool) {
	table, _, ok := b.tabulate(domain)
	if ok {
		e = b.ratings.Sizes.Mean(b.scale, level, table...)
	}
	return e, ok
}

func (b *byFrequencies) proportion(domain int, level float64) (s stats.Share, ok bool) {
	table, _, ok := b.tabulate(domain)
	if ok {
		s = b.ratings.Sizes.Proportion(b.scale, level, table...)
	}
	return s, ok
}

// contrast compares domains whose members differ, or two of which one is taken from the other.
func (b *byFrequencies) contrast(coef []float64, level float64) (c stats.Comparison, ok bool) {
	tables, rows := make([]stats.Domain, len(coef)), make([]map[int32]int32, len(coef))
	var used []int
	for d, factor := range coef {
		if factor == 0 {
			continue
		}
		if tables[d], rows[d], ok = b.tabulate(d); !ok {
			return c, false
		}
		used = append(used, d)
	}
	switch {
	case strangers(rows):
		return b.ratings.Sizes.Contrast(b.scale, level, tables, coef), true
	case len(used) == 2 && coef[used[0]] == -1 && coef[used[1]] == 1:
		return b.change(tables, rows, used[0], used[1], level), true
	case len(used) == 2 && coef[used[0]] == 1 && coef[used[1]] == -1:
		return b.change(tables, rows, used[1], used[0], level), true
	}
	return c, false
}

// change goes from one domain to another, with the members who are in both.
func (b *byFrequencies) change(tables []stats.Domain, rows []map[int32]int32, from, to int, level float64) stats.Comparison {
	pairs := make([][2][]int32, len(b.ratings.Sizes))
	for _, row := range b.rows[from] {
		member := b.ratings.Member[row]
		if later, ok := rows[to][member]; ok {
			p := &pairs[b.ratings.Stratum[member]]
			p[0], p[1] = append(p[0], row), append(p[1], later)
		}
	}
	var cross []stats.Cross
	for h, p := range pairs {
		cross = append(cross, stats.NewPairs(h, p[0], p[1], b.ratings.Weight, b.ratings.Weight).Tabulate(b.scale, b.codes, b.codes))
	}
	c := b.ratings.Sizes.Change(b.scale, level, tables[from], tables[to], cross...)
	bases := make([]stats.Counts, len(tables))
	bases[from], bases[to] = c.Bases[0], c.Bases[1]
	c.Bases = bases
	return c
}

// tabulate counts a domain by stratum, and gives the row of each member. It reports false where a member has two.
func (b *byFrequencies) tabulate(domain int) (table stats.Domain, row map[int32]int32, ok bool) {
	if b.layout == nil || b.coded == nil {
		return nil, nil, false
	}
	row = map[int32]int32{}
	var codes []int8
	var group []uint8
	var weight []float64
	for _, r := range b.rows[domain] {
		member := b.ratings.Member[r]
		if _, twice := row[member]; twice {
			return nil, nil, false
		}
		row[member] = r
		codes, group = append(codes, b.codes[r]), append(group, b.ratings.Stratum[member])
		if b.ratings.Weight != nil {
			weight = append(weight, b.ratings.Weight[r])
		}
	}
	strata := make([]int, len(b.ratings.Sizes))
	for h := range strata {
		strata[h] = h
	}
	return stats.Tabulate(codes, group, strata, weight), row, true
}

// strangers reports whether nobody is in two domains.
func strangers(rows []map[int32]int32) bool {
	seen := map[int32]bool{}
	for _, domain := range rows {
		for member := range domain {
			if seen[member] {
				return false
			}
			seen[member] = true
		}
	}
	return true
}
