package analysis

import (
	"math"
	"math/rand/v2"
	"testing"

	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
)

// TestALineIsWhatTheStatisticsSay compares the fast way over codes with the reference of the statistics package.
func TestALineIsWhatTheStatisticsSay(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	contradictions, long := 0, 0
	for range 20_000 {
		n := 1 + r.IntN(14)
		g := stats.Grid{ScaleMin: 1, ScaleMax: survey.ScalePoints, MinAnswers: report.StraightAnswers}
		l, answers, usual := line{}, make([]float64, n), int8(1+r.IntN(5))
		for i := range answers {
			code := usual
			if r.IntN(12) == 0 {
				code = []int8{1, 2, 3, 4, 5, survey.DontKnow, survey.Skipped, -1}[r.IntN(8)]
			}
			reversed := r.IntN(3) == 0
			g.Reversed = append(g.Reversed, reversed)
			answers[i] = math.NaN()
			if code >= 1 && code <= survey.ScalePoints {
				answers[i] = float64(code)
			}
			l.add(code, reversed)
		}
		want := g.Flag(answers)
		if int(l.longest) != want.LongString || int(l.answered) != want.Answered || l.contradicts() != want.Contradiction {
			t.Fatalf("%v: got %+v, want %+v", answers, l, want)
		}
		if l.contradicts() {
			contradictions++
		}
		if l.long() {
			long++
		}
	}
	if contradictions < 1000 || long < 1000 {
		t.Errorf("%d contradictions and %d long strings: the test tries too little", contradictions, long)
	}
}
