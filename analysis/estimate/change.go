package estimate

import (
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
		part := &Figures{}
		pairChanges(part, history, p)
		if !dataset.SameTargets(from, to, p.Panel()) {
			for i := range part.Changes {
				if part.Changes[i].Note == nil {
					part.Changes[i].Note = note(report.TargetsDiffer)
				}
			}
		}
		f.join(part)
	}
	return nil
}

// pairChanges goes through everything that both waves measured in the panel.
func pairChanges(f *Figures, history dataset.History, p *dataset.Pair) {
	var both []*dataset.Variable
	for _, now := range p.To.Variables {
		if then := p.From.ByKey[now.Key]; then != nil && then.Asked[p.FromPanel] && now.Asked[p.ToPanel] {
			both = append(both, now)
		}
	}
	from := 0
	each(both, func(now *dataset.Variable) {
		from = len(f.Changes)
		variableChanges(f, history, p, p.From.ByKey[now.Key], now)
	}, func(now *dataset.Variable) {
		for i, to := from, len(f.Changes); i < to; i++ {
			change := f.Changes[i]
			change.Subject = Subject(p.To, now, change.Basis, change.Sample)
			f.change(change, f.Evidence.Changes[i])
		}
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
		change := blank
		change.Subject = g.Subject
		if blank.Note != nil {
			f.change(change, nil)
			continue
		}
		if g.Basis == report.All && p.MixDiffers() {
			change.Note = note(report.MixDiffer)
		}
		counts := g.compare(&change, p, then, now)
		f.change(change, counts)
	}
}

// pairGround is one thing measured in two waves.
type pairGround struct {
	report.Subject
	from, to []int // places of the samples averaged in either wave; nil on the identity
	common   int   // place of the one sample among those common to both waves
}

// pairGrounds lists on what a variable is compared: the identity, or each common sample, the average over the common ones
// that both waves rated, and that over all samples of each wave.
func pairGrounds(p *dataset.Pair, then, now *dataset.Variable) []pairGround {
	if !now.Key.Rated {
		return []pairGround{{Subject: Subject(p.To, now, report.Identity, nil)}}
	}
	var list []pairGround
	anchors := pairGround{Subject: Subject(p.To, now, report.Anchors, nil)}
	for i, x := range p.Common {
		list = append(list, pairGround{Subject(p.To, now, report.OfSample, &p.To.Samples[x.To]), []int{x.From}, []int{x.To}, i})
		before, _ := dataset.CountValid(then.Scale, p.From.Table(then, p.FromPanel, x.From))
		after, _ := dataset.CountValid(now.Scale, p.To.Table(now, p.ToPanel, x.To))
		if before > 0 && after > 0 {
			anchors.from, anchors.to = append(anchors.from, x.From), append(anchors.to, x.To)
		}
	}
	if len(p.Common) > 0 {
		list = append(list, anchors)
	}
	return append(list, pairGround{Subject: Subject(p.To, now, report.All, nil), from: p.From.AllAnswered(then, p.FromPanel),
		to: p.To.AllAnswered(now, p.ToPanel)})
}

// compare fills in a change and gives the counts of its domains.
func (g *pairGround) compare(c *report.Change, p *dataset.Pair, then, now *dataset.Variable) []stats.Counts {
	switch g.Basis {
	case report.Identity:
		return single(c, p, then, now, p.Sizes, -1, -1, p.Returning)
	case report.OfSample:
		return single(c, p, then, now, p.Clustered.Sizes, g.from[0], g.to[0], p.Common[g.common].Returning)
	}
	if len(g.from) == 0 || len(g.to) == 0 {
		c.Reason = string(stats.NoValid)
		return nil
	}
	codes, tables := p.Codes(then, now)
	coef := make([]float64, len(tables))
	average(coef, 0, g.from, -1)
	average(coef, len(p.From.Samples), g.to, 1)
	r, _ := p.Clustered.Contrast(codes, now.Scale, tables, nil, coef, stats.Level)
	c.Test = test(r)
	c.N = map[string]int{c.From: p.From.CountRaters(then, p.FromPanel, g.from), c.To: p.To.CountRaters(now, p.ToPanel, g.to)}
	overlap := p.Overlap(codes, now.Scale, coef)
	c.Overlap = &overlap
	return r.Bases
}

// single compares one row of a member with one row of a member, paired where the member returned.
func single(c *report.Change, p *dataset.Pair, then, now *dataset.Variable, sizes stats.StratumSizes, from, to int, returning stats.Pairs) []stats.Counts {
	a, z := p.From.Table(then, p.FromPanel, from), p.To.Table(now, p.ToPanel, to)
	a.Stratum, z.Stratum = 0, 0
	r := sizes.Change(now.Scale, stats.Level, stats.Domain{a}, stats.Domain{z}, returning.Tabulate(now.Scale, then.Codes, now.Codes))
	c.Test = test(r)
	c.N = map[string]int{c.From: r.Bases[0].Members, c.To: r.Bases[1].Members}
	c.Overlap = &r.Shared
	return r.Bases
}

func note(text string) *string { return &text }
