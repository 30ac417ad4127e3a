package analysis

import (
	"slices"

	"realitycheck/analysis/stats"
	"realitycheck/survey/archive"
)

// dataset is one archived wave prepared for estimates: whose row is whose, and every measure counted.
type dataset struct {
	*archive.Wave
	panels  []string // codes, in the order of the wave
	samples []string // codes, in the order of the wave
	anchors []bool   // by sample

	group   []uint8 // panel of each response
	members stats.Scope
	ranges  [][2]int // by panel: its rows among the responses

	ratingGroup  []uint8     // panel of each rating
	rated        stats.Rated // its cells: panel * samples + sample
	ratingRanges [][2]int    // by panel: its rows among the ratings

	measures []*measure
	byKey    map[measureKey]*measure
}

func newDataset(a *archive.Wave) (*dataset, error) {
	wave := &a.Instrument.Wave
	w := &dataset{Wave: a, panels: wave.PanelCodes(), samples: wave.SampleCodes(), byKey: map[measureKey]*measure{}}
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
	w.members = make(stats.Scope, len(w.panels))
	for row, n := range w.Responses.Panel.Index {
		w.group[row] = uint8(number[n])
		w.members[number[n]]++
	}
	w.ranges = rangesOf(w.members)
}

func (w *dataset) placeRatings() {
	number := numbers(w.Ratings.Sample.Names, w.samples)
	r := &w.Ratings
	w.ratingGroup = make([]uint8, r.Len())
	w.rated = stats.Rated{Scope: make(stats.Scope, len(w.panels)), Cell: make([]int32, r.Len()), Member: r.Response,
		Members: w.Responses.Len(), Stratum: w.group}
	rows := make([]int, len(w.panels))
	for row, response := range r.Response {
		panel := w.group[response]
		w.ratingGroup[row] = panel
		w.rated.Cell[row] = int32(int(panel)*len(w.samples) + number[r.Sample.Index[row]])
		rows[panel]++
		if row == 0 || r.Response[row-1] != response {
			w.rated.Scope[panel]++
		}
	}
	w.ratingRanges = rangesOf(rows)
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
func (w *dataset) tabulate(codes []int8, rated bool) []stats.Tally {
	if !rated {
		strata := make([]int, len(w.panels))
		for p := range strata {
			strata[p] = p
		}
		return stats.Tabulate(codes, w.group, strata, nil)
	}
	// A group is a uint8 there, and its last numbers stand for rows left out.
	const atOnce = 250
	all := make([]stats.Tally, 0, len(w.panels)*len(w.samples))
	group := make([]uint8, len(codes))
	for from := 0; from < cap(all); from += atOnce {
		strata := make([]int, min(atOnce, cap(all)-from))
		for g := range strata {
			strata[g] = (from + g) / len(w.samples)
		}
		for row, cell := range w.rated.Cell {
			group[row] = 255
			if place := int(cell) - from; place >= 0 && place < atOnce {
				group[row] = uint8(place)
			}
		}
		all = append(all, stats.Tabulate(codes, group, strata, nil)...)
	}
	return all
}

// tally is the count of a measure in a panel, of one sample when the measure is rated.
func (w *dataset) tally(m *measure, panel, sample int) stats.Tally {
	if m.key.rated {
		return m.tallies[panel*len(w.samples)+sample]
	}
	return m.tallies[panel]
}

// scope counts the members that estimates of a measure look at.
func (w *dataset) scope(m *measure) stats.Scope {
	if m.key.rated {
		return w.rated.Scope
	}
	return w.members
}
