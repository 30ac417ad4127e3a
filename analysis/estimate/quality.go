package estimate

import (
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
)

// Flags counts the flags of every panel of waves (METHODS 9).
func Flags(waves []*dataset.Wave) []report.Quality {
	all := []report.Quality{}
	for _, w := range waves {
		all = append(all, flagsOf(w)...)
	}
	return all
}

func flagsOf(w *dataset.Wave) []report.Quality {
	all := make([]report.Quality, len(w.Panels))
	count := func(n *int, set bool) {
		if set {
			*n++
		}
	}
	for p, panel := range w.Panels {
		q := &all[p]
		q.Wave, q.Panel = w.Code(), panel
		for row := w.Rows[p][0]; row < w.Rows[p][1]; row++ {
			q.N++
			count(&q.Speeder, w.Responses.Speeder[row])
			count(&q.Contradiction, w.Flags.Contradiction[row])
			count(&q.LongString, w.Flags.LongString[row])
			count(&q.Flagged, w.HasFlag(row))
		}
	}
	return all
}
