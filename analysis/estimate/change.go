package estimate

import (
	"slices"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
)

// changes compares two waves in every panel that took part in both (METHODS 4.1).
func changes(f *Figures, history dataset.History, from, to *dataset.Wave) error {
	pairs, err := dataset.Pairs(from, to)
	if err != nil {
		return err
	}
	for _, p := range pairs {
		first := len(f.Changes.List)
		pairChanges(f, history, p)
		if dataset.SameTargets(from, to, p.Panel()) {
			continue
		}
		for i := first; i < len(f.Changes.List); i++ {
			if c := &f.Changes.List[i]; c.Note == nil {
				c.Note = note(report.TargetsDiffer)
			}
		}
	}
	return nil
}

// pairChanges goes through everything that both waves measured in the panel.
func pairChanges(f *Figures, history dataset.History, p *dataset.Pair) {
	both := slices.DeleteFunc(slices.Clone(p.To.Variables), func(now *dataset.Variable) bool {
		then := p.From.ByKey[now.Key]
		return then == nil || !then.Asked[p.FromPanel] || !now.Asked[p.ToPanel]
	})
	f.Changes.each(both, func(c *report.Change) *report.Subject { return &c.Subject }, func(now *dataset.Variable) {
		variableChanges(f, history, p, p.From.ByKey[now.Key], now)
	})
}

func variableChanges(f *Figures, history dataset.History, p *dataset.Pair, then, now *dataset.Variable) {
	blank := report.Change{Panel: p.Panel(), From: p.From.Code(), To: p.To.Code(), Comparable: true}
	changed := history.ChangeOf(now, blank.From, blank.To)
	blank.Reworded = changed == survey.ChangeReworded
	if !then.SameQuestions(now) || changed == survey.ChangeBreak {
		blank.Comparable, blank.Note = false, note(report.Broken)
	} else if !p.Paired {
		blank.Note = note(report.NotPaired)
	}
	for _, g := range pairGrounds(p, then, now) {
		c := blank
		c.Subject = g.Subject
		if c.Note != nil {
			f.Changes.add(c)
			continue
		}
		if g.Basis == report.All && p.MixDiffers() {
			c.Note = note(report.MixDiffer)
		}
		counts := g.compare(&c, p, then, now)
		f.Changes.add(c, counts...)
	}
}

// pairGround is what a variable is compared on between two waves.
type pairGround struct {
	report.Subject
	from, to  []int       // places of the samples averaged in either wave; nil on the identity
	returning stats.Pairs // on the identity and on one sample
}

// pairGrounds lists on what a variable is compared: the identity, or each common sample, the average over the common ones
// that both waves rated, and that over all samples of each wave.
func pairGrounds(p *dataset.Pair, then, now *dataset.Variable) []pairGround {
	if !now.Key.Rated {
		return []pairGround{{Subject: Subject(p.To, now, report.Identity, nil), returning: p.Returning}}
	}
	var list []pairGround
	anchors := pairGround{Subject: Subject(p.To, now, report.Anchors, nil)}
	all := pairGround{Subject: Subject(p.To, now, report.All, nil),
		from: p.From.Answered(then, p.FromPanel), to: p.To.Answered(now, p.ToPanel)}
	for _, x := range p.Common {
		sample := Subject(p.To, now, report.OfSample, &p.To.Samples[x.To])
		list = append(list, pairGround{sample, []int{x.From}, []int{x.To}, x.Returning})
		if slices.Contains(all.from, x.From) && slices.Contains(all.to, x.To) {
			anchors.from, anchors.to = append(anchors.from, x.From), append(anchors.to, x.To)
		}
	}
	if len(p.Common) > 0 {
		list = append(list, anchors)
	}
	return append(list, all)
}

// compare fills in a change and gives the counts of its domains.
func (g *pairGround) compare(c *report.Change, p *dataset.Pair, then, now *dataset.Variable) []stats.Counts {
	switch {
	case g.Basis == report.Identity:
		return g.single(c, p, p.Sizes, then, now, -1, -1)
	case g.Basis == report.OfSample:
		return g.single(c, p, p.Clustered.Sizes, then, now, g.from[0], g.to[0])
	case len(g.from) == 0 || len(g.to) == 0:
		c.Reason = string(stats.NoValid)
		return nil
	}
	codes, tables := p.Codes(then, now)
	coef := make([]float64, len(tables))
	average(coef, 0, g.from, -1)
	average(coef, len(p.From.Samples), g.to, 1)
	r, _ := p.Clustered.Contrast(codes, now.Scale, tables, nil, coef, stats.Level)
	overlap := p.Overlap(codes, now.Scale, coef)
	c.Test, c.Overlap = test(r), &overlap
	c.N = map[string]int{c.From: len(p.From.Raters(then, p.FromPanel, g.from)), c.To: len(p.To.Raters(now, p.ToPanel, g.to))}
	return r.Bases
}

// single compares one row of a member with one row of a member, paired where the member returned.
func (g *pairGround) single(c *report.Change, p *dataset.Pair, sizes stats.StratumSizes, then, now *dataset.Variable,
	from, to int) []stats.Counts {
	before, after := p.From.Table(then, p.FromPanel, from), p.To.Table(now, p.ToPanel, to)
	before.Stratum, after.Stratum = 0, 0
	cross := g.returning.Tabulate(now.Scale, then.Codes, now.Codes)
	r := sizes.Change(now.Scale, stats.Level, stats.Domain{before}, stats.Domain{after}, cross)
	c.Test, c.Overlap = test(r), &r.Shared
	c.N = map[string]int{c.From: r.Bases[0].Members, c.To: r.Bases[1].Members}
	return r.Bases
}

func note(text string) *string { return &text }
