package xlsx_test

import (
	"bytes"
	"iter"
	"strings"
	"testing"

	"realitycheck/analysis/export"
	"realitycheck/analysis/xlsx"
	"realitycheck/survey/i18n"
)

// said is what people type, and worse: each must come back as it was.
var said = []string{
	"Goed uitgelegd.", "=1+1", "+32 2 553 00 00", "-5", "@SOM(A1)", "\t=1+1", "\u00a0=1+1", "=HYPERLINK(\"http://example.org\";\"klik\")",
	"=cmd|'/C calc'!A0", "_x0041_", "_x005F_x0041_", "<script>alert(1)</script>", "]]>&amp;\"'", "regel één\nregel twee", " spaties ",
	"😀 blij", "שלום", "e\u0301én", "0001", "1e5", "TRUE", "#N/A",
	strings.Repeat("lang antwoord ", 8000), strings.Repeat("a", 32766) + "😀" + strings.Repeat("b", 40000), strings.Repeat("é", 32767),
}

func awkward() xlsx.Data {
	return xlsx.Data{Wave: "Reality check 2026", Synthetic: true, Tables: []export.Rows{
		{Name: "responses", Header: []string{"id", "panel", "dna_reliable", "speeder"}, All: rowsOf(
			[]any{"r1", "internal", 4, 1}, []any{"r2", "external", nil, 0}, []any{"r3", "external", 99, nil})},
		{Name: "texts", Header: []string{"id", "text", "question"}, All: func(yield func([]any) bool) {
			for _, text := range said {
				if !yield([]any{"t", text, "why"}) {
					return
				}
			}
		}},
		{Name: "codebook", Header: []string{"column", "meaning"}, All: rowsOf()},
	}}
}

func rowsOf(rows ...[]any) iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for _, row := range rows {
			if !yield(row) {
				return
			}
		}
	}
}

func answers(t testing.TB, d xlsx.Data, lang i18n.Lang) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := xlsx.WriteData(&b, d, translator(t, lang)); err != nil {
		t.Fatal(err)
	}
	keep(t, "answers-"+string(lang)+".xlsx", b.Bytes())
	return b.Bytes()
}

func TestAnswersComeBackAsTheyWereTyped(t *testing.T) {
	book := answers(t, awkward(), i18n.Dutch)
	checkParts(t, book)
	rows, err := opened(t, book).GetRows("Open antwoorden")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(rows[0], "|"), "id|text|text, vervolg 2|text, vervolg 3|text, vervolg 4|question"; got != want {
		t.Fatalf("columns %q, want %q", got, want)
	}
	if len(rows) != len(said)+1 {
		t.Fatalf("%d rows, want %d", len(rows), len(said)+1)
	}
	for i, want := range said {
		row := rows[i+1]
		if got := strings.Join(row[1:5], ""); got != want {
			t.Errorf("answer %d came back as %.60q (%d bytes), want %.60q (%d bytes)", i, got, len(got), want, len(want))
		}
		if row[5] != "why" {
			t.Errorf("answer %d: the column behind it holds %q", i, row[5])
		}
	}
}

// What looks like an escape must be escaped, else a reader shows another character.
func TestEscapesAreEscaped(t *testing.T) {
	all := parts(t, answers(t, awkward(), i18n.Dutch))
	if !strings.Contains(all["xl/worksheets/sheet3.xml"], "_x005F_x0041_") {
		t.Error("_x0041_ stands bare in the sheet")
	}
}

func TestClosedAnswersAreNumbers(t *testing.T) {
	f := opened(t, answers(t, awkward(), i18n.English))
	for place, want := range map[string]string{"C2": "4", "C3": "", "C4": "99", "B3": "external"} {
		got, err := f.GetCellValue("Responses", place)
		if err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", place, got, want, err)
		}
	}
}

func TestReadMeSaysThatTextsWereSplit(t *testing.T) {
	long, short := awkward(), awkward()
	short.Tables = short.Tables[:1]
	for name, c := range map[string]struct {
		data xlsx.Data
		want bool
	}{"long": {long, true}, "short": {short, false}} {
		words := strings.Join(column(t, opened(t, answers(t, c.data, i18n.Dutch)), "Lees mij"), "\n")
		if got := strings.Contains(words, "32.767"); got != c.want {
			t.Errorf("%s: said %v, want %v\n%s", name, got, c.want, words)
		}
		if !strings.Contains(words, "verzonnen") {
			t.Errorf("%s: nothing says that the data is made", name)
		}
	}
}
