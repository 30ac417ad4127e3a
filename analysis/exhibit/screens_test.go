package exhibit_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// rounding is how screens round a column.
func rounding(c *exhibit.Column) report.Rounding {
	switch c.Unit {
	case exhibit.Count:
		return report.WholeNumber
	case exhibit.Mean:
		return report.OneDecimal
	case exhibit.Difference:
		if c.Interval {
			return report.TwoDecimals
		}
		return report.OneDecimal
	case exhibit.Share, exhibit.Points:
		return report.WholePercent
	case exhibit.Ratio:
		return report.TwoDecimals
	}
	return report.InWords
}

// numbers lists the figures of a path in a document that are a number of their own: where they stand, to be changed.
func numbers(v reflect.Value, path string) (found []*float64) {
	switch {
	case path == "":
		if x, ok := v.Interface().(*float64); ok && x != nil {
			found = append(found, x)
		}
	case v.Kind() == reflect.Pointer:
		if !v.IsNil() {
			found = numbers(v.Elem(), path)
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			found = append(found, numbers(v.Index(i), strings.TrimPrefix(path, "[]."))...)
		}
	case v.Kind() == reflect.Struct:
		name := path[:len(path)-len(strings.TrimLeft(path, "abcdefghijklmnopqrstuvwxyz_0123456789"))]
		for i := range v.NumField() {
			tag, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			if tag == name {
				found = append(found, numbers(v.Field(i), strings.TrimPrefix(path[len(name):], "."))...)
			} else if v.Type().Field(i).Anonymous && tag == "" {
				found = append(found, numbers(v.Field(i), path)...)
			}
		}
	}
	return found
}

// onScreens are the roundings of all places of the screens that show one of the values.
func onScreens(r *report.Report, tr *i18n.Translator, values map[float64]bool) (found []report.Rounding) {
	makers := []maker{one(exhibit.Profile), exhibit.Gap, one(exhibit.Trend), one(exhibit.Samples), one(exhibit.Anchors),
		exhibit.Answers, exhibit.Choices, exhibit.Themes, exhibit.Groups, one(exhibit.Response), one(exhibit.Quality),
		one(exhibit.Weights)}
	for _, make := range makers {
		for _, e := range make(report.NewIndex(r), exhibit.Selection{}, tr) {
			if e.Table == nil {
				continue
			}
			for _, row := range e.Table.Rows {
				for i, cell := range row.Cells {
					c := &e.Table.Columns[i]
					ends, _ := cell.Value.([2]float64)
					x, _ := cell.Value.(float64)
					if !row.Detail && !c.Detail && (values[x] || values[ends[0]] || values[ends[1]]) {
						found = append(found, rounding(c))
					}
				}
			}
		}
	}
	return found
}

// screenFaults says where the list of figures and the screens differ in what is shown and how it is rounded. Every figure is
// found by a value that no other has.
func screenFaults(tr *i18n.Translator, entries []report.EntrySpec) (faults []string) {
	for _, e := range entries {
		for _, f := range e.Figures {
			r, values := rich(), map[float64]bool{}
			for i, x := range numbers(reflect.ValueOf(r), e.At[0]+"."+f.Path) {
				*x += (1 + float64(i)) * math.Pi * 1e-7
				values[*x] = true
			}
			shown := slices.Compact(slices.Sorted(slices.Values(onScreens(r, tr, values))))
			if len(values) > 0 && len(shown) > 0 && !slices.Equal(shown, []report.Rounding{f.Screen}) {
				faults = append(faults, fmt.Sprintf("%s: declared %q, shown %q", e.Paths(f.Path)[0], f.Screen, shown))
			}
		}
	}
	return faults
}

// TestScreensRoundAsTheListOfFiguresSays, and show nothing that the list says they do not.
func TestScreensRoundAsTheListOfFiguresSays(t *testing.T) {
	tr := translator(t, i18n.English)
	for _, fault := range screenFaults(tr, report.Entries()) {
		t.Error(fault)
	}
	entries := report.Entries() // the control
	for i := range entries {
		for j := range entries[i].Figures {
			entries[i].Figures[j].Screen = report.NotOnScreen
		}
	}
	if n := len(screenFaults(tr, entries)); n < 20 {
		t.Errorf("with a list that has nothing on screens: got %d faults", n)
	}
}
