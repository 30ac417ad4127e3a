package dataset

import (
	"realitycheck/analysis/stats"
	"slices"
)

// Pair is two waves that are compared in one panel, with the members who returned.
type Pair struct {
	From, To           *Wave
	FromPanel, ToPanel int
	Paired             bool

	Sizes     stats.StratumSizes // in either wave
	Returning stats.Pairs        // responses

	Common    []Common               // samples that both waves showed
	Clustered stats.ClusteredRatings // the ratings of the earlier wave, then those of the later; cells in the same order
}

// Common is a sample of both waves, with the ratings by members who rated it twice.
type Common struct {
	From, To  int
	Returning stats.Pairs
}

// Pairs lists the panels that took part in both waves.
func Pairs(from, to *Wave) ([]*Pair, error) {
	rows, paired, err := to.Pairs(from.Code())
	if err != nil {
		return nil, err
	}
	var all []*Pair
	for toPanel, panel := range to.Panels {
		fromPanel := slices.Index(from.Panels, panel)
		if fromPanel < 0 {
			continue
		}
		p := &Pair{From: from, To: to, FromPanel: fromPanel, ToPanel: toPanel, Paired: paired}
		var earlier, later []int32
		for _, r := range rows {
			if int(to.PanelOf[r.Later]) == toPanel && int(from.PanelOf[r.Earlier]) == fromPanel && !to.IsExcluded(r.Later) && !from.IsExcluded(r.Earlier) {
				earlier, later = append(earlier, r.Earlier), append(later, r.Later)
			}
		}
		p.join(earlier, later)
		all = append(all, p)
	}
	return all, nil
}

// Panel is the code of the panel.
func (p *Pair) Panel() string { return p.To.Panels[p.ToPanel] }

// MixDiffers reports whether one of the waves showed samples that the other did not.
func (p *Pair) MixDiffers() bool {
	return len(p.Common) < len(p.From.Samples) || len(p.Common) < len(p.To.Samples)
}

// join takes the returning members, earlier[i] and later[i] being rows of one member.
func (p *Pair) join(earlier, later []int32) {
	p.Sizes = stats.StratumSizes{p.From.Sizes[p.FromPanel] + p.To.Sizes[p.ToPanel] - len(earlier)}
	p.Returning = stats.NewPairs(0, earlier, later, p.From.Weight, p.To.Weight)
	for i, code := range p.From.Samples {
		if j := slices.Index(p.To.Samples, code); j >= 0 {
			p.Common = append(p.Common, Common{From: i, To: j})
		}
	}
	p.pairRatings(earlier, later)
	p.stack(earlier, later)
}

// pairRatings finds, for each sample shown twice, the two ratings of each returning member.
func (p *Pair) pairRatings(earlier, later []int32) {
	place := make([]int, len(p.From.Samples)) // in shown, plus 1
	for i, x := range p.Common {
		place[x.From] = i + 1
	}
	starts := [2][]int32{p.From.ratingStarts(), p.To.ratingStarts()}
	rows := make([][2][]int32, len(p.Common))
	both := 0
	for i := range earlier {
		a0, a1 := starts[0][earlier[i]], starts[0][earlier[i]+1]
		b0, b1 := starts[1][later[i]], starts[1][later[i]+1]
		if a0 < a1 && b0 < b1 {
			both++
		}
		for a := a0; a < a1; a++ {
			x := place[int(p.From.Clustered.Cell[a])%len(p.From.Samples)] - 1
			for b := b0; x >= 0 && b < b1; b++ {
				if int(p.To.Clustered.Cell[b])%len(p.To.Samples) == p.Common[x].To {
					rows[x][0], rows[x][1] = append(rows[x][0], a), append(rows[x][1], b)
				}
			}
		}
	}
	for x := range p.Common {
		p.Common[x].Returning = stats.NewPairs(0, rows[x][0], rows[x][1], p.From.ratingWeight, p.To.ratingWeight)
	}
	p.Clustered.Sizes = stats.StratumSizes{p.From.Clustered.Sizes[p.FromPanel] + p.To.Clustered.Sizes[p.ToPanel] - both}
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
func (p *Pair) stack(earlier, later []int32) {
	member := make([]int32, p.To.Responses.Len())
	for row := range member {
		member[row] = int32(p.From.Responses.Len() + row)
	}
	for i, row := range later {
		member[row] = earlier[i]
	}
	p.Clustered.Members = p.From.Responses.Len() + p.To.Responses.Len()
	if p.From.Weight != nil || p.To.Weight != nil {
		p.Clustered.Weight = append(p.From.panelWeights(p.FromPanel), p.To.panelWeights(p.ToPanel)...)
	}
	first, last := p.From.RatingRows[p.FromPanel][0], p.From.RatingRows[p.FromPanel][1]
	for row := first; row < last; row++ {
		p.Clustered.Member = append(p.Clustered.Member, p.From.Ratings.Response[row])
		p.Clustered.Cell = append(p.Clustered.Cell, p.From.Clustered.Cell[row]-int32(p.FromPanel*len(p.From.Samples)))
	}
	first, last = p.To.RatingRows[p.ToPanel][0], p.To.RatingRows[p.ToPanel][1]
	for row := first; row < last; row++ {
		p.Clustered.Member = append(p.Clustered.Member, member[p.To.Ratings.Response[row]])
		p.Clustered.Cell = append(p.Clustered.Cell, p.To.Clustered.Cell[row]+int32(len(p.From.Samples)-p.ToPanel*len(p.To.Samples)))
	}
}

// Codes stacks a variable as the ratings are stacked, with its counts by cell.
func (p *Pair) Codes(then, now *Variable) ([]int8, []stats.FrequencyTable) {
	codes := slices.Concat(then.Codes[p.From.RatingRows[p.FromPanel][0]:p.From.RatingRows[p.FromPanel][1]],
		now.Codes[p.To.RatingRows[p.ToPanel][0]:p.To.RatingRows[p.ToPanel][1]])
	var tallies []stats.FrequencyTable
	for sample := range p.From.Samples {
		tallies = append(tallies, p.From.Table(then, p.FromPanel, sample))
	}
	for sample := range p.To.Samples {
		tallies = append(tallies, p.To.Table(now, p.ToPanel, sample))
	}
	for i := range tallies {
		tallies[i].Stratum = 0
	}
	return codes, tallies
}

// Overlap counts the members with a valid answer in both waves, on samples that have a coefficient.
func (p *Pair) Overlap(codes []int8, scale *stats.Scale, coef []float64) int {
	seen := make([]uint8, p.From.Responses.Len())
	n := 0
	for row, cell := range p.Clustered.Cell {
		member := p.Clustered.Member[row]
		if int(member) >= len(seen) || coef[cell] == 0 || scale.Status[stats.Index(codes[row])] != stats.Valid {
			continue
		}
		switch {
		case int(cell) < len(p.From.Samples):
			seen[member] = 1
		case seen[member] == 1:
			seen[member] = 2
			n++
		}
	}
	return n
}
