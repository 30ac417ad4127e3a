package disclosure

import (
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
	"slices"
)

// breakdown is a panel by all its attributes at once. Members with the same combination of categories stay together in
// every group, so that counting them is all that the audits need.
type breakdown struct {
	attributes []attributeGroups
	combos     [][]uint8   // the combinations that occur: a category an attribute
	combo      []int32     // by row of the panel; -1 when it is left out
	weights    [][]float64 // by weighting beside the archive: what a member weighs, by combination
	plain      bool        // figures of groups without weights were published too
	counts     [][]int     // by variable, twice: members with a valid answer, and those with that or a don't-know; by combination
}

// newBreakdown joins the attributes of every member of a panel.
func newBreakdown(w *dataset.Wave, panel int) *breakdown {
	from, to := w.Rows[panel][0], w.Rows[panel][1]
	d := &breakdown{combo: make([]int32, to-from)}
	for _, a := range w.Attributes(panel) {
		d.attributes = append(d.attributes, attributeGroups{a, make([]bool, len(a.Categories))})
	}
	known := map[[survey.MaxStrata]uint8]int32{}
	for i := range d.combo {
		var combo [survey.MaxStrata]uint8
		if w.IsExcluded(int32(from + i)) {
			d.combo[i] = -1
			continue
		}
		for a := range d.attributes {
			combo[a] = d.attributes[a].Index[from+i]
		}
		at, ok := known[combo]
		if !ok {
			at = int32(len(d.combos))
			known[combo], d.combos = at, append(d.combos, slices.Clone(combo[:len(d.attributes)]))
		}
		d.combo[i] = at
	}
	d.weigh(w, from)
	return d
}

// weigh finds what a member of each combination weighs in each weighting: weights follow from attributes alone.
func (d *breakdown) weigh(w *dataset.Wave, from int) {
	d.plain = w.Plain
	for _, published := range w.Published {
		weights := make([]float64, len(d.combos))
		for i, at := range d.combo {
			if at >= 0 {
				weights[at] = published[from+i]
			}
		}
		d.weights = append(d.weights, weights)
	}
}

// count finds how many members of each combination answered each variable.
func (d *breakdown) count(rows [2]int, variables []*dataset.Variable) {
	for _, m := range variables {
		valid, base := make([]int, len(d.combos)), make([]int, len(d.combos))
		for i, code := range m.Codes[rows[0]:rows[1]] {
			status := m.Scale.Status[stats.Index(code)]
			if d.combo[i] < 0 || status == stats.Missing {
				continue
			}
			base[d.combo[i]]++
			if status == stats.Valid {
				valid[d.combo[i]]++
			}
		}
		d.counts = append(d.counts, valid, base)
	}
}

// fewest gives, for each category of an attribute and those without one, the smallest number of answers to any variable.
func (d *breakdown) fewest(attribute int) []int {
	fewest := slices.Clone(d.attributes[attribute].Members)
	for _, counts := range d.counts {
		sums := make([]int, len(fewest))
		for combo, n := range counts {
			sums[d.combos[combo][attribute]] += n
		}
		for c, n := range sums {
			fewest[c] = min(fewest[c], n)
		}
	}
	return fewest
}

// choose decides which categories of an attribute may be told: each has the threshold valid answers to every variable, and those
// hidden together, with the members without a category, leave a reader at least the threshold possible numbers for each that is
// small (two linear programs a cell, after Cox 1980).
func (c Control) choose(d *breakdown, attribute int) {
	a, counts := &d.attributes[attribute], d.fewest(attribute)
	for category := range a.shown {
		a.shown[category] = counts[category] >= c.Threshold
	}
	table, err := stats.NewCrossTable([][]int{counts})
	if err != nil || !c.Secondary {
		return
	}
	for c.narrow(table, a, counts) {
		smallest := -1
		for category, shown := range a.shown {
			if shown && (smallest < 0 || counts[category] < counts[smallest]) {
				smallest = category
			}
		}
		if smallest < 0 {
			return
		}
		a.shown[smallest] = false
	}
}

// narrow reports whether a reader can narrow a small category, or the members without one, to fewer than the threshold numbers.
func (c Control) narrow(table *stats.CrossTable, a *attributeGroups, counts []int) bool {
	var hidden, asked []stats.Cell
	for category, n := range counts {
		if category < len(a.shown) && a.shown[category] || a.Members[category] == 0 {
			continue
		}
		cell := stats.Cell{Row: 0, Col: category}
		hidden = append(hidden, cell, stats.Cell{Row: stats.Total, Col: category})
		if n < c.Threshold {
			asked = append(asked, cell)
		}
	}
	return slices.ContainsFunc(table.Audit(hidden, asked), func(f stats.Feasible) bool { return f.Width() < c.Threshold })
}

// audit hides groups until no reader can compute a small set of members from what is shown of any variable, by taking
// groups from each other (Fellegi 1972) or by any linear arithmetic over all attributes of the panel.
func (c Control) audit(d *breakdown) {
	type place struct{ attribute, category int }
	for {
		places, sets := []place{{-1, 0}}, [][]int32{d.with(-1, 0)} // the first is everybody
		for a := range d.attributes {
			for category, shown := range d.attributes[a].shown {
				if shown {
					places, sets = append(places, place{a, category}), append(sets, d.with(a, category))
				}
			}
		}
		if len(sets) == 1 {
			return
		}
		smallest := -1
		for _, i := range c.exposed(d, sets) {
			if i > 0 && (smallest < 0 || d.members(places[i].attribute, places[i].category) < d.members(places[smallest].attribute, places[smallest].category)) {
				smallest = i
			}
		}
		if smallest < 0 {
			return
		}
		d.attributes[places[smallest].attribute].shown[places[smallest].category] = false
	}
}

func (d *breakdown) members(attribute, category int) int {
	return d.attributes[attribute].Members[category]
}

// with lists the combinations of a category; all for attribute -1.
func (d *breakdown) with(attribute, category int) []int32 {
	var list []int32
	for i, combo := range d.combos {
		if attribute < 0 || int(combo[attribute]) == category {
			list = append(list, int32(i))
		}
	}
	return list
}

// exposed gives the groups that together expose a small set of members, of the first variable where any do. What everybody's
// figures tell without a group is not for groups to hide.
func (c Control) exposed(d *breakdown, sets [][]int32) []int {
	sums, of := d.sums(sets)
	for _, sizes := range d.counts {
		groups := stats.NewSizedGroups(sets, sizes)
		if found := groups.Unsafe(c.Threshold); len(found) > 0 {
			return append(found[0].Subtract, found[0].Minuend)
		}
		if found := groups.Exposed(c.Threshold); len(found) > 0 {
			return found[0].Groups
		}
		for _, found := range stats.ExposedSums(sums, sizes, c.Threshold) {
			involved := make([]int, len(found.Groups))
			for i, sum := range found.Groups {
				involved[i] = of[sum]
			}
			if slices.Max(involved) > 0 {
				return involved
			}
		}
	}
	return nil
}

// sums lists what the figures of the groups in sets, of which the first is everybody, tell about the combinations: the
// groups with every set of weights that they were shown with, and everybody also without weights, which a report shows
// beside it. of gives the group of each sum.
func (d *breakdown) sums(sets [][]int32) (sums [][]float64, of []int) {
	add := func(group int, weight []float64) {
		sum := make([]float64, len(d.combos))
		for _, c := range sets[group] {
			sum[c] = 1
			if weight != nil {
				sum[c] = weight[c]
			}
		}
		sums, of = append(sums, sum), append(of, group)
	}
	for group := range sets {
		for _, weight := range d.weights {
			add(group, weight)
		}
		if d.plain || group == 0 {
			add(group, nil)
		}
	}
	return sums, of
}
