package synthetic_test

import (
	"math"
	"reflect"
	"testing"

	"realitycheck/survey"
	"realitycheck/survey/synthetic"
)

func story(t *testing.T) *synthetic.Story {
	t.Helper()
	s, err := synthetic.ReadStory([]byte(`{
		"identity": {"dna.reliable": {"internal": {"2018": 2, "2022": 4}}},
		"samples": {"letter": {"internal": -1}},
		"takes_part": {"internal": 0.5}, "dont_know": 0.1, "writes": 0.5, "break_off": 0.1}`))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func instrument(year int) *survey.Instrument {
	rating := survey.Question{Code: "r", Kind: survey.KindRating, Framework: "dna", Parameter: "reliable", DontKnow: true}
	reversed := rating
	reversed.Code, reversed.Reversed = "v", true
	return &survey.Instrument{
		Wave:    survey.Wave{Year: year, K: 1},
		Samples: []survey.Sample{{Code: "letter"}},
		Questionnaire: survey.Questionnaire{Blocks: []survey.Block{
			{Code: "identity", Pages: []survey.Page{{Code: "p", Questions: []survey.Question{rating, reversed,
				{Code: "m", Kind: survey.KindMultiple, Options: []survey.Option{{Code: 1}, {Code: 2, Exclusive: true}}},
				{Code: "s", Kind: survey.KindSingle, Options: []survey.Option{{Code: 1}, {Code: 2}}}}}}},
			{Code: "samples", Repeat: true, Pages: []survey.Page{{Code: "p", Questions: []survey.Question{
				{Code: "sr", Kind: survey.KindRating, Framework: "dna", Parameter: "reliable"},
				{Code: "why", Kind: survey.KindText}}}}},
		}},
	}
}

// means answers the instrument with many people and gives the mean of valid answers by question.
func means(t *testing.T, in *survey.Instrument) map[string]float64 {
	t.Helper()
	sum, n := map[string]float64{}, map[string]float64{}
	s := story(t)
	for seed := range uint64(4000) {
		v := synthetic.NewPerson(s, &synthetic.Words{}, "internal", seed).Visit(in)
		for _, step := range in.Steps("internal", []string{"letter"}) {
			answers, _ := v.Page(step)
			for code, a := range answers {
				if a.Code >= 1 && a.Code <= survey.ScalePoints {
					sum[code] += float64(a.Code)
					n[code]++
				}
			}
		}
	}
	for code := range sum {
		sum[code] /= n[code]
	}
	return sum
}

func TestAnswersFollowTheStory(t *testing.T) {
	got := means(t, instrument(2021))
	for code, want := range map[string]float64{"r": 3.5, "v": 2.5, "sr": 2.5} {
		if math.Abs(got[code]-want) > 0.1 {
			t.Errorf("mean of %s: got %.2f, want about %.1f", code, got[code], want)
		}
	}
}

func TestTheSameSeedAnswersTheSame(t *testing.T) {
	in, s := instrument(2020), story(t)
	step := in.Steps("internal", []string{"letter"})[0]
	a, _ := synthetic.NewPerson(s, &synthetic.Words{}, "internal", 7).Visit(in).Page(step)
	b, _ := synthetic.NewPerson(s, &synthetic.Words{}, "internal", 7).Visit(in).Page(step)
	if !reflect.DeepEqual(a, b) {
		t.Errorf("got %v and %v", a, b)
	}
}

func TestOnlyOfferedAnswersAreGiven(t *testing.T) {
	in, s := instrument(2020), story(t)
	words := &synthetic.Words{Closing: []string{"goed"}, Why: map[string]map[string][]string{"reliable": {"negative": {"slecht"}}}}
	for seed := range uint64(300) {
		v := synthetic.NewPerson(s, words, "internal", seed).Visit(in)
		for _, step := range in.Steps("internal", []string{"letter"}) {
			answers, seconds := v.Page(step)
			if seconds <= 0 {
				t.Fatalf("got %d seconds", seconds)
			}
			for _, q := range step.Questions("internal") {
				a := answers[q.Code]
				if q.Kind == survey.KindMultiple && len(a.Codes) == 2 {
					t.Fatalf("got %v beside an exclusive option", a.Codes)
				}
				if q.NeedsAnswer() && a.IsZero() {
					t.Fatalf("%s has no answer", q.Code)
				}
			}
		}
	}
}
