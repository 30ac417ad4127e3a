package analysis

// qualities counts the flags of a wave by panel.
func (w *dataset) qualities() []Quality {
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
			count(&q.Contradiction, w.flags.Contradiction[row])
			count(&q.LongString, w.flags.LongString[row])
			count(&q.Flagged, w.hasFlag(row))
		}
	}
	return all
}

func (w *dataset) hasFlag(row int) bool {
	return w.Responses.Speeder[row] || w.flags.Contradiction[row] || w.flags.LongString[row]
}

// flagged lists by row the responses with any flag.
func (w *dataset) flagged() []bool {
	out := make([]bool, w.Responses.Len())
	for row := range out {
		out[row] = w.hasFlag(row)
	}
	return out
}
