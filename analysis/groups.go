package analysis

import (
	"slices"

	"realitycheck/analysis/stats"
	"realitycheck/survey"
)

// Groups are shown by one attribute at a time, on what members answer once about a parameter as a whole. Which groups are
// shown is decided once for a panel of a wave, for all parameters alike, from the archive alone: the list is fixed, and
// nobody can compose another.

// attributeGroups are the categories of one attribute of a panel, with their rows among the responses.
type attributeGroups struct {
	survey.Attribute
	rows  [][]int32 // by category; the last are those without one
	shown []bool    // by category
}

// baseStep is what the number of members of a group is rounded to.
const baseStep = 5

// groupEstimates computes the means of every group that may be shown. Groups that may not are listed without a figure.
func (b *builder) groupEstimates(w *dataset) []Estimate {
	var all []Estimate
	for p := range w.panels {
		measures := w.grouped(p)
		for _, a := range b.groups(w, p, measures) {
			index := a.index(w.Responses.Len())
			for _, m := range measures {
				tallies := stats.Tabulate(m.codes, index, slices.Repeat([]int{p}, len(a.Categories)), w.weight)
				for c, tally := range tallies {
					if len(a.rows[c]) > 0 {
						all = append(all, b.groupEstimate(w, m, p, &a, c, tally))
					}
				}
			}
		}
	}
	return all
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

// index gives the category of each response; 255 for none.
func (a *attributeGroups) index(responses int) []uint8 {
	index := slices.Repeat([]uint8{255}, responses)
	for c := range a.Categories {
		for _, row := range a.rows[c] {
			index[row] = uint8(c)
		}
	}
	return index
}

func (b *builder) groupEstimate(w *dataset, m *measure, panel int, a *attributeGroups, category int, tally stats.Tally) Estimate {
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
	base := len(a.rows[category]) / baseStep * baseStep
	nEff := mean.NEffKish / float64(mean.Members) * float64(base)
	e.N, e.NEff = &base, figure(nEff)
	return e
}

// groups lists the attributes of a panel with the categories that may be shown.
func (b *builder) groups(w *dataset, panel int, measures []*measure) []attributeGroups {
	p, _ := w.Instrument.Wave.Panel(w.panels[panel])
	var all []attributeGroups
	for _, a := range p.Strata {
		g := attributeGroups{Attribute: a, rows: make([][]int32, len(a.Categories)+1), shown: make([]bool, len(a.Categories))}
		for i := range w.Responses.Strata {
			s := &w.Responses.Strata[i]
			if s.Code != a.Code {
				continue
			}
			for row := w.ranges[panel][0]; row < w.ranges[panel][1]; row++ {
				c := slices.IndexFunc(a.Categories, func(c survey.Category) bool { return c.Code == s.At(row) })
				if c < 0 {
					c = len(a.Categories)
				}
				if !w.leftOut(int32(row)) {
					g.rows[c] = append(g.rows[c], int32(row))
				}
			}
		}
		b.choose(&g, measures)
		if b.gate.complement && !g.whole() && slices.ContainsFunc(w.targets(p.Code), func(m survey.Margin) bool { return m.Attribute == a.Code }) {
			clear(g.shown) // weighted and unweighted figures together would tell the hidden categories apart
		}
		all = append(all, g)
	}
	if b.gate.complement {
		b.audit(w, panel, all, measures)
	}
	return all
}

// choose decides which categories of an attribute may be shown: each has nMin valid answers to every measure, and those
// hidden together, with the members without a category, leave a reader at least nMin possible numbers for each that is
// small (METHODS: two linear programs a cell).
func (b *builder) choose(g *attributeGroups, measures []*measure) {
	if len(measures) == 0 {
		return
	}
	counts := make([]int, len(g.rows))
	for c, rows := range g.rows {
		counts[c] = len(rows)
		for _, m := range measures {
			counts[c] = min(counts[c], len(m.validOf(rows)))
		}
		if c < len(g.shown) {
			g.shown[c] = counts[c] >= b.gate.nMin
		}
	}
	table, err := stats.NewCrossTable([][]int{counts})
	if err != nil || !b.gate.complement {
		return
	}
	for b.narrow(table, g, counts) {
		smallest := -1
		for c, shown := range g.shown {
			if shown && (smallest < 0 || counts[c] < counts[smallest]) {
				smallest = c
			}
		}
		if smallest < 0 {
			return
		}
		g.shown[smallest] = false
	}
}

// narrow says that a reader can narrow a small category, or the members without one, to fewer than nMin numbers.
func (b *builder) narrow(table *stats.CrossTable, g *attributeGroups, counts []int) bool {
	var hidden, asked []stats.Cell
	for c := range counts {
		if c < len(g.shown) && g.shown[c] || len(g.rows[c]) == 0 {
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

// whole says that every category that has members is shown, and that nobody is without one.
func (g *attributeGroups) whole() bool {
	for c, shown := range g.shown {
		if !shown && len(g.rows[c]) > 0 {
			return false
		}
	}
	return len(g.rows[len(g.shown)]) == 0
}

// audit hides groups until no reader can compute a small set of members from what is shown of any measure, by taking
// groups from each other (Fellegi 1972) or by any linear arithmetic over all attributes of the panel.
func (b *builder) audit(w *dataset, panel int, all []attributeGroups, measures []*measure) {
	for {
		type place struct{ attribute, category int }
		var places []place
		everybody := make([]int32, 0, w.ranges[panel][1]-w.ranges[panel][0])
		for row := w.ranges[panel][0]; row < w.ranges[panel][1]; row++ {
			if !w.leftOut(int32(row)) {
				everybody = append(everybody, int32(row))
			}
		}
		rows := [][]int32{everybody}
		for a := range all {
			for c, shown := range all[a].shown {
				if shown {
					places, rows = append(places, place{a, c}), append(rows, all[a].rows[c])
				}
			}
		}
		involved := b.exposed(rows, measures)
		smallest := -1
		for _, i := range involved {
			if i > 0 && (smallest < 0 || len(rows[i]) < len(rows[smallest])) {
				smallest = i
			}
		}
		if smallest < 0 {
			return
		}
		at := places[smallest-1]
		all[at.attribute].shown[at.category] = false
	}
}

// exposed gives the groups that together expose a small set of members, of the first measure where any do.
func (b *builder) exposed(rows [][]int32, measures []*measure) []int {
	for _, m := range measures {
		for _, keep := range []func([]int32) []int32{m.validOf, m.baseOf} {
			sets := make([][]int32, len(rows))
			for i, r := range rows {
				sets[i] = keep(r)
			}
			groups := stats.NewGroups(sets)
			if found := groups.Unsafe(b.gate.nMin); len(found) > 0 {
				return append(found[0].Subtract, found[0].Minuend)
			}
			if found := groups.Exposed(b.gate.nMin); len(found) > 0 {
				return found[0].Groups
			}
		}
	}
	return nil
}

// validOf keeps the rows with a valid answer.
func (m *measure) validOf(rows []int32) []int32 { return m.with(rows, false) }

// baseOf keeps the rows with a valid answer or a don't-know.
func (m *measure) baseOf(rows []int32) []int32 { return m.with(rows, true) }

func (m *measure) with(rows []int32, unknown bool) []int32 {
	kept := make([]int32, 0, len(rows))
	for _, row := range rows {
		status := m.scale.Status[stats.Index(m.codes[row])]
		if status == stats.Valid || unknown && status == stats.DontKnow {
			kept = append(kept, row)
		}
	}
	return kept
}
