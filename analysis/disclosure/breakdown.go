package disclosure

import (
	"slices"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
)

// breakdown is a panel by all its attributes at once. Members with the same combination of categories stay together in
// every group, so that counting them is all that the audits need.
type breakdown struct {
	attributes []attributeGroups
	combos     [][]uint8   // the combinations that occur: a category an attribute
	combo      []int32     // by row of the panel; -1 when it is excluded
	weights    [][]float64 // by weighting beside the archive: what a member weighs, by combination
	plain      bool        // figures of groups without weights were published too
	counts     [][]int     // by variable, twice: members with a valid answer, and those with that or a don't-know; by combination
}

// attributeGroups are the groups of a panel by one attribute, and which may be told.
type attributeGroups struct {
	dataset.Attribute
	told []bool // by category; not for those without one
}

// newBreakdown joins the attributes of every member of a panel.
func newBreakdown(w *dataset.Wave, panel int) *breakdown {
	from, to := w.Rows[panel][0], w.Rows[panel][1]
	d := &breakdown{combo: make([]int32, to-from), plain: w.Plain}
	for _, a := range w.Attributes(panel) {
		d.attributes = append(d.attributes, attributeGroups{a, make([]bool, len(a.Categories))})
	}
	known := map[[survey.MaxStrata]uint8]int32{}
	for i := range d.combo {
		var combo [survey.MaxStrata]uint8
		if w.Excludes(int32(from + i)) {
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
	for _, published := range w.Published {
		weights := make([]float64, len(d.combos)) // weights follow from attributes alone
		for i, at := range d.combo {
			if at >= 0 {
				weights[at] = published[from+i]
			}
		}
		d.weights = append(d.weights, weights)
	}
	return d
}

// count finds how many members of each combination answered each variable.
func (d *breakdown) count(w *dataset.Wave, panel int, variables []*dataset.Variable) {
	for _, v := range variables {
		valid, base := answeredBy(w, v, panel, -1)
		for _, responses := range [][]int32{valid, base} {
			counts := make([]int, len(d.combos))
			for _, response := range responses {
				counts[d.combo[int(response)-w.Rows[panel][0]]]++
			}
			d.counts = append(d.counts, counts)
		}
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

// choose decides which categories of an attribute may be told: each has the threshold valid answers to every variable, and
// those withheld together, with the members without a category, leave a reader at least the threshold possible numbers for
// each that is small (two linear programs a cell, after Cox 1980; METHODS 7.3).
func (c Control) choose(d *breakdown, attribute int) {
	a, counts := &d.attributes[attribute], d.fewest(attribute)
	for category := range a.told {
		a.told[category] = counts[category] >= c.Threshold
	}
	table, err := stats.NewCrossTable([][]int{counts})
	if err != nil || !c.Secondary {
		return
	}
	for c.narrow(table, a, counts) {
		smallest := -1
		for category, told := range a.told {
			if told && (smallest < 0 || counts[category] < counts[smallest]) {
				smallest = category
			}
		}
		if smallest < 0 {
			return
		}
		a.told[smallest] = false
	}
}

// narrow reports whether a reader can narrow a small category, or the members without one, to fewer than the threshold numbers.
func (c Control) narrow(table *stats.CrossTable, a *attributeGroups, counts []int) bool {
	var withheld, asked []stats.Cell
	for category, n := range counts {
		if category < len(a.told) && a.told[category] || a.Members[category] == 0 {
			continue
		}
		cell := stats.Cell{Row: 0, Col: category}
		withheld = append(withheld, cell, stats.Cell{Row: stats.Total, Col: category})
		if n < c.Threshold {
			asked = append(asked, cell)
		}
	}
	return slices.ContainsFunc(table.Audit(withheld, asked), func(f stats.Feasible) bool { return f.Width() < c.Threshold })
}

// toldGroup is a group that is told, or at first everybody.
type toldGroup struct{ attribute, category, members int }

// told lists everybody and the groups that are told, with their combinations.
func (d *breakdown) told() (groups []toldGroup, sets [][]int32) {
	everybody := make([]int32, len(d.combos))
	for i := range everybody {
		everybody[i] = int32(i)
	}
	groups, sets = append(groups, toldGroup{}), append(sets, everybody)
	for a, attribute := range d.attributes {
		for category, told := range attribute.told {
			if told {
				groups = append(groups, toldGroup{a, category, attribute.Members[category]})
				sets = append(sets, slices.DeleteFunc(slices.Clone(everybody), func(i int32) bool {
					return int(d.combos[i][a]) != category
				}))
			}
		}
	}
	return groups, sets
}

// audit withholds groups until no reader can compute a small set of members from what is told of any variable, by taking
// groups from each other (Fellegi 1972, METHODS 7.4) or by any linear arithmetic over all attributes of the panel.
func (c Control) audit(d *breakdown) {
	for {
		groups, sets := d.told()
		smallest := 0
		for _, i := range c.exposed(d, sets) {
			if i > 0 && (smallest == 0 || groups[i].members < groups[smallest].members) {
				smallest = i
			}
		}
		if smallest == 0 {
			return
		}
		d.attributes[groups[smallest].attribute].told[groups[smallest].category] = false
	}
}

// exposed gives the groups that together expose a small set of members, of the first variable where any do. What everybody's
// figures tell without a group is not for groups to withhold.
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
// groups with every set of weights that they were published with, and everybody also without weights, which a report tells
// beside it. of gives the group of each sum.
func (d *breakdown) sums(sets [][]int32) (sums [][]float64, of []int) {
	ones := slices.Repeat([]float64{1}, len(d.combos))
	for group, set := range sets {
		weightings := d.weights
		if d.plain || group == 0 {
			weightings = append(slices.Clip(weightings), ones)
		}
		for _, weights := range weightings {
			sum := make([]float64, len(d.combos))
			for _, combo := range set {
				sum[combo] = weights[combo]
			}
			sums, of = append(sums, sum), append(of, group)
		}
	}
	return sums, of
}
