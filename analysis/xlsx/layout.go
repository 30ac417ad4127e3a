package xlsx

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"realitycheck/analysis/exhibit"
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
