package exhibit

import (
	"cmp"
	"slices"

	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

// Samples shows every sample of the newest wave on the parameter that the reader chose, else on the first, and in a table
// on all of them.
func Samples(x *report.Index, s Selection, tr *i18n.Translator) Exhibit {
	r := &reader{x, tr, s}
	wave := r.Last()
	samples, parameters := r.SamplesOf(wave), r.Rated(wave, nil)
	if len(samples) == 0 || len(parameters) == 0 {
		return Exhibit{Code: "samples", Lead: []Sentence{Said(r.T("exhibit.samples.none"))}}
	}
	by := parameters[0]
	if slices.Contains(parameters, s.Parameter) {
		by = s.Parameter
	}
	of := r.order(samples, by)
	e := Exhibit{Code: "samples", Title: r.T("exhibit.samples.title", "parameter", r.ParameterName(by), "wave", wave),
		Lead: append(r.alike(), r.findings(report.FindSample)...)}
	on := make([]report.Subject, len(samples))
	for i := range samples {
		on[i] = report.On(samples[i].Code, by)
	}
	f := r.means(wave, on, func(s report.Subject) string { return r.SampleName(*s.Sample) })
	f.Alt, f.Desc = e.Title, r.T("exhibit.samples.desc")
	e.Figures, e.Table = []Figure{f}, r.samplesTable(samples, parameters, by)
	e.Caption = append([]string{r.T("exhibit.samples.caption", "panel", r.PanelName(of))}, r.measured(wave, on)...)
	return e
}

// order sorts samples by how a panel rates them on a parameter, the highest first, and gives the panel: the first of the
// public, which has the second sign, else the only one.
func (r *reader) order(samples []report.Sample, parameter string) (panel string) {
	panels := r.panels()
	panel = panels[min(1, len(panels)-1)]
	rating := func(s report.Sample) float64 {
		if e := r.Estimate(r.Last(), panel, report.On(s.Code, parameter)); e != nil && e.Mean != nil {
			return *e.Mean
		}
		return 0
	}
	slices.SortStableFunc(samples, func(a, b report.Sample) int { return cmp.Compare(rating(b), rating(a)) })
	return panel
}

// alike says that the panels clearly differ on no sample, where they were compared.
func (r *reader) alike() []Sentence {
	var proof []report.Subject
	for _, g := range r.gapsOnSamples() {
		if g.Certainty() == report.Clear {
			return nil
		}
		proof = append(proof, g.Subject)
	}
	if proof == nil {
		return nil
	}
	return []Sentence{{Text: r.T("exhibit.samples.alike"), Certainty: report.Unclear, Proof: proof}}
}

// samplesTable has for each parameter the mean of every panel and how far they are apart.
func (r *reader) samplesTable(samples []report.Sample, parameters []string, by string) *Table {
	fields := []field[report.Sample]{
		{column(r.T("exhibit.col.sample"), Words), func(s report.Sample) Cell {
			return Cell{Value: r.SampleName(s.Code), Sample: s.Code, Panel: NoPanel}
		}},
		{column(r.T("exhibit.col.channel"), Words).detail(), func(s report.Sample) Cell { return words(r.T(survey.ChannelKey(s.Channel))) }},
		{column(r.T("exhibit.col.role"), Words).detail(), func(s report.Sample) Cell {
			if s.Anchor {
				return words(r.T("exhibit.samples.anchor"))
			}
			return words("")
		}},
	}
	pairs := pairsOf(r.gapsOnSamples())
	for _, p := range parameters {
		add := func(c Column, cell func(report.Subject) Cell) {
			c.Group, c.Shaded, c.Parameter, c.Current = r.ParameterName(p), true, p, p == by
			fields = append(fields, field[report.Sample]{c, func(s report.Sample) Cell { return cell(report.On(s.Code, p)) }})
		}
		for _, panel := range r.panels() {
			add(r.meanOf(panel), func(on report.Subject) Cell { return meanOf(r.Estimate(r.Last(), panel, on)) })
		}
		for _, pair := range pairs {
			add(column(r.pairName(pair), Difference), func(on report.Subject) Cell {
				return r.gapCell(r.Gap(r.Last(), pair[0], pair[1], on))
			})
		}
	}
	t := table(r.T("exhibit.samples.table", "wave", r.Last()), fields, samples)
	t.Lines = true
	return t
}

// gapsOnSamples are those of the newest wave.
func (r *reader) gapsOnSamples() []*report.Gap {
	var gaps []*report.Gap
	for i := range r.Gaps {
		if g := &r.Gaps[i]; g.Wave == r.Last() && g.Basis == report.OfSample && g.Item == nil {
			gaps = append(gaps, g)
		}
	}
	return gaps
}

// pairName heads the difference of two panels; of only two it needs no names.
func (r *reader) pairName(pair [2]string) string {
	if len(r.Index.Panels) == 2 {
		return r.T("exhibit.col.gap")
	}
	return r.T("exhibit.samples.pair", "a", r.PanelName(pair[0]), "b", r.PanelName(pair[1]))
}

// Anchors shows how the ratings of the samples that the last two waves share changed.
func Anchors(x *report.Index, s Selection, tr *i18n.Translator) Exhibit {
	r := &reader{x, tr, s}
	e := Exhibit{Code: "anchors", Title: r.T("exhibit.anchors.title", "from", r.Before(), "to", r.Last()),
		Caption: []string{r.T("exhibit.anchors.caption")}}
	var rows []asked
	for _, panel := range r.panels() {
		for i := range r.Changes {
			c := &r.Changes[i]
			if c.Panel == panel && c.Basis == report.Anchors && c.Item == nil && c.To == r.Last() && c.From == r.Before() {
				rows = append(rows, asked{panel, c.Subject})
			}
		}
	}
	if rows == nil {
		return Exhibit{Code: "anchors"}
	}
	fields := append([]field[asked]{r.byParameter(), r.byPanel()}, r.changes(r.Before())...)
	fields[0].Merged, fields[3].Detail, fields[4].Below = false, false, false
	e.Table = table(e.Title, fields, rows)
	return e
}
