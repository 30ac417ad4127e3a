package verify

import (
	"fmt"
	"slices"
	"strconv"

	"realitycheck/analysis"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
)

// estimateRoad makes waves of the rows of a case about means, shares or differences.
func estimateRoad(s *shelf, f *frame, want any) ([]told, error) {
	weight, err := f.weights()
	if err != nil {
		return nil, err
	}
	return s.estimates(f, weight, want)
}

// rakedRoad is the same with weights that were raked. Reports take weights as given (METHODS 2.7), so that of two standard errors
// that of fixed weights is told.
func rakedRoad(s *shelf, f *frame, want any) ([]told, error) {
	margins, bounds, base, err := f.raking()
	if err != nil {
		return nil, err
	}
	w, err := stats.Rake(len(f.rows), base, margins, bounds)
	if err != nil {
		return nil, err
	}
	return s.estimates(f, w.Weights, want)
}

func (s *shelf) estimates(f *frame, weight []float64, want any) ([]told, error) {
	r, ok, err := answersOf(f, weight)
	if err != nil || !ok {
		return nil, err
	}
	r.placeDomains()
	if err := s.waves(r); err != nil {
		return nil, err
	}
	themes, err := s.codeThemes(r)
	if err != nil {
		return nil, err
	}
	opts := analysis.Options{Unweighted: weight != nil, WithoutFlagged: true}
	if f.spec.NMin != nil {
		opts.NMin = *f.spec.NMin
	}
	x, err := s.build(opts)
	if err != nil {
		return nil, err
	}
	wanted, _ := want.([]any)
	all := slices.Concat(r.compareEstimates(x, wanted), r.compareDifferences(x, wanted))
	opinions, err := r.compareOpinions(x)
	if all = append(all, opinions...); err != nil || !themes {
		return all, err
	}
	shares, err := r.compareThemes(x)
	return append(all, shares...), err
}

// waves archives a wave for each that the rows have. Every member of the case is in each, because a stratum of the case counts
// the members of all its waves; who has no row in a wave was there and answered nothing.
func (s *shelf) waves(r *rows) error {
	var before []*madeWave
	for n := range r.waves {
		m := r.instrument(n)
		r.answer(m, n)
		if err := s.archive(m); err != nil {
			return err
		}
		for _, earlier := range before {
			if err := s.pair(earlier, m); err != nil {
				return err
			}
		}
		before = append(before, m)
	}
	return nil
}

func (r *rows) instrument(n int) *madeWave {
	var panels []survey.WavePanel
	for _, code := range r.panels {
		p := survey.WavePanel{Code: code, Kind: survey.Public}
		if r.staff[code] {
			p.Kind = survey.Staff
		}
		for i, column := range r.attributes {
			a := survey.Attribute{Code: attributeCode(i)}
			values, _ := r.texts(column, "")
			for _, v := range distinct(values) {
				if v != "" {
					a.Categories = append(a.Categories, survey.Category{Code: v})
				}
			}
			p.Strata = append(p.Strata, a)
		}
		panels = append(panels, p)
	}
	var samples []survey.WaveSample
	for _, code := range r.samples {
		samples = append(samples, survey.WaveSample{Code: code, Anchor: slices.Contains(r.anchors, code)})
	}
	m := newWave(n+1, panels, samples, r.rated())
	for _, a := range r.asked {
		if a.point != nil {
			m.asks(survey.Question{Code: a.code, Kind: survey.KindRating, DontKnow: true, Framework: madeFramework, Parameter: a.code})
		}
		if a.yes != nil {
			m.asks(survey.Question{Code: a.choice(), Kind: survey.KindSingle, Options: []survey.Option{{Code: 1}, {Code: 2}}})
			m.asks(survey.Question{Code: a.known(), Kind: survey.KindSingle, Options: []survey.Option{{Code: 1}}, DontKnow: true})
			m.asks(survey.Question{Code: a.open(), Kind: survey.KindText})
		}
	}
	if together := r.together(); len(together) > 0 {
		q := survey.Question{Code: severalOf, Kind: survey.KindMultiple}
		for i := range len(together) + 1 {
			q.Options = append(q.Options, survey.Option{Code: int8(i + 1)})
		}
		m.asks(q)
	}
	for i, s := range r.statements() {
		m.asks(survey.Question{Code: s.code, Kind: survey.KindRating, DontKnow: true, Reversed: i == 0, Framework: madeFramework,
			Parameter: statements})
	}
	return m
}

func attributeCode(i int) string { return "a" + strconv.Itoa(i+1) }

// text is what a row answers to the open question: something of its own, by which its coding is found.
func (a *asked) text(row int) string { return a.code + " " + strconv.Itoa(row) }

// answer gives the rows of a wave to its members.
func (r *rows) answer(m *madeWave, n int) {
	attributes := make([][]string, len(r.attributes))
	for i, column := range r.attributes {
		attributes[i], _ = r.texts(column, "")
	}
	for row, who := range r.member {
		if r.wave[row] != r.waves[n] {
			continue
		}
		record := m.of(who, r.number[who])
		record.Strata = nil
		for i := range attributes {
			record.Strata = append(record.Strata, attributes[i][row])
		}
		record.Speeder = r.flagged(who)
		if r.weight != nil {
			m.weight[record.ID] = r.weight[row]
		}
		m.answer(record, r.sample[row], r.answers(row))
	}
	for who, number := range r.number {
		if record := m.of(who, number); len(record.Answers) == 0 {
			record.Strata, record.Speeder = slices.Repeat([]string{survey.MissingCategory}, len(attributes)), r.flagged(who)
			sample := ""
			if r.rated() {
				sample = r.samples[0]
			}
			m.answer(record, sample, survey.Answers{})
		}
	}
}

// answers are those of a row.
func (r *rows) answers(row int) survey.Answers {
	answers := survey.Answers{}
	for _, a := range r.asked {
		if a.point != nil && a.point[row] != 0 {
			answers[a.code] = survey.Answer{Code: a.point[row]}
		}
		if a.yes != nil && a.yes[row] != 0 {
			answers[a.choice()] = survey.Answer{Code: a.yes[row]}
			answers[a.known()] = survey.Answer{Code: [...]int8{survey.DontKnow, 1}[a.yes[row]-1]}
			answers[a.open()] = survey.Answer{Text: a.text(row)}
		}
	}
	if together := r.together(); len(together) > 0 && together[0].yes[row] != 0 {
		answers[severalOf] = survey.Answer{Codes: chosen(together, row)}
	}
	for _, s := range r.statements() {
		if s.given[row] != 0 {
			answers[s.code] = survey.Answer{Code: s.given[row]}
		}
	}
	return answers
}

// compareEstimates compares what is expected of domains.
func (r *rows) compareEstimates(x *report.Index, wanted []any) (all []told) {
	at := 0
	for i := range r.asked {
		a := &r.asked[i]
		for _, d := range r.spec.Domains {
			if len(r.spec.Contrasts) > 0 || at >= len(wanted) {
				return all
			}
			want, _ := wanted[at].(map[string]any)
			at++
			if p := r.places[d.Label]; p != nil && want["suppressed"] != true {
				all = append(all, r.compareEstimate(x, a, p, a.Name+", "+d.Label, want)...)
			}
		}
	}
	return all
}

func (r *rows) compareEstimate(x *report.Index, a *asked, p *place, of string, want map[string]any) (all []told) {
	wave := r.code(p.wave)
	whole := r.rated() && p.sample == ""
	if fixed, raked := want["se_fixed_weights"]; raked {
		want = map[string]any{"mean": want["mean"], "p": want["mean"], "se": fixed}
	}
	if a.yes != nil && p.group == nil && p.sample == "" {
		figures := take(want, "n_members", "n", "p", "share", "ci_low", "low", "ci_high", "high")
		for _, place := range r.counted(a) {
			all = append(all, compared(entry("choice"), choiceOf(x, wave, p.panel, place), of+", "+place[0], figures)...)
		}
	}
	if a.point == nil || whole {
		return all
	}
	for _, e := range r.estimates(x, a, p) {
		all = append(all, r.compareMean(e, a, p, of, want)...)
	}
	return all
}

func (r *rows) compareMean(e *report.Estimate, a *asked, p *place, of string, want map[string]any) (all []told) {
	figures := take(want, "n_members", "n", "n_eff_kish", "n_eff", "dk_share", "dont_know")
	if p.group != nil {
		figures = groupSize(want, figures)
	}
	switch points := a.points(); {
	case a.yes == nil:
		merge(figures, take(want, "mean", "mean", "se", "se", "ci_low", "low", "ci_high", "high"))
	case slices.Equal(points, []int8{4, 5}):
		merge(figures, take(want, "p", "top2", "ci_low", "top2_low", "ci_high", "top2_high"))
	case len(points) == 1 && points[0] > 0 && len(e.Distribution) > 0:
		cell := Cell{"estimates[].distribution[]", e.Basis, e.Item != nil}
		all = append(all, told{Cell: cell, Of: of, Want: want["p"], Got: e.Distribution[points[0]-1]})
	}
	return append(all, compared(entry("estimate"), e, of, figures)...)
}

// subjects are what a report measures with the answers to an item: its parameter, the only item of that, and of the first item
// also a reversed statement.
func (r *rows) subjects(a *asked, basis report.Basis, sample string) []report.Subject {
	whole := report.Subject{Basis: basis, Parameter: a.code}
	if sample != "" {
		whole.Sample = &sample
	}
	item, reversed := whole, whole
	if item.Item = &a.code; r.first() != a {
		return []report.Subject{whole, item}
	}
	reversed.Parameter, reversed.Item = statements, &r.statements()[0].code
	return []report.Subject{whole, item, reversed}
}

func (p *place) basis() report.Basis {
	if p.sample == "" {
		return report.Identity
	}
	return report.OfSample
}

// estimates are the means of a domain; one of a group is told of a parameter only.
func (r *rows) estimates(x *report.Index, a *asked, p *place) (all []*report.Estimate) {
	wave, subjects := r.code(p.wave), r.subjects(a, p.basis(), p.sample)
	if p.group != nil {
		g := *p.group
		g.By = attributeCode(slices.Index(r.attributes, g.By))
		subjects = subjects[:1]
		all = append(all, x.OfGroup(wave, p.panel, subjects[0], g))
	} else {
		for _, s := range subjects {
			all = append(all, x.Estimate(wave, p.panel, s))
		}
	}
	return slices.DeleteFunc(all, func(e *report.Estimate) bool { return e == nil })
}

// code is that of the archive of a wave.
func (r *rows) code(wave string) string { return fmt.Sprintf("%04d", 1+slices.Index(r.waves, wave)) }

// groupSize is the number that a report tells of a group: of all its members, down to five, with the effective number in
// proportion.
func groupSize(want, figures map[string]any) map[string]any {
	members := 0.0
	for _, part := range []string{"n_rows", "n_dk_rows", "n_missing_rows"} {
		n, known := want[part].(float64)
		if !known {
			return map[string]any{}
		}
		members += n
	}
	told := float64(int(members) / groupStep * groupStep)
	if nEff, ok := figures["n_eff"].(float64); ok {
		figures["n_eff"] = nEff / figures["n"].(float64) * told
	}
	figures["n"] = told
	return figures
}

// groupStep is what the number of members of a group is rounded to, stated apart from the reports.
const groupStep = 5

// compareDifferences compares what is expected of contrasts.
func (r *rows) compareDifferences(x *report.Index, wanted []any) (all []told) {
	at := 0
	for i := range r.asked {
		a := &r.asked[i]
		for _, c := range r.spec.Contrasts {
			if at >= len(wanted) {
				return all
			}
			want, _ := wanted[at].(map[string]any)
			at++
			of := a.Name + ", " + c.Label
			from, to := r.difference(c)
			if a.yes == nil && a.point != nil && from != nil && r.rated() == (from.sample != "") {
				all = append(all, r.compareDifference(x, a, c, from, to, of, want)...)
			}
			if p, samples := r.average(c); p != nil && a.point != nil && slices.Equal(samples, r.anchors) {
				all = append(all, r.compareAverage(x, a, p, of, want)...)
			}
		}
	}
	return all
}

func (r *rows) compareDifference(x *report.Index, a *asked, c contrast, from, to *place, of string,
	want map[string]any) (all []told) {
	figures := take(want, "estimate", "diff", "se", "se", "ci_low", "low", "ci_high", "high", "df", "df", "p", "p",
		"effect", "effect")
	members, _ := want["n_members"].(map[string]any)
	for label := range c.Coef {
		p, key := r.places[label], ""
		if key = p.panel; from.panel == to.panel {
			key = r.code(p.wave)
		}
		figures["n{"+key+"}"] = members[label]
	}
	if from.panel == to.panel {
		figures["overlap"] = want["n_members_shared"]
	}
	for _, s := range r.subjects(a, to.basis(), to.sample) {
		switch g, ch := x.Gap(r.code(to.wave), to.panel, from.panel, s), x.Change(to.panel, r.code(from.wave), r.code(to.wave), s); {
		case g != nil:
			all = append(all, compared(entry("gap"), g, of, figures)...)
		case ch != nil:
			all = append(all, compared(entry("change"), ch, of, figures)...)
		}
	}
	return all
}

func (r *rows) compareAverage(x *report.Index, a *asked, p *place, of string, want map[string]any) (all []told) {
	figures := take(want, "estimate", "mean", "se", "se", "ci_low", "low", "ci_high", "high")
	if a.yes != nil {
		figures = map[string]any{}
		if slices.Equal(a.points(), []int8{4, 5}) {
			figures["top2"] = want["estimate"]
		}
	}
	for _, s := range r.subjects(a, report.Anchors, "") {
		all = append(all, compared(entry("estimate"), x.Estimate(r.code(p.wave), p.panel, s), of, figures)...)
	}
	return all
}

// take renames what a case expects, in pairs of its name and that of the report. What the case does not say is left out.
func take(want map[string]any, pairs ...string) map[string]any {
	out := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		if v, said := want[pairs[i]]; said {
			out[pairs[i+1]] = v
		}
	}
	return out
}

func merge(into, from map[string]any) {
	for key, v := range from {
		into[key] = v
	}
}
