package exhibit_test

import (
	"bytes"
	"encoding/csv"
	"errors"
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

func TestRecordsHoldEveryFigure(t *testing.T) {
	r := made()
	rows := written(t, r, i18n.English)
	if got, want := len(rows), len(r.Estimates)+len(r.Choices)+len(r.Gaps)+len(r.Changes)+len(r.Themes)+len(r.ThemeSamples)+len(r.ThemeGaps)+
		len(r.ThemeChanges)+len(r.Response); got != want {
		t.Fatalf("%d records, want %d", got, want)
	}
	for i, e := range r.Estimates {
		if got := rows[i]; got["wave"] != e.Wave || got["panel"] != e.Panel || got["parameter"] != e.Parameter || !holds(got["mean"], e.Mean) ||
			!holds(got["low"], e.Low) || !holds(got["high"], e.High) || got["suppressed"] != strconv.FormatBool(e.Suppressed) {
			t.Errorf("record %d is %v, want %+v", i, got, e)
		}
	}
	gaps := rows[len(r.Estimates)+len(r.Choices):]
	for i, g := range r.Gaps {
		if got := gaps[i]; got["record"] != "gap" || got["other_panel"] != g.B || !holds(got["diff"], g.Diff) || !holds(got["p"], g.P) {
			t.Errorf("gap %d is %v, want %+v", i, got, g)
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
