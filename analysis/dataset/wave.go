package dataset

import (
	"slices"

	"realitycheck/analysis/stats"
	"realitycheck/survey/archive"
)

// Wave is one archived wave prepared for estimates: whose row is whose, what each weighs, and every variable counted.
type Wave struct {
	*archive.Wave
	Subset
	Panels  []string // codes, in the order of the wave
	Samples []string // codes, in the order of the wave
	Anchors []bool   // by sample

	PanelOf []uint8 // panel of each response
	Sizes   stats.StratumSizes
	Rows    [][2]int // by panel: its rows among the responses

	RatingPanel  []uint8                // panel of each rating
	ratingWeight []float64              // of each rating; nil: all the same
	Clustered    stats.ClusteredRatings // its cells: panel * samples + sample
	RatingRows   [][2]int               // by panel: its rows among the ratings

	Variables []*Variable
	ByKey     map[Key]*Variable
	names     Names
}

// New prepares an archived wave; names tells what a report calls its parameters.
func New(a *archive.Wave, s Subset, names Names) (*Wave, error) {
	wave := &a.Instrument.Wave
	w := &Wave{Wave: a, Subset: s, names: names, Panels: wave.PanelCodes(), Samples: wave.SampleCodes(), ByKey: map[Key]*Variable{}}
	for _, s := range wave.Samples {
		w.Anchors = append(w.Anchors, s.Anchor)
	}
	w.placeResponses()
	w.placeRatings()
	var err error
	if w.Variables, err = variables(w); err != nil {
		return nil, err
	}
	for _, m := range w.Variables {
		w.ByKey[m.Key] = m
	}
	return w, nil
}

// Look is the same wave looked at another way.
func (w *Wave) Look(s Subset) (*Wave, error) { return New(w.Wave, s, w.names) }

// Name is what a report calls the parameter of a variable.
func (w *Wave) Name(v *Variable) string { return w.names.Parameter(v.Key.Framework, v.Key.Parameter) }

func (w *Wave) placeResponses() {
	number := numbers(w.Responses.Panel.Names, w.Panels)
	w.PanelOf = make([]uint8, w.Responses.Len())
	w.Sizes = make(stats.StratumSizes, len(w.Panels))
	rows := make([]int, len(w.Panels))
	for row, n := range w.Responses.Panel.Index {
		w.PanelOf[row] = uint8(number[n])
		rows[number[n]]++
		if !w.IsExcluded(int32(row)) {
			w.Sizes[number[n]]++
		}
	}
	w.Rows = rangesOf(rows)
}

func (w *Wave) placeRatings() {
	number := numbers(w.Ratings.Sample.Names, w.Samples)
	r := &w.Ratings
	w.RatingPanel = make([]uint8, r.Len())
	w.Clustered = stats.ClusteredRatings{Sizes: make(stats.StratumSizes, len(w.Panels)), Cell: make([]int32, r.Len()), Member: r.Response,
		Members: w.Responses.Len(), Stratum: w.PanelOf}
	rows := make([]int, len(w.Panels))
	for row, response := range r.Response {
		panel := w.PanelOf[response]
		w.RatingPanel[row] = panel
		w.Clustered.Cell[row] = int32(int(panel)*len(w.Samples) + number[r.Sample.Index[row]])
		rows[panel]++
		if w.Weight != nil {
			w.ratingWeight = append(w.ratingWeight, w.Weight[response])
		}
		if !w.IsExcluded(response) && (row == 0 || r.Response[row-1] != response) {
			w.Clustered.Sizes[panel]++
		}
	}
	w.Clustered.Weight = w.ratingWeight
	w.RatingRows = rangesOf(rows)
}

// IsExcluded reports whether a response is left out.
func (w *Wave) IsExcluded(response int32) bool { return w.Excluded != nil && w.Excluded[response] }

// Cells gives the cells of a question's column, those of responses left out blank. The slice is shared: read only.
func (w *Wave) Cells(name string) []int8 {
	cells, rated, _ := w.Column(name)
	if w.Excluded == nil {
		return cells
	}
	cells = slices.Clone(cells)
	for row := range cells {
		response := int32(row)
		if rated {
			response = w.Ratings.Response[row]
		}
		if w.Excluded[response] {
			cells[row] = archive.NotAsked
		}
	}
	return cells
}

// ClusteredOf gives the ratings of one panel.
func (w *Wave) ClusteredOf(panel int) stats.ClusteredRatings {
	first, last := w.RatingRows[panel][0], w.RatingRows[panel][1]
	rated := w.Clustered
	rated.Cell, rated.Member = rated.Cell[first:last], rated.Member[first:last]
	if rated.Weight != nil {
		rated.Weight = rated.Weight[first:last]
	}
	return rated
}

// panelWeights copies the weights of a panel's ratings, 1 where there are none.
func (w *Wave) panelWeights(panel int) []float64 {
	first, last := w.RatingRows[panel][0], w.RatingRows[panel][1]
	weights := make([]float64, last-first)
	for i := range weights {
		weights[i] = 1
		if w.ratingWeight != nil {
			weights[i] = w.ratingWeight[first+i]
		}
	}
	return weights
}

// numbers gives, for each word of a column, its place in a list.
func numbers(names, list []string) []int {
	place := make([]int, len(names))
	for i, name := range names {
		place[i] = slices.Index(list, name)
	}
	return place
}

// rangesOf gives the rows of each panel: an archive holds the panels one after another.
func rangesOf(counts []int) [][2]int {
	ranges := make([][2]int, len(counts))
	from := 0
	for p, n := range counts {
		ranges[p] = [2]int{from, from + n}
		from += n
	}
	return ranges
}

// Tabulate counts a column by panel, or for ratings by panel and sample: in each such group a member has one row.
func (w *Wave) Tabulate(codes []int8, rated bool) []stats.FrequencyTable {
	if !rated {
		strata := make([]int, len(w.Panels))
		for p := range strata {
			strata[p] = p
		}
		return stats.Tabulate(codes, w.PanelOf, strata, w.Weight)
	}
	strata := make([]int, len(w.Panels)*len(w.Samples))
	for cell := range strata {
		strata[cell] = cell / len(w.Samples)
	}
	return w.Clustered.Tabulate(codes, strata)
}

// Table is the count of a variable in a panel, of one sample when the variable is rated.
func (w *Wave) Table(m *Variable, panel, sample int) stats.FrequencyTable {
	if m.Key.Rated {
		return m.Tables[panel*len(w.Samples)+sample]
	}
	return m.Tables[panel]
}

// SizesOf counts the members that estimates of a variable look at.
func (w *Wave) SizesOf(m *Variable) stats.StratumSizes {
	if m.Key.Rated {
		return w.Clustered.Sizes
	}
	return w.Sizes
}
