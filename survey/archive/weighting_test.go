package archive_test

import (
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
)

func TestWeightingsStandBesideTheArchive(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "2026[1]") // a name that would be a pattern
	if err := archive.Write(dir, instrument(), records(), outcomes(), [32]byte{1}); err != nil {
		t.Fatal(err)
	}
	w, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if all, err := w.Weightings(); err != nil || len(all) != 0 {
		t.Errorf("without weightings: got %v, %v", all, err)
	}
	day := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	weights := make([]float64, w.Responses.Len())
	var names []string
	for i := range 11 {
		for row := range weights {
			weights[row] = 0.5 + float64(i*100+row)/7
		}
		name, err := archive.WriteWeighting(dir, archive.Weighting{Made: day, Role: "analyst", Margins: survey.Margins{Wave: "2026"}}, weights)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	all, err := w.Weightings()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range all {
		got = append(got, a.Name)
	}
	if !slices.Equal(got, names) || names[0] != "2026-11-23" || names[10] != "2026-11-23-11" {
		t.Errorf("got %q, want %q", got, names)
	}
	if last, err := w.Weights(names[10]); err != nil || !reflect.DeepEqual(last, weights) {
		t.Errorf("got %v (%v), want %v", last, err, weights)
	}
	if err := archive.Verify(dir); err != nil {
		t.Errorf("the archive itself changed: %v", err)
	}
	for _, name := range []string{"1999-01-01", "../2026", ""} {
		if _, err := w.Weights(name); fault.Of(err) != fault.NotFound {
			t.Errorf("%q: got %v, want NotFound", name, err)
		}
	}
}

func TestWrongWeightsAreNotStored(t *testing.T) {
	dir, n := write(t), len(records())-1 // a break-off has no row
	for name, weights := range map[string][]float64{"too few": make([]float64, n-1), "zero": make([]float64, n), "none": nil} {
		if _, err := archive.WriteWeighting(dir, archive.Weighting{Made: time.Now()}, weights); fault.Of(err) != fault.Invalid {
			t.Errorf("%s: got %v, want Invalid", name, err)
		}
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "weights-*")); len(files) != 0 {
		t.Errorf("left behind: %v", files)
	}
}
