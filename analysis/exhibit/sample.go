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
	var gaps []*report.Gap
	on := r.ratedOn(sample)
	for _, subject := range on {
		gaps = append(gaps, r.GapsOf(wave, subject)...)
	}
	for _, g := range gaps {
		e.Lead = append(e.Lead, r.sampleFinding(g))
	}
	f := r.means(wave, on, r.parameterOf)
	f.Alt, f.Desc = e.Title, r.T("exhibit.sample.desc")
	if e.Figures = []Figure{f}; len(gaps) > 0 {
		e.Table = r.gapTable(e.Title, gaps, r.gapLabel)
	}
	e.Caption = append([]string{r.T("exhibit.caption.means")}, r.measured(wave, on)...)
	return e
}

// ratedOn lists on what any chosen wave rated a sample.
func (r *reader) ratedOn(sample *report.Sample) []report.Subject {
	var on []report.Subject
	for _, wave := range r.Years {
		for _, p := range r.Rated(wave, &sample.Code) {
			if s := report.On(sample.Code, p); !slices.ContainsFunc(on, s.Same) {
				on = append(on, s)
			}
		}
	}
	return on
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
	on := r.ratedOn(sample)
	e.Table = table(e.Title, r.overWaves(sample.Waves), r.asked(on))
	span := sample.Waves[0] + "–" + sample.Waves[len(sample.Waves)-1]
	for _, subject := range on {
		e.Figures = append(e.Figures, r.small(subject, r.panels(), sample.Waves, span))
	}
	return e
}
