package export_test

import (
	"slices"
	"testing"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/export"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/i18n"
)

// tables lays out a wave of two members with attributes, one of whom broke a page off.
func tables(t *testing.T, lang i18n.Lang, langs ...i18n.Lang) map[string]export.Rows {
	t.Helper()
	in := analysistest.WithStrata(analysistest.Instrument("2019", 2019))
	in.Wave.Langs = langs
	records := []archive.Record{
		{ID: "a", Panel: "internal", Outcome: survey.Complete, Strata: []string{"young", "f", "citizen"}, Speeder: true, Seconds: 95,
			Answers: map[string]survey.Answers{"end/end": {"role": {Code: 2}, "seen": {Codes: []int8{1}}}}},
		{ID: "b", Panel: "external", Outcome: survey.Partial, Strata: []string{"old", "m", "company"},
			Answers: map[string]survey.Answers{"identity/dna": {"reliable": {Code: survey.DontKnow}}}}}
	dir := t.TempDir()
	analysistest.Store(t, dir, in, records)
	w, err := dataset.NewSource(dir).Open("2019")
	if err != nil {
		t.Fatal(err)
	}
	all, err := export.Data(w, lang)
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]export.Rows{}
	for _, table := range all {
		named[table.Name] = table
	}
	return named
}

// TestARowSaysWhoAnsweredWhat: attributes stand by name, seconds in bands of 30, and what was not asked is empty.
func TestARowSaysWhoAnsweredWhat(t *testing.T) {
	responses := tables(t, i18n.English, i18n.Langs()...)["responses"]
	rows := map[string]map[string]any{}
	for row := range responses.All { // the slice is used again
		rows[row[0].(string)] = map[string]any{}
		for i, cell := range row {
			rows[row[0].(string)][responses.Header[i]] = cell
		}
	}
	for _, tt := range []struct {
		id, column string
		want       any
	}{
		{"a", "stratum.age", "young"}, {"a", "stratum.kind", "citizen"}, {"b", "stratum.gender", "m"},
		{"a", "speeder", 1}, {"b", "speeder", 0}, {"a", "seconds", 90},
		{"a", "outcome", "complete"}, {"b", "outcome", "partial"},
		{"a", "role", 2}, {"a", "seen.1", 1}, {"a", "seen.2", 0}, // of a question that was answered, what was not chosen is 0
		{"b", "reliable", int(survey.DontKnow)}, {"b", "role", nil}, {"b", "proud", nil},
	} {
		if got, there := rows[tt.id][tt.column]; !there || got != tt.want {
			t.Errorf("%s of %s: got %v, want %v", tt.column, tt.id, got, tt.want)
		}
	}
}

// TestTheCodebookSpeaksALanguageOfTheWave: the one asked for where the wave has it, else the first that it has.
func TestTheCodebookSpeaksALanguageOfTheWave(t *testing.T) {
	for _, tt := range []struct {
		lang  i18n.Lang
		langs []i18n.Lang
		want  string
	}{
		{i18n.English, i18n.Langs(), "Seen?"},
		{i18n.Dutch, i18n.Langs(), "Gezien?"},
		{i18n.English, []i18n.Lang{i18n.Dutch}, "Gezien?"},
	} {
		book := tables(t, tt.lang, tt.langs...)["codebook"]
		text := slices.Index(book.Header, "text.external")
		found := ""
		for row := range book.All {
			if row[1] == "seen.2" {
				found = row[text].(string)
			}
		}
		if found != tt.want {
			t.Errorf("in %s of %v: got %q, want %q", tt.lang, tt.langs, found, tt.want)
		}
	}
}

// TestReadersMayStop: a reader who breaks off gets no further row.
func TestReadersMayStop(t *testing.T) {
	for name, table := range tables(t, i18n.English, i18n.Langs()...) {
		n := 0
		for range table.All {
			n++
			break
		}
		if n > 1 || name == "responses" && n == 0 {
			t.Errorf("%s: %d rows", name, n)
		}
	}
}
