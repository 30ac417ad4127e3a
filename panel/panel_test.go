package panel_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/survey/fault"
	"realitycheck/survey/i18n"
)

func TestAPanelHasACodeANameInEveryLanguageAndAKind(t *testing.T) {
	name := i18n.Text{i18n.Dutch: "Inwoners", i18n.English: "Residents"}
	for _, tt := range []struct {
		name  string
		panel panel.Panel
		want  []string
	}{
		{"a good one", panel.Panel{Code: "inwoners", Name: name, Kind: survey.Public}, nil},
		{"nothing", panel.Panel{}, []string{"code panel_code_form", "name.nl language_missing", "name.en language_missing", "kind panel_kind_unknown"}},
		{"a code with a capital", panel.Panel{Code: "Inwoners", Name: name, Kind: survey.Public}, []string{"code panel_code_form"}},
		{"a code that is a language", panel.Panel{Code: "nl", Name: name, Kind: survey.Public}, []string{"code panel_code_form"}},
		{"a code that is a kind", panel.Panel{Code: "public", Name: name, Kind: survey.Public}, []string{"code panel_code_form"}},
		{"the code of all", panel.Panel{Code: "common", Name: name, Kind: survey.Public}, []string{"code panel_code_form"}},
		{"a long name", panel.Panel{Code: "inwoners", Name: i18n.Text{i18n.Dutch: strings.Repeat("x", panel.MaxName+1), i18n.English: "x"}, Kind: survey.Staff},
			[]string{"name.nl text_too_long"}},
		{"a kind that is not there", panel.Panel{Code: "inwoners", Name: name, Kind: "external"}, []string{"kind panel_kind_unknown"}},
	} {
		var got []string
		if err := tt.panel.Check(); err != nil {
			var f *fault.Fault
			if !errors.As(err, &f) || f.Kind != fault.Invalid {
				t.Fatalf("%s: got %v", tt.name, err)
			}
			for _, field := range f.Fields {
				got = append(got, field.Path+" "+field.Key)
			}
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
