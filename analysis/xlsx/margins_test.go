package xlsx_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"realitycheck/analysis/xlsx"
	"realitycheck/survey"
	"realitycheck/survey/fault"
)

func TestMarginsReadBackFromASheet(t *testing.T) {
	want := survey.Margins{Wave: "2026", Bounds: survey.DefaultBounds, Panels: []survey.PanelMargins{
		{Panel: "internal", Margins: []survey.Margin{
			{Attribute: "age", Counts: true, Source: "=staff", Targets: map[string]float64{"18-34": 1200, "35-49": 0, "50+": 0.1234567890123}, Merge: [][]string{{"35-49", "50+"}}},
			{Attribute: "level", Targets: map[string]float64{"ab": 0.6, "cd": 0.4}}}},
		{Panel: "external", Margins: []survey.Margin{{Attribute: "age", Targets: map[string]float64{"18-34": 1}}}}}}
	var b bytes.Buffer
	if err := xlsx.WriteMargins(&b, want); err != nil {
		t.Fatal(err)
	}
	got, err := xlsx.ReadMargins(&b)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v (%v), want %+v", got, err, want)
	}
}

func TestWhatIsWrongInASheetOfMarginsIsToldByRow(t *testing.T) {
	f := excelize.NewFile()
	for i, row := range [][]any{{"wave", "panel", "attribute", "category", "target", "unit"}, {"2026", "internal", "age", "18-34", "many", "shares"},
		{"2025", "internal", "age", "18-34", -1, "heads"}, {}, {"2026", "internal", "age", "50+", 0.5}} {
		if err := f.SetSheetRow("Sheet1", "A"+string(rune('1'+i)), &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	_, err := xlsx.ReadMargins(&b)
	var got *fault.Fault
	if !errors.As(err, &got) {
		t.Fatalf("got %v", err)
	}
	want := []string{"2:5 want_decimal", "3:1 margins_other_wave", "3:5 want_decimal", "3:4 code_twice", "3:6 not_one_of"}
	var told []string
	for _, field := range got.Fields {
		told = append(told, string(rune('0'+field.Line))+":"+string(rune('0'+field.Column))+" "+field.Key)
	}
	if !reflect.DeepEqual(told, want) {
		t.Errorf("got %q, want %q", told, want)
	}
	for name, src := range map[string]string{"no workbook": "code: 2026", "empty": "", "too large": strings.Repeat("x", 2<<20)} {
		if _, err := xlsx.ReadMargins(strings.NewReader(src)); fault.Of(err) != fault.Invalid {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
