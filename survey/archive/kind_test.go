package archive_test

import (
	"reflect"
	"testing"

	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// TestKindsOfBeforeAreAssumed reads back instruments with and without kinds: what was declared stays as it was.
func TestKindsOfBeforeAreAssumed(t *testing.T) {
	type panel = survey.WavePanel
	for _, tt := range []struct {
		name          string
		written, want []panel
		protected     []bool
	}{
		{"the two panels of before", []panel{{Code: "internal"}, {Code: "external"}},
			[]panel{{Code: "internal", Kind: survey.Staff, KindAssumed: true}, {Code: "external", Kind: survey.Public, KindAssumed: true}}, []bool{true, true}},
		{"another panel of before", []panel{{Code: "clients"}},
			[]panel{{Code: "clients", Kind: survey.Staff, KindAssumed: true}}, []bool{true}},
		{"declared", []panel{{Code: "inwoners", Kind: survey.Public}, {Code: "external", Kind: survey.Staff}, {Code: "internal", Kind: survey.Public}},
			[]panel{{Code: "inwoners", Kind: survey.Public}, {Code: "external", Kind: survey.Staff}, {Code: "internal", Kind: survey.Public}},
			[]bool{false, true, false}},
	} {
		in := instrument()
		in.Wave.Panels = tt.written
		dir := t.TempDir() + "/" + in.Wave.Code
		if err := archive.Write(dir, in, nil, nil, [32]byte{}); err != nil {
			t.Fatal(err)
		}
		read, err := archive.Instrument(dir)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(read.Wave.Panels, tt.want) {
			t.Errorf("%s: got %+v, want %+v", tt.name, read.Wave.Panels, tt.want)
		}
		for i, p := range read.Wave.Panels {
			if p.Protected() != tt.protected[i] {
				t.Errorf("%s: %s protected is %v", tt.name, p.Code, p.Protected())
			}
		}
		whole, err := archive.Open(dir)
		if err != nil || !reflect.DeepEqual(whole.Instrument.Wave.Panels, tt.want) {
			t.Errorf("%s, opened whole: got %+v (%v)", tt.name, whole.Instrument.Wave.Panels, err)
		}
	}
}
