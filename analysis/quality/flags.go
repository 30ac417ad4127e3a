package quality

import "realitycheck/survey/archive"

// Flags are the responses of a wave that deserve a second look, by row.
type Flags struct {
	Contradiction, LongString []bool
}

// FlagsOf judges every response: on the statements asked once and on those about each sample, page by page and all
// together in the order of the questionnaire.
func FlagsOf(w *archive.Wave) Flags {
	n := w.Responses.Len()
	f := Flags{Contradiction: make([]bool, n), LongString: make([]bool, n)}
	once := pages(w, false)
	for _, page := range several(once) {
		page.Lines(n, func(row int, l *Line) { f.Contradiction[row] = f.Contradiction[row] || l.Contradicts() })
	}
	joined(once).Lines(n, func(row int, l *Line) {
		f.Contradiction[row], f.LongString[row] = f.Contradiction[row] || l.Contradicts(), l.Long()
	})
	contradicts := make([]bool, w.Ratings.Len())
	rated := pages(w, true)
	for _, page := range append(several(rated), joined(rated)) {
		page.Lines(len(contradicts), func(row int, l *Line) { contradicts[row] = contradicts[row] || l.Contradicts() })
	}
	for row, response := range w.Ratings.Response {
		f.Contradiction[response] = f.Contradiction[response] || contradicts[row]
	}
	return f
}

// pages lists the items of each page of the blocks that are, or are not, about samples.
func pages(w *archive.Wave, rated bool) []Grid {
	var all []Grid
	for _, block := range w.Instrument.Questionnaire.Blocks {
		if block.Repeat != rated {
			continue
		}
		for _, page := range block.Pages {
			var g Grid
			for _, q := range page.Questions {
				if q.IsItem() {
					cells, _, _ := w.Column(q.Code)
					g.Columns, g.Reversed = append(g.Columns, cells), append(g.Reversed, q.Reversed)
				}
			}
			all = append(all, g)
		}
	}
	return all
}
