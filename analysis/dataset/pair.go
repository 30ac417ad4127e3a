package dataset

import (
	"realitycheck/analysis/stats"
	"slices"
)

// span is two waves that are compared in one panel, with the members whom they share.
type Pair struct {
	From, To           *Wave
	FromPanel, ToPanel int
	Paired             bool

	Sizes     stats.Scope // in either wave
	Returning stats.Pairs // responses

	Common    []Common    // samples shown in both waves
	Clustered stats.Rated // the ratings of the earlier wave, then those of the later; cells in the same order
}

// shown is a sample of both waves, with the ratings by members who rated it twice.
type Common struct {
	From, To  int
	Returning stats.Pairs
}

// prepare joins the returning members, earlier[i] and later[i] being rows of one member.
func (s *Pair) Prepare(earlier, later []int32) {
	s.Sizes = stats.Scope{s.From.Sizes[s.FromPanel] + s.To.Sizes[s.ToPanel] - len(earlier)}
	s.Returning = stats.NewPairs(0, earlier, later, s.From.Weight, s.To.Weight)
	for i, code := range s.From.Samples {
		if j := slices.Index(s.To.Samples, code); j >= 0 {
			s.Common = append(s.Common, Common{From: i, To: j})
		}
	}
	s.pairRatings(earlier, later)
	s.stack(earlier, later)
}

// pairRatings finds, for each sample shown twice, the two ratings of each returning member.
func (s *Pair) pairRatings(earlier, later []int32) {
	place := make([]int, len(s.From.Samples)) // in shown, plus 1
	for i, x := range s.Common {
		place[x.From] = i + 1
	}
	starts := [2][]int32{s.From.ratingStarts(), s.To.ratingStarts()}
	rows := make([][2][]int32, len(s.Common))
	both := 0
	for i := range earlier {
		a0, a1 := starts[0][earlier[i]], starts[0][earlier[i]+1]
		b0, b1 := starts[1][later[i]], starts[1][later[i]+1]
		if a0 < a1 && b0 < b1 {
			both++
		}
		for a := a0; a < a1; a++ {
			x := place[int(s.From.Clustered.Cell[a])%len(s.From.Samples)] - 1
			for b := b0; x >= 0 && b < b1; b++ {
				if int(s.To.Clustered.Cell[b])%len(s.To.Samples) == s.Common[x].To {
					rows[x][0], rows[x][1] = append(rows[x][0], a), append(rows[x][1], b)
				}
			}
		}
	}
	for x := range s.Common {
		s.Common[x].Returning = stats.NewPairs(0, rows[x][0], rows[x][1], s.From.ratingWeight, s.To.ratingWeight)
	}
	s.Clustered.Scope = stats.Scope{s.From.Clustered.Scope[s.FromPanel] + s.To.Clustered.Scope[s.ToPanel] - both}
}

// ratingStarts gives the first rating of each response, and the end after the last.
func (w *Wave) ratingStarts() []int32 {
	starts := make([]int32, w.Responses.Len()+1)
	for _, response := range w.Ratings.Response {
		starts[response+1]++
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	return starts
}

// stack lays the ratings of both waves under each other, a returning member having the number of the earlier wave.
func (s *Pair) stack(earlier, later []int32) {
	member := make([]int32, s.To.Responses.Len())
	for row := range member {
		member[row] = int32(s.From.Responses.Len() + row)
	}
	for i, row := range later {
		member[row] = earlier[i]
	}
	s.Clustered.Members = s.From.Responses.Len() + s.To.Responses.Len()
	if s.From.Weight != nil || s.To.Weight != nil {
		s.Clustered.Weight = append(s.From.panelWeights(s.FromPanel), s.To.panelWeights(s.ToPanel)...)
	}
	first, last := s.From.RatingRows[s.FromPanel][0], s.From.RatingRows[s.FromPanel][1]
	for row := first; row < last; row++ {
		s.Clustered.Member = append(s.Clustered.Member, s.From.Ratings.Response[row])
		s.Clustered.Cell = append(s.Clustered.Cell, s.From.Clustered.Cell[row]-int32(s.FromPanel*len(s.From.Samples)))
	}
	first, last = s.To.RatingRows[s.ToPanel][0], s.To.RatingRows[s.ToPanel][1]
	for row := first; row < last; row++ {
		s.Clustered.Member = append(s.Clustered.Member, member[s.To.Ratings.Response[row]])
		s.Clustered.Cell = append(s.Clustered.Cell, s.To.Clustered.Cell[row]+int32(len(s.From.Samples)-s.ToPanel*len(s.To.Samples)))
	}
}

// codes stacks a measure as the ratings are stacked, with its counts by cell.
func (s *Pair) Codes(then, now *Variable) ([]int8, []stats.Tally) {
	codes := slices.Concat(then.Codes[s.From.RatingRows[s.FromPanel][0]:s.From.RatingRows[s.FromPanel][1]],
		now.Codes[s.To.RatingRows[s.ToPanel][0]:s.To.RatingRows[s.ToPanel][1]])
	var tallies []stats.Tally
	for sample := range s.From.Samples {
		tallies = append(tallies, s.From.Table(then, s.FromPanel, sample))
	}
	for sample := range s.To.Samples {
		tallies = append(tallies, s.To.Table(now, s.ToPanel, sample))
	}
	for i := range tallies {
		tallies[i].Stratum = 0
	}
	return codes, tallies
}

// overlap counts the members with a valid answer in both waves, on samples that have a coefficient.
func (s *Pair) Overlap(codes []int8, scale *stats.Scale, coef []float64) int {
	seen := make([]uint8, s.From.Responses.Len())
	n := 0
	for row, cell := range s.Clustered.Cell {
		member := s.Clustered.Member[row]
		if int(member) >= len(seen) || coef[cell] == 0 || scale.Status[stats.Index(codes[row])] != stats.Valid {
			continue
		}
		switch {
		case int(cell) < len(s.From.Samples):
			seen[member] = 1
		case seen[member] == 1:
			seen[member] = 2
			n++
		}
	}
	return n
}
