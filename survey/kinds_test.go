package survey_test

import (
	"reflect"
	"strings"
	"testing"

	"realitycheck/survey"
)

func TestReadAnswer(t *testing.T) {
	rating := survey.Question{Code: "q", Kind: survey.KindRating, Points: scale(5)}
	unsure := rating
	unsure.DontKnow = true
	differential := survey.Question{Code: "q", Kind: survey.KindDifferential, Points: scale(2)}
	single := survey.Question{Code: "q", Kind: survey.KindSingle, Options: options()[:3]}
	multiple := survey.Question{Code: "q", Kind: survey.KindMultiple, Options: options(), DontKnow: true}
	text := survey.Question{Code: "q", Kind: survey.KindText}
	info := survey.Question{Code: "q", Kind: survey.KindInfo}
	long, other := strings.Repeat("é", survey.MaxText), strings.Repeat("é", survey.MaxOther)
	for _, tt := range []struct {
		name  string
		q     survey.Question
		form  survey.Form
		want  survey.Answer
		fault string
	}{
		{"rating takes a point", rating, survey.Form{Values: []string{"5"}}, survey.Answer{Code: 5}, ""},
		{"nothing sent is no answer", rating, survey.Form{}, survey.Answer{}, ""},
		{"an empty value is no answer", rating, survey.Form{Values: []string{""}}, survey.Answer{}, ""},
		{"rating ends at five", rating, survey.Form{Values: []string{"6"}}, survey.Answer{}, "answer_not_offered"},
		{"rating begins at one", rating, survey.Form{Values: []string{"0"}}, survey.Answer{}, "answer_not_offered"},
		{"a negative point", rating, survey.Form{Values: []string{"-1"}}, survey.Answer{}, "answer_not_offered"},
		{"two points for one rating", rating, survey.Form{Values: []string{"1", "2"}}, survey.Answer{}, "answer_not_offered"},
		{"words for a rating", rating, survey.Form{Values: []string{"veel"}}, survey.Answer{}, "answer_not_offered"},
		{"a number that overflows", rating, survey.Form{Values: []string{"257"}}, survey.Answer{}, "answer_not_offered"},
		{"don't know where it is offered", unsure, survey.Form{Values: []string{"99"}}, survey.Answer{Code: survey.DontKnow}, ""},
		{"don't know where it is not", rating, survey.Form{Values: []string{"99"}}, survey.Answer{}, "answer_not_offered"},
		{"nobody chooses to be skipped", unsure, survey.Form{Values: []string{"98"}}, survey.Answer{}, "answer_not_offered"},
		{"differential takes a point", differential, survey.Form{Values: []string{"3"}}, survey.Answer{Code: 3}, ""},
		{"single takes an option", single, survey.Form{Values: []string{"2"}, Other: "x"}, survey.Answer{Code: 2}, ""},
		{"single knows its options", single, survey.Form{Values: []string{"4"}}, survey.Answer{}, "answer_not_offered"},
		{"other takes words", single, survey.Form{Values: []string{"3"}, Other: "fax"}, survey.Answer{Code: 3, Text: "fax"}, ""},
		{"other takes words to the limit", single, survey.Form{Values: []string{"3"}, Other: other}, survey.Answer{Code: 3, Text: other}, ""},
		{"other keeps too many words and says so", single, survey.Form{Values: []string{"3"}, Other: other + "é"},
			survey.Answer{Code: 3, Text: other + "é"}, "answer_too_long"},
		{"multiple sorts and counts once", multiple, survey.Form{Values: []string{"3", "1", "3"}, Other: "fax"},
			survey.Answer{Codes: []int8{1, 3}, Text: "fax"}, ""},
		{"an exclusive option stands alone", multiple, survey.Form{Values: []string{"4"}}, survey.Answer{Codes: []int8{4}}, ""},
		{"an exclusive option beside another", multiple, survey.Form{Values: []string{"4", "1"}},
			survey.Answer{Codes: []int8{1, 4}}, "answer_exclusive"},
		{"don't know beside an option", multiple, survey.Form{Values: []string{"1", "99"}},
			survey.Answer{Codes: []int8{1, 99}}, "answer_exclusive"},
		{"multiple knows its options", multiple, survey.Form{Values: []string{"1", "9"}}, survey.Answer{}, "answer_not_offered"},
		{"words alone choose other", single, survey.Form{Values: []string{""}, Other: "fax"}, survey.Answer{Code: 3, Text: "fax"}, ""},
		{"words alone choose other of several", multiple, survey.Form{Other: "fax"}, survey.Answer{Codes: []int8{3}, Text: "fax"}, ""},
		{"words beside another choice do not", multiple, survey.Form{Values: []string{"1"}, Other: "fax"}, survey.Answer{Codes: []int8{1}}, ""},
		{"multiple limits other", multiple, survey.Form{Values: []string{"3"}, Other: other + "é"},
			survey.Answer{Codes: []int8{3}, Text: other + "é"}, "answer_too_long"},
		{"text to the limit", text, survey.Form{Values: []string{long}}, survey.Answer{Text: long}, ""},
		{"text over the limit is kept and refused", text, survey.Form{Values: []string{long + "é"}},
			survey.Answer{Text: long + "é"}, "answer_too_long"},
		{"information takes no answer", info, survey.Form{Values: []string{"1"}, Other: "x"}, survey.Answer{}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			kind, ok := survey.KindOf(&tt.q)
			if !ok {
				t.Fatalf("kind %q is unknown", tt.q.Kind)
			}
			got, bad := kind.Read(&tt.q, tt.form)
			if !got.Equal(tt.want) {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
			if key := keyOf(bad); key != tt.fault {
				t.Errorf("got fault %q, want %q", key, tt.fault)
			}
		})
	}
}

func TestFaultsOfADefinition(t *testing.T) {
	for _, tt := range []struct {
		name string
		q    survey.Question
		want []string // path and key
	}{
		{"a good rating", survey.Question{Kind: survey.KindRating, Points: scale(5)}, nil},
		{"a rating of four points", survey.Question{Kind: survey.KindRating, Points: scale(4)}, []string{"points points_count"}},
		{"a differential with five words", survey.Question{Kind: survey.KindDifferential, Points: scale(5)}, []string{"points points_count"}},
		{"a rating with options", survey.Question{Kind: survey.KindRating, Points: scale(5), Options: options()}, []string{"options not_for_kind"}},
		{"one option", survey.Question{Kind: survey.KindSingle, Options: options()[:1]}, []string{"options options_count"}},
		{"points on a choice", survey.Question{Kind: survey.KindMultiple, Options: options(), Points: scale(5)}, []string{"points not_for_kind"}},
		{"an exclusive option of a single choice", survey.Question{Kind: survey.KindSingle, Options: options()}, []string{"options[3].exclusive not_for_kind"}},
		{"codes twice and out of range", survey.Question{Kind: survey.KindMultiple, Options: []survey.Option{{Code: 2}, {Code: 2}, {Code: 98}, {}}},
			[]string{"options[1].code code_twice", "options[2].code option_code_range", "options[3].code option_code_range"}},
		{"don't know on a text", survey.Question{Kind: survey.KindText, DontKnow: true}, []string{"dont_know not_for_kind"}},
		{"options on a text", survey.Question{Kind: survey.KindText, Options: options()}, []string{"options not_for_kind"}},
		{"a parameter on information", survey.Question{Kind: survey.KindInfo, Parameter: "reliable"}, []string{"kind not_for_kind"}},
		{"plain information", survey.Question{Kind: survey.KindInfo}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			kind, _ := survey.KindOf(&tt.q)
			if got := pathsAndKeys(kind.Faults(&tt.q)); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestColumns(t *testing.T) {
	for _, tt := range []struct {
		name   string
		q      survey.Question
		answer survey.Answer
		want   map[string]int8
	}{
		{"a point", survey.Question{Code: "q", Kind: survey.KindRating}, survey.Answer{Code: 4}, map[string]int8{"q": 4}},
		{"nothing chosen", survey.Question{Code: "q", Kind: survey.KindSingle}, survey.Answer{}, map[string]int8{"q": survey.Skipped}},
		{"don't know", survey.Question{Code: "q", Kind: survey.KindDifferential}, survey.Answer{Code: 99}, map[string]int8{"q": survey.DontKnow}},
		{"some options", survey.Question{Code: "q", Kind: survey.KindMultiple, Options: options()}, survey.Answer{Codes: []int8{1, 3}},
			map[string]int8{"q.1": 1, "q.2": 0, "q.3": 1, "q.4": 0}},
		{"no option", survey.Question{Code: "q", Kind: survey.KindMultiple, Options: options()[:2]}, survey.Answer{},
			map[string]int8{"q.1": survey.Skipped, "q.2": survey.Skipped}},
		{"no option known", survey.Question{Code: "q", Kind: survey.KindMultiple, Options: options()[:2]}, survey.Answer{Codes: []int8{99}},
			map[string]int8{"q.1": survey.DontKnow, "q.2": survey.DontKnow}},
		{"words have no column", survey.Question{Code: "q", Kind: survey.KindText}, survey.Answer{Text: "x"}, map[string]int8{}},
		{"information has no column", survey.Question{Code: "q", Kind: survey.KindInfo}, survey.Answer{}, map[string]int8{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			kind, _ := survey.KindOf(&tt.q)
			got := map[string]int8{}
			for _, column := range kind.Columns(&tt.q) {
				got[column.Name] = column.Value(tt.answer)
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestEveryKindIsListedUnderItsCode(t *testing.T) {
	for _, code := range survey.KindCodes() {
		if kind, ok := survey.KindOf(&survey.Question{Kind: code}); !ok || kind.Code() != code {
			t.Errorf("kind %q is not found under its code", code)
		}
	}
	if _, ok := survey.KindOf(&survey.Question{Kind: "slider"}); ok {
		t.Error("a kind was found that nobody wrote")
	}
}

func TestNeedsAnswer(t *testing.T) {
	for _, tt := range []struct {
		q    survey.Question
		want bool
	}{
		{survey.Question{Kind: survey.KindRating}, true},
		{survey.Question{Kind: survey.KindMultiple}, true},
		{survey.Question{Kind: survey.KindRating, Optional: true}, false},
		{survey.Question{Kind: survey.KindText}, false},
		{survey.Question{Kind: survey.KindInfo}, false},
	} {
		if got := tt.q.NeedsAnswer(); got != tt.want {
			t.Errorf("%+v: got %v, want %v", tt.q, got, tt.want)
		}
	}
}
