package exhibit_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// written reads the records of a report back as rows of named fields.
func written(t *testing.T, r *report.Report, lang i18n.Lang) []map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := exhibit.WriteCSV(&b, report.NewIndex(r), translator(t, lang)); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&b).ReadAll()
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

func TestCSVIsForScripts(t *testing.T) {
	var b bytes.Buffer
	if err := exhibit.WriteCSV(&b, report.NewIndex(made()), translator(t, i18n.Dutch)); err != nil {
		t.Fatal(err)
	}
	header, _, _ := strings.Cut(b.String(), "\r\n")
	var names []string
	for _, c := range exhibit.RecordColumns() {
		names = append(names, c.Name)
	}
	if header != strings.Join(names, ",") {
		t.Errorf("the header is %q", header)
	}
	if lines, ends := strings.Count(b.String(), "\n"), strings.Count(b.String(), "\r\n"); lines != ends {
		t.Errorf("%d lines, of which %d end in CRLF", lines, ends)
	}
}

// whole is a made report with something in every list.
func whole() *report.Report {
	r := rich()
	r.Gaps[0].N, r.Changes[0].N = map[string]int{"internal": 300, "external": 290}, map[string]int{"2025": 280, "2026": 300}
	r.Themes[0].N, r.Themes[0].Asked, r.Themes[0].ShareAsked = ptr(60), ptr(400), ptr(0.12)
	r.ThemeSamples = []report.ThemeSample{{Wave: "2026", Panel: "external", Question: "why", Theme: "tone", Sample: "poster",
		N: ptr(30), Share: ptr(0.2), Low: ptr(0.1), High: ptr(0.3)},
		{Wave: "2026", Panel: "external", Question: "why", Theme: "cost", Sample: "poster", N: ptr(30)}}
	r.Unweighted, r.WithoutFlagged = unweighted(r), withoutFlagged(r)
	r.GapChanges = []report.GapChange{{A: "internal", B: "external", From: "2025", To: "2026", Subject: report.OnIdentity("trust"),
		Test: tested(0.3, 0.01)}}
	return r
}

// list is a list of the document with the kind of its records.
type list struct {
	kind    string
	entries []any
}

func listOf[E any](kind string, entries []E) list {
	l := list{kind: kind}
	for i := range entries {
		l.entries = append(l.entries, entries[i])
	}
	return l
}

// lists are those of a report, by their place in the list of figures.
func lists(r *report.Report) map[string]list {
	all := map[string]list{"choices[]": listOf("choice", r.Choices), "response[]": listOf("response", r.Response),
		"themes[]": listOf("theme", r.Themes), "theme_samples[]": listOf("theme_sample", r.ThemeSamples),
		"theme_gaps[]": listOf("theme_gap", r.ThemeGaps), "theme_changes[]": listOf("theme_change", r.ThemeChanges),
		"theme_agreement[]": listOf("theme_agreement", r.ThemeAgreement), "gap_changes[]": listOf("gap_change", r.GapChanges),
		"weighting[]": listOf("weighting", r.Weighting), "quality[]": listOf("quality", r.Quality)}
	own := &report.Alternative{Estimates: r.Estimates, Gaps: r.Gaps, Changes: r.Changes}
	for way, v := range map[string]*report.Alternative{"": own, "unweighted": r.Unweighted, "without_flagged": r.WithoutFlagged} {
		at, kind := strings.TrimPrefix(way+".", "."), strings.TrimSuffix("_"+way, "_")
		all[at+"estimates[]"], all[at+"gaps[]"] = listOf("estimate"+kind, v.Estimates), listOf("gap"+kind, v.Gaps)
		all[at+"changes[]"] = listOf("change"+kind, v.Changes)
	}
	return all
}

// lacking lists the figures that the records of a report do not hold to the last bit, by the list of figures.
func lacking(r *report.Report, rows []map[string]string) (faults []string) {
	of := map[string][]map[string]string{}
	for _, row := range rows {
		of[row["record"]] = append(of[row["record"]], row)
	}
	all := lists(r)
	for _, e := range report.Entries() {
		for _, at := range e.At {
			l := all[at]
			if len(e.Figures) > 0 && (len(l.entries) == 0 || len(l.entries) != len(of[l.kind])) {
				faults = append(faults, fmt.Sprintf("%s: %d entries, %d records", at, len(l.entries), len(of[l.kind])))
				continue
			}
			for i, entry := range l.entries {
				nth := 0
				for _, leaf := range report.Leaves(entry) {
					row := of[l.kind][i]
					if _, is := e.Figure(leaf.Path); !is || row["suppressed"] == "true" && e.Zero {
						continue
					}
					if leaf.Path == "distribution[]" {
						nth++
					}
					var want *float64
					if x, told := leaf.Value.(float64); told {
						want = &x
					}
					if column := recordColumn(row, leaf.Path, nth); !holds(row[column], want) {
						faults = append(faults, fmt.Sprintf("%s[%d].%s: got %q as %s, want %v", at, i, leaf.Path, row[column], column, leaf.Value))
					}
				}
			}
		}
	}
	return faults
}

// recordColumn names the column of a figure: of a map the one of its key, of a list the nth.
func recordColumn(row map[string]string, path string, nth int) string {
	name, key, keyed := strings.Cut(strings.TrimSuffix(path, "}"), "{")
	switch {
	case path == "distribution[]":
		return "share_" + strconv.Itoa(nth)
	case name == "rates":
		return key
	case keyed && key != row["panel"] && key != row["wave"]:
		return name + "_other"
	}
	return name
}

func TestRecordsHoldEveryFigure(t *testing.T) {
	r := whole()
	rows := written(t, r, i18n.English)
	for _, fault := range lacking(r, rows) {
		t.Error(fault)
	}
	known := map[string]bool{}
	for _, kind := range exhibit.RecordKinds() {
		known[kind.Name] = true
	}
	taken := map[[2]string]bool{}
	for i, row := range rows { // the control: a figure of each kind and column taken from a record is found to be lacking
		if !known[strings.TrimSuffix(strings.TrimSuffix(row["record"], "_unweighted"), "_without_flagged")] {
			t.Errorf("record %d is of a kind that no codebook explains: %s", i, row["record"])
		}
		for _, c := range exhibit.RecordColumns() {
			field := row[c.Name]
			of := [2]string{row["record"], c.Name}
			if c.Unit == exhibit.Words || field == "" || taken[of] {
				continue
			}
			taken[of] = true
			row[c.Name] = ""
			if len(lacking(r, rows)) != 1 {
				t.Errorf("record %d, %s: without %s got %q", i, row["record"], c.Name, lacking(r, rows))
			}
			row[c.Name] = field
		}
	}
}

// holds reports whether a field is a figure to its last bit, or empty for none.
func holds(field string, x *float64) bool {
	got, err := strconv.ParseFloat(field, 64)
	return x == nil && field == "" || x != nil && err == nil && got == *x
}

// The control of the test above: the next number is another one.
func TestTheNextNumberIsNotHeld(t *testing.T) {
	if holds("3.0000000000000004", ptr(3.0)) || holds("", ptr(3.0)) || holds("3", nil) {
		t.Error("fields pass that hold something else")
	}
}

func TestRecordsSayWhyAFigureIsMissing(t *testing.T) {
	reasons := map[string]int{}
	for _, row := range written(t, made(), i18n.English) {
		missing := row["record"] == "estimate" && row["mean"] == "" || row["record"] == "change" && row["diff"] == "" && row["comparable"] == "false"
		if missing || row["suppressed"] == "true" {
			reasons[row["note"]]++
		}
	}
	if reasons["too few answers"] == 0 || reasons["asked differently, not comparable"] == 0 || reasons[""] > 0 {
		t.Errorf("the reasons are %v", reasons)
	}
}

func TestRecordsHaveTheSameColumnsInEveryLanguage(t *testing.T) {
	dutch, english := written(t, made(), i18n.Dutch), written(t, made(), i18n.English)
	for i := range dutch {
		for name, field := range dutch[i] {
			if other, ok := english[i][name]; !ok || other != field && name != "note" && !slices.Contains([]string{"parameter_name", "item_text", "option_text", "sample_title"}, name) {
				t.Fatalf("record %d, %s: %q in Dutch, %q in English", i, name, field, other)
			}
		}
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no room") }

func TestAFullDiskIsTold(t *testing.T) {
	if err := exhibit.WriteCSV(fullDisk{}, report.NewIndex(made()), translator(t, i18n.Dutch)); err == nil {
		t.Error("nothing is said of it")
	}
}
