package exhibit

import (
	"slices"

	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// Sample shows one sample: how the newest wave that showed it rates it, and how every wave did where there were several.
// Of a sample that no chosen wave showed there is nothing.
func Sample(x *report.Index, s Selection, tr *i18n.Translator) []Exhibit {
	r := &reader{x, tr, s}
	i := slices.IndexFunc(r.Index.Samples, func(known report.Sample) bool { return known.Code == s.Sample })
	if i < 0 || len(r.Index.Samples[i].Waves) == 0 {
		return nil
	}
	sample := &r.Index.Samples[i]
	all := []Exhibit{r.sampleNow(sample, sample.Waves[len(sample.Waves)-1])}
	if len(sample.Waves) > 1 {
		all = append(all, r.sampleYears(sample))
	}
	return all
}

// sampleNow shows a sample on every parameter in one wave, with how far the panels are apart.
func (r *reader) sampleNow(sample *report.Sample, wave string) Exhibit {
	e := Exhibit{Code: "sample", Title: r.T("exhibit.sample.title", "wave", wave)}
	parameters := r.ratedOn(sample)
	f := Figure{Kind: Dots, Alt: e.Title, Desc: r.T("exhibit.sample.desc"), Axis: r.scale(), Series: r.series(),
		Points: make([][]Point, len(r.panels()))}
	var gaps []*report.Gap
	for _, p := range parameters {
		on := report.On(sample.Code, p)
		f.Rows = append(f.Rows, r.ParameterName(p))
		for i, panel := range r.panelCodes() {
			f.Points[i] = append(f.Points[i], r.point(r.Estimate(wave, panel, on)))
		}
		gaps = append(gaps, r.GapsOf(wave, on)...)
	}
	for _, g := range gaps {
		e.Lead = append(e.Lead, r.sampleFinding(g))
	}
	if e.Figures = []Figure{f}; len(gaps) > 0 {
		e.Table = r.gapTable(e.Title, gaps, r.gapLabel)
	}
	e.Caption = append([]string{r.T("exhibit.caption.means")}, r.measured(wave, func(panel string) []*report.Estimate {
		var list []*report.Estimate
		for _, p := range parameters {
			list = append(list, r.Estimate(wave, panel, report.On(sample.Code, p)))
		}
		return list
	})...)
	return e
}

// ratedOn lists on what any chosen wave rated a sample.
func (r *reader) ratedOn(sample *report.Sample) []string {
	var parameters []string
	for _, wave := range r.Years {
		for _, p := range r.Rated(wave, &sample.Code) {
			if !slices.Contains(parameters, p) {
				parameters = append(parameters, p)
			}
		}
	}
	return parameters
}

// sampleFinding says what may be said of a difference between panels on a sample.
func (r *reader) sampleFinding(g *report.Gap) Sentence {
	s := Sentence{Certainty: g.Certainty(), Proof: []report.Subject{g.Subject}}
	if high := r.higher(g); high != NoPanel {
		s.Text = r.T("exhibit.sample.finding_clear", "parameter", r.gapLabel(g), "panel", r.PanelName(r.Index.Panels[high]),
			"diff", r.Decimal(max(*g.Diff, -*g.Diff), 1))
	} else {
		s.Text = r.T("exhibit.sample.finding", "parameter", r.gapLabel(g), "words", g.Words(r.Translator))
	}
	return s
}

// sampleYears shows how a sample was rated in every wave that showed it.
func (r *reader) sampleYears(sample *report.Sample) Exhibit {
	e := Exhibit{Code: "sample-years", Title: r.T("exhibit.sample.years"), Caption: []string{r.T("exhibit.sample.years_caption")}}
	first := column(r.T("exhibit.col.parameter"), Words)
	first.Merged = true
	e.Table = &Table{Title: e.Title, Columns: []Column{first, column(r.T("exhibit.col.panel"), Words)}}
	for _, wave := range sample.Waves {
		e.Table.Columns = append(e.Table.Columns, column(wave, Mean))
	}
	span := sample.Waves[0] + "–" + sample.Waves[len(sample.Waves)-1]
	for _, p := range r.ratedOn(sample) {
		name, on := r.ParameterName(p), report.On(sample.Code, p)
		f := Figure{Kind: Lines, Title: name, Alt: r.T("exhibit.trend.alt", "parameter", name, "years", span),
			Desc: r.T("exhibit.trend.desc"), Axis: r.scale(), Series: r.series(), Rows: sample.Waves, Small: true}
		for _, panel := range r.panelCodes() {
			cells := []Cell{words(name), r.panel(panel)}
			points := make([]Point, len(sample.Waves))
			for i, wave := range sample.Waves {
				points[i] = r.point(r.Estimate(wave, panel, on))
				cells = append(cells, r.mean(wave, panel, on))
			}
			f.Points, e.Table.Rows = append(f.Points, points), append(e.Table.Rows, Row{Cells: cells})
		}
		e.Figures = append(e.Figures, f)
	}
	return e
}
