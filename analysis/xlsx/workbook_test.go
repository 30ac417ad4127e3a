package xlsx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"realitycheck/analysis/report"
	"realitycheck/analysis/xlsx"
	"realitycheck/survey/i18n"
)

func translator(t testing.TB, lang i18n.Lang) *i18n.Translator {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue.For(lang)
}

// rendered writes a report; with REALITYCHECK_TEST_KEEP set to a folder the workbook is left there too, to be looked at.
func rendered(t testing.TB, r *report.Report, lang i18n.Lang) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := xlsx.Write(&b, r, translator(t, lang)); err != nil {
		t.Fatal(err)
	}
	keep(t, string(lang)+".xlsx", b.Bytes())
	return b.Bytes()
}

func keep(t testing.TB, name string, book []byte) {
	t.Helper()
	if dir := os.Getenv("REALITYCHECK_TEST_KEEP"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name), book, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func opened(t testing.TB, book []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// parts gives the parts of a workbook by name.
func parts(t testing.TB, book []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, file := range z.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		src, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[file.Name] = string(src)
	}
	return all
}

var formula = regexp.MustCompile(`<f[ >/]`)

// checkParts fails on XML that is not well-formed and on any formula in a sheet.
func checkParts(t *testing.T, book []byte) {
	t.Helper()
	for name, src := range parts(t, book) {
		d := xml.NewDecoder(strings.NewReader(src))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s is not well-formed: %v", name, err)
			}
		}
		if strings.HasPrefix(name, "xl/worksheets/") && formula.MatchString(src) {
			t.Errorf("%s holds a formula", name)
		}
	}
}

func TestWorkbookIsSound(t *testing.T) {
	for _, lang := range i18n.Langs() {
		t.Run(string(lang), func(t *testing.T) {
			book := rendered(t, story(), lang)
			checkParts(t, book)
			for name, src := range parts(t, book) {
				shown := strings.ReplaceAll(src, "workbook.xml", "")
				if strings.Contains(shown, "workbook.") || strings.Contains(shown, "exhibit.") {
					t.Errorf("%s shows a message key", name)
				}
			}
			props, err := opened(t, book).GetDocProps()
			if err != nil {
				t.Fatal(err)
			}
			if got, want := props.Language, string(lang)+"-BE"; got != want {
				t.Errorf("language is %q, want %q", got, want)
			}
			if !strings.Contains(props.Title, "2018–2026") {
				t.Errorf("title %q does not name the years", props.Title)
			}
		})
	}
}

// A formula put in by hand turns the check of TestWorkbookIsSound red.
func TestFormulasAreSeen(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetCellFormula("Sheet1", "A1", "1+1"); err != nil {
		t.Fatal(err)
	}
	book, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	if !formula.MatchString(parts(t, book.Bytes())["xl/worksheets/sheet1.xml"]) {
		t.Error("a sheet with a formula passes")
	}
}

func TestValidatorFindsNoFault(t *testing.T) {
	validator := os.Getenv("REALITYCHECK_TEST_OOXML")
	if validator == "" {
		t.Skip("not validated against the schemas of Office: REALITYCHECK_TEST_OOXML does not name an ooxml-validator")
	}
	path := filepath.Join(t.TempDir(), "report.xlsx")
	for name, book := range map[string][]byte{"report": rendered(t, story(), i18n.Dutch), "answers": answers(t, awkward(), i18n.Dutch)} {
		if err := os.WriteFile(path, book, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(validator, path, "--officeVersion", "Microsoft365").Output()
		if err != nil || !strings.Contains(string(out), `"ok": true`) {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

func TestSyntheticIsSaid(t *testing.T) {
	for _, synthetic := range []bool{true, false} {
		r := story()
		r.Synthetic = synthetic
		book := rendered(t, r, i18n.Dutch)
		cover := strings.Join(column(t, opened(t, book), "Voorblad"), "\n")
		if got := strings.Contains(cover, "Voorbeeldgegevens"); got != synthetic {
			t.Errorf("synthetic %v: cover says so: %v", synthetic, got)
		}
		for name, src := range parts(t, book) {
			if strings.HasPrefix(name, "xl/worksheets/sheet") && strings.Contains(src, "verzonnen voorbeeldgegevens") != synthetic {
				t.Errorf("synthetic %v: footer of %s says otherwise", synthetic, name)
			}
		}
	}
}

// column gives the first cell of each row of a sheet.
func column(t *testing.T, f *excelize.File, name string) []string {
	t.Helper()
	rows, err := f.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	for _, row := range rows {
		if len(row) > 0 {
			cells = append(cells, row[0])
		}
	}
	return cells
}

func TestAPairOfWordsShowsBothEnds(t *testing.T) {
	r := story()
	r.Labels.Items["dna_reliable_1.1"], r.Labels.Items["dna_reliable_1.5"] = "wankel", "stevig"
	said := strings.Join(column(t, opened(t, rendered(t, r, i18n.Dutch)), "Items"), "\n")
	if !strings.Contains(said, "wankel – stevig") || strings.Count(said, " – ") != 1 {
		t.Errorf("the items read:\n%s", said)
	}
}

func TestSmallReports(t *testing.T) {
	only := func(change func(r *report.Report)) *report.Report {
		r := story()
		change(r)
		return r
	}
	reports := map[string]*report.Report{
		"nothing": {Schema: 1, Lang: i18n.Dutch},
		"no answers yet": {Schema: 1, Lang: i18n.Dutch, Years: []string{"2026"},
			Response: []report.Response{{Wave: "2026", Panel: "internal"}}},
		"one year":  only(func(r *report.Report) { r.Years, r.Changes = r.Years[8:], nil }),
		"two years": only(func(r *report.Report) { r.Years = r.Years[7:] }),
		"one panel": only(func(r *report.Report) {
			r.Gaps = nil
			r.Estimates = slicesOf(r.Estimates, func(e report.Estimate) bool { return e.Panel == "internal" })
		}),
		"no samples": only(func(r *report.Report) { r.Samples = nil }),
		"everything suppressed": only(func(r *report.Report) {
			for i := range r.Estimates {
				e := &r.Estimates[i]
				*e = report.Estimate{Wave: e.Wave, Panel: e.Panel, Subject: e.Subject, Suppressed: true}
			}
			r.Gaps, r.Changes = nil, nil
		}),
	}
	for name, r := range reports {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := xlsx.Write(&b, r, translator(t, i18n.Dutch)); err != nil {
				t.Fatal(err)
			}
			checkParts(t, b.Bytes())
			keep(t, "small "+name+".xlsx", b.Bytes())
		})
	}
}

func slicesOf[T any](all []T, keep func(T) bool) []T {
	var some []T
	for _, one := range all {
		if keep(one) {
			some = append(some, one)
		}
	}
	return some
}

func BenchmarkWrite(b *testing.B) {
	r, tr := tell(0), translator(b, i18n.Dutch)
	for b.Loop() {
		if err := xlsx.Write(io.Discard, r, tr); err != nil {
			b.Fatal(err)
		}
	}
}
