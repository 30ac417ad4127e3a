package xlsx

import (
	"io"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// tab is a sheet of the workbook.
type tab struct {
	name  string // key
	about string // key of what the contents say of it; "" for none
	shows lister // makes the exhibits on it; a sheet without any is left out
	fill  func(b *book, name string)
	list  []exhibit.Exhibit
}

// lister makes exhibits of a report.
type lister func(*report.Index, exhibit.Selection, *i18n.Translator) []exhibit.Exhibit

// tabs are the sheets in their order.
func tabs() []tab {
	shown := func(name, about string, shows lister) tab { return tab{name: name, about: about, shows: shows} }
	return []tab{
		{name: "workbook.tab.cover", fill: (*book).cover},
		shown("workbook.tab.profile", "workbook.contents.profile", each(exhibit.Profile)),
		shown("exhibit.trend.name", "workbook.contents.trend", each(exhibit.Trend)),
		shown("exhibit.gap.name", "workbook.contents.gap", exhibit.Gap),
		shown("exhibit.samples.name", "workbook.contents.samples", each(exhibit.Samples, exhibit.Anchors)),
		shown("workbook.tab.items", "workbook.contents.items", each(exhibit.Items)),
		shown("exhibit.choices.name", "workbook.contents.choices", exhibit.Choices),
		shown("exhibit.response.name", "workbook.contents.response", each(exhibit.Response)),
		shown("exhibit.weighting.name", "workbook.contents.weighting", weighting),
		shown("exhibit.method.name", "workbook.contents.method", method),
		{name: "workbook.tab.codebook", about: "workbook.contents.codebook", fill: (*book).codebook},
		{name: "workbook.tab.data", about: "workbook.contents.data", fill: (*book).records},
		{name: "workbook.tab.figures", fill: (*book).startFigures},
	}
}

// each lists single exhibits.
func each(exhibits ...func(*report.Index, exhibit.Selection, *i18n.Translator) exhibit.Exhibit) lister {
	return func(x *report.Index, s exhibit.Selection, tr *i18n.Translator) []exhibit.Exhibit {
		var list []exhibit.Exhibit
		for _, make := range exhibits {
			list = append(list, make(x, s, tr))
		}
		return list
	}
}

// weighting tells what weights, and responses with a flag, do to the figures, of a report that holds them another way too.
func weighting(x *report.Index, s exhibit.Selection, tr *i18n.Translator) []exhibit.Exhibit {
	if x.Unweighted == nil && x.WithoutFlagged == nil {
		return nil
	}
	return append([]exhibit.Exhibit{exhibit.Weights(x, s, tr)}, exhibit.Sensitivity(x, s, tr)...)
}

// method tells how figures come about, and what the report remarks.
func method(x *report.Index, s exhibit.Selection, tr *i18n.Translator) []exhibit.Exhibit {
	return append(exhibit.Method(x, s, tr), exhibit.Notes(x, tr))
}

// Write renders a report as the yearly workbook, in the language of tr. The labels and notes of the report should be in
// that language too.
func Write(w io.Writer, r *report.Report, tr *i18n.Translator) error {
	b := newBook(tr)
	b.index = report.NewIndex(r)
	b.properties(b.title(), b.t("workbook.subject"))
	b.footer = b.title()
	if r.Synthetic {
		b.footer += " · " + b.t("workbook.synthetic.short")
	}
	if len(r.Years) == 0 {
		return b.empty(w)
	}
	var names []string
	for _, t := range tabs() {
		if t.shows != nil {
			if t.list = t.shows(b.index, exhibit.Selection{}, tr); len(t.list) == 0 {
				continue
			}
		}
		b.filled, names = append(b.filled, t), append(names, tr.T(t.name))
	}
	b.makeTabs(names)
	last := len(names) - 1
	b.filled[last].fill(b, names[last]) // charts on other sheets refer to it
	for i, t := range b.filled[:last] {
		if t.fill != nil {
			t.fill(b, names[i])
		} else {
			b.exhibits(names[i], t.list)
		}
	}
	return b.save(w)
}

// empty writes a workbook without waves: a cover that says what will be here.
func (b *book) empty(w io.Writer) error {
	name := b.t("workbook.tab.cover")
	b.makeTabs([]string{name})
	s := b.sheet(name, leastWidth)
	s.heading(b.title(), b.t("workbook.cover.none"))
	return b.save(w)
}
