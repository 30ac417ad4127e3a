package xlsx

import (
	"io"
	"slices"
	"strings"

	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// page is a tab with what fills it.
type page struct {
	key  string
	fill func(v *view, name string)
}

// Write renders a report as the yearly workbook, in the language of tr. The labels and notes of the report should be in
// that language too.
func Write(w io.Writer, r *report.Report, tr *i18n.Translator) error {
	b := newBook(tr)
	v := newView(r)
	title := b.t("title", "years", span(r.Years))
	if len(r.Years) == 0 {
		title = b.t("title.none")
	}
	b.properties(title, b.t("subject"))
	b.footer = title
	if r.Synthetic {
		b.footer += " · " + b.t("synthetic.short")
	}
	pages := []page{
		{"cover", b.cover}, {"profile", b.profile}, {"trend", b.trend}, {"gap", b.gap}, {"samples", b.samples},
		{"items", b.items}, {"choices", b.choices}, {"response", b.response}, {"weighting", b.beside}, {"method", b.method},
		{"codebook", b.codebook}, {"data", b.table}, {"figures", nil},
	}
	if !v.hasVariants() {
		pages = slices.DeleteFunc(pages, func(p page) bool { return p.key == "weighting" })
	}
	if len(r.Years) == 0 {
		return b.empty(w)
	}
	var names []string
	for _, page := range pages {
		names = append(names, b.t("tab."+page.key))
	}
	b.tabs(names)
	b.startFigures(names[len(names)-1])
	for i, page := range pages {
		if page.fill != nil {
			page.fill(v, names[i])
		}
	}
	return b.save(w)
}

// empty writes a workbook without waves: a cover that says what will be here.
func (b *book) empty(w io.Writer) error {
	b.tabs([]string{b.t("tab.cover")})
	s := b.sheet(b.t("tab.cover"), false, 92)
	s.heading(b.t("title.none"), b.t("cover.none"))
	return b.save(w)
}

// span writes the years compared: "2018–2026", or "2026".
func span(years []string) string {
	if len(years) < 2 {
		return strings.Join(years, "")
	}
	return years[0] + "–" + years[len(years)-1]
}
