package dataset

import "realitycheck/analysis/stats"

// Answered keeps the samples that have a valid answer to a variable in every panel given.
func (w *Wave) Answered(m *Variable, samples []int, panels ...int) []int {
	var kept []int
	for _, s := range samples {
		all := true
		for _, p := range panels {
			n, _ := CountValid(m.Scale, w.Table(m, p, s))
			all = all && n > 0
		}
		if all {
			kept = append(kept, s)
		}
	}
	return kept
}

// AllAnswered keeps, of all samples of the wave, those with a valid answer in a panel.
func (w *Wave) AllAnswered(v *Variable, panel int) []int {
	all := make([]int, len(w.Samples))
	for s := range all {
		all[s] = s
	}
	return w.Answered(v, all, panel)
}

// CountValid counts the valid answers and the don't-knows of a table.
func CountValid(scale *stats.Scale, t stats.FrequencyTable) (valid, unknown int) {
	for _, c := range t.Codes {
		switch scale.Status[stats.Index(c.Code)] {
		case stats.Valid:
			valid += c.N
		case stats.DontKnow:
			unknown += c.N
		}
	}
	return valid, unknown
}

// EffectiveRaters is Kish's number (METHODS 1.6) of the members of a panel with a valid answer on any of the samples.
func (w *Wave) EffectiveRaters(m *Variable, panel int, samples []int) float64 {
	rows := w.raters(m, panel, samples)
	if w.Weight == nil {
		return float64(len(rows))
	}
	weights := make([]float64, len(rows))
	for i, response := range rows {
		weights[i] = w.Weight[response]
	}
	return stats.Kish(weights).NEff
}

// CountRaters counts the members of a panel with a valid answer on any of the samples.
func (w *Wave) CountRaters(m *Variable, panel int, samples []int) int {
	return len(w.raters(m, panel, samples))
}

// raters lists the responses of a panel with a valid answer on any of the samples.
func (w *Wave) raters(m *Variable, panel int, samples []int) []int32 {
	in := make([]bool, len(w.Panels)*len(w.Samples))
	for _, s := range samples {
		in[panel*len(w.Samples)+s] = true
	}
	var rows []int32
	last := int32(-1)
	for row := w.RatingRows[panel][0]; row < w.RatingRows[panel][1]; row++ {
		response := w.Ratings.Response[row]
		if response != last && in[w.Clustered.Cell[row]] && m.Scale.Status[stats.Index(m.Codes[row])] == stats.Valid {
			rows = append(rows, response)
			last = response
		}
	}
	return rows
}
