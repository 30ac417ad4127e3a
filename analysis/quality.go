package analysis

import (
	"runtime"

	"golang.org/x/sync/errgroup"

	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// flags are the responses of a wave with their flags, by row. A flag says that a response deserves a second look. They
// follow METHODS 9 and delete nothing: a report is made with all responses, and may show beside it the figures without those
// that have a flag.
type flags struct {
	contradiction, long []bool
}

// flagsOf judges every response: on the statements asked once and on those about each sample, page by page and all
// together in the order of the questionnaire.
func flagsOf(w *archive.Wave) flags {
	n := w.Responses.Len()
	f := flags{contradiction: make([]bool, n), long: make([]bool, n)}
	once := pages(w, false)
	for _, page := range several(once) {
		page.lines(n, func(row int, l *line) { f.contradiction[row] = f.contradiction[row] || l.contradicts() })
	}
	joined(once).lines(n, func(row int, l *line) {
		f.contradiction[row], f.long[row] = f.contradiction[row] || l.contradicts(), l.long()
	})
	contradicts := make([]bool, w.Ratings.Len())
	rated := pages(w, true)
	for _, page := range append(several(rated), joined(rated)) {
		page.lines(len(contradicts), func(row int, l *line) { contradicts[row] = contradicts[row] || l.contradicts() })
	}
	for row, response := range w.Ratings.Response {
		f.contradiction[response] = f.contradiction[response] || contradicts[row]
	}
	return f
}

// line follows the answers of one row through a grid. It gives what stats.Grid.Flag gives, for codes.
type line struct {
	first, last                int8
	answered, run, longest     uint16
	differ, reversed, straight bool
}

func (l *line) add(code int8, reversed bool) {
	if code < 1 || code > survey.ScalePoints {
		l.run, l.last = 0, 0
		return
	}
	if code != l.last {
		l.run, l.last = 0, code
	}
	l.run++
	l.longest = max(l.longest, l.run)
	if l.answered == 0 {
		l.first = code
	}
	l.differ = l.differ || code != l.first
	l.answered++
	if reversed {
		l.reversed = true
	} else {
		l.straight = true
	}
}

// contradicts says that a straight line goes over statements and their opposites, off the middle of the scale.
func (l *line) contradicts() bool {
	return l.answered >= report.StraightAnswers && !l.differ && l.reversed && l.straight && 2*l.first != 1+survey.ScalePoints
}

func (l *line) long() bool {
	return l.longest >= report.LongAnswers && float64(l.longest) >= report.LongShare*float64(l.answered)
}

// grid is a run of items on five points that a respondent meets one after another.
type grid struct {
	columns  [][]int8
	reversed []bool
}

// lines goes through the rows in blocks that stay in the first cache, column by column.
func (g grid) lines(rows int, done func(row int, l *line)) {
	if len(g.columns) < report.StraightAnswers {
		return
	}
	const block = 1024
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for from := 0; from < rows; from += block {
		group.Go(func() error {
			at := make([]line, min(block, rows-from))
			for i, cells := range g.columns {
				for j, code := range cells[from : from+len(at)] {
					at[j].add(code, g.reversed[i])
				}
			}
			for j := range at {
				done(from+j, &at[j])
			}
			return nil
		})
	}
	_ = group.Wait() // no line fails
}

// pages lists the items of each page of the blocks that are, or are not, about samples.
func pages(w *archive.Wave, rated bool) []grid {
	var all []grid
	for _, block := range w.Instrument.Questionnaire.Blocks {
		if block.Repeat != rated {
			continue
		}
		for _, page := range block.Pages {
			var g grid
			for _, q := range page.Questions {
				if q.IsItem() {
					cells, _, _ := w.Column(q.Code)
					g.columns, g.reversed = append(g.columns, cells), append(g.reversed, q.Reversed)
				}
			}
			all = append(all, g)
		}
	}
	return all
}

// several is none for a single page, which is all pages together.
func several(pages []grid) []grid {
	if len(pages) < 2 {
		return nil
	}
	return pages
}

func joined(all []grid) grid {
	var g grid
	for _, page := range all {
		g.columns, g.reversed = append(g.columns, page.columns...), append(g.reversed, page.reversed...)
	}
	return g
}

// qualities counts the flags of a wave by panel.
func (w *dataset) qualities() []report.Quality {
	all := make([]report.Quality, len(w.panels))
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
			count(&q.Contradiction, w.flags.contradiction[row])
			count(&q.LongString, w.flags.long[row])
			count(&q.Flagged, w.hasFlag(row))
		}
	}
	return all
}

func (w *dataset) hasFlag(row int) bool {
	return w.Responses.Speeder[row] || w.flags.contradiction[row] || w.flags.long[row]
}

// flagged lists by row the responses with any flag.
func (w *dataset) flagged() []bool {
	out := make([]bool, w.Responses.Len())
	for row := range out {
		out[row] = w.hasFlag(row)
	}
	return out
}
