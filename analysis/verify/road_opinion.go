package verify

import (
	"maps"
	"math"
	"slices"

	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
	"realitycheck/survey"
)

// Of most of what a report tells no other software has a case: averages over samples, parameters of two items, the figures
// without weights and without the flagged. All of that is compared with the second opinion on the very rows of a case, entry by
// entry, and an entry that is missing is a fault. That the second opinion is right on these rows the case itself says.

// measure is a parameter or one of its items, with what every row answers to it.
type measure struct {
	report.Subject
	reference.Answers
}

// newMeasure is nobody's answer yet.
func (r *rows) newMeasure(parameter, item string) *measure {
	m := &measure{report.Subject{Parameter: parameter}, reference.Answers{
		Values: make([]float64, len(r.member)), Status: make([]stats.Status, len(r.member))}}
	if item != "" {
		m.Item = &item
	}
	return m
}

// measures are the first item, as parameter and as its only item, and the parameter of two items with both of these.
func (r *rows) measures() []*measure {
	first := r.first()
	if first == nil {
		return nil
	}
	single, only := r.newMeasure(first.code, ""), r.newMeasure(first.code, first.code)
	whole, items := r.newMeasure(statements, ""), []*measure{}
	for i, s := range r.statements() {
		m := r.newMeasure(statements, s.code)
		for row, point := range s.given {
			m.answer(row, point, i == 0)
		}
		items = append(items, m)
	}
	for row, point := range first.point {
		single.answer(row, point, false)
		only.answer(row, point, false)
		whole.combine(row, items)
	}
	return append([]*measure{single, only, whole}, items...)
}

func (m *measure) answer(row int, point int8, reversed bool) {
	switch {
	case point == survey.DontKnow:
		m.Status[row] = stats.DontKnow
	case point != 0:
		if m.Status[row], m.Values[row] = stats.Valid, float64(point); reversed {
			m.Values[row] = 1 + survey.ScalePoints - float64(point)
		}
	}
}

// combine is the mean of the items of a row, where at least half are answered; a don't know where none is and one was that.
func (m *measure) combine(row int, items []*measure) {
	sum, valid := 0.0, 0
	for _, item := range items {
		switch item.Status[row] {
		case stats.Valid:
			sum, valid = sum+item.Values[row], valid+1
		case stats.DontKnow:
			m.Status[row] = stats.DontKnow
		}
	}
	if valid > 0 && 2*valid >= len(items) {
		m.Values[row], m.Status[row] = sum/float64(valid), stats.Valid
	}
}

// among is the share of the answers that come to one of the points, a half going upwards.
func (m *measure) among(points ...float64) reference.Answers {
	a := reference.Answers{Values: make([]float64, len(m.Values)), Status: m.Status, Binary: true}
	for row, value := range m.Values {
		if slices.Contains(points, math.Floor(value+0.5)) {
			a.Values[row] = 1
		}
	}
	return a
}

// secondOpinion is that on the rows of a case, as one version of a report has them.
type secondOpinion struct {
	*rows
	version
	*report.Index
	design  *reference.Design
	domains map[side]reference.Domain
}

// opine lays out the rows of a version. Who is left out stands in a stratum where no domain is.
func (r *rows) opine(v version, x *report.Index) (*secondOpinion, error) {
	o := &secondOpinion{rows: r, version: v, Index: x, domains: map[side]reference.Domain{}}
	var strata, clusters []int32
	for row, who := range r.member {
		stratum := slices.Index(r.panels, who.panel)
		if v == withoutFlagged && r.flagged(who) {
			stratum = len(r.panels)
		} else {
			at := side{r.wave[row], who.panel, r.sample[row]}
			o.domains[at] = append(o.domains[at], int32(row))
		}
		strata, clusters = append(strata, int32(stratum)), append(clusters, int32(r.number[who]))
	}
	weight := r.weight
	if v == unweighted {
		weight = nil
	}
	var err error
	o.design, err = reference.NewDesign(len(r.member), strata, clusters, weight)
	return o, err
}

// domain are the rows of a side, none where it has none.
func (o *secondOpinion) domain(s side) reference.Domain {
	return append(reference.Domain{}, o.domains[s]...)
}

// compareOpinions compares every mean, gap and change that a report tells of the measures of a case.
func (r *rows) compareOpinions(x *report.Index) (all []told, err error) {
	for v, other := range versionsOf(x.Report) {
		if other == nil {
			continue
		}
		o, err := r.opine(version(v), x.Alternative(other))
		if err != nil {
			return nil, err
		}
		for _, m := range r.measures() {
			all = append(all, o.compareMeasure(m)...)
		}
	}
	return all, nil
}

func (o *secondOpinion) compareMeasure(m *measure) (all []told) {
	tell := func(kind string, got any, of string, want map[string]any) {
		for _, t := range comparedIn(o.version, entry(kind), got, of, want) {
			t.Second = true
			all = append(all, t)
		}
	}
	for n, wave := range o.waves {
		for i, panel := range o.panels {
			at := side{wave: wave, panel: panel}
			for _, g := range o.grounds(m, at) {
				tell("estimate", o.Estimate(o.code(wave), panel, g.Subject), g.of(at), o.mean(m, g))
			}
			for e, earlier := range o.waves[:n] {
				if e < n-1 && (e > 0 || n < len(o.waves)-1) {
					continue // a report compares neighbours, and the last wave with the first
				}
				before := side{wave: earlier, panel: panel}
				for _, g := range o.grounds(m, at, before) {
					tell("change", o.Change(panel, o.code(earlier), o.code(wave), g.Subject), g.of(at, before),
						o.difference(m, g, o.code(wave), o.code(earlier)))
				}
			}
			for _, less := range slices.Concat(o.panels[:i], o.panels[i+1:]) {
				if beside := (side{wave: wave, panel: less}); o.staff[panel] && !o.staff[less] {
					for _, g := range o.grounds(m, at, beside) {
						tell("gap", o.Gap(o.code(wave), panel, less, g.Subject), g.of(at, beside), o.difference(m, g, panel, less))
					}
				}
			}
		}
	}
	for i := range o.GapChanges {
		if c := &o.GapChanges[i]; o.version == theReport && m.Item == nil && c.Parameter == m.Parameter {
			tell("change of a gap", c, m.Parameter+", "+c.A+" less "+c.B, o.differences(m, c))
		}
	}
	return all
}

// ground is what a measure rests on: the domains of one or two sides, one a sample.
type ground struct {
	report.Subject
	sides [][]reference.Domain
}

// of says what is measured, for a message.
func (g *ground) of(sides ...side) string {
	words := g.Parameter
	for _, s := range sides {
		words += ", " + s.panel + " " + s.wave
	}
	if g.Sample != nil {
		words += " " + *g.Sample
	}
	return words
}

// grounds are the identity, or every sample, the anchors and all samples. An average is over the samples that both sides
// answered; only that over all samples of two waves is over those of each.
func (o *secondOpinion) grounds(m *measure, sides ...side) (all []ground) {
	on := func(basis report.Basis, sample *string, samples ...[]string) {
		g := ground{Subject: m.Subject}
		g.Basis, g.Sample = basis, sample
		for i, s := range sides {
			var domains []reference.Domain
			for _, s.sample = range samples[i%len(samples)] {
				domains = append(domains, o.domain(s))
			}
			g.sides = append(g.sides, domains)
		}
		if len(g.sides[0]) > 0 && len(g.sides[len(sides)-1]) > 0 {
			all = append(all, g)
		}
	}
	if !o.rated() {
		on(report.Identity, nil, []string{""})
		return all
	}
	var answered [][]string
	common, anchors := slices.Clone(o.samples), []string{}
	for _, s := range sides {
		silent := func(sample string) bool { s.sample = sample; return len(o.valid(m, o.domain(s))) == 0 }
		answered = append(answered, slices.DeleteFunc(slices.Clone(o.samples), silent))
		common = slices.DeleteFunc(common, silent)
	}
	for _, sample := range o.samples {
		on(report.OfSample, &sample, []string{sample})
	}
	for _, sample := range common {
		if len(sides) == 2 && sides[0].wave != sides[1].wave || slices.Contains(o.anchors, sample) {
			anchors = append(anchors, sample)
		}
	}
	on(report.Anchors, nil, anchors)
	if len(sides) == 2 && sides[0].wave == sides[1].wave {
		answered = [][]string{common}
	}
	on(report.All, nil, answered...)
	return all
}

// valid are the members with a valid answer in any of the domains, with what they weigh.
func (o *secondOpinion) valid(m *measure, domains ...reference.Domain) map[member]float64 {
	members := map[member]float64{}
	for _, row := range slices.Concat(domains...) {
		if m.Status[row] == stats.Valid {
			if members[o.member[row]] = 1; o.weight != nil && o.version != unweighted {
				members[o.member[row]] = o.weight[row]
			}
		}
	}
	return members
}

// mean is what an estimate tells.
func (o *secondOpinion) mean(m *measure, g ground) map[string]any {
	domains, shares := g.sides[0], []any{}
	for point := 1.0; point <= survey.ScalePoints; point++ {
		share := 0.0
		for _, d := range domains {
			share += o.design.Proportion(m.among(point), d, stats.Level).P / float64(len(domains))
		}
		shares = append(shares, num(share))
	}
	if g.Basis == report.Anchors || g.Basis == report.All {
		return o.average(m, domains, shares)
	}
	e, top := o.design.Mean(m.Answers, domains[0], stats.Level), o.design.Proportion(m.among(4, 5), domains[0], stats.Level)
	want := map[string]any{"n": float64(e.Members), "n_eff": num(e.NEffKish), "mean": num(e.Mean), "se": num(e.SE),
		"low": num(e.Low), "high": num(e.High), "top2": num(top.P), "top2_low": num(top.Low), "top2_high": num(top.High),
		"dont_know": num(e.DKShare)}
	if e.Members > 0 {
		want["distribution[]"] = shares
	}
	return want
}

// average is what an estimate tells of the plain average over samples (METHODS 2.6): members count once, rows do for the interval
// of a share (METHODS 3.2).
func (o *secondOpinion) average(m *measure, domains []reference.Domain, shares []any) map[string]any {
	coef := slices.Repeat([]float64{1 / float64(len(domains))}, len(domains))
	e, top := o.design.Contrast(m.Answers, domains, coef, stats.Level), o.design.Contrast(m.among(4, 5), domains, coef, stats.Level)
	members := o.valid(m, domains...)
	nEff := stats.Kish(slices.Sorted(maps.Values(members))).NEff
	rows, unknown := 0, 0.0
	for _, base := range e.Bases {
		rows, unknown = rows+base.Rows, unknown+base.DKShare/float64(len(domains))
	}
	p := top.Estimate
	low, high, _, _ := stats.KornGraubardInterval(p, p*(1-p)/(top.SE*top.SE), float64(rows), top.DF, stats.Tail)
	if p == 0 || p == 1 {
		low, high = stats.BoundaryInterval(p, nEff, stats.Tail)
	}
	return map[string]any{"n": float64(len(members)), "n_eff": num(nEff), "mean": num(e.Estimate), "se": num(e.SE),
		"low": num(e.Low), "high": num(e.High), "top2": num(p), "top2_low": num(low), "top2_high": num(high), "dont_know": num(unknown),
		"distribution[]": shares}
}

// difference is what a gap or a change tells, one less two.
func (o *secondOpinion) difference(m *measure, g ground, one, two string) map[string]any {
	var coef []float64
	for i, sign := range []float64{1, -1} {
		coef = append(coef, slices.Repeat([]float64{sign / float64(len(g.sides[i]))}, len(g.sides[i]))...)
	}
	want := testOf(o.design.Contrast(m.Answers, slices.Concat(g.sides...), coef, stats.Level))
	ones, twos := o.valid(m, g.sides[0]...), o.valid(m, g.sides[1]...)
	want["n{"+one+"}"], want["n{"+two+"}"] = float64(len(ones)), float64(len(twos))
	if !slices.Contains(o.panels, one) {
		maps.DeleteFunc(ones, func(who member, _ float64) bool { _, both := twos[who]; return !both })
		want["overlap"] = float64(len(ones))
	}
	return want
}

// differences is what the change of a gap tells, the difference of two differences (METHODS 4.1).
func (o *secondOpinion) differences(m *measure, c *report.GapChange) map[string]any {
	at := func(wave, panel string) reference.Domain { return o.domain(side{o.wave0(wave), panel, ""}) }
	domains := []reference.Domain{at(c.To, c.A), at(c.From, c.A), at(c.To, c.B), at(c.From, c.B)}
	want := testOf(o.design.Contrast(m.Answers, domains, []float64{1, -1, -1, 1}, stats.Level))
	delete(want, "effect")
	return want
}

func testOf(c stats.Comparison) map[string]any {
	return map[string]any{"diff": num(c.Estimate), "se": num(c.SE), "low": num(c.Low), "high": num(c.High), "df": num(c.DF),
		"p": num(c.P), "effect": num(c.Effect)}
}
