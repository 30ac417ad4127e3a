package export_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/export"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

// exported unpacks an export.
func exported(t *testing.T, w *archive.Wave, format export.Format) map[string]string {
	t.Helper()
	var buffer bytes.Buffer
	if err := export.Write(&buffer, w, format, i18n.English); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(buffer.Bytes()), int64(buffer.Len()))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		source, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(source)
	}
	return files
}

// textWave holds one response that wrote the given texts, one a sample.
func textWave(t *testing.T, texts ...string) *archive.Wave {
	t.Helper()
	in := analysistest.Instrument("2019", 2019)
	var records []archive.Record
	for i, text := range texts {
		records = append(records, archive.Record{ID: string(rune('a' + i)), Panel: "internal", Outcome: survey.Complete, Order: []string{"film"},
			Answers: map[string]survey.Answers{"samples/judge/1": {"why": {Text: text}, "s_warm": {Code: 4}}, "identity/dna": {"reliable": {Code: 2}}}})
	}
	dir := t.TempDir()
	analysistest.Store(t, dir, in, records)
	w, err := dataset.NewSource(dir).Open("2019")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func lines(t *testing.T, source string, comma rune) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(source))
	r.Comma = comma
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestCSVHoldsTheAnswers(t *testing.T) {
	files := exported(t, textWave(t, "mooi"), export.CSV)
	responses := lines(t, files["responses.csv"], ',')
	if want := []string{"response", "panel", "outcome", "seconds", "speeder", "reliable", "warm_one", "warm_cold", "warm_two", "proud", "seen.1", "seen.2", "role"}; !slices.Equal(responses[0], want) {
		t.Errorf("got header %v, want %v", responses[0], want)
	}
	if want := []string{"a", "internal", "complete", "0", "0", "2", "98", "98", "98", "", "", "", ""}; !slices.Equal(responses[1], want) {
		t.Errorf("got %v, want %v", responses[1], want)
	}
	if got, want := lines(t, files["ratings.csv"], ',')[1], []string{"a", "internal", "film", "1", "98", "4", "98"}; !slices.Equal(got, want) {
		t.Errorf("got rating %v, want %v", got, want)
	}
	texts := lines(t, files["texts.csv"], ',')
	if got, want := texts[1][1:], []string{"internal", "why", "film", "mooi"}; !slices.Equal(got, want) || texts[1][0] == "a" {
		t.Errorf("got text %v, want %v", texts[1], want)
	}
	if !strings.Contains(files["codebook.csv"], "responses,seen.1,seen,multiple,,,0,,Seen?,Seen?,1,TV\r\n") || !strings.Contains(files["codebook.csv"], ",99,dont_know\r\n") {
		t.Errorf("the codebook does not explain seen.1 and 99:\n%s", files["codebook.csv"])
	}
}

func TestTextsStayAsTheyWereTyped(t *testing.T) {
	typed := []string{"=1+1", " =1", "\u00a0+1", "\u200b@x", "＝cmd", "-3", "\t=a", "gewoon; \"tekst\", één", "a\nb", "3 = 3"}
	w := textWave(t, typed...)
	read := func(format export.Format, comma rune) []string {
		var got []string
		source := strings.TrimPrefix(exported(t, w, format)["texts.csv"], "\ufeff")
		for _, line := range lines(t, source, comma)[1:] {
			got = append(got, line[4])
		}
		slices.Sort(got)
		return got
	}
	if got, want := read(export.CSV, ','), slices.Sorted(slices.Values(typed)); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	want := []string{"'=1+1", "' =1", "'\u00a0+1", "'\u200b@x", "'＝cmd", "'-3", "'\t=a", "gewoon; \"tekst\", één", "a\nb", "3 = 3"}
	if got := read(export.CSVExcel, ';'); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
		t.Errorf("for Excel: got %q, want %q", got, want)
	}
	if !strings.HasPrefix(exported(t, w, export.CSVExcel)["texts.csv"], "\ufeff") {
		t.Error("no byte order mark for Excel")
	}
}

func TestParquetLeavesPairsAtHome(t *testing.T) {
	dir, r := t.TempDir(), rand.New(rand.NewPCG(1, 2))
	for i, code := range []string{"2018", "2019"} {
		in := analysistest.Instrument(code, 2018+i)
		analysistest.Store(t, dir, in, analysistest.Records(in, 20, r))
	}
	analysistest.Pair(t, dir, "2018", "2019", 20, func(int) bool { return true })
	w, err := dataset.NewSource(dir).Open("2019")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for name := range exported(t, w, export.Parquet) {
		names = append(names, name)
	}
	slices.Sort(names)
	if want := slices.Sorted(slices.Values(archive.Files())); !slices.Equal(names, want) {
		t.Errorf("got %v, want %v", names, want)
	}
	if _, err := w.File(archive.PairsFile("2018")); fault.Of(err) != fault.NotFound {
		t.Errorf("pairs opened: %v", err)
	}
	if err := export.Write(io.Discard, w, "sav", i18n.Dutch); fault.Of(err) != fault.Invalid {
		t.Errorf("unknown format: got %v, want Invalid", err)
	}
}
