package analysis

import (
	"math"
	"slices"

	"realitycheck/analysis/stats"
	"realitycheck/survey"
)

// Flags say that a response deserves a second look. They follow METHODS 9 and delete nothing: a report is made with all
// responses, and may show beside it the figures without those that have a flag.
const (
	straightAnswers = 4    // fewest equal answers that make a straight line
	longShare       = 0.75 // part of a grid that an unbroken run of equal answers must cover
	longAnswers     = 8    // and the fewest answers of such a run
)

// flags are the responses of a wave with their flags, by row.
type flags struct {
	contradiction, long []bool
}

// quality judges every response: on the statements asked once, in the order of the questionnaire, and on those about each
// sample.
func (w *dataset) quality() flags {
	n := w.Responses.Len()
	f := flags{contradiction: make([]bool, n), long: make([]bool, n)}
	for _, rated := range []bool{false, true} {
		grid, columns := w.grid(rated)
		if len(columns) == 0 {
			continue
		}
		answers := make([]float64, len(columns))
		for row := range columns[0] {
			for i, cells := range columns {
				answers[i] = math.NaN()
				if code := cells[row]; code >= 1 && code <= survey.ScalePoints {
					answers[i] = float64(code)
				}
			}
			response := row
			if rated {
				response = int(w.Ratings.Response[row])
			}
			q := grid.Flag(answers)
			f.contradiction[response] = f.contradiction[response] || q.Contradiction
			f.long[response] = f.long[response] || !rated && longString(q)
		}
	}
	return f
}

func longString(q stats.Quality) bool {
	return q.LongString >= longAnswers && float64(q.LongString) >= longShare*float64(q.Answered)
}

// grid lists the columns of all items on five points, in the order of the questionnaire.
func (w *dataset) grid(rated bool) (stats.Grid, [][]int8) {
	grid := stats.Grid{ScaleMin: 1, ScaleMax: survey.ScalePoints, MinAnswers: straightAnswers}
	var columns [][]int8
	for block, q := range w.Instrument.Questionnaire.Questions() {
		if q.IsItem() && block.Repeat == rated {
			cells, _, _ := w.Column(q.Code)
			columns, grid.Reversed = append(columns, cells), append(grid.Reversed, q.Reversed)
		}
	}
	return grid, columns
}

// qualities counts the flags of a wave by panel.
func (w *dataset) qualities(f flags) []Quality {
	all := make([]Quality, len(w.panels))
	count := func(n *int, set bool) {
		if set {
			*n++
		}
	}
	for p, panel := range w.panels {
		q := &all[p]
		q.Wave, q.Panel = w.Code(), panel
		for row := w.ranges[p][0]; row < w.ranges[p][1]; row++ {
			q.N++
			count(&q.Speeder, w.Responses.Speeder[row])
			count(&q.Contradiction, f.contradiction[row])
			count(&q.LongString, f.long[row])
			count(&q.Flagged, f.any(w, row))
		}
	}
	return all
}

func (f flags) any(w *dataset, row int) bool {
	return w.Responses.Speeder[row] || f.contradiction[row] || f.long[row]
}

// flagged lists by row the responses with any flag.
func (f flags) flagged(w *dataset) []bool {
	out := make([]bool, w.Responses.Len())
	for row := range out {
		out[row] = f.any(w, row)
	}
	return out
}

// compare hides figures of a variant from which, with those of the report, the figures of a few flagged members could be
// computed: where the numbers of members differ, they differ by nMin at least. An average over samples is hidden with any
// of its samples.
func (g gate) compare(r *Report, v *Variant) {
	hidden := map[figureKey]bool{}
	mark := func(wave, panel string, s Subject) {
		if s.Basis == OfSample {
			s.Sample = nil
			hidden[keyOf(wave, panel, s)] = true
		}
	}
	ofHidden := func(wave, panel string, s Subject) bool {
		if s.Basis != Anchors && s.Basis != All {
			return false
		}
		s.Basis = OfSample
		return hidden[keyOf(wave, panel, s)]
	}
	own := slices.DeleteFunc(slices.Clone(r.Estimates), func(e Estimate) bool { return e.Group != nil })
	for i := range v.Estimates {
		e := &v.Estimates[i]
		with := &own[i]
		switch {
		case with.N == nil || e.N == nil:
			*e = e.hidden()
		case *with.N == *e.N:
			*e = *with
		case g.complement && *with.N-*e.N < g.nMin:
			*e = e.hidden()
		}
		if e.Suppressed {
			mark(e.Wave, e.Panel, e.Subject)
		}
	}
	for i := range v.Estimates {
		if e := &v.Estimates[i]; ofHidden(e.Wave, e.Panel, e.Subject) {
			*e = e.hidden()
		}
	}
	untold := map[figureKey]bool{}
	for i := range v.Estimates {
		if e := &v.Estimates[i]; e.Suppressed {
			untold[keyOf(e.Wave, e.Panel, e.Subject)] = true
		}
	}
	for i := range v.Gaps {
		t := &v.Gaps[i]
		if untold[keyOf(t.Wave, t.A, t.Subject)] || untold[keyOf(t.Wave, t.B, t.Subject)] {
			t.N, t.Test = nil, Test{Suppressed: true}
		}
	}
	for i := range v.Changes {
		c := &v.Changes[i]
		if c.N != nil && (untold[keyOf(c.From, c.Panel, c.Subject)] || untold[keyOf(c.To, c.Panel, c.Subject)]) {
			c.N, c.Overlap, c.Test = nil, nil, Test{Suppressed: true}
		}
	}
}
