package exhibit

import (
	"cmp"
	"slices"

	"realitycheck/analysis/report"
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
	r.order(samples, by)
	e := Exhibit{Code: "samples", Title: r.T("exhibit.samples.title", "parameter", r.ParameterName(by), "wave", wave),
		Lead: append(r.alike(), r.findings(report.FindSample)...)}
	f := Figure{Kind: Dots, Alt: e.Title, Desc: r.T("exhibit.samples.desc"), Axis: r.scale(), Series: r.series()}
	for _, sample := range samples {
		f.Rows = append(f.Rows, r.SampleName(sample.Code))
	}
	for _, panel := range r.panelCodes() {
		points := make([]Point, len(samples))
		for i, sample := range samples {
			points[i] = r.point(r.Estimate(wave, panel, report.On(sample.Code, by)))
		}
		f.Points = append(f.Points, points)
	}
	e.Figures, e.Table = []Figure{f}, r.samplesTable(samples, parameters, by)
	e.Caption = append([]string{r.T("exhibit.samples.caption")}, r.measured(wave, func(panel string) []*report.Estimate {
		var list []*report.Estimate
		for _, sample := range samples {
			list = append(list, r.Estimate(wave, panel, report.On(sample.Code, by)))
		}
		return list
	})...)
	return e
}

// order sorts samples by how the last of the panels that the reader chose rates them on a parameter, the highest first.
func (r *reader) order(samples []report.Sample, parameter string) {
	panels := r.panelCodes()
	if len(panels) == 0 {
		return
	}
	rating := func(s report.Sample) float64 {
		if e := r.Estimate(r.Last(), panels[len(panels)-1], report.On(s.Code, parameter)); e != nil && e.Mean != nil {
			return *e.Mean
		}
		return 0
	}
	slices.SortStableFunc(samples, func(a, b report.Sample) int { return cmp.Compare(rating(b), rating(a)) })
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
	wave := r.Last()
	var pairs [][2]string
	for _, g := range r.gapsOnSamples() {
		if pair := [2]string{g.A, g.B}; !slices.Contains(pairs, pair) {
			pairs = append(pairs, pair)
		}
	}
	t := &Table{Title: r.T("exhibit.samples.table", "wave", wave), Lines: true,
		Columns: []Column{column(r.T("exhibit.col.sample"), Words), column(r.T("exhibit.col.channel"), Words).detail(),
			column(r.T("exhibit.col.role"), Words).detail()}}
	for _, p := range parameters {
		add := func(title string, unit Unit, place int) {
			t.Columns = append(t.Columns, Column{Title: title, Group: r.ParameterName(p), Unit: unit, Panel: place, Shaded: true,
				Parameter: p, Current: p == by})
		}
		for _, i := range r.panels() {
			add(r.PanelName(r.Index.Panels[i]), Mean, i)
		}
		for _, pair := range pairs {
			add(r.pairName(pair), Difference, NoPanel)
		}
	}
	for _, sample := range samples {
		role := ""
		if sample.Anchor {
			role = r.T("exhibit.samples.anchor")
		}
		cells := []Cell{{Value: r.SampleName(sample.Code), Sample: sample.Code, Panel: NoPanel},
			words(r.T("channel_" + sample.Channel)), words(role)}
		for _, p := range parameters {
			for _, panel := range r.panelCodes() {
				cells = append(cells, r.mean(wave, panel, report.On(sample.Code, p)))
			}
			for _, pair := range pairs {
				cells = append(cells, r.gapCell(r.Index.Gap(wave, pair[0], pair[1], report.On(sample.Code, p))))
			}
		}
		t.Rows = append(t.Rows, Row{Cells: cells})
	}
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
	t := &Table{Title: e.Title, Columns: []Column{column(r.T("exhibit.col.parameter"), Words),
		column(r.T("exhibit.col.panel"), Words), column(r.T("exhibit.col.since", "wave", r.Before()), Difference),
		r.intervals(Difference), column(r.T("exhibit.col.words"), Verdict)}}
	for _, panel := range r.panelCodes() {
		for i := range r.Changes {
			c := &r.Changes[i]
			if c.Panel == panel && c.Basis == report.Anchors && c.Item == nil && c.To == r.Last() && c.From == r.Before() {
				name := words(r.ParameterName(c.Parameter))
				t.Rows = append(t.Rows, Row{Cells: append([]Cell{name, r.panel(panel)}, r.changeCells(c)...)})
			}
		}
	}
	if len(t.Rows) == 0 {
		return Exhibit{Code: "anchors"}
	}
	e.Table = t
	return e
}
