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
	s.heading(b.t("codebook.title"), b.t("codebook.lead", "data", b.t("tab.data")))
	from := s.row
	for i, title := range []string{b.t("codebook.sort"), b.t("codebook.code"), b.t("codebook.meaning")} {
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
		row(b.t("codebook.column"), c.Name, b.tr.T(c.About))
	}
	for _, kind := range exhibit.RecordKinds() {
		row("record", kind.Name, b.tr.T(kind.About))
	}
	for _, basis := range []struct {
		code report.Basis
		key  string
	}{
		{report.Identity, "basis.identity"}, {report.OfSample, "basis.sample"}, {report.Anchors, "basis.anchors"}, {report.All, "basis.all"},
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
