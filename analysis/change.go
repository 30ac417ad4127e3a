package analysis

import (
	"slices"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
)

// changes compares two waves in every panel that took part in both.
func (b *builder) changes(from, to *dataset.Wave) ([]report.Change, error) {
	pairs, paired, err := to.Pairs(from.Code())
	if err != nil {
		return nil, err
	}
	var all []report.Change
	for p, panel := range to.Panels {
		q := slices.Index(from.Panels, panel)
		if q < 0 {
			continue
		}
		s := &dataset.Pair{From: from, To: to, FromPanel: q, ToPanel: p, Paired: paired}
		var rows [2][]int32
		for _, pair := range pairs {
			if int(to.PanelOf[pair.Later]) == p && int(from.PanelOf[pair.Earlier]) == q && !to.IsExcluded(pair.Later) && !from.IsExcluded(pair.Earlier) {
				rows[0], rows[1] = append(rows[0], pair.Earlier), append(rows[1], pair.Later)
			}
		}
		s.Prepare(rows[0], rows[1])
		list := b.spanChanges(s)
		if !dataset.SameTargets(from, to, panel) {
			for i := range list {
				if list[i].Note == nil {
					list[i].Note = note(report.TargetsDiffer)
				}
			}
		}
		all = append(all, list...)
	}
	return all, nil
}

// spanChanges goes through everything that both waves measured in the panel.
func (b *builder) spanChanges(s *dataset.Pair) []report.Change {
	var all []report.Change
	var before *dataset.Variable
	from := 0
	for _, now := range s.To.Variables {
		then := s.From.ByKey[now.Key]
		if then == nil || !then.Asked[s.FromPanel] || !now.Asked[s.ToPanel] {
			continue
		}
		if before != nil && now.OnlyItemOf(before) {
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

func (b *builder) measureChanges(s *dataset.Pair, then, now *dataset.Variable) []report.Change {
	blank := report.Change{Panel: s.To.Panels[s.ToPanel], From: s.From.Code(), To: s.To.Code(), Comparable: true}
	changed := b.history.ChangeOf(now, blank.From, blank.To)
	blank.Reworded = changed == survey.ChangeReworded
	if !then.SameQuestions(now) || changed == survey.ChangeBreak {
		blank.Comparable, blank.Note = false, note(report.Broken)
	} else if !s.Paired {
		blank.Note = note(report.NotPaired)
	}
	if !now.Key.Rated {
		blank.Subject = b.subject(now, report.Identity, nil)
		if blank.Note != nil {
			return []report.Change{blank}
		}
		return []report.Change{b.change(blank, s, then, now, s.Sizes, -1, -1, s.Returning)}
	}
	var list []report.Change
	for _, x := range s.Common {
		c := blank
		c.Subject = b.subject(now, report.OfSample, &s.To.Samples[x.To])
		if c.Note == nil {
			c = b.change(c, s, then, now, s.Clustered.Scope, x.From, x.To, x.Returning)
		}
		list = append(list, c)
	}
	return append(list, b.indexChanges(blank, s, then, now)...)
}

// change compares one row of a member with one row of a member, paired where the member returned.
func (b *builder) change(c report.Change, s *dataset.Pair, then, now *dataset.Variable, scope stats.Scope, fromSample, toSample int, pairs stats.Pairs) report.Change {
	a, z := s.From.Table(then, s.FromPanel, fromSample), s.To.Table(now, s.ToPanel, toSample)
	a.Stratum, z.Stratum = 0, 0
	r := scope.Change(now.Scale, level, stats.Side{a}, stats.Side{z}, pairs.Tabulate(now.Scale, then.Codes, now.Codes))
	c.Test = b.test(r)
	if !c.Suppressed {
		c.N = map[string]int{c.From: r.Bases[0].Members, c.To: r.Bases[1].Members}
		c.Overlap = &r.Shared
	}
	return c
}

// indexChanges compares the average over the samples shown in both waves, and that over all samples of each wave.
func (b *builder) indexChanges(blank report.Change, s *dataset.Pair, then, now *dataset.Variable) []report.Change {
	var fromShown, toShown []int
	for _, x := range s.Common {
		a, _ := dataset.CountValid(then.Scale, s.From.Table(then, s.FromPanel, x.From))
		z, _ := dataset.CountValid(now.Scale, s.To.Table(now, s.ToPanel, x.To))
		if a > 0 && z > 0 {
			fromShown, toShown = append(fromShown, x.From), append(toShown, x.To)
		}
	}
	var list []report.Change
	if len(s.Common) > 0 {
		c := blank
		c.Subject = b.subject(now, report.Anchors, nil)
		list = append(list, b.indexChange(c, s, then, now, fromShown, toShown))
	}
	c := blank
	c.Subject = b.subject(now, report.All, nil)
	if c.Note == nil && (len(s.Common) < len(s.From.Samples) || len(s.Common) < len(s.To.Samples)) {
		c.Note = note(report.MixDiffer)
	}
	return append(list, b.indexChange(c, s, then, now, s.From.Answered(then, upTo(len(s.From.Samples)), s.FromPanel),
		s.To.Answered(now, upTo(len(s.To.Samples)), s.ToPanel)))
}

func (b *builder) indexChange(c report.Change, s *dataset.Pair, then, now *dataset.Variable, fromSamples, toSamples []int) report.Change {
	if c.Note != nil && *c.Note != report.MixDiffer {
		return c
	}
	if len(fromSamples) == 0 || len(toSamples) == 0 {
		c.Reason = string(stats.NoValid)
		return c
	}
	codes, tallies := s.Codes(then, now)
	coef := make([]float64, len(tallies))
	average(coef, 0, fromSamples, -1)
	average(coef, len(s.From.Samples), toSamples, 1)
	r, _ := s.Clustered.Contrast(codes, now.Scale, tallies, coef, level)
	c.Test = b.test(r)
	if !c.Suppressed {
		c.N = map[string]int{c.From: s.From.CountRaters(then, s.FromPanel, fromSamples), c.To: s.To.CountRaters(now, s.ToPanel, toSamples)}
		overlap := s.Overlap(codes, now.Scale, coef)
		c.Overlap = &overlap
	}
	return c
}

func upTo(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

func note(text string) *string { return &text }
