package xlsx

import (
	"github.com/xuri/excelize/v2"

	"realitycheck/analysis/exhibit"
)

// coverWidth leaves most findings on one line, in characters, and is still that of an upright page.
const coverWidth = 116

// cover is the sheet that a director prints, on one page: what was found, the picture, the newest figures, and where the
// rest is.
func (b *book) cover(name string) {
	all := exhibit.Cover(b.index, exhibit.Selection{}, b.tr)
	s := b.sheet(name, b.widths(all, coverWidth)...)
	s.paragraph(b.title(), look{size: 20, bold: true})
	s.paragraph(b.t("workbook.cover.lead"), look{size: 11, colour: quiet})
	if b.index.Synthetic {
		s.paragraph(b.t("workbook.synthetic"), look{bold: true, fill: accent})
	}
	s.skip(1)
	for i := range all {
		s.below(&all[i])
	}
	s.section(b.t("workbook.cover.contents"))
	for _, t := range b.filled {
		if t.about == "" {
			continue
		}
		name := sheetName(b.t(t.name))
		s.put(0, s.row, cell{name, look{link: true}})
		s.keep(s.f.SetCellHyperLink(s.name, at(0, s.row), "'"+name+"'!A1", "Location"))
		s.put(1, s.row, text(b.t(t.about)))
		s.row++
	}
	s.keep(s.f.SetPageLayout(s.name, &excelize.PageLayoutOptions{FitToHeight: ptr(1)}))
}

// title names the workbook by the years that it compares.
func (b *book) title() string {
	if len(b.index.Years) == 0 {
		return b.t("workbook.title.none")
	}
	return b.t("workbook.title", "years", b.index.Span())
}
