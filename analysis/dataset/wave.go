package dataset

import (
	"slices"

	"realitycheck/analysis/stats"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// Wave is one archived wave prepared for estimates: whose row is whose, what each weighs, and every variable counted.
type Wave struct {
	*archive.Wave
	Subset
	Panels  []string // codes, in the order of the wave
	InOrder []int    // places of the panels in the order in which figures are told
	Samples []string // codes, in the order of the wave
	Anchors []bool   // by sample

	PanelOf []uint8            // panel of each response
	Sizes   stats.StratumSizes // members that are not excluded, by panel
	Rows    [][2]int           // by panel: its first row among the responses, and the one after its last

	Clustered  stats.ClusteredRatings // its cells: panel * samples + sample
	RatingRows [][2]int               // by panel: its rows among the ratings

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
	w.arrange(survey.PanelsOf(a.Instrument))
	w.placeResponses()
	w.placeRatings()
	var err error
	if w.Variables, err = variables(w); err != nil {
		return nil, err
	}
	for _, v := range w.Variables {
		w.ByKey[v.Key] = v
	}
	return w, nil
}

// As is the same wave looked at as another subset.
func (w *Wave) As(s Subset) (*Wave, error) {
	other, err := New(w.Wave, s, w.names)
	if err == nil {
		other.InOrder = w.InOrder
	}
	return other, err
}

// arrange puts the panels of the wave in the order that they have among others.
func (w *Wave) arrange(panels []survey.WavePanel) {
	w.InOrder = nil
	for _, p := range panels {
		if at := slices.Index(w.Panels, p.Code); at >= 0 {
			w.InOrder = append(w.InOrder, at)
		}
	}
}

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
		if !w.Excludes(int32(row)) {
			w.Sizes[number[n]]++
		}
	}
	w.Rows = rangesOf(rows)
}

func (w *Wave) placeRatings() {
	number := numbers(w.Ratings.Sample.Names, w.Samples)
	r := &w.Ratings
	w.Clustered = stats.ClusteredRatings{Sizes: make(stats.StratumSizes, len(w.Panels)), Cell: make([]int32, r.Len()),
		Member: r.Response, Members: w.Responses.Len(), Stratum: w.PanelOf}
	rows := make([]int, len(w.Panels))
	for row, response := range r.Response {
		panel := w.PanelOf[response]
		w.Clustered.Cell[row] = int32(int(panel)*len(w.Samples) + number[r.Sample.Index[row]])
		rows[panel]++
		if w.Weight != nil {
			w.Clustered.Weight = append(w.Clustered.Weight, w.Weight[response])
		}
		if !w.Excludes(response) && (row == 0 || r.Response[row-1] != response) {
			w.Clustered.Sizes[panel]++
		}
	}
	w.RatingRows = rangesOf(rows)
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

// Cells gives the codes of a column, those of excluded responses as if they were not asked. The slice is shared: read only.
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

// RowsOf gives the first row of a panel, and the one after its last, in the table that holds a variable: the ratings where it
// is rated, else the responses.
func (w *Wave) RowsOf(v *Variable, panel int) (first, last int) {
	rows := w.Rows
	if v.Key.Rated {
		rows = w.RatingRows
	}
	return rows[panel][0], rows[panel][1]
}

// ResponseOf gives the response of a row in the table that holds a variable.
func (w *Wave) ResponseOf(v *Variable, row int) int32 {
	if v.Key.Rated {
		return w.Ratings.Response[row]
	}
	return int32(row)
}

// SampleOf gives the place of the sample of a rating, by its row.
func (w *Wave) SampleOf(row int) int { return int(w.Clustered.Cell[row]) % len(w.Samples) }

// RatingsOf gives the ratings of one panel, with the cells of the wave.
func (w *Wave) RatingsOf(panel int) stats.ClusteredRatings {
	first, last := w.RatingRows[panel][0], w.RatingRows[panel][1]
	r := w.Clustered
	r.Cell, r.Member = r.Cell[first:last], r.Member[first:last]
	if r.Weight != nil {
		r.Weight = r.Weight[first:last]
	}
	return r
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

// Table counts a variable in a panel, on one sample when the variable is rated.
func (w *Wave) Table(v *Variable, panel, sample int) stats.FrequencyTable {
	if v.Key.Rated {
		return v.Tables[panel*len(w.Samples)+sample]
	}
	return v.Tables[panel]
}
