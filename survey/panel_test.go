package survey_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

// panels makes panels from "code:kind".
func panels(named ...string) []survey.WavePanel {
	list := make([]survey.WavePanel, len(named))
	for i, name := range named {
		code, kind, _ := strings.Cut(name, ":")
		list[i] = survey.WavePanel{Code: code, Kind: survey.PanelKind(kind)}
	}
	return list
}

func TestEveryPanelOfStaffIsComparedWithEveryOneOfThePublic(t *testing.T) {
	for _, tt := range []struct {
		name   string
		panels []survey.WavePanel
		want   [][2]int
	}{
		{"one of each", panels("a:staff", "b:public"), [][2]int{{0, 1}}},
		{"staff first, whatever the order of the wave", panels("a:public", "b:staff"), [][2]int{{1, 0}}},
		{"the order of the wave inside a kind", panels("a:public", "b:staff", "c:public", "d:staff"), [][2]int{{1, 0}, {1, 2}, {3, 0}, {3, 2}}},
		{"not two panels of colleagues", panels("a:staff", "b:staff"), nil},
		{"not two panels of the public", panels("a:public", "b:public"), nil},
		{"codes say nothing", panels("external:staff", "internal:public"), [][2]int{{0, 1}}},
		{"a kind that is not known yet", panels("a", "b:public"), nil},
	} {
		w := survey.Wave{Panels: tt.panels}
		if got := w.Compared(); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestOnlyAPanelDeclaredPublicIsNotProtected(t *testing.T) {
	for _, tt := range []struct {
		name  string
		panel survey.WavePanel
		want  bool
	}{
		{"staff", survey.WavePanel{Kind: survey.Staff}, true},
		{"public", survey.WavePanel{Kind: survey.Public}, false},
		{"public by assumption", survey.WavePanel{Kind: survey.Public, KindAssumed: true}, true},
		{"no kind", survey.WavePanel{}, true},
	} {
		if got := tt.panel.Protected(); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestTextsOfAKindGoToThePanelsOfThatKind(t *testing.T) {
	in := &survey.Instrument{Wave: survey.Wave{Panels: panels("medewerkers:staff", "stagiairs:staff", "inwoners:public")}}
	of := func(key string) i18n.Text { return both("tekst van " + key) }
	in.Questionnaire.Title = survey.Wording{Common: of("common"),
		Panels: map[string]i18n.Text{"staff": of("staff"), "stagiairs": of("stagiairs")}}
	in.Questionnaire.Welcome = survey.Wording{Panels: map[string]i18n.Text{"staff": of("staff"), "public": of("public")}}
	in.WordPanels()
	want := survey.Wording{Common: of("common"), Panels: map[string]i18n.Text{"medewerkers": of("staff"), "stagiairs": of("stagiairs")}}
	if got := in.Questionnaire.Title; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for panel, want := range map[string]string{"medewerkers": "tekst van staff", "stagiairs": "tekst van staff", "inwoners": "tekst van public"} {
		if got := in.Questionnaire.Welcome.For(panel, i18n.Dutch); got != want {
			t.Errorf("%s reads %q, want %q", panel, got, want)
		}
	}
	in.Questionnaire.Welcome.Panels["medewerkers"][i18n.Dutch] = "verbeterd"
	if got := in.Questionnaire.Welcome.For("stagiairs", i18n.Dutch); got != "tekst van staff" {
		t.Errorf("correcting the text of one panel made that of another %q", got)
	}
}

// TestNoTextIsForgotten keys every text that a questionnaire can have by kind.
func TestNoTextIsForgotten(t *testing.T) {
	byKind := survey.Wording{Panels: map[string]i18n.Text{"staff": both("wij"), "public": both("zij")}}
	var q survey.Questionnaire
	q.Blocks = []survey.Block{{Pages: []survey.Page{{Questions: []survey.Question{{Points: make([]survey.Wording, 2), Options: make([]survey.Option, 2)}}}}}}
	found := 0
	everyWording(reflect.ValueOf(&q).Elem(), func(w *survey.Wording) {
		found++
		src, err := json.Marshal(byKind)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(src, w); err != nil {
			t.Fatal(err)
		}
	})
	if found != 13 {
		t.Fatalf("the test found %d texts, want the 13 that there are", found)
	}
	in := &survey.Instrument{Wave: survey.Wave{Panels: panels("medewerkers:staff", "inwoners:public")}, Questionnaire: q}
	in.WordPanels()
	everyWording(reflect.ValueOf(&in.Questionnaire).Elem(), func(w *survey.Wording) {
		if len(w.Panels) != 2 || w.For("medewerkers", i18n.Dutch) != "wij" || w.For("inwoners", i18n.Dutch) != "zij" {
			t.Errorf("a text was left as %v", w.Panels)
		}
	})
}

// everyWording finds the wordings in a value, however deep.
func everyWording(v reflect.Value, each func(*survey.Wording)) {
	if w, ok := v.Addr().Interface().(*survey.Wording); ok {
		each(w)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			everyWording(v.Field(i), each)
		}
	case reflect.Slice:
		for i := range v.Len() {
			everyWording(v.Index(i), each)
		}
	}
}

// TestPanelsHaveOneOrder: staff first, the first of the public second, each kind as waves list it, and a kind as it last was.
func TestPanelsHaveOneOrder(t *testing.T) {
	for _, tt := range []struct {
		name  string
		waves [][]survey.WavePanel
		want  string
	}{
		{"the wave lists staff last", [][]survey.WavePanel{panels("a:public", "b:public", "c:staff")}, "c a b"},
		{"the first of the public keeps its sign beside more staff", [][]survey.WavePanel{panels("a:public", "b:staff", "c:staff")}, "b a c"},
		{"what an older wave listed first stays first", [][]survey.WavePanel{panels("a:public", "c:staff"), panels("b:public", "a:public", "c:staff")}, "c a b"},
		{"a panel that became one of staff", [][]survey.WavePanel{panels("a:public", "c:public"), panels("a:public", "c:staff")}, "c a"},
		{"nobody", nil, ""},
	} {
		var waves []*survey.Instrument
		for _, p := range tt.waves {
			waves = append(waves, &survey.Instrument{Wave: survey.Wave{Panels: p}})
		}
		var codes []string
		for _, p := range survey.PanelsOf(waves...) {
			codes = append(codes, p.Code)
		}
		if got := strings.Join(codes, " "); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
