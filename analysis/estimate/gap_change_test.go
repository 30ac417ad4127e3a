package estimate_test

import (
	"math"
	"testing"

	"realitycheck/analysis/estimate"
	"realitycheck/analysis/report"
)

// twoYears has a gap of staff (a) and the public (b) that went from 0.2 to 0.6: staff rose by 0.3 and the public fell by 0.1.
func twoYears() *report.Report {
	figure := func(x float64) *float64 { return &x }
	tested := func(diff, se, df float64) report.Test {
		return report.Test{Diff: figure(diff), SE: figure(se), DF: figure(df), P: figure(0.5)}
	}
	on := report.OnIdentity("warm")
	return &report.Report{Years: []string{"2018", "2019"},
		Gaps: []report.Gap{{Wave: "2018", A: "a", B: "b", Subject: on, Test: tested(0.2, 0.1, 50)},
			{Wave: "2019", A: "a", B: "b", Subject: on, Test: tested(0.6, 0.1, 50)}},
		Changes: []report.Change{
			{Panel: "a", From: "2018", To: "2019", Subject: on, Comparable: true, Test: tested(0.3, 0.03, 20)},
			{Panel: "b", From: "2018", To: "2019", Subject: on, Comparable: true, Test: tested(-0.1, 0.04, 30)}}}
}

// The variances add up to 0.05 squared; the degrees of freedom are 0.0025² / (0.0009²/20 + 0.0016²/30) = 49.6454 (Welch 1947).
func TestTheMoveOfAGapIsTheChangeOfOnePanelLessThatOfTheOther(t *testing.T) {
	moved := estimate.GapChanges(twoYears())
	if len(moved) != 1 {
		t.Fatalf("got %d moves, want 1", len(moved))
	}
	m := moved[0]
	for name, c := range map[string]struct{ got, want float64 }{
		"diff": {*m.Diff, 0.4}, "se": {*m.SE, 0.05}, "df": {*m.DF, 6.25e-6 / (8.1e-7/20 + 2.56e-6/30)},
		"middle of the interval": {(*m.Low + *m.High) / 2, 0.4}} {
		if math.Abs(c.got-c.want) > 1e-12 {
			t.Errorf("%s: got %v, want %v", name, c.got, c.want)
		}
	}
	if m.From != "2018" || m.To != "2019" || *m.P > 1e-9 || *m.Low < 0.29 || *m.Low > 0.31 {
		t.Errorf("got %+v", m)
	}
}

// What is withheld, or was not compared, moves nothing: nothing of it could be told.
func TestAGapOfWhichSomethingIsWithheldHasNoMove(t *testing.T) {
	for name, spoil := range map[string]func(*report.Report){
		"the gap of before":         func(r *report.Report) { r.Gaps[0].Test = report.Test{Suppressed: true} },
		"the gap of now":            func(r *report.Report) { r.Gaps[1].Test = report.Test{Suppressed: true} },
		"a change":                  func(r *report.Report) { r.Changes[1].Test = report.Test{Suppressed: true} },
		"a change that has no test": func(r *report.Report) { r.Changes[0].DF = nil },
		"one wave":                  func(r *report.Report) { r.Years = r.Years[1:] },
	} {
		r := twoYears()
		if spoil(r); len(estimate.GapChanges(r)) != 0 {
			t.Errorf("%s: the gap has a move", name)
		}
	}
}

// Moves of one pair of panels are read together, as headlines (METHODS 4.7).
func TestMovesOfGapsAreAdjustedTogether(t *testing.T) {
	r := twoYears()
	r.GapChanges = append(estimate.GapChanges(r), estimate.GapChanges(r)...)
	p := 0.02
	for i := range r.GapChanges {
		r.GapChanges[i].P = &p
	}
	estimate.Adjust(r)
	if got := *r.GapChanges[0].PAdjusted; got != 0.04 {
		t.Errorf("two tests at 0.02 adjust to %v, want 0.04 (Holm 1979)", got)
	}
}
