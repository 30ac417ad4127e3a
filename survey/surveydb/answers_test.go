package surveydb

import (
	"encoding/json"
	"reflect"
	"testing"

	"realitycheck/survey"
)

var someAnswers = []string{
	`{}`,
	`null`,
	`{"dna_reliable":{"c":4},"why":{"t":"Een brief, één blad."},"channels":{"m":[1,3,10]},"other":{"c":9,"t":"elders"},"no":{}}`,
	`{"all":{"c":99,"m":[1],"t":"x"}}`,
	`{"why":{"t":"een \"woord\"\nmeer \u003cb\u003e"}}`,
	`{"a":{"c":1,}}`,
	`{"a":{"c":01}}`,
	`{"a":{"c":128}}`,
	`{"a":{"c":-1}}`,
	`{"a":{"m":[]}}`,
	`{"a":{"m":[1,]}}`,
	`{"a":{"t":"x","c":1}}`,
	`{"a":{"c":1},}`,
	`{,"a":{"c":1}}`,
	`{"a":{"c":1}"b":{"c":2}}`,
	`{"a":{"c":1}} `,
	`{"a":{"c":1}}{}`,
	`{"a":{"c":1},"a":{"t":"x"}}`,
	`{"a":{"x":1}}`,
	`{"a":{"c":1.5}}`,
	`{"a":{"t":"`,
	"{\"a\":{\"t\":\"\xff\"}}",
	"{\"a\":{\"t\":\"\x01\"}}",
	``,
}

func TestAnswersAreReadAsJSON(t *testing.T) {
	for _, body := range someAnswers {
		sameAsJSON(t, []byte(body))
	}
}

func FuzzAnswersAreReadAsJSON(f *testing.F) {
	for _, body := range someAnswers {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) { sameAsJSON(t, body) })
}

func TestWhatIsSavedIsReadByHand(t *testing.T) {
	answers := survey.Answers{"a": {Code: 5}, "b": {Codes: []int8{1, 98}}, "c": {Text: "é ✓"}, "d": {Code: 99, Text: "x"}, "e": {}}
	body, err := json.Marshal(answers)
	if err != nil {
		t.Fatal(err)
	}
	p := plain{rest: body}
	got, ok := p.answers()
	if !ok || len(p.rest) > 0 || !reflect.DeepEqual(got, answers) {
		t.Errorf("got %v, %t with %q left, want %v", got, ok, p.rest, answers)
	}
}

func sameAsJSON(t *testing.T, body []byte) {
	t.Helper()
	var want survey.Answers
	wantErr := json.Unmarshal(body, &want)
	got, err := decodeAnswers(body)
	if (err == nil) != (wantErr == nil) {
		t.Fatalf("%q: got error %v, want %v", body, err, wantErr)
	}
	if err == nil && !reflect.DeepEqual(got, want) {
		t.Errorf("%q: got %v, want %v", body, got, want)
	}
}
