package quality

import (
	"math"
	"testing"

	"realitycheck/survey"
)

func TestRates(t *testing.T) {
	r := RatesOf(survey.Outcomes{Invited: 80, Started: 70, Completed: 60, Partial: 10, BreakOff: 5})
	if r.Completion != 0.75 || math.Abs(r.BreakOff-5.0/75) > 1e-15 {
		t.Errorf("got %+v", r)
	}
	if none := RatesOf(survey.Outcomes{}); !math.IsNaN(none.Completion) || !math.IsNaN(none.BreakOff) {
		t.Errorf("nobody: got %+v", none)
	}
}

func TestRetention(t *testing.T) {
	r := Retain([]Participation{
		{CompleteFrom: true, CompleteTo: true},
		{CompleteFrom: true},
		{CompleteFrom: true, IneligibleTo: true},
		{CompleteTo: true},
		{},
	})
	want := Retention{CompletesFrom: 3, BaseEligible: 2, Retained: 1, Rate: 0.5, CompletesTo: 2, NewInTo: 1, OverlapShareTo: 0.5}
	if r != want {
		t.Errorf("got %+v, want %+v", r, want)
	}
	if none := Retain(nil); !math.IsNaN(none.Rate) || !math.IsNaN(none.OverlapShareTo) {
		t.Errorf("nobody: got %+v", none)
	}
}
