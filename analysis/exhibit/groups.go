package exhibit

import (
	"slices"
	"strings"

	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// Attributes lists by what the members of the panels that the reader chose are grouped in the newest wave.
func Attributes(x *report.Index, s Selection) []string {
	r := &reader{Index: x, Selection: s}
	var list []string
	for i := range r.Estimates {
		e := &r.Estimates[i]
		if e.Group != nil && e.Wave == r.Last() && slices.Contains(r.panels(), e.Panel) {
			list = appendNew(list, e.Group.By)
		}
	}
	return list
}

// Groups shows the parameters by group of members, by the attribute that the reader chose, else by the first. Panels with
// the same groups are one exhibit.
func Groups(x *report.Index, s Selection, tr *i18n.Translator) []Exhibit {
	by := s.Group
	if attributes := Attributes(x, s); len(attributes) > 0 && !slices.Contains(attributes, by) {
		by = attributes[0]
	}
	g := &grouping{reader: &reader{x, tr, s}, by: by}
	for i := range x.Estimates {
		if e := &x.Estimates[i]; e.Group != nil && e.Group.By == by && e.Wave == g.Last() {
			g.values = appendNew(g.values, e.Group.Value)
		}
	}
	sets, hidden := g.sets()
	if len(sets) == 0 && len(hidden) == 0 {
		return []Exhibit{{Code: "groups", Lead: []Sentence{Said(tr.T("exhibit.groups.none"))}}}
	}
	var all []Exhibit
	if len(hidden) > 0 {
		all = append(all, Exhibit{Code: "groups-hidden", Lead: hidden})
	}
	for _, set := range sets {
		all = append(all, set.exhibit())
	}
	return all
}

// grouping are panels of which the members are in the same groups by one attribute.
type grouping struct {
	*reader
	by     string
	values []string // the groups, in the order of the report
	alike  []string // the panels
}

// of is the mean of a group, nil when it has none.
func (g *grouping) of(panel string, on report.Subject, value string) *report.Estimate {
	return g.OfGroup(g.Last(), panel, on, report.Group{By: g.by, Value: value})
}

// sets splits the panels of which any group may be shown by the groups that they have; it says so of those without any.
func (g *grouping) sets() (sets []*grouping, hidden []Sentence) {
	for _, panel := range g.panels() {
		values, told := g.valuesOf(panel)
		at := slices.IndexFunc(sets, func(set *grouping) bool { return slices.Equal(set.values, values) })
		switch {
		case len(values) == 0:
		case !told:
			hidden = append(hidden, Said(g.T("exhibit.groups.hidden", "panel", g.PanelName(panel), "attribute", g.AttributeName(g.by))))
		case at < 0:
			sets = append(sets, &grouping{g.reader, g.by, values, []string{panel}})
		default:
			sets[at].alike = append(sets[at].alike, panel)
		}
	}
	return sets, hidden
}

// valuesOf lists the groups of a panel, and reports whether any of them is told.
func (g *grouping) valuesOf(panel string) (values []string, told bool) {
	for _, value := range g.values {
		if e := g.first(panel, value); e != nil {
			values, told = append(values, value), told || e.N != nil
		}
	}
	return values, told
}

// first is any mean of a group, one that is told when there is one: all have the same rounded number of members.
func (g *grouping) first(panel, value string) *report.Estimate {
	var found *report.Estimate
	for _, on := range onIdentity(g.parameters()) {
		if e := g.of(panel, on, value); e != nil && (found == nil || found.N == nil) {
			found = e
		}
	}
	return found
}

func (g *grouping) exhibit() Exhibit {
	var names []string
	for _, panel := range g.alike {
		names = append(names, g.PanelName(panel))
	}
	e := Exhibit{Code: "groups-" + g.by + "-" + strings.Join(g.alike, "-"), Lead: g.widest(),
		Title:   g.T("exhibit.groups.title", "attribute", g.AttributeName(g.by), "wave", g.Last(), "panels", strings.Join(names, ", ")),
		Caption: []string{g.T("exhibit.groups.caption"), g.weighting(g.Last())}}
	fields := []field[asked]{g.byParameter(), g.byPanel()}
	for _, value := range g.values {
		fields = append(fields, field[asked]{column(g.GroupName(g.by, value), Mean), func(a asked) Cell {
			return meanOf(g.of(a.panel, a.Subject, value))
		}}, field[asked]{g.intervals(Mean).below(), func(a asked) Cell { return intervalOf(g.of(a.panel, a.Subject, value)) }})
	}
	var rows []asked
	for _, on := range onIdentity(g.parameters()) {
		f := g.picture(on)
		if len(f.Rows) > 0 {
			e.Figures = append(e.Figures, f)
		}
		for _, panel := range g.alike {
			if slices.ContainsFunc(g.values, func(value string) bool { return g.of(panel, on, value) != nil }) {
				rows = append(rows, asked{panel, on})
			}
		}
	}
	e.Table = table(e.Title, fields, rows)
	e.Table.Rows = append(g.sizes(), e.Table.Rows...)
	return e
}

// widest says for each panel on which parameter the groups that are told lie furthest apart.
func (g *grouping) widest() []Sentence {
	var list []Sentence
	for _, panel := range g.alike {
		var low, high *report.Estimate
		for _, on := range onIdentity(g.parameters()) {
			bottom, top := g.ends(panel, on)
			if bottom != nil && (low == nil || *top.Mean-*bottom.Mean > *high.Mean-*low.Mean) {
				low, high = bottom, top
			}
		}
		if low == high {
			continue
		}
		key := "exhibit.groups.finding"
		if low.High != nil && high.Low != nil && *low.High < *high.Low {
			key = "exhibit.groups.finding_apart"
		}
		list = append(list, Sentence{Proof: []report.Subject{low.Subject}, Text: g.T(key, "panel", g.PanelName(panel),
			"parameter", g.ParameterName(low.Parameter), "top", g.GroupName(g.by, high.Group.Value), "high", g.Decimal(*high.Mean, 1),
			"bottom", g.GroupName(g.by, low.Group.Value), "low", g.Decimal(*low.Mean, 1))})
	}
	return list
}

// ends are the groups of a panel with the lowest and the highest mean.
func (g *grouping) ends(panel string, on report.Subject) (low, high *report.Estimate) {
	var list []*report.Estimate
	for _, value := range g.values {
		list = append(list, g.of(panel, on, value))
	}
	return ends(list, mean)
}

// sizes are the rows that say about how many members each group has: one rounded number for all parameters.
func (g *grouping) sizes() []Row {
	var rows []Row
	for _, panel := range g.alike {
		cells := []Cell{words(g.T("exhibit.groups.members")), g.panel(panel)}
		for _, value := range g.values {
			size := missing(GroupClosed)
			if n := g.first(panel, value).N; n != nil {
				size = words(g.T("exhibit.groups.about", "n", *n))
			}
			cells = append(cells, size, nothing())
		}
		rows = append(rows, Row{Cells: cells})
	}
	return rows
}

// picture is one parameter: a row for each group, with every panel that has it.
func (g *grouping) picture(on report.Subject) Figure {
	name := g.parameterOf(on)
	f := Figure{Kind: Dots, Title: name, Alt: g.T("exhibit.groups.alt", "parameter", name, "attribute", g.AttributeName(g.by)),
		Desc: g.T("exhibit.groups.desc"), Axis: g.scale(), Small: true, Series: g.series(g.alike)}
	if len(g.alike) == 1 {
		f.Series[0].Name = "" // the title of the exhibit has it
	}
	shown := slices.DeleteFunc(slices.Clone(g.values), func(value string) bool {
		return !slices.ContainsFunc(g.alike, func(panel string) bool { return g.of(panel, on, value) != nil })
	})
	label := func(value string) string { return g.GroupName(g.by, value) }
	return plot(g.reader, f, shown, label, func(_ Series, panel, value string) Point { return g.point(g.of(panel, on, value)) })
}
