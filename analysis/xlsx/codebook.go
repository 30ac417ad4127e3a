package xlsx

import (
	"maps"
	"slices"
)

// codebook explains the columns of the data sheet, then every code in it.
func (b *book) codebook(v *view, name string) {
	s := b.sheet(name, true, 16, 34, 96)
	s.heading(b.t("codebook.title"), b.t("codebook.lead", "data", b.t("tab.data")))
	s.head(wordHeads(b.t("codebook.sort"), b.t("codebook.code"), b.t("codebook.meaning")))
	s.repeat(s.row-1, s.row-1)
	s.freeze(0)
	row := func(sort, code, meaning string) {
		s.height(max(rowHeight, textHeight(meaning, s.widths[2], look{})))
		s.line(wrapped(sort), wrapped(code), wrapped(meaning))
	}
	for _, c := range columns() {
		row(b.t("codebook.column"), c.name, b.t("column."+c.name))
	}
	for _, record := range records() {
		row("record", record, b.t("record."+record))
	}
	for _, basis := range []string{"identity", "sample", "anchors", "all"} {
		row("basis", basis, b.t("basis."+basis))
	}
	lists := []struct {
		sort  string
		words map[string]string
	}{
		{"panel", v.Labels.Panels}, {"wave", v.Labels.Waves}, {"parameter", v.Labels.Parameters}, {"item", v.Labels.Items},
		{"sample", v.Labels.Samples}, {"group", v.Labels.Groups},
	}
	for _, list := range lists {
		for _, code := range slices.Sorted(maps.Keys(list.words)) {
			row(list.sort, code, list.words[code])
		}
	}
}
