package xlsx

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// book is a workbook in the making. The first error is kept and ends nothing at once: the sheets read without a check
// after each cell, and save gives the error.
type book struct {
	f      *excelize.File
	tr     *i18n.Translator
	footer string
	styles map[look]int
	charts []chart // in the order in which they were added, so that chart i stands in chart part i+1
	data   *figures
	index  *report.Index
	filled []tab
	err    error
}

func newBook(tr *i18n.Translator) *book {
	b := &book{f: excelize.NewFile(), tr: tr, styles: map[look]int{}}
	b.keep(b.f.SetDefaultFont(typeface))
	for _, font := range b.f.Styles.Fonts.Font { // the width of a column counts in digits of this font
		font.Sz.Val = ptr(10.0)
	}
	return b
}

func (b *book) keep(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *book) t(key string, args ...any) string { return b.tr.T(key, args...) }

// properties are what the file says of itself in a file manager and to a screen reader.
func (b *book) properties(title, subject string) {
	b.keep(b.f.SetDocProps(&excelize.DocProperties{
		Title: title, Subject: subject, Creator: "realitycheck", LastModifiedBy: "realitycheck",
		Language: string(b.tr.Lang()) + "-BE", Keywords: b.t("workbook.keywords"),
	}))
}

// save puts the charts in their places and writes the file. The library made each chart part as a stand-in: what it
// gives is the drawing, its place and its alternative text.
func (b *book) save(w io.Writer) error {
	defer b.f.Close()
	if b.err != nil {
		return fmt.Errorf("workbook: %w", b.err)
	}
	for i, c := range b.charts {
		b.f.Pkg.Store(fmt.Sprintf("xl/charts/chart%d.xml", i+1), []byte(c.xml()))
	}
	if _, err := b.f.WriteTo(w); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	return nil
}

// makeTabs makes the tabs in their order, so that they may be filled in another.
func (b *book) makeTabs(names []string) {
	for i, name := range names {
		if i == 0 {
			b.keep(b.f.SetSheetName("Sheet1", sheetName(name)))
			continue
		}
		_, err := b.f.NewSheet(sheetName(name))
		b.keep(err)
	}
	for _, name := range b.f.GetSheetList() { // a wave called 2026 is a name, not a number gone wrong
		b.keep(b.f.AddIgnoredErrors(name, "A1:XFD1048576", excelize.IgnoredErrorsNumberStoredAsText))
	}
}

// sheetName makes words fit for a tab: at most 31 characters, without those that separate sheet from cell.
func sheetName(words string) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return ' '
		}
		return r
	}, words)
	runes := []rune(strings.TrimSpace(clean))
	return strings.TrimSpace(string(runes[:min(len(runes), 31)]))
}
