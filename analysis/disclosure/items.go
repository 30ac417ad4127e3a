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
		c.itemsOfWave(untold, w)
	}
	for i := range estimates {
		if e := &estimates[i]; e.Group == nil && untold[e.Place()] {
			*e = e.Withheld()
		}
	}
}

func (c Control) itemsOfWave(untold means, w *dataset.Wave) {
	for _, m := range w.Variables {
		for p, panel := range w.Panels {
			items := itemsOf(w, m, p)
			if len(items) < 2 {
				continue
			}
			last := items[len(items)-1]
			for place, some := range someValid(w, items, p) {
				if !tells(w, some[0], c.Threshold) && !tells(w, some[1], c.Threshold) {
					continue
				}
				if !m.Key.Rated {
					untold[report.PlaceOf(w.Code(), panel, estimate.Subject(w, last, report.Identity, nil))] = true
					continue
				}
				untold[report.PlaceOf(w.Code(), panel, estimate.Subject(w, last, report.OfSample, &w.Samples[place]))] = true
				untold[report.PlaceOf(w.Code(), panel, estimate.Subject(w, last, report.Anchors, nil))] = true
				untold[report.PlaceOf(w.Code(), panel, estimate.Subject(w, last, report.All, nil))] = true
			}
		}
	}
}

// itemsOf lists the items that a panel is asked of a parameter; none for an item.
func itemsOf(w *dataset.Wave, m *dataset.Variable, panel int) (items []*dataset.Variable) {
	if m.Key.Item != "" {
		return nil
	}
	for _, q := range m.Questions {
		key := m.Key
		key.Item = q.Code
		if item := w.ByKey[key]; item != nil && item.Asked[panel] {
			items = append(items, item)
		}
	}
	return items
}

// tells reports whether sums over these responses give away fewer than nMin of them. Where they are weighted, a reader has them
// with every set of weights that was published and without, and can take away those of one weight.
func tells(w *dataset.Wave, responses []int32, nMin int) bool {
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
	return len(stats.ExposedSums(sums, sizes, nMin)) > 0
}

// someValid lists the members of a panel with a valid answer to some of the items but not to all, by sample where they
// are rated: those looked at, and those left out.
func someValid(w *dataset.Wave, items []*dataset.Variable, panel int) [][2][]int32 {
	first, last := w.Rows[panel][0], w.Rows[panel][1]
	places := make([][2][]int32, 1)
	if items[0].Key.Rated {
		first, last = w.RatingRows[panel][0], w.RatingRows[panel][1]
		places = make([][2][]int32, len(w.Samples))
	}
	valid := make([]int, last-first)
	for _, item := range items {
		cells, _, _ := w.Column(item.Key.Item) // also of those left out
		for i, code := range cells[first:last] {
			if item.Scale.Status[stats.Index(code)] == stats.Valid {
				valid[i]++
			}
		}
	}
	for i, n := range valid {
		if n == 0 || n == len(items) {
			continue
		}
		response, place, side := int32(first+i), 0, 0
		if items[0].Key.Rated {
			response, place = w.Ratings.Response[first+i], int(w.Clustered.Cell[first+i])-panel*len(w.Samples)
		}
		if w.IsExcluded(response) {
			side = 1
		}
		places[place][side] = append(places[place][side], response)
	}
	return places
}
