package estimate

import (
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
)

// Flags counts the flags of every panel of waves (METHODS 9).
func Flags(waves []*dataset.Wave) []report.Quality {
	all := []report.Quality{}
	count := func(n *int, set bool) {
		if set {
			*n++
		}
	}
	for _, w := range waves {
		for _, p := range w.InOrder {
			q := report.Quality{Wave: w.Code(), Panel: w.Panels[p]}
			for row := w.Rows[p][0]; row < w.Rows[p][1]; row++ {
				q.N++
				count(&q.Speeder, w.Responses.Speeder[row])
				count(&q.Contradiction, w.Flags.Contradiction[row])
				count(&q.LongString, w.Flags.LongString[row])
				count(&q.Flagged, w.HasFlag(row))
			}
			all = append(all, q)
		}
	}
	return all
}
