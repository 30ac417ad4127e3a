package analysis

import (
	"slices"

	"realitycheck/analysis/quality"
	"realitycheck/analysis/stats"
	"realitycheck/survey/archive"
)

// dataset is one archived wave prepared for estimates: whose row is whose, what each weighs, and every measure counted.
type dataset struct {
	*archive.Wave
	lens
	panels  []string // codes, in the order of the wave
	samples []string // codes, in the order of the wave
	anchors []bool   // by sample

	group   []uint8 // panel of each response
	members stats.StratumSizes
	ranges  [][2]int // by panel: its rows among the responses

	ratingGroup  []uint8     // panel of each rating
	ratingWeight []float64   // of each rating; nil: all the same
	rated        stats.ClusteredRatings // its cells: panel * samples + sample
	ratingRanges [][2]int    // by panel: its rows among the ratings

	measures []*measure
	byKey    map[measureKey]*measure
}

// lens is how a wave is looked at: with which weights, and without which responses.
type lens struct {
	weighting *archive.Weighting // nil: none
	weight    []float64          // by response, mean 1 in each panel; nil: all the same
	out       []bool             // by response: left out; nil: none
	flags     quality.Flags

	// What readers may know of the wave, for the audit of groups.
	published [][]float64 // every set of weights beside the archive, by response
	plain     bool        // figures without weights were published before the first of them
}

func newDataset(a *archive.Wave, l lens) (*dataset, error) {
	wave := &a.Instrument.Wave
	w := &dataset{Wave: a, lens: l, panels: wave.PanelCodes(), samples: wave.SampleCodes(), byKey: map[measureKey]*measure{}}
	for _, s := range wave.Samples {
		w.anchors = append(w.anchors, s.Anchor)
	}
	w.placeResponses()
	w.placeRatings()
	var err error
	if w.measures, err = measures(w); err != nil {
		return nil, err
	}
	for _, m := range w.measures {
		w.byKey[m.key] = m
	}
	return w, nil
}

func (w *dataset) placeResponses() {
	number := numbers(w.Responses.Panel.Names, w.panels)
	w.group = make([]uint8, w.Responses.Len())
	w.members = make(stats.StratumSizes, len(w.panels))
	rows := make([]int, len(w.panels))
	for row, n := range w.Responses.Panel.Index {
		w.group[row] = uint8(number[n])
		rows[number[n]]++
		if !w.leftOut(int32(row)) {
			w.members[number[n]]++
		}
	}
	w.ranges = rangesOf(rows)
}

func (w *dataset) placeRatings() {
	number := numbers(w.Ratings.Sample.Names, w.samples)
	r := &w.Ratings
	w.ratingGroup = make([]uint8, r.Len())
	w.rated = stats.ClusteredRatings{Sizes: make(stats.StratumSizes, len(w.panels)), Cell: make([]int32, r.Len()), Member: r.Response,
		Members: w.Responses.Len(), Stratum: w.group}
	rows := make([]int, len(w.panels))
	for row, response := range r.Response {
		panel := w.group[response]
		w.ratingGroup[row] = panel
		w.rated.Cell[row] = int32(int(panel)*len(w.samples) + number[r.Sample.Index[row]])
		rows[panel]++
		if w.weight != nil {
			w.ratingWeight = append(w.ratingWeight, w.weight[response])
		}
		if !w.leftOut(response) && (row == 0 || r.Response[row-1] != response) {
			w.rated.Sizes[panel]++
		}
	}
	w.rated.Weight = w.ratingWeight
	w.ratingRanges = rangesOf(rows)
}

func (w *dataset) leftOut(response int32) bool { return w.out != nil && w.out[response] }

// column gives the cells of a question's column, those of responses left out blank. The slice is shared: read only.
func (w *dataset) column(name string) []int8 {
	cells, rated, _ := w.Column(name)
	if w.out == nil {
		return cells
	}
	cells = slices.Clone(cells)
	for row := range cells {
		response := int32(row)
		if rated {
			response = w.Ratings.Response[row]
		}
		if w.out[response] {
			cells[row] = archive.NotAsked
		}
	}
	return cells
}

// panelOf gives the ratings of one panel.
func (w *dataset) panelOf(panel int) stats.ClusteredRatings {
	first, last := w.ratingRanges[panel][0], w.ratingRanges[panel][1]
	rated := w.rated
	rated.Cell, rated.Member = rated.Cell[first:last], rated.Member[first:last]
	if rated.Weight != nil {
		rated.Weight = rated.Weight[first:last]
	}
	return rated
}

// panelWeights copies the weights of a panel's ratings, 1 where there are none.
func (w *dataset) panelWeights(panel int) []float64 {
	first, last := w.ratingRanges[panel][0], w.ratingRanges[panel][1]
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

// tabulate counts a column by panel, or for ratings by panel and sample: in each such group a member has one row.
func (w *dataset) tabulate(codes []int8, rated bool) []stats.FrequencyTable {
	if !rated {
		strata := make([]int, len(w.panels))
		for p := range strata {
			strata[p] = p
		}
		return stats.Tabulate(codes, w.group, strata, w.weight)
	}
	strata := make([]int, len(w.panels)*len(w.samples))
	for cell := range strata {
		strata[cell] = cell / len(w.samples)
	}
	return w.rated.Tabulate(codes, strata)
}

// tally is the count of a measure in a panel, of one sample when the measure is rated.
func (w *dataset) tally(m *measure, panel, sample int) stats.FrequencyTable {
	if m.key.rated {
		return m.tallies[panel*len(w.samples)+sample]
	}
	return m.tallies[panel]
}

// scope counts the members that estimates of a measure look at.
func (w *dataset) scope(m *measure) stats.StratumSizes {
	if m.key.rated {
		return w.rated.Sizes
	}
	return w.members
}
