package xlsx

import "realitycheck/analysis/exhibit"

// exhibits fills a tab with exhibits below each other, in columns that fit the tables of all. A single one with a title
// heads the tab, else its name does.
func (b *book) exhibits(name string, all []exhibit.Exhibit) {
	s := b.sheet(name, b.widths(all, leastWidth)...)
	if len(all) == 1 && all[0].Title != "" {
		s.heading(all[0].Title)
		s.exhibit(&all[0])
		return
	}
	s.heading(name)
	for i := range all {
		s.below(&all[i])
	}
}

// below writes an exhibit as a part of a tab.
func (s *sheet) below(e *exhibit.Exhibit) {
	s.keepTogether(s.opening(e))
	if e.Title != "" {
		s.section(e.Title)
	}
	s.exhibit(e)
	s.skip(1)
}

// exhibit writes what was found, the pictures, the table, how it was measured, and the explanation.
func (s *sheet) exhibit(e *exhibit.Exhibit) {
	s.sentences("", e.Lead)
	s.sentences(bullet, e.Points)
	s.pictures(e)
	if e.Table != nil {
		s.keepTogether(rowHeight * float64(min(len(e.Table.Rows), rowsTogether)+2))
		s.table(e.Table)
	}
	for _, words := range e.Caption {
		s.caption(words)
	}
	for _, words := range e.Notes {
		s.paragraph(words, look{})
	}
	for _, term := range e.Terms {
		s.paragraph(term.Name, look{bold: true})
		s.paragraph(term.Text, look{})
	}
}

// opening is how high the title, the sentences and the first picture stand, or the table where there is none.
func (s *sheet) opening(e *exhibit.Exhibit) float64 {
	height := 2 * rowHeight * float64(1+len(e.Lead)+len(e.Points))
	switch {
	case len(e.Figures) > 0 && e.Figures[0].Kind == exhibit.Dots:
		height += float64(dotsHeight(&e.Figures[0])) * pointsAPixel
	case len(e.Figures) > 0:
		height += linesHeight * pointsAPixel
	case e.Table != nil:
		height += rowHeight * float64(min(len(e.Table.Rows), rowsTogether)+2)
	}
	return height
}

// rowsTogether is how many rows of a table are kept on one page where they fit; a longer one goes on.
const rowsTogether = 24

// bullet begins a sentence of a list.
const bullet = "•  "

func (s *sheet) sentences(mark string, said []exhibit.Sentence) {
	for _, sentence := range said {
		s.paragraph(mark+sentence.Text, look{size: 11})
	}
}

// Sizes of pictures in pixels.
const (
	widestPicture = 1400
	smallHeight   = 200
	linesHeight   = 280
)

// pictures draws what a workbook can: dots and lines, small ones two beside each other. Bars of answers from unfavourable
// to favourable are left to the table, where each share is a shaded cell: native charts have no bars around a middle.
func (s *sheet) pictures(e *exhibit.Exhibit) {
	width := min(pixels(s.widths), widestPicture)
	left := 0
	for i := range e.Figures {
		f := &e.Figures[i]
		switch {
		case f.Kind == exhibit.Dots:
			s.draw(s.dots(e, f), width, dotsHeight(f))
		case f.Kind == exhibit.Lines && !f.Small:
			s.draw(s.lines(e, f), width, linesHeight)
		case f.Kind == exhibit.Lines:
			if left == 0 {
				s.keepTogether(smallHeight * pointsAPixel)
			}
			s.drawAt(s.lines(e, f), left, width/2-10, smallHeight)
			if left = width/2 - left; left == 0 || i == len(e.Figures)-1 {
				s.skip(rowsFor(smallHeight))
			}
		}
	}
}

// picture is what all charts of a figure have in common.
func (b *book) picture(e *exhibit.Exhibit, f *exhibit.Figure) chart {
	title := f.Title
	if title == "" {
		title = e.Title
	}
	b.data.block(title)
	return chart{title: f.Title, alt: f.Alt + ". " + f.Desc, axis: axisOf(f)}
}
