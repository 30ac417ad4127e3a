package disclosure

import (
	"realitycheck/analysis/dataset"
	"realitycheck/analysis/estimate"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
)

// A parameter is the mean of the valid answers of a member to its items. With the figures of the parameter and of all its
// items a reader can take away everybody who answered all of them; what is left is an equation about those who answered
// some. Where they are few, one item is not told, always the last, so that a trend does not change items between years.

// items takes the last item of a parameter from the estimates of waves where its figures would tell what few members answered.
// Of figures without some responses it also looks at those excluded, whom the difference is about.
func (c Control) items(waves []*dataset.Wave, estimates []report.Estimate) {
	if !c.Secondary {
		return
	}
	untold := means{}
	for _, w := range waves {
		for _, v := range w.Variables {
			for p := range w.Panels {
				items := itemsOf(w, v, p)
				if len(items) < 2 {
					continue
				}
				for _, sample := range samplesOf(w, v) {
					some, excluded := someValid(w, items, p, sample)
					if c.exposes(w, some) || c.exposes(w, excluded) {
						untold.add(placeOf(w, items[len(items)-1], p, sample))
					}
				}
			}
		}
	}
	for i := range estimates {
		if e := &estimates[i]; e.Group == nil && untold[e.Place()] {
			*e = e.Withheld()
		}
	}
}

// itemsOf lists the items that a panel is asked of a parameter; none for an item.
func itemsOf(w *dataset.Wave, v *dataset.Variable, panel int) (items []*dataset.Variable) {
	if v.Key.Item != "" {
		return nil
	}
	for _, q := range v.Questions {
		key := v.Key
		key.Item = q.Code
		if item := w.ByKey[key]; item != nil && item.Asked[panel] {
			items = append(items, item)
		}
	}
	return items
}

// samplesOf lists the places of the samples that a variable is about: -1 alone for the identity.
func samplesOf(w *dataset.Wave, v *dataset.Variable) []int {
	if !v.Key.Rated {
		return []int{-1}
	}
	all := make([]int, len(w.Samples))
	for s := range all {
		all[s] = s
	}
	return all
}

// placeOf is where the mean of a variable stands: of a sample, or for -1 of the identity.
func placeOf(w *dataset.Wave, v *dataset.Variable, panel, sample int) report.Place {
	subject := estimate.Subject(w, v, report.Identity, nil)
	if sample >= 0 {
		subject = estimate.Subject(w, v, report.OfSample, &w.Samples[sample])
	}
	return report.PlaceOf(w.Code(), w.Panels[panel], subject)
}

// exposes reports whether sums over these responses give away fewer of them than the threshold. Where they are weighted, a
// reader has them with every set of weights that was published and without, and can take away those of one weight.
func (c Control) exposes(w *dataset.Wave, responses []int32) bool {
	sums, sizes := make([][]float64, 1), make([]int, len(responses))
	if w.Weight != nil {
		sums = make([][]float64, len(w.Published)+1)
	}
	for i, response := range responses {
		sizes[i] = 1
		sums[0] = append(sums[0], 1)
		for k := range sums[1:] {
			sums[k+1] = append(sums[k+1], w.Published[k][response])
		}
	}
	return len(stats.ExposedSums(sums, sizes, c.Threshold)) > 0
}

// someValid lists the members of a panel with a valid answer to some of the items but not to all, on one sample where they
// are rated: those looked at, and those excluded.
func someValid(w *dataset.Wave, items []*dataset.Variable, panel, sample int) (some, excluded []int32) {
	columns := make([][]int8, len(items)) // also of those excluded
	for i, item := range items {
		columns[i], _, _ = w.Column(item.Key.Item)
	}
	first, last := w.RowsOf(items[0], panel)
	for row := first; row < last; row++ {
		if sample >= 0 && w.SampleOf(row) != sample {
			continue
		}
		valid := 0
		for i, item := range items {
			if item.IsValid(columns[i][row]) {
				valid++
			}
		}
		response := w.ResponseOf(items[0], row)
		switch {
		case valid == 0 || valid == len(items):
		case w.Excludes(response):
			excluded = append(excluded, response)
		default:
			some = append(some, response)
		}
	}
	return some, excluded
}
