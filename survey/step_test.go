package survey_test

import (
	"reflect"
	"testing"
)

func TestSteps(t *testing.T) {
	in := instrument()
	keys := func(panel string, order []string) (all []string) {
		for _, s := range in.Steps(panel, order) {
			name := s.Key
			if s.Sample != nil {
				name += "=" + s.Sample.Code
			}
			all = append(all, name)
		}
		return all
	}
	for _, tt := range []struct {
		name, panel string
		order, want []string
	}{
		{"before the draw", "external", nil, []string{"identity/dna", "samples/sample/1", "samples/sample/2", "end/end"}},
		{"in the order drawn", "external", []string{"film", "letter"},
			[]string{"identity/dna", "samples/sample/1=film", "samples/sample/2=letter", "end/end"}},
		{"with the block of a panel", "internal", []string{"poster", "film"},
			[]string{"identity/dna", "samples/sample/1=poster", "samples/sample/2=film", "work/work", "end/end"}},
	} {
		if got := keys(tt.panel, tt.order); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	in.Questionnaire.Blocks[3].Pages[0].Questions[0].Panels = []string{"internal"}
	if got, want := len(in.Steps("external", nil)), 3; got != want {
		t.Errorf("a page that asks a panel nothing: got %d steps, want %d", got, want)
	}
}
