package analysis

import (
	"slices"

	"realitycheck/analysis/stats"
	"realitycheck/survey"
)

// Notes on a change, as they stand in the report.
const (
	NotPaired = "not paired"
	Broken    = "break"
	MixDiffer = "mix differs"

	TargetsDiffer = "targets differ" // the waves are weighted to different populations
)

// span is two waves that are compared in one panel, with the members whom they share.
type span struct {
	from, to           *dataset
	fromPanel, toPanel int
	paired             bool

	members stats.StratumSizes // in either wave
	pairs   stats.Pairs // responses

	shown []shown     // samples shown in both waves
	rated stats.ClusteredRatings // the ratings of the earlier wave, then those of the later; cells in the same order
}

// shown is a sample of both waves, with the ratings by members who rated it twice.
type shown struct {
	from, to int
	pairs    stats.Pairs
}

// changes compares two waves in every panel that took part in both.
func (b *builder) changes(from, to *dataset) ([]Change, error) {
	pairs, paired, err := to.Pairs(from.Code())
	if err != nil {
		return nil, err
	}
	var all []Change
	for p, panel := range to.panels {
		q := slices.Index(from.panels, panel)
		if q < 0 {
			continue
		}
		s := &span{from: from, to: to, fromPanel: q, toPanel: p, paired: paired}
		var rows [2][]int32
		for _, pair := range pairs {
			if int(to.group[pair.Later]) == p && int(from.group[pair.Earlier]) == q && !to.leftOut(pair.Later) && !from.leftOut(pair.Earlier) {
				rows[0], rows[1] = append(rows[0], pair.Earlier), append(rows[1], pair.Later)
			}
		}
		s.prepare(rows[0], rows[1])
		list := b.spanChanges(s)
		if !sameTargets(from, to, panel) {
			for i := range list {
				if list[i].Note == nil {
					list[i].Note = note(TargetsDiffer)
				}
			}
		}
		all = append(all, list...)
	}
	return all, nil
}

// prepare joins the returning members, earlier[i] and later[i] being rows of one member.
func (s *span) prepare(earlier, later []int32) {
	s.members = stats.StratumSizes{s.from.members[s.fromPanel] + s.to.members[s.toPanel] - len(earlier)}
	s.pairs = stats.NewPairs(0, earlier, later, s.from.weight, s.to.weight)
	for i, code := range s.from.samples {
		if j := slices.Index(s.to.samples, code); j >= 0 {
			s.shown = append(s.shown, shown{from: i, to: j})
		}
	}
	s.pairRatings(earlier, later)
	s.stack(earlier, later)
}

// pairRatings finds, for each sample shown twice, the two ratings of each returning member.
func (s *span) pairRatings(earlier, later []int32) {
	place := make([]int, len(s.from.samples)) // in shown, plus 1
	for i, x := range s.shown {
		place[x.from] = i + 1
	}
	starts := [2][]int32{s.from.ratingStarts(), s.to.ratingStarts()}
	rows := make([][2][]int32, len(s.shown))
	both := 0
	for i := range earlier {
		a0, a1 := starts[0][earlier[i]], starts[0][earlier[i]+1]
		b0, b1 := starts[1][later[i]], starts[1][later[i]+1]
		if a0 < a1 && b0 < b1 {
			both++
		}
		for a := a0; a < a1; a++ {
			x := place[int(s.from.rated.Cell[a])%len(s.from.samples)] - 1
			for b := b0; x >= 0 && b < b1; b++ {
				if int(s.to.rated.Cell[b])%len(s.to.samples) == s.shown[x].to {
					rows[x][0], rows[x][1] = append(rows[x][0], a), append(rows[x][1], b)
				}
			}
		}
	}
	for x := range s.shown {
		s.shown[x].pairs = stats.NewPairs(0, rows[x][0], rows[x][1], s.from.ratingWeight, s.to.ratingWeight)
	}
	s.rated.Sizes = stats.StratumSizes{s.from.rated.Sizes[s.fromPanel] + s.to.rated.Sizes[s.toPanel] - both}
}

// ratingStarts gives the first rating of each response, and the end after the last.
func (w *dataset) ratingStarts() []int32 {
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
func (s *span) stack(earlier, later []int32) {
	member := make([]int32, s.to.Responses.Len())
	for row := range member {
		member[row] = int32(s.from.Responses.Len() + row)
	}
	for i, row := range later {
		member[row] = earlier[i]
	}
	s.rated.Members = s.from.Responses.Len() + s.to.Responses.Len()
	if s.from.weight != nil || s.to.weight != nil {
		s.rated.Weight = append(s.from.panelWeights(s.fromPanel), s.to.panelWeights(s.toPanel)...)
	}
	first, last := s.from.ratingRanges[s.fromPanel][0], s.from.ratingRanges[s.fromPanel][1]
	for row := first; row < last; row++ {
		s.rated.Member = append(s.rated.Member, s.from.Ratings.Response[row])
		s.rated.Cell = append(s.rated.Cell, s.from.rated.Cell[row]-int32(s.fromPanel*len(s.from.samples)))
	}
	first, last = s.to.ratingRanges[s.toPanel][0], s.to.ratingRanges[s.toPanel][1]
	for row := first; row < last; row++ {
		s.rated.Member = append(s.rated.Member, member[s.to.Ratings.Response[row]])
		s.rated.Cell = append(s.rated.Cell, s.to.rated.Cell[row]+int32(len(s.from.samples)-s.toPanel*len(s.to.samples)))
	}
}

// spanChanges goes through everything that both waves measured in the panel.
func (b *builder) spanChanges(s *span) []Change {
	var all []Change
	var before *measure
	from := 0
	for _, now := range s.to.measures {
		then := s.from.byKey[now.key]
		if then == nil || !then.asked[s.fromPanel] || !now.asked[s.toPanel] {
			continue
		}
		if before != nil && now.copies(before) {
			for _, c := range all[from:] {
				c.Subject = b.subject(now, c.Basis, c.Sample)
				all = append(all, c)
			}
			continue
		}
		before, from = now, len(all)
		all = append(all, b.measureChanges(s, then, now)...)
	}
	return all
}

func (b *builder) measureChanges(s *span, then, now *measure) []Change {
	blank := Change{Panel: s.to.panels[s.toPanel], From: s.from.Code(), To: s.to.Code(), Comparable: true}
	changed := b.history.between(now, blank.From, blank.To)
	blank.Reworded = changed == survey.ChangeReworded
	if !then.same(now) || changed == survey.ChangeBreak {
		blank.Comparable, blank.Note = false, note(Broken)
	} else if !s.paired {
		blank.Note = note(NotPaired)
	}
	if !now.key.rated {
		blank.Subject = b.subject(now, Identity, nil)
		if blank.Note != nil {
			return []Change{blank}
		}
		return []Change{b.change(blank, s, then, now, s.members, -1, -1, s.pairs)}
	}
	var list []Change
	for _, x := range s.shown {
		c := blank
		c.Subject = b.subject(now, OfSample, &s.to.samples[x.to])
		if c.Note == nil {
			c = b.change(c, s, then, now, s.rated.Sizes, x.from, x.to, x.pairs)
		}
		list = append(list, c)
	}
	return append(list, b.indexChanges(blank, s, then, now)...)
}

// change compares one row of a member with one row of a member, paired where the member returned.
func (b *builder) change(c Change, s *span, then, now *measure, scope stats.StratumSizes, fromSample, toSample int, pairs stats.Pairs) Change {
	a, z := s.from.tally(then, s.fromPanel, fromSample), s.to.tally(now, s.toPanel, toSample)
	a.Stratum, z.Stratum = 0, 0
	r := scope.Change(now.scale, level, stats.Domain{a}, stats.Domain{z}, pairs.Tabulate(now.scale, then.codes, now.codes))
	c.Test = b.test(r)
	if !c.Suppressed {
		c.N = map[string]int{c.From: r.Bases[0].Members, c.To: r.Bases[1].Members}
		c.Overlap = &r.Shared
	}
	return c
}

// indexChanges compares the average over the samples shown in both waves, and that over all samples of each wave.
func (b *builder) indexChanges(blank Change, s *span, then, now *measure) []Change {
	var fromShown, toShown []int
	for _, x := range s.shown {
		a, _ := valid(then.scale, s.from.tally(then, s.fromPanel, x.from))
		z, _ := valid(now.scale, s.to.tally(now, s.toPanel, x.to))
		if a > 0 && z > 0 {
			fromShown, toShown = append(fromShown, x.from), append(toShown, x.to)
		}
	}
	var list []Change
	if len(s.shown) > 0 {
		c := blank
		c.Subject = b.subject(now, Anchors, nil)
		list = append(list, b.indexChange(c, s, then, now, fromShown, toShown))
	}
	c := blank
	c.Subject = b.subject(now, All, nil)
	if c.Note == nil && (len(s.shown) < len(s.from.samples) || len(s.shown) < len(s.to.samples)) {
		c.Note = note(MixDiffer)
	}
	return append(list, b.indexChange(c, s, then, now, s.from.answered(then, upTo(len(s.from.samples)), s.fromPanel),
		s.to.answered(now, upTo(len(s.to.samples)), s.toPanel)))
}

func (b *builder) indexChange(c Change, s *span, then, now *measure, fromSamples, toSamples []int) Change {
	if c.Note != nil && *c.Note != MixDiffer {
		return c
	}
	if len(fromSamples) == 0 || len(toSamples) == 0 {
		c.Reason = string(stats.NoValid)
		return c
	}
	codes, tallies := s.codes(then, now)
	coef := make([]float64, len(tallies))
	average(coef, 0, fromSamples, -1)
	average(coef, len(s.from.samples), toSamples, 1)
	r, _ := s.rated.Contrast(codes, now.scale, tallies, nil, coef, level)
	c.Test = b.test(r)
	if !c.Suppressed {
		c.N = map[string]int{c.From: s.from.membersOf(then, s.fromPanel, fromSamples), c.To: s.to.membersOf(now, s.toPanel, toSamples)}
		overlap := s.overlap(codes, now.scale, coef)
		c.Overlap = &overlap
	}
	return c
}

// codes stacks a measure as the ratings are stacked, with its counts by cell.
func (s *span) codes(then, now *measure) ([]int8, []stats.FrequencyTable) {
	codes := slices.Concat(then.codes[s.from.ratingRanges[s.fromPanel][0]:s.from.ratingRanges[s.fromPanel][1]],
		now.codes[s.to.ratingRanges[s.toPanel][0]:s.to.ratingRanges[s.toPanel][1]])
	var tallies []stats.FrequencyTable
	for sample := range s.from.samples {
		tallies = append(tallies, s.from.tally(then, s.fromPanel, sample))
	}
	for sample := range s.to.samples {
		tallies = append(tallies, s.to.tally(now, s.toPanel, sample))
	}
	for i := range tallies {
		tallies[i].Stratum = 0
	}
	return codes, tallies
}

// overlap counts the members with a valid answer in both waves, on samples that have a coefficient.
func (s *span) overlap(codes []int8, scale *stats.Scale, coef []float64) int {
	seen := make([]uint8, s.from.Responses.Len())
	n := 0
	for row, cell := range s.rated.Cell {
		member := s.rated.Member[row]
		if int(member) >= len(seen) || coef[cell] == 0 || scale.Status[stats.Index(codes[row])] != stats.Valid {
			continue
		}
		switch {
		case int(cell) < len(s.from.samples):
			seen[member] = 1
		case seen[member] == 1:
			seen[member] = 2
			n++
		}
	}
	return n
}

func upTo(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// Cuts says that a line may not run through the change: what was asked came to mean something else, or the panel was
// weighted to another population (METHODS 4.4).
func (c *Change) Cuts() bool { return !c.Comparable || c.Note != nil && *c.Note == TargetsDiffer }

func note(text string) *string { return &text }
