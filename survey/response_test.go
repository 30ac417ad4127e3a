package survey_test

import (
	"testing"

	"realitycheck/survey"
)

func TestOutcome(t *testing.T) {
	rated := survey.Answers{"dna_reliable": {Code: 4}, "s_reliable": {Code: 99}}
	for _, tt := range []struct {
		name string
		r    survey.Response
		want survey.Outcome
	}{
		{"finished without a word", survey.Response{Panel: "external", Finished: true}, survey.Complete},
		{"nothing yet", survey.Response{Panel: "external"}, survey.BreakOff},
		{"one of three required", survey.Response{Panel: "external", Pages: map[string]survey.Answers{"identity/dna": rated}}, survey.BreakOff},
		{"two of three, don't know counts as given", survey.Response{Panel: "external", Order: []string{"film", "letter"},
			Pages: map[string]survey.Answers{"identity/dna": rated, "samples/sample/1": rated}}, survey.Partial},
		{"two of four is half", survey.Response{Panel: "internal", Order: []string{"film", "letter"},
			Pages: map[string]survey.Answers{"identity/dna": rated, "samples/sample/1": rated}}, survey.Partial},
		{"words alone count for nothing", survey.Response{Panel: "external",
			Pages: map[string]survey.Answers{"end/end": {"closing": {Text: "dag"}}}}, survey.BreakOff},
	} {
		if got := tt.r.Outcome(instrument()); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
	r := survey.Response{Seconds: map[string]int{"a": 35, "b": 5}}
	if got := r.TotalSeconds(); got != 40 {
		t.Errorf("got %d seconds, want 40", got)
	}
}
