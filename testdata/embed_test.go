package testdata

import (
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"realitycheck/survey"
	"realitycheck/survey/blob"
	"realitycheck/survey/definition"
	"realitycheck/survey/media"
)

func read(t *testing.T, name string) []byte {
	t.Helper()
	src, err := fs.ReadFile(Files(), name)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func names(t *testing.T, pattern string) []string {
	t.Helper()
	found, err := fs.Glob(Files(), pattern)
	if err != nil || len(found) == 0 {
		t.Fatalf("%s: %d files, %v", pattern, len(found), err)
	}
	return found
}

// instruments puts together what each wave would freeze.
func instruments(t *testing.T) []survey.Instrument {
	t.Helper()
	frameworks := map[survey.VersionRef]survey.Framework{}
	for _, name := range names(t, "frameworks/*.yaml") {
		f, err := definition.ReadFramework(name, read(t, name))
		if err != nil {
			t.Fatal(err)
		}
		frameworks[survey.VersionRef{Code: f.Code, Version: f.Version}] = f
	}
	questionnaires := map[survey.VersionRef]survey.Questionnaire{}
	for _, name := range names(t, "questionnaires/*.yaml") {
		q, err := definition.ReadQuestionnaire(name, read(t, name))
		if err != nil {
			t.Fatal(err)
		}
		questionnaires[survey.VersionRef{Code: q.Code, Version: q.Version}] = q
	}
	samples := samples(t)
	var all []survey.Instrument
	for _, name := range names(t, "waves/20*.yaml") {
		w, err := definition.ReadWave(name, read(t, name), time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		in := survey.Instrument{Wave: w, Questionnaire: questionnaires[w.Questionnaire]}
		for _, ref := range w.Frameworks {
			in.Frameworks = append(in.Frameworks, frameworks[ref])
		}
		for _, s := range w.Samples {
			in.Samples = append(in.Samples, samples[s.Code])
		}
		all = append(all, in)
	}
	return all
}

func samples(t *testing.T) map[string]survey.Sample {
	t.Helper()
	dir, err := fs.Sub(Files(), "samples")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]survey.Sample{}
	for _, name := range names(t, "samples/*.yaml") {
		file, err := definition.ReadSample(dir, path.Base(name))
		if err != nil {
			t.Fatal(err)
		}
		sample, _, err := media.Import(t.Context(), blob.Memory(), file)
		if err != nil {
			t.Fatal(err)
		}
		all[sample.Code] = sample
	}
	return all
}

func TestEveryWaveCanBeOpened(t *testing.T) {
	all := instruments(t)
	if got, want := len(all), 9; got != want {
		t.Fatalf("waves: got %d, want %d", got, want)
	}
	for _, in := range all {
		for _, f := range in.Check() {
			t.Errorf("%s: %s %s %v", in.Wave.Code, f.Path, f.Key, f.Args)
		}
		if got, want := len(in.Samples), 13; got != want {
			t.Errorf("%s: got %d samples, want %d", in.Wave.Code, got, want)
		}
		for _, panel := range in.Wave.PanelCodes() {
			if got, want := len(in.Steps(panel, nil)), 8; got != want {
				t.Errorf("%s %s: got %d pages, want %d", in.Wave.Code, panel, got, want)
			}
		}
	}
}

func TestAnchorsAreShownInEveryYear(t *testing.T) {
	anchors := func(in survey.Instrument) []string {
		var codes []string
		for _, s := range in.Wave.Samples {
			if s.Anchor {
				codes = append(codes, s.Code)
			}
		}
		return codes
	}
	all := instruments(t)
	for _, in := range all[1:] {
		if got, want := anchors(in), anchors(all[0]); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", in.Wave.Code, got, want)
		}
	}
}

func TestNoSampleIsYoungerThanItsWave(t *testing.T) {
	for _, in := range instruments(t) {
		for _, s := range in.Samples {
			if s.Year > in.Wave.Year {
				t.Errorf("%s shows %s of %d", in.Wave.Code, s.Code, s.Year)
			}
		}
	}
}

func TestEachParameterOfTheDNAHasTwoItemsAndOneIsReversed(t *testing.T) {
	for _, in := range instruments(t) {
		items, reversed := map[string]int{}, 0
		for block, q := range in.Questionnaire.Questions() {
			if block.Repeat || q.Framework != "dna" {
				continue
			}
			items[q.Parameter]++
			if q.Reversed {
				reversed++
			}
		}
		for _, code := range []string{"reliable", "longterm", "connecting", "people"} {
			if got, want := items[code], 2; got != want {
				t.Errorf("%s %s: got %d items, want %d", in.Wave.Code, code, got, want)
			}
		}
		if reversed == 0 {
			t.Errorf("%s: no reversed item", in.Wave.Code)
		}
	}
}

func TestOpenAnswers(t *testing.T) {
	var file struct {
		Why     map[string]map[string][]string `json:"why"`
		Closing []string                       `json:"closing"`
	}
	if err := json.Unmarshal(read(t, "answers/open.nl.json"), &file); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	count := func(answers []string) int {
		for _, a := range answers {
			if seen[a] {
				t.Errorf("twice: %s", a)
			}
			seen[a] = true
		}
		return len(answers)
	}
	for _, parameter := range []string{"reliable", "longterm", "connecting", "people"} {
		for _, mood := range []string{"positive", "mixed", "negative"} {
			if got, want := count(file.Why[parameter][mood]), 25; got != want {
				t.Errorf("%s %s: got %d, want %d", parameter, mood, got, want)
			}
		}
	}
	if got, want := count(file.Closing), 60; got != want {
		t.Errorf("closing: got %d, want %d", got, want)
	}
}

func TestHostileStringsCoverTheirCategories(t *testing.T) {
	found := map[string]int{}
	for line := range strings.Lines(string(read(t, "answers/hostile.jsonl"))) {
		var entry struct {
			Category, Value, Repeat string
			BytesHex                string `json:"bytes_hex"`
		}
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if raw, err := hex.DecodeString(entry.BytesHex); err != nil || len(raw) > 0 && utf8.Valid(raw) {
			t.Errorf("%s is not what it says", line)
		}
		if entry.Value+entry.Repeat+entry.BytesHex == "" {
			t.Errorf("%s is empty", line)
		}
		found[entry.Category]++
	}
	for _, category := range []string{"xss", "formula", "sqli", "template", "path", "unicode", "control", "invalid_utf8", "very_long"} {
		if found[category] == 0 {
			t.Errorf("no %s", category)
		}
	}
}

func TestNames(t *testing.T) {
	for _, name := range []string{"people/first_names.txt", "people/family_names.txt"} {
		all := strings.Fields(string(read(t, name)))
		slices.Sort(all)
		if got, want := len(slices.Compact(all)), 150; got != want {
			t.Errorf("%s: got %d different names, want %d", name, got, want)
		}
	}
}

func TestMediaAreSmall(t *testing.T) {
	for _, name := range names(t, "samples/*.*") {
		if size := len(read(t, name)); size > 300<<10 {
			t.Errorf("%s: %d bytes", name, size)
		}
	}
}
