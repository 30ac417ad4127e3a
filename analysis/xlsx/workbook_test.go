package xlsx_test

import (
	"bytes"
	"os"
	"testing"

	"realitycheck/analysis"
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

// rendered writes a report; with REALITYCHECK_TEST_KEEP set to a folder the workbook is also left there to be looked at.
func rendered(t testing.TB, r *analysis.Report, lang i18n.Lang) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := xlsx.Write(&b, r, translator(t, lang)); err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("REALITYCHECK_TEST_KEEP"); dir != "" {
		if err := os.WriteFile(dir+"/"+string(lang)+".xlsx", b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func TestX(t *testing.T) {
	rendered(t, story(), i18n.Dutch)
}

func BenchmarkWrite(b *testing.B) {
	r, tr := story(), translator(b, i18n.Dutch)
	for b.Loop() {
		var out bytes.Buffer
		if err := xlsx.Write(&out, r, tr); err != nil {
			b.Fatal(err)
		}
	}
}
