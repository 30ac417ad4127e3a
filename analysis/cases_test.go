package analysis_test

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"realitycheck/analysis/analysistest"
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

const caseDir = "../testdata/stats"

// caseRows reads the data of a reference case, a map a row.
func caseRows(t *testing.T, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(caseDir, "data", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, field := range line {
			row[lines[0][i]] = field
		}
		rows = append(rows, row)
	}
	return rows
}

// caseResult is what a comparison of a reference case must give.
type caseResult struct {
	Item, Contrast, Reason string
	Estimate, SE, DF, P    *float64
	Effect                 *float64
	Low                    *float64       `json:"ci_low"`
	High                   *float64       `json:"ci_high"`
	Members                map[string]int `json:"n_members"`
	Shared                 int            `json:"n_members_shared"`
}

func caseResults(t *testing.T, id string) []caseResult {
	t.Helper()
	source, err := os.ReadFile(filepath.Join(caseDir, "cases", id+".expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var expected struct{ Results []caseResult }
	if err := json.Unmarshal(source, &expected); err != nil {
		t.Fatal(err)
	}
	return expected.Results
}

// caseInstrument asks one question, y, of the panels given.
func caseInstrument(code string, year int, panels ...string) *survey.Instrument {
	in := &survey.Instrument{
		Wave:       survey.Wave{Code: code, Year: year},
		Frameworks: []survey.Framework{{Code: "dna", Version: "1", Parameters: []survey.Parameter{{Code: "reliable"}}}},
		Questionnaire: survey.Questionnaire{Blocks: []survey.Block{{Code: "b", Pages: []survey.Page{{Code: "p",
			Questions: []survey.Question{analysistest.Rating("y", "reliable")}}}}}},
	}
	kinds := map[string]survey.PanelKind{"int": survey.Staff, "ext": survey.Public}
	for _, p := range panels {
		in.Wave.Panels = append(in.Wave.Panels, survey.WavePanel{Code: p, Kind: kinds[p]})
	}
	return in
}

func caseRecord(t *testing.T, row map[string]string) archive.Record {
	t.Helper()
	y, err := strconv.Atoi(row["y"])
	if err != nil {
		t.Fatal(err)
	}
	return archive.Record{ID: row["member"], Panel: row["panel"], Outcome: survey.Complete,
		Answers: map[string]survey.Answers{"b/p": {"y": {Code: int8(y)}}}}
}

// TestPairedCase is P18: with complete overlap a change is the paired t-test.
func TestPairedCase(t *testing.T) {
	dir := t.TempDir()
	waves := map[string][]archive.Record{}
	var pairs []archive.Pair
	for _, row := range caseRows(t, "paired.csv") {
		waves[row["wave"]] = append(waves[row["wave"]], caseRecord(t, row))
		if row["wave"] == "w1" {
			pairs = append(pairs, archive.Pair{Earlier: row["member"], Later: row["member"]})
		}
	}
	analysistest.Store(t, dir, caseInstrument("w1", 1, "ext"), waves["w1"])
	analysistest.Store(t, dir, caseInstrument("w2", 2, "ext"), waves["w2"])
	if _, err := archive.WritePairs(filepath.Join(dir, "w2"), filepath.Join(dir, "w1"), pairs); err != nil {
		t.Fatal(err)
	}
	got, want := build(t, dataset.NewSource(dir)).Changes[0], caseResults(t, "P18_paired")[0]
	sameTest(t, got.Test, want)
	if *got.Overlap != want.Shared || got.N["w1"] != want.Members["w1"] || got.N["w2"] != want.Members["w2"] {
		t.Errorf("got n %v and overlap %d, want %v and %d", got.N, *got.Overlap, want.Members, want.Shared)
	}
}

// TestWelchCase is P19: between two panels a gap is Welch's t-test.
func TestWelchCase(t *testing.T) {
	dir := t.TempDir()
	var records []archive.Record
	for _, row := range caseRows(t, "welch.csv") {
		records = append(records, caseRecord(t, row))
	}
	analysistest.Store(t, dir, caseInstrument("w", 1, "int", "ext"), records)
	got, want := build(t, dataset.NewSource(dir)).Gaps[0], caseResults(t, "P19_welch")[0]
	sameTest(t, got.Test, want)
	if got.N["int"] != want.Members["int"] || got.N["ext"] != want.Members["ext"] {
		t.Errorf("got n %v, want %v", got.N, want.Members)
	}
}

func sameTest(t *testing.T, got report.Test, want caseResult) {
	t.Helper()
	for name, pair := range map[string][2]*float64{"diff": {got.Diff, want.Estimate}, "se": {got.SE, want.SE}, "df": {got.DF, want.DF},
		"p": {got.P, want.P}, "low": {got.Low, want.Low}, "high": {got.High, want.High}, "effect": {got.Effect, want.Effect}} {
		if !near(pair[0], pair[1]) {
			t.Errorf("%s: got %s, want %s", name, number(pair[0]), number(pair[1]))
		}
	}
}

// near compares at the tolerance of the cases; nil is only near nil.
func near(got, want *float64) bool {
	if got == nil || want == nil {
		return got == want
	}
	return math.Abs(*got-*want) <= 1e-9+1e-7*math.Abs(*want)
}

func number(x *float64) string {
	if x == nil {
		return "null"
	}
	return strconv.FormatFloat(*x, 'g', -1, 64)
}
