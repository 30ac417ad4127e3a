package xlsx

import (
	"maps"
	"slices"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
)

// codebook explains the columns of the data sheet, then every code in it.
func (b *book) codebook(name string) {
	s := b.sheet(name, 16, 34, 96)
	s.heading(b.t("workbook.codebook.title"), b.t("workbook.codebook.lead", "data", b.t("workbook.tab.data")))
	from := s.row
	for i, title := range []string{b.t("workbook.codebook.sort"), b.t("workbook.codebook.code"), b.t("workbook.codebook.meaning")} {
		s.title(i, i, text(title))
	}
	s.row++
	s.keepInSight(from)
	row := func(sort, code, meaning string) {
		s.height(max(rowHeight, textHeight(meaning, s.widths[2], look{})))
		for i, words := range []string{sort, code, meaning} {
			s.put(i, s.row, cell{words, look{wrap: true}})
		}
		s.row++
	}
	for _, c := range exhibit.RecordColumns() {
		row(b.t("workbook.codebook.column"), c.Name, b.t(c.About))
	}
	for _, kind := range exhibit.RecordKinds() {
		row("record", kind.Name, b.t(kind.About))
	}
	for _, basis := range []struct {
		code report.Basis
		key  string
	}{
		{report.Identity, "workbook.basis.identity"}, {report.OfSample, "workbook.basis.sample"},
		{report.Anchors, "workbook.basis.anchors"}, {report.All, "workbook.basis.all"},
	} {
		row("basis", string(basis.code), b.t(basis.key))
	}
	labels := b.index.Labels
	for _, list := range []struct {
		sort  string
		words map[string]string
	}{
		{"panel", labels.Panels}, {"wave", labels.Waves}, {"parameter", labels.Parameters}, {"item", labels.Items},
		{"sample", labels.Samples}, {"group", labels.Groups},
	} {
		for _, code := range slices.Sorted(maps.Keys(list.words)) {
			row(list.sort, code, list.words[code])
		}
	}
}
