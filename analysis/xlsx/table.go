package xlsx

import (
	"slices"

	"github.com/xuri/excelize/v2"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
)

// table writes a table at the next row.
func (s *sheet) table(t *exhibit.Table) {
	places, from := s.places(t), s.row
	lay(places, s.widths)
	s.groups(places)
	s.titles(places)
	if t.Lines {
		s.keepInSight(from)
	}
	from = s.row
	runs := runsOf(t)
	for i, row := range t.Rows {
		if row.Section != "" && (i == 0 || t.Rows[i-1].Section != row.Section) {
			s.keepTogether(5 * rowHeight)
			s.section(row.Section)
		}
		s.tableRow(row.Cells, places, runs[i])
	}
	s.colourColumns(places, from, s.row-1)
}

// groups writes the headings over neighbouring columns, in a row of their own where there are any. One over the columns of a
// panel has its sign.
func (s *sheet) groups(places []place) {
	if !slices.ContainsFunc(places, func(p place) bool { return p.group != "" }) {
		return
	}
	for from, to := range neighbours(places, func(p place) string { return p.group }) {
		if group := places[from].group; group != "" {
			title := text(group)
			if ofPanel(places[from : to+1]) {
				title = headed(places[from].Column, group)
			}
			title.bold, title.under, title.wrap = true, true, from == to
			if wide(group) > sum(s.widths[places[from].from:places[to].to+1]) {
				title.size = 8
			}
			s.spread(places[from].from, places[to].to, s.row, title)
		}
	}
	s.row++
}

// ofPanel reports whether all columns of a group are of one panel.
func ofPanel(group []place) bool {
	return !slices.ContainsFunc(group, func(p place) bool { return p.Panel != group[0].Panel })
}

// titles writes the titles of columns. A column of a panel has its sign, unless the heading over it has.
func (s *sheet) titles(places []place) {
	height := 0.0
	for from, to := range neighbours(places, func(p place) string { return p.group }) {
		group := places[from : to+1]
		for _, p := range group {
			title := text(p.title)
			if p.group == "" || !ofPanel(group) {
				title = headed(p.Column, p.title)
			}
			title.right, title.indent = !p.words(), p.Unit == exhibit.Verdict
			height = max(height, s.title(p.from, p.to, title))
		}
	}
	s.height(height)
	s.row++
}

// headed is a heading with the sign of the panel whose figures stand below it.
func headed(c *exhibit.Column, words string) cell {
	if c.Panel == exhibit.NoPanel {
		return text(words)
	}
	return panelCell(c.Panel, words)
}

// runsOf counts, for each cell of a merged column, the rows that say the same from there on; 0 for those that repeat the
// one above. A column repeats only where those before it do.
func runsOf(t *exhibit.Table) [][]int {
	runs := make([][]int, len(t.Rows))
	for i := len(runs) - 1; i >= 0; i-- {
		runs[i] = make([]int, len(t.Columns))
		for c := range runs[i] {
			runs[i][c] = 1
		}
	}
	for i := len(runs) - 1; i > 0; i-- {
		one, two := t.Rows[i-1], t.Rows[i]
		for c, column := range t.Columns {
			if !column.Merged || one.Section != two.Section || one.Cells[c].Value != two.Cells[c].Value || one.Cells[c].Value == nil {
				break
			}
			runs[i-1][c] += runs[i][c]
			runs[i][c] = 0
		}
	}
	return runs
}

// tableRow writes a row, as high as its words need. Neighbours that are withheld for one reason become one hatched place
// that says it.
func (s *sheet) tableRow(cells []exhibit.Cell, places []place, runs []int) {
	height := rowHeight
	reason := func(p place) string { return cells[p.at].Words(s.tr) }
	write := func(from, to place, down int, c cell) {
		s.spread(from.from, to.to, s.row+down-1, c)
		if words, ok := c.value.(string); ok {
			height = max(height, textHeight(words, sum(s.widths[from.from:to.to+1]), c.look)/float64(down))
		}
	}
	for from, to := range neighbours(places, reason) {
		if why := reason(places[from]); why != "" {
			write(places[from], places[to], 1, cell{why, look{size: 7, hatch: true, wrap: true}})
			continue
		}
		for _, p := range places[from : to+1] {
			if down := runs[p.at]; down > 0 {
				write(p, p, down, s.shown(p, cells[p.at]))
			}
		}
	}
	s.height(height)
	s.row++
}

// neighbours yields the first and the last place of each run of columns that have the same key.
func neighbours(places []place, key func(place) string) func(yield func(from, to int) bool) {
	return func(yield func(from, to int) bool) {
		for from, to := 0, 0; from < len(places); from = to + 1 {
			for to = from; to+1 < len(places) && key(places[to+1]) == key(places[from]); to++ {
			}
			if !yield(from, to) {
				return
			}
		}
	}
}

// shown is the cell of a figure or words.
func (s *sheet) shown(p place, c exhibit.Cell) cell {
	switch v := c.Value.(type) {
	case string:
		shown := text(v)
		if c.Panel != exhibit.NoPanel {
			shown = panelCell(c.Panel, v)
		}
		shown.wrap, shown.indent = true, p.Unit == exhibit.Verdict
		return shown
	case [2]float64:
		return s.figure(v[p.end], p.Unit, "")
	case float64:
		return s.figure(v, p.Unit, clearMark(v, c))
	case int:
		return cell{v, look{right: true, top: true, format: asCount}}
	}
	return cell{}
}

// figure is a cell with a figure in full, behind the format of its unit and a mark.
func (s *sheet) figure(x float64, u exhibit.Unit, mark string) cell {
	format := s.format(x, u)
	if mark != "" {
		format = marked(format, mark)
	}
	return cell{x, look{right: true, top: true, format: format}}
}

// clearMark stands before a clear difference: the sign of the panel that is higher, or which way a change went.
func clearMark(x float64, c exhibit.Cell) string {
	switch {
	case c.Certainty != report.Clear:
		return ""
	case c.Panel != exhibit.NoPanel:
		return signOf(c.Panel).mark
	case x > 0:
		return "▲"
	}
	return "▼"
}

// Ends of the shades: between fixed ends, equal figures have equal colours on every sheet and in every year.
var shades = map[exhibit.Unit][3]string{
	exhibit.Mean: {"2", "3", "4"}, exhibit.Difference: {"-1", "0", "1"}, exhibit.Points: {"-0.25", "0", "0.25"},
}

// colourColumns shades columns from brown over white to teal, shares from white to teal, and draws bars behind the shares of
// a panel.
func (s *sheet) colourColumns(places []place, from, to int) {
	if to < from {
		return
	}
	for _, p := range places {
		o := excelize.ConditionalFormatOptions{Criteria: "=", MinType: "num", MinValue: "0", MaxType: "num"}
		ends, scaled := shades[p.Unit]
		switch {
		case p.Shaded && scaled:
			o.Type, o.MinColor, o.MidType, o.MidColor, o.MaxColor = "3_color_scale", "#"+brown, "num", "#"+paper, "#"+teal
			o.MinValue, o.MidValue, o.MaxValue = ends[0], ends[1], ends[2]
		case p.Shaded && p.Unit == exhibit.Share:
			o.Type, o.MinColor, o.MaxColor, o.MaxValue = "2_color_scale", "#"+paper, "#"+teal, "0.6"
		case p.Unit == exhibit.Share && !p.Interval && p.Panel != exhibit.NoPanel:
			o.Type, o.BarColor, o.BarSolid, o.MaxValue = "data_bar", "#"+signOf(p.Panel).bar, true, "1"
		default:
			continue
		}
		area := at(p.from, from) + ":" + at(p.from, to)
		s.keep(s.f.SetConditionalFormat(s.name, area, []excelize.ConditionalFormatOptions{o}))
	}
}
