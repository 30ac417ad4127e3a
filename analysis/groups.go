package analysis

import (
	"slices"

	"realitycheck/analysis/stats"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// Groups are shown by one attribute at a time, on what members answer once about a parameter as a whole. Which groups are
// shown is decided once for a panel of a wave, for all parameters alike, from the archive alone: the list is fixed, and
// nobody can compose another.

// attributeGroups are the categories of one attribute of a panel, and last those without one.
type attributeGroups struct {
	survey.Attribute
	index   []uint8 // by response of the wave: its category; others have another number
	members []int   // by category
	shown   []bool  // by category; not for those without one
}

// breakdown is a panel by all its attributes at once. Members with the same combination of categories stay together in
// every group, so that counting them is all that the audits need.
type breakdown struct {
	attributes []attributeGroups
	combos     [][]uint8   // the combinations that occur: a category an attribute
	combo      []int32     // by row of the panel; -1 when it is left out
	weights    [][]float64 // by weighting beside the archive: what a member weighs, by combination
	plain      bool        // figures of groups without weights were published too
	counts     [][]int     // by measure, twice: members with a valid answer, and those with that or a don't-know; by combination
}

// baseStep is what the number of members of a group is rounded to.
const baseStep = 5

// groupEstimates computes the means of every group that may be shown. Groups that may not are listed without a figure.
func (b *builder) groupEstimates(w *dataset) []Estimate {
	var all []Estimate
	for p := range w.panels {
		measures := w.grouped(p)
		for _, a := range b.groups(w, p, measures) {
			for _, m := range measures {
				tallies := stats.Tabulate(m.codes, a.index, slices.Repeat([]int{p}, len(a.Categories)), w.weight)
				first := len(all)
				for c, tally := range tallies {
					if a.members[c] > 0 {
						all = append(all, b.groupEstimate(w, m, p, &a, c, tally))
					}
				}
				b.gate.passGroups(all[first:], b.restLimits(w, m, p, &a))
			}
		}
	}
	return all
}

// restLimits gives the limits of what the shown groups of an attribute leave of a panel: a reader takes them from the whole
// panel. Those left have no category, which may be all that is said of another attribute, or stand in hidden groups.
func (b *builder) restLimits(w *dataset, m *measure, panel int, a *attributeGroups) map[string]Limit {
	if !b.gate.complement {
		return nil
	}
	rest := slices.Clone(a.index)
	for row, category := range rest {
		switch {
		case int(category) < len(a.shown) && a.shown[category]:
			rest[row] = 255
		case int(category) <= len(a.shown):
			rest[row] = 0
		}
	}
	tally := stats.Tabulate(m.codes, rest, []int{panel}, w.weight)[0]
	mean := w.members.Mean(m.scale, level, tally)
	if mean.Members == 0 {
		return nil
	}
	e := Estimate{Panel: w.panels[panel]}
	b.fill(&e, m, w.members, tally, mean)
	b.gate.limit(&e, mean.Members)
	return e.Limits
}

// grouped lists what is shown by group.
func (w *dataset) grouped(panel int) []*measure {
	var list []*measure
	for _, m := range w.measures {
		if !m.key.rated && m.key.item == "" && m.asked[panel] {
			list = append(list, m)
		}
	}
	return list
}

func (b *builder) groupEstimate(w *dataset, m *measure, panel int, a *attributeGroups, category int, tally stats.FrequencyTable) Estimate {
	e := Estimate{Wave: w.Code(), Panel: w.panels[panel], Subject: b.subject(m, Identity, nil),
		Group: &Group{By: a.Code, Value: a.Categories[category].Code}}
	mean := w.members.Mean(m.scale, level, tally)
	if !a.shown[category] || b.gate.hides(mean.Counts) {
		return e.hidden()
	}
	if mean.Members == 0 {
		return e
	}
	b.fill(&e, m, w.members, tally, mean)
	b.gate.limit(&e, mean.Members)
	// One rounded number a group, so that what a question lacks does not tell who left it blank.
	base := a.members[category] / baseStep * baseStep
	nEff := mean.NEffKish / float64(mean.Members) * float64(base)
	e.N, e.NEff = &base, figure(nEff)
	return e
}

// groups lists the attributes of a panel with the categories that may be shown.
func (b *builder) groups(w *dataset, panel int, measures []*measure) []attributeGroups {
	p, _ := w.Instrument.Wave.Panel(w.panels[panel])
	if len(p.Strata) == 0 || len(measures) == 0 {
		return nil
	}
	d := w.breakdown(p, panel)
	d.count(w.ranges[panel], measures)
	for i := range d.attributes {
		b.choose(d, i)
	}
	if b.gate.complement {
		b.audit(d)
	}
	return d.attributes
}

// breakdown finds the category of every member of a panel on every attribute.
func (w *dataset) breakdown(p survey.WavePanel, panel int) *breakdown {
	from, to := w.ranges[panel][0], w.ranges[panel][1]
	d := &breakdown{combo: make([]int32, to-from)}
	for _, a := range p.Strata {
		g := attributeGroups{Attribute: a, index: slices.Repeat([]uint8{255}, w.Responses.Len()), members: make([]int, len(a.Categories)+1),
			shown: make([]bool, len(a.Categories))}
		i := slices.IndexFunc(w.Responses.Strata, func(s archive.Stratum) bool { return s.Code == a.Code })
		s := &w.Responses.Strata[i]
		number := make([]uint8, len(s.Names)+1) // of a word, after that of none
		number[0] = uint8(len(a.Categories))
		for n, name := range s.Names {
			number[n+1] = uint8(len(a.Categories))
			if c := slices.IndexFunc(a.Categories, func(c survey.Category) bool { return c.Code == name }); c >= 0 {
				number[n+1] = uint8(c)
			}
		}
		for row := from; row < to; row++ {
			if !w.leftOut(int32(row)) {
				g.index[row] = number[s.Index[row]+1]
				g.members[g.index[row]]++
			}
		}
		d.attributes = append(d.attributes, g)
	}
	known := map[[survey.MaxStrata]uint8]int32{}
	for i := range d.combo {
		var combo [survey.MaxStrata]uint8
		if w.leftOut(int32(from + i)) {
			d.combo[i] = -1
			continue
		}
		for a := range d.attributes {
			combo[a] = d.attributes[a].index[from+i]
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
func (d *breakdown) weigh(w *dataset, from int) {
	d.plain = w.plain
	for _, published := range w.published {
		weights := make([]float64, len(d.combos))
		for i, at := range d.combo {
			if at >= 0 {
				weights[at] = published[from+i]
			}
		}
		d.weights = append(d.weights, weights)
	}
}

// count finds how many members of each combination answered each measure.
func (d *breakdown) count(rows [2]int, measures []*measure) {
	for _, m := range measures {
		valid, base := make([]int, len(d.combos)), make([]int, len(d.combos))
		for i, code := range m.codes[rows[0]:rows[1]] {
			status := m.scale.Status[stats.Index(code)]
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

// fewest gives, for each category of an attribute and those without one, the smallest number of answers to any measure.
func (d *breakdown) fewest(attribute int) []int {
	fewest := slices.Clone(d.attributes[attribute].members)
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

// choose decides which categories of an attribute may be shown: each has nMin valid answers to every measure, and those
// hidden together, with the members without a category, leave a reader at least nMin possible numbers for each that is
// small (two linear programs a cell, after Cox 1980).
func (b *builder) choose(d *breakdown, attribute int) {
	a, counts := &d.attributes[attribute], d.fewest(attribute)
	for c := range a.shown {
		a.shown[c] = counts[c] >= b.gate.nMin
	}
	table, err := stats.NewCrossTable([][]int{counts})
	if err != nil || !b.gate.complement {
		return
	}
	for b.narrow(table, a, counts) {
		smallest := -1
		for c, shown := range a.shown {
			if shown && (smallest < 0 || counts[c] < counts[smallest]) {
				smallest = c
			}
		}
		if smallest < 0 {
			return
		}
		a.shown[smallest] = false
	}
}

// narrow says that a reader can narrow a small category, or the members without one, to fewer than nMin numbers.
func (b *builder) narrow(table *stats.CrossTable, a *attributeGroups, counts []int) bool {
	var hidden, asked []stats.Cell
	for c := range counts {
		if c < len(a.shown) && a.shown[c] || a.members[c] == 0 {
			continue
		}
		cell := stats.Cell{Row: 0, Col: c}
		hidden = append(hidden, cell, stats.Cell{Row: stats.Total, Col: c})
		if counts[c] < b.gate.nMin {
			asked = append(asked, cell)
		}
	}
	return slices.ContainsFunc(table.Audit(hidden, asked), func(f stats.Feasible) bool { return f.Width() < b.gate.nMin })
}

// audit hides groups until no reader can compute a small set of members from what is shown of any measure, by taking
// groups from each other (Fellegi 1972) or by any linear arithmetic over all attributes of the panel.
func (b *builder) audit(d *breakdown) {
	type place struct{ attribute, category int }
	for {
		places, sets := []place{{-1, 0}}, [][]int32{d.with(-1, 0)} // the first is everybody
		for a := range d.attributes {
			for c, shown := range d.attributes[a].shown {
				if shown {
					places, sets = append(places, place{a, c}), append(sets, d.with(a, c))
				}
			}
		}
		if len(sets) == 1 {
			return
		}
		smallest := -1
		for _, i := range b.exposed(d, sets) {
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
	return d.attributes[attribute].members[category]
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

// exposed gives the groups that together expose a small set of members, of the first measure where any do. What everybody's
// figures tell without a group is not for groups to hide.
func (b *builder) exposed(d *breakdown, sets [][]int32) []int {
	sums, of := d.sums(sets)
	for _, sizes := range d.counts {
		groups := stats.NewSizedGroups(sets, sizes)
		if found := groups.Unsafe(b.gate.nMin); len(found) > 0 {
			return append(found[0].Subtract, found[0].Minuend)
		}
		if found := groups.Exposed(b.gate.nMin); len(found) > 0 {
			return found[0].Groups
		}
		for _, found := range stats.ExposedSums(sums, sizes, b.gate.nMin) {
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
