package analysis

import (
	"slices"

	"realitycheck/analysis/stats"
)

// Notes on a change, as they stand in the report.
const (
	NotPaired = "not paired"
	Broken    = "break"
	MixDiffer = "mix differs"
)

// span is two waves that are compared in one panel, with the members whom they share.
type span struct {
	from, to           *dataset
	fromPanel, toPanel int
	paired             bool

	members stats.Scope // in either wave
	pairs   stats.Pairs // responses

	raters  stats.Scope
	shown   []shown // samples shown in both waves
	design  *stats.Design
	cluster []int32      // by row of the design: the ratings of the earlier wave, then those of the later
	earlier int          // rows of the earlier wave in the design
	rows    [2][][]int32 // rows of the design by sample, of the earlier and of the later wave
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
			if int(to.group[pair.Later]) == p && int(from.group[pair.Earlier]) == q {
				rows[0], rows[1] = append(rows[0], pair.Earlier), append(rows[1], pair.Later)
			}
		}
		if err := s.prepare(rows[0], rows[1]); err != nil {
			return nil, err
		}
		all = append(all, b.spanChanges(s)...)
	}
	return all, nil
}

// prepare joins the returning members, earlier[i] and later[i] being rows of one member.
func (s *span) prepare(earlier, later []int32) error {
	s.members = stats.Scope{s.from.members[s.fromPanel] + s.to.members[s.toPanel] - len(earlier)}
	s.pairs = stats.NewPairs(0, earlier, later, nil, nil)
	for i, code := range s.from.samples {
		if j := slices.Index(s.to.samples, code); j >= 0 {
			s.shown = append(s.shown, shown{from: i, to: j})
		}
	}
	s.pairRatings(earlier, later)
	return s.stack(earlier, later)
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
			x := place[s.from.cell[a]%len(s.from.samples)] - 1
			for b := b0; x >= 0 && b < b1; b++ {
				if s.to.cell[b]%len(s.to.samples) == s.shown[x].to {
					rows[x][0], rows[x][1] = append(rows[x][0], a), append(rows[x][1], b)
				}
			}
		}
	}
	for x := range s.shown {
		s.shown[x].pairs = stats.NewPairs(0, rows[x][0], rows[x][1], nil, nil)
	}
	s.raters = stats.Scope{s.from.raters[s.fromPanel] + s.to.raters[s.toPanel] - both}
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

// stack lays the ratings of both waves under each other, with the member as cluster.
func (s *span) stack(earlier, later []int32) (err error) {
	member := make([]int32, s.to.Responses.Len())
	for row := range member {
		member[row] = int32(s.from.Responses.Len() + row)
	}
	for i, row := range later {
		member[row] = earlier[i]
	}
	first, last := s.from.ratingRanges[s.fromPanel][0], s.from.ratingRanges[s.fromPanel][1]
	s.cluster = append(s.cluster, s.from.Ratings.Response[first:last]...)
	s.earlier = last - first
	first, last = s.to.ratingRanges[s.toPanel][0], s.to.ratingRanges[s.toPanel][1]
	for _, response := range s.to.Ratings.Response[first:last] {
		s.cluster = append(s.cluster, member[response])
	}
	s.rows[0] = shifted(s.from.bySample[s.fromPanel], -s.from.ratingRanges[s.fromPanel][0])
	s.rows[1] = shifted(s.to.bySample[s.toPanel], s.earlier-first)
	s.design, err = stats.NewDesign(len(s.cluster), nil, s.cluster, nil)
	return err
}

// shifted adds an offset to lists of rows.
func shifted(lists [][]int32, offset int) [][]int32 {
	out := make([][]int32, len(lists))
	for i, rows := range lists {
		out[i] = make([]int32, len(rows))
		for j, row := range rows {
			out[i][j] = row + int32(offset)
		}
	}
	return out
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
	if !then.same(now) || b.history.breaks(now, blank.From, blank.To) {
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
			c = b.change(c, s, then, now, s.raters, x.from, x.to, x.pairs)
		}
		list = append(list, c)
	}
	return append(list, b.indexChanges(blank, s, then, now)...)
}

// change compares one row of a member with one row of a member, paired where the member returned.
func (b *builder) change(c Change, s *span, then, now *measure, scope stats.Scope, fromSample, toSample int, pairs stats.Pairs) Change {
	a, z := s.from.tally(then, s.fromPanel, fromSample), s.to.tally(now, s.toPanel, toSample)
	a.Stratum, z.Stratum = 0, 0
	r := scope.Change(now.scale, level, stats.Side{a}, stats.Side{z}, pairs.Tabulate(now.scale, then.codes, now.codes))
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
	if c.Note != nil && *c.Note != MixDiffer || len(fromSamples) == 0 || len(toSamples) == 0 {
		return c
	}
	var x index
	x.add(s.rows[1], toSamples, 1)
	x.add(s.rows[0], fromSamples, -1)
	answers := stats.Answers{Codes: s.codes(then, now), Scale: now.scale}
	r := s.design.Contrast(answers, x.domains, x.coef, level)
	c.Test = b.test(r)
	if !c.Suppressed {
		c.N = map[string]int{c.From: s.from.membersOf(then, s.fromPanel, fromSamples), c.To: s.to.membersOf(now, s.toPanel, toSamples)}
		overlap := s.overlap(&answers, x.domains, len(toSamples))
		c.Overlap = &overlap
	}
	return c
}

// codes stacks a measure as the design is stacked.
func (s *span) codes(then, now *measure) []int8 {
	codes := make([]int8, 0, len(s.cluster))
	codes = append(codes, then.codes[s.from.ratingRanges[s.fromPanel][0]:s.from.ratingRanges[s.fromPanel][1]]...)
	return append(codes, now.codes[s.to.ratingRanges[s.toPanel][0]:s.to.ratingRanges[s.toPanel][1]]...)
}

// overlap counts the members with a valid answer both in the first domains, those of the later wave, and in the others.
func (s *span) overlap(answers *stats.Answers, domains []stats.Domain, later int) int {
	seen := make([]uint8, s.from.Responses.Len()+s.to.Responses.Len())
	for i, domain := range domains {
		wave := uint8(1)
		if i < later {
			wave = 2
		}
		for _, row := range domain {
			if _, status := answers.At(row); status == stats.Valid {
				seen[s.cluster[row]] |= wave
			}
		}
	}
	n := 0
	for _, waves := range seen {
		if waves == 3 {
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

func note(text string) *string { return &text }
