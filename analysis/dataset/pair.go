package dataset

import (
	"math"
	"slices"

	"realitycheck/analysis/stats"
)

// Pair is two waves that are compared in one panel, with the members who returned.
type Pair struct {
	From, To           *Wave
	FromPanel, ToPanel int  // place of the panel in either wave
	Paired             bool // it is known who returned

	Sizes     stats.StratumSizes // members who took part in either wave: one stratum
	Returning stats.Pairs        // rows among the responses

	Common    []Common               // samples that both waves showed
	Clustered stats.ClusteredRatings // those of the earlier wave, then those of the later; one cell a sample, in the same order
}

// Common is a sample of both waves, with the members who rated it twice.
type Common struct {
	From, To  int         // its place in either wave
	Returning stats.Pairs // rows among the ratings
}

// Pairs lists the panels that took part in both waves.
func Pairs(from, to *Wave) ([]*Pair, error) {
	rows, paired, err := to.Pairs(from.Code())
	if err != nil {
		return nil, err
	}
	var all []*Pair
	for _, toPanel := range to.InOrder {
		fromPanel := slices.Index(from.Panels, to.Panels[toPanel])
		if fromPanel < 0 {
			continue
		}
		p := &Pair{From: from, To: to, FromPanel: fromPanel, ToPanel: toPanel, Paired: paired}
		var earlier, later []int32
		for _, r := range rows {
			inPanel := int(to.PanelOf[r.Later]) == toPanel && int(from.PanelOf[r.Earlier]) == fromPanel
			if inPanel && !to.Excludes(r.Later) && !from.Excludes(r.Earlier) {
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
	known := p.From.Responses.Len()
	member := make([]int32, p.To.Responses.Len()) // by response of the later wave: the number of the earlier one, or a new one
	for response := range member {
		member[response] = int32(known + response)
	}
	for i, response := range later {
		member[response] = earlier[i]
	}
	p.stack(member)
	for i, code := range p.From.Samples {
		if j := slices.Index(p.To.Samples, code); j >= 0 {
			a, b := p.twice(member, i, j)
			p.Common = append(p.Common, Common{i, j, stats.NewPairs(0, a, b, p.From.Clustered.Weight, p.To.Clustered.Weight)})
		}
	}
}

// twice finds the rows of the ratings by members who rated a sample of either wave.
func (p *Pair) twice(member []int32, from, to int) (a, b []int32) {
	at := make([]int32, p.From.Responses.Len()) // by response of the earlier wave: the row of its rating, counted from 1
	for row := p.From.RatingRows[p.FromPanel][0]; row < p.From.RatingRows[p.FromPanel][1]; row++ {
		if p.From.SampleOf(row) == from {
			at[p.From.Ratings.Response[row]] = int32(row + 1)
		}
	}
	for row := p.To.RatingRows[p.ToPanel][0]; row < p.To.RatingRows[p.ToPanel][1]; row++ {
		m := int(member[p.To.Ratings.Response[row]])
		if p.To.SampleOf(row) == to && m < len(at) && at[m] > 0 {
			a, b = append(a, at[m]-1), append(b, int32(row))
		}
	}
	return a, b
}

// stack lays the ratings of both waves under each other.
func (p *Pair) stack(member []int32) {
	from, to := p.From.RatingsOf(p.FromPanel), p.To.RatingsOf(p.ToPanel)
	c := stats.ClusteredRatings{Members: p.From.Responses.Len() + p.To.Responses.Len()}
	for i, cell := range from.Cell {
		c.Member, c.Cell = append(c.Member, from.Member[i]), append(c.Cell, cell-int32(p.FromPanel*len(p.From.Samples)))
	}
	rated := make([]bool, c.Members)
	for _, m := range from.Member {
		rated[m] = true
	}
	returned := 0
	for i, cell := range to.Cell {
		m := member[to.Member[i]]
		if rated[m] && (i == 0 || to.Member[i-1] != to.Member[i]) {
			returned++
		}
		c.Member = append(c.Member, m)
		c.Cell = append(c.Cell, cell+int32(len(p.From.Samples)-p.ToPanel*len(p.To.Samples)))
	}
	c.Sizes = stats.StratumSizes{from.Sizes[p.FromPanel] + to.Sizes[p.ToPanel] - returned}
	if from.Weight != nil || to.Weight != nil {
		for _, side := range []stats.ClusteredRatings{from, to} {
			if side.Weight == nil {
				side.Weight = slices.Repeat([]float64{1}, len(side.Cell))
			}
			c.Weight = append(c.Weight, side.Weight...)
		}
	}
	p.Clustered = c
}

// Codes stacks a rated variable as the ratings are stacked, with its counts by cell.
func (p *Pair) Codes(then, now *Variable) ([]int8, []stats.FrequencyTable) {
	of := func(w *Wave, v *Variable, panel int) ([]int8, []stats.FrequencyTable) {
		first, last := w.RowsOf(v, panel)
		return v.Codes[first:last], v.Tables[panel*len(w.Samples) : (panel+1)*len(w.Samples)]
	}
	earlier, before := of(p.From, then, p.FromPanel)
	later, after := of(p.To, now, p.ToPanel)
	tables := slices.Concat(before, after)
	for i := range tables {
		tables[i].Stratum = 0
	}
	return slices.Concat(earlier, later), tables
}

// Overlap counts the members with a valid answer in both waves, on samples that have a coefficient.
func (p *Pair) Overlap(codes []int8, scale *stats.Scale, coef []float64) int {
	earlier := make([]bool, p.Clustered.Members)
	counted := make([]bool, p.Clustered.Members)
	n := 0
	for row, cell := range p.Clustered.Cell {
		member := p.Clustered.Member[row]
		switch {
		case coef[cell] == 0 || scale.Status[stats.Index(codes[row])] != stats.Valid:
		case int(cell) < len(p.From.Samples):
			earlier[member] = true
		case earlier[member] && !counted[member]:
			counted[member] = true
			n++
		}
	}
	return n
}

// Correlation is that of Pearson between the valid answers of returning members in both waves, on the scale of the later,
// members all weighing the same; NaN where one side does not vary.
func (p *Pair) Correlation(then, now *Variable) float64 {
	var n, a, b, aa, bb, ab float64
	for _, c := range p.Returning.Tabulate(now.Scale, then.Codes, now.Codes).Codes {
		x, y, members := now.Scale.Value[stats.Index(c.A)], now.Scale.Value[stats.Index(c.B)], float64(c.N)
		n, a, b = n+members, a+members*x, b+members*y
		aa, bb, ab = aa+members*x*x, bb+members*y*y, ab+members*x*y
	}
	const rounding = 1e-9
	if n*aa-a*a <= rounding*n*aa || n*bb-b*b <= rounding*n*bb {
		return math.NaN()
	}
	return (n*ab - a*b) / math.Sqrt((n*aa-a*a)*(n*bb-b*b))
}
