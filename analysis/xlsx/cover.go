package xlsx

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"realitycheck/analysis/report"
)

// cover is the sheet that a director prints: what was found, the picture, the newest figures, and where the rest is.
func (b *book) cover(v *view, name string) {
	s := b.sheet(name, false, 30, 15, 15, 13, 46)
	s.paragraph(b.t("title", "years", span(v.Years)), look{size: 20, bold: true})
	s.paragraph(b.t("cover.lead"), look{size: 11, colour: quiet})
	if v.Synthetic {
		s.paragraph(b.t("synthetic"), look{bold: true, fill: accent})
	}
	s.skip(1)
	s.section(b.t("cover.findings"))
	for _, finding := range report.Findings(v.Report, b.tr) {
		s.paragraph("•  "+finding.Text, look{size: 11})
	}
	s.skip(1)
	s.section(b.t("profile.chart", "wave", v.last()))
	b.drawProfile(v, s, 34)
	b.coverTable(v, s)
	b.profileCaption(v, s)
	s.skip(1)
	b.contents(v, s)
	s.keep(s.f.SetPageLayout(s.name, &excelize.PageLayoutOptions{FitToHeight: ptr(1)}))
}

func (b *book) coverTable(v *view, s *sheet) {
	if len(v.panels) != 2 {
		return
	}
	s.head(wordHeads(b.t("col.parameter")), figureHeads(v.panel(v.panels[0]), v.panel(v.panels[1]), b.t("col.gap")), noteHeads(b.t("col.words")))
	for _, p := range v.parameters {
		inside, outside := v.identity(v.last(), v.panels[0], p), v.identity(v.last(), v.panels[1], p)
		g := v.gap(place{wave: v.last(), basis: report.Identity, parameter: p})
		words := b.gapWords(g)
		if len(v.asked(place{basis: report.Identity, parameter: p}, v.last())) < 2 {
			words = b.t("gap.single")
		}
		s.line(text(v.parameter(p)), figure(inside.Mean, asMean1, inside.Suppressed), figure(outside.Mean, asMean1, outside.Suppressed),
			figure(g.Diff, asDiff1, g.Suppressed), remark(words))
	}
}

// contents names the other sheets, each a link.
func (b *book) contents(v *view, s *sheet) {
	s.section(b.t("cover.contents"))
	for _, key := range []string{"profile", "trend", "gap", "samples", "items", "choices", "response", "weighting", "method", "codebook", "data"} {
		if key == "weighting" && !v.hasVariants() {
			continue
		}
		name := sheetName(b.t("tab." + key))
		s.put(0, s.row, cell{name, look{link: true}})
		s.keep(s.f.SetCellHyperLink(s.name, at(0, s.row), "'"+name+"'!A1", "Location"))
		s.put(1, s.row, text(b.t("contents."+key)))
		s.row++
	}
}

// bases says how many members the newest figures rest on: "Intern 321, Extern 298", the largest base of each panel, or
// nothing when all are suppressed.
func (b *book) bases(v *view) string {
	var parts []string
	for _, panel := range v.panels {
		most := 0
		for _, p := range v.parameters {
			if n := v.identity(v.last(), panel, p).N; n != nil {
				most = max(most, *n)
			}
		}
		if most > 0 {
			parts = append(parts, v.panel(panel)+" "+b.tr.Int(most))
		}
	}
	return strings.Join(parts, ", ")
}
