package xlsx

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
)

// place is a column of a table on a sheet, or one end of its intervals.
type place struct {
	*exhibit.Column
	at       int    // of the column in its table
	group    string // heading over neighbouring places
	title    string
	end      int     // of the interval
	width    float64 // that its words need
	from, to int     // columns of the sheet
}

// places are the columns that a table takes; an interval takes two, under its title where nothing else stands over it.
func (b *book) places(t *exhibit.Table) []place {
	var all []place
	add := func(p place) {
		p.width = p.needs(t)
		all = append(all, p)
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.Interval {
			group := cmp.Or(c.Group, c.Title)
			add(place{Column: c, at: i, group: group, title: b.t("workbook.col.low")})
			add(place{Column: c, at: i, group: group, title: b.t("workbook.col.high"), end: 1})
		} else {
			add(place{Column: c, at: i, group: c.Group, title: c.Title})
		}
	}
	return all
}

func (p place) words() bool { return p.Unit == exhibit.Words || p.Unit == exhibit.Verdict }

// Widths in characters.
const (
	leastWidth   = 92.0 // of a sheet
	figureWidth  = 8.5
	titleWidth   = 14.0 // for the longest word of a title
	wordsWidth   = 58.0
	verdictWidth = 34.0
)

// widths are those of columns that fit the tables of all exhibits, and together at least a width. They are made for the
// tables with the most columns; the others are laid over them.
func (b *book) widths(all []exhibit.Exhibit, least float64) []float64 {
	var widths []float64
	var tables [][]place
	for i := range all {
		if t := all[i].Table; t != nil {
			tables = append(tables, b.places(t))
		}
	}
	for _, places := range tables {
		if len(places) > len(widths) {
			widths = make([]float64, len(places))
		}
	}
	for _, places := range tables {
		for i, p := range places {
			if len(places) == len(widths) {
				widths[i] = max(widths[i], p.width)
			}
		}
	}
	for _, places := range tables {
		widths = lay(places, widths)
	}
	for sum(widths) < least {
		widths = append(widths, 16)
	}
	return widths
}

// lay gives each place of a table as many columns as it needs, which is one in the table that they were made for, and gives
// the columns with those that were added.
func lay(places []place, widths []float64) []float64 {
	next := 0
	for i := range places {
		p := &places[i]
		if next == len(widths) {
			widths = append(widths, p.width)
		}
		p.from, p.to = next, next
		for p.to+1 < len(widths) && sum(widths[p.from:p.to+1]) < 0.85*p.width {
			p.to++
		}
		next = p.to + 1
	}
	return widths
}

func sum(widths []float64) float64 {
	total := 0.0
	for _, width := range widths {
		total += width
	}
	return total
}

// needs fits the longest word of the title, and words up to a line that reads well.
func (p place) needs(t *exhibit.Table) float64 {
	width := min(max(figureWidth, longestWord(p.title)), titleWidth)
	most := map[exhibit.Unit]float64{exhibit.Words: wordsWidth, exhibit.Verdict: verdictWidth}[p.Unit]
	for _, row := range t.Rows {
		if words, ok := row.Cells[p.at].Value.(string); ok {
			width = max(width, min(most, 3+0.95*float64(utf8.RuneCountInString(words))))
		}
	}
	return width
}

// longestWord is the width that the longest word takes in bold, since a title breaks between words only.
func longestWord(words string) float64 {
	long := 0.0
	for word := range strings.FieldsSeq(words) {
		long = max(long, wide(word))
	}
	return long
}

// wide is the width that words in bold take, in characters.
func wide(words string) float64 { return 1.2 * float64(utf8.RuneCountInString(words)) }

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
