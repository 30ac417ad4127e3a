package web

import (
	"fmt"
	"slices"
	"strings"

	"realitycheck/analysis/report"
	"realitycheck/web/chart"
)

// groupPlace is where the figure of a group stands.
type groupPlace struct{ panel, parameter, value string }

// attributes lists by what the members of the shown panels are grouped in the newest year.
func (w *resultWork) attributes() []codeName {
	var list []codeName
	for i := range w.Estimates {
		e := &w.Estimates[i]
		if e.Group == nil || e.Wave != w.last() || !slices.Contains(w.shown, e.Panel) {
			continue
		}
		if by := e.Group.By; !slices.ContainsFunc(list, func(known codeName) bool { return known.Code == by }) {
			list = append(list, codeName{by, wordsFor(w.Labels.Groups, by)})
		}
	}
	return list
}

// groupBy is the attribute that the reader chose, else the first.
func (w *resultWork) groupBy() string {
	all := w.attributes()
	if slices.ContainsFunc(all, func(a codeName) bool { return a.Code == w.choice.Group }) {
		return w.choice.Group
	}
	if len(all) == 0 {
		return ""
	}
	return all[0].Code
}

// grouped are the figures of the newest year by one attribute.
type grouped struct {
	*resultWork
	by     string
	values []string // the groups, in the order of the panels
	shown  []string // panels
	of     map[groupPlace]*report.Estimate
}

func (w *resultWork) grouped(by string) *grouped {
	g := &grouped{resultWork: w, by: by, shown: w.shown, of: map[groupPlace]*report.Estimate{}}
	for i := range w.Estimates {
		e := &w.Estimates[i]
		if e.Group == nil || e.Group.By != by || e.Wave != w.last() || e.Item != nil || !slices.Contains(w.shown, e.Panel) ||
			!slices.Contains(w.parameters, e.Parameter) {
			continue
		}
		g.of[groupPlace{e.Panel, e.Parameter, e.Group.Value}] = e
		g.values = appendNew(g.values, e.Group.Value)
	}
	return g
}

// name is a group in words.
func (g *grouped) name(value string) string {
	if name := g.Labels.Groups[g.by+"="+value]; name != "" {
		return name
	}
	return value
}

// fillGroups shows the parameters by group of members, one attribute at a time. Panels with the same groups stand
// together.
func fillGroups(w *resultWork) {
	g := w.grouped(w.groupBy())
	if len(g.of) == 0 {
		w.page.Lead = []string{w.T("results.groups.none")}
		return
	}
	attribute := wordsFor(w.Labels.Groups, g.by)
	for i, part := range g.parts() {
		w.page.Lead = append(w.page.Lead, part.widest()...)
		names := make([]string, len(part.shown))
		for k, panel := range part.shown {
			names[k] = w.panelName(panel)
		}
		heading := w.T("results.groups.heading", "attribute", attribute, "wave", w.last(), "panels", strings.Join(names, ", "))
		w.page.Sections = append(w.page.Sections, part.section(fmt.Sprintf("group-%d", i), heading))
	}
}

// parts splits the panels of which any group may be shown by the groups that they have.
func (g *grouped) parts() []*grouped {
	var list []*grouped
	for _, panel := range g.shown {
		values, told := g.valuesOf(panel)
		if len(values) == 0 {
			continue
		}
		if !told {
			g.page.Lead = append(g.page.Lead, g.T("results.groups.hidden", "panel", g.panelName(panel), "attribute", wordsFor(g.Labels.Groups, g.by)))
			continue
		}
		at := slices.IndexFunc(list, func(p *grouped) bool { return slices.Equal(p.values, values) })
		if at < 0 {
			at, list = len(list), append(list, &grouped{g.resultWork, g.by, values, nil, g.of})
		}
		list[at].shown = append(list[at].shown, panel)
	}
	return list
}

// valuesOf lists the groups of a panel, and says whether any of them is told.
func (g *grouped) valuesOf(panel string) (values []string, told bool) {
	for _, value := range g.values {
		if e := g.first(panel, value); e != nil {
			values, told = append(values, value), told || e.N != nil
		}
	}
	return values, told
}

// section is the pictures and tables of panels with the same groups.
func (g *grouped) section(id, heading string) resultSection {
	s := resultSection{Heading: heading, Facets: true, Caption: g.T("results.caption.groups") + " " + g.weighting(g.last())}
	t := &resultTable{Caption: heading, Heads: heads(append([]resultCell{headCell(g.T("results.col.parameter")), headCell(g.T("results.col.panel"))}, g.heads()...)...)}
	t.Rows = g.sizes()
	for i, parameter := range g.parameters {
		if d, asked := g.picture(fmt.Sprintf("%s-%d", id, i), parameter); asked {
			s.Pictures = append(s.Pictures, resultPicture{Heading: g.parameterName(parameter), Any: d.Narrow()})
			t.Rows = append(t.Rows, g.rows(parameter)...)
		}
	}
	s.Table = t
	return s
}

// heads are the groups as columns.
func (g *grouped) heads() []resultCell {
	var list []resultCell
	for _, value := range g.values {
		list = append(list, numHead(g.name(value)))
	}
	return list
}

// widest says for each panel on which parameter the groups that are shown lie furthest apart.
func (g *grouped) widest() []string {
	var list []string
	for _, panel := range g.shown {
		var low, high *report.Estimate
		for _, parameter := range g.parameters {
			bottom, top := g.ends(panel, parameter)
			if bottom != nil && (low == nil || *top.Mean-*bottom.Mean > *high.Mean-*low.Mean) {
				low, high = bottom, top
			}
		}
		if low == nil || low == high {
			continue
		}
		key := "results.groups.finding"
		if low.High != nil && high.Low != nil && *low.High < *high.Low {
			key = "results.groups.finding_apart"
		}
		list = append(list, g.T(key, "panel", g.panelName(panel), "parameter", g.parameterName(low.Parameter), "top", g.name(high.Group.Value),
			"high", g.Decimal(*high.Mean, 1), "bottom", g.name(low.Group.Value), "low", g.Decimal(*low.Mean, 1)))
	}
	return list
}

// ends are the groups of a panel with the lowest and the highest mean.
func (g *grouped) ends(panel, parameter string) (low, high *report.Estimate) {
	for _, value := range g.values {
		e := g.of[groupPlace{panel, parameter, value}]
		if e == nil || e.Mean == nil {
			continue
		}
		if low == nil || *e.Mean < *low.Mean {
			low = e
		}
		if high == nil || *e.Mean > *high.Mean {
			high = e
		}
	}
	return low, high
}

// sizes are the rows that say about how many members each group has: one rounded number for all parameters.
func (g *grouped) sizes() [][]resultCell {
	var rows [][]resultCell
	for i, panel := range g.shown {
		row := []resultCell{g.panel(panel)}
		if i == 0 {
			row = append([]resultCell{{Text: g.T("results.groups.members"), Head: true, Rows: len(g.shown)}}, row...)
		}
		for _, value := range g.values {
			if e := g.first(panel, value); e.N != nil {
				row = append(row, num(g.T("results.groups.about", "n", *e.N)))
			} else {
				row = append(row, g.closed())
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// first is any figure of a group, one that is told when there is one.
func (g *grouped) first(panel, value string) *report.Estimate {
	var found *report.Estimate
	for _, parameter := range g.parameters {
		if e := g.of[groupPlace{panel, parameter, value}]; e != nil && (found == nil || found.N == nil) {
			found = e
		}
	}
	return found
}

// closed is the place of a group that is not shown.
func (g *grouped) closed() resultCell {
	return resultCell{Text: g.T("results.groups.closed"), Few: true, Num: true}
}

// picture is one parameter: a row for each group, with every panel that has it.
func (g *grouped) picture(id, parameter string) (d chart.Dots, asked bool) {
	d = chart.Dots{Frame: chart.Frame{ID: id, Title: g.T("results.groups.alt", "parameter", g.parameterName(parameter), "attribute", wordsFor(g.Labels.Groups, g.by)),
		Desc: g.T("results.groups.desc")}, Axis: g.scale()}
	for _, panel := range g.shown {
		series := chart.Series{Sign: g.panelSign(panel)}
		if len(g.shown) > 1 { // the heading names the only one
			series.Name = g.panelName(panel)
		}
		d.Series = append(d.Series, series)
	}
	for _, value := range g.values {
		row := chart.Row{Label: g.name(value)}
		any := false
		for _, panel := range g.shown {
			e := g.of[groupPlace{panel, parameter, value}]
			p := g.point(e)
			if e != nil && e.Suppressed {
				p.Missing = g.T("results.groups.closed")
			}
			any = any || e != nil
			row.Points = append(row.Points, p)
		}
		if any {
			d.Rows = append(d.Rows, row)
		}
	}
	return d, len(d.Rows) > 0
}

// rows are those of one parameter in the table: a panel each, with the interval under each mean.
func (g *grouped) rows(parameter string) [][]resultCell {
	var rows [][]resultCell
	for _, panel := range g.shown {
		row, any := []resultCell{g.panel(panel)}, false
		for _, value := range g.values {
			e := g.of[groupPlace{panel, parameter, value}]
			any = any || e != nil
			if e != nil && e.Suppressed {
				row = append(row, g.closed())
				continue
			}
			cell := g.mean(e)
			if e != nil && e.Low != nil && e.High != nil {
				cell.Words = g.interval(e.Low, e.High, false).Text
			}
			row = append(row, cell)
		}
		if any {
			rows = append(rows, row)
		}
	}
	for i, row := range rows {
		if i == 0 {
			rows[i] = append([]resultCell{{Text: g.parameterName(parameter), Head: true, Rows: len(rows)}}, row...)
		}
	}
	return rows
}
