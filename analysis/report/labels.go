package report

import (
	"slices"
	"strconv"

	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

// Describe fills in the years, the words for every code, the frameworks and the samples from what respondents met, oldest wave
// first. parameter names a parameter of a framework in this report.
func (r *Report) Describe(waves []*survey.Instrument, parameter func(framework, code string) string, tr *i18n.Translator) {
	d := &describer{waves, parameter, tr}
	for _, in := range waves {
		r.Years = append(r.Years, in.Wave.Code)
	}
	r.Labels, r.Panels, r.Frameworks, r.Samples = d.labels(), []Panel{}, d.frameworks(), d.samples()
	for _, p := range survey.PanelsOf(waves...) {
		r.Panels = append(r.Panels, Panel{p.Code, p.Kind})
	}
}

type describer struct {
	waves     []*survey.Instrument
	parameter func(framework, code string) string
	tr        *i18n.Translator
}

// labels collects the words for every code. Later waves overwrite earlier ones, so that the words in use today win.
func (d *describer) labels() Labels {
	l := Labels{Panels: map[string]string{}, Waves: map[string]string{}, Parameters: map[string]string{}, Items: map[string]string{},
		Samples: map[string]string{}, Groups: map[string]string{}}
	for _, in := range d.waves {
		say := func(t i18n.Text) string { return d.word(t, in.Wave.Langs) }
		l.Waves[in.Wave.Code] = say(in.Wave.Title)
		for _, p := range in.Wave.Panels {
			l.Panels[p.Code] = say(p.Name)
			for _, a := range p.Strata {
				l.Groups[a.Code] = say(a.Name)
				for _, c := range a.Categories {
					l.Groups[a.Code+"="+c.Code] = say(c.Name)
				}
			}
		}
		for _, f := range in.Frameworks {
			for _, p := range f.Parameters {
				l.Parameters[d.parameter(f.Code, p.Code)] = say(p.Name)
			}
		}
		for _, s := range in.Samples {
			l.Samples[s.Code] = say(s.Title)
		}
		for _, q := range in.Questionnaire.Questions() {
			d.itemLabels(l.Items, in, q)
		}
	}
	return l
}

func (d *describer) itemLabels(items map[string]string, in *survey.Instrument, q *survey.Question) {
	if q.Kind == survey.KindInfo {
		return
	}
	say := func(w survey.Wording) string { return d.word(wording(w, in.Wave.PanelCodes()), in.Wave.Langs) }
	items[q.Code] = say(q.Text)
	for _, o := range q.Options {
		items[q.Code+"."+strconv.Itoa(int(o.Code))] = say(o.Text)
	}
	if len(q.Options) > 0 && q.DontKnow {
		items[q.Code+"."+strconv.Itoa(int(survey.DontKnow))] = d.tr.T("report.dont_know")
	}
	if q.Kind == survey.KindDifferential && len(q.Points) == 2 {
		items[q.Code+".1"], items[q.Code+".5"] = say(q.Points[0]), say(q.Points[1])
	}
}

// wording takes the words common to all panels, else those of the first panel that has its own.
func wording(w survey.Wording, panels []string) i18n.Text {
	if len(w.Common) > 0 {
		return w.Common
	}
	for _, p := range panels {
		if len(w.Panels[p]) > 0 {
			return w.Panels[p]
		}
	}
	return nil
}

// word gives a text in the report's language, or in the first language of the wave that has it.
func (d *describer) word(t i18n.Text, langs []i18n.Lang) string {
	if text := t.In(d.tr.Lang()); text != "" {
		return text
	}
	for _, lang := range append(langs, i18n.Langs()...) {
		if t[lang] != "" {
			return t[lang]
		}
	}
	return ""
}

// samples lists every sample of the chosen waves, in the order in which they first came.
func (d *describer) samples() []Sample {
	list := []Sample{}
	place := map[string]int{}
	for _, in := range d.waves {
		for _, shown := range in.Wave.Samples {
			code := shown.Code
			at, known := place[code]
			if !known {
				at = len(list)
				place[code] = at
				list = append(list, Sample{Code: code})
			}
			s := &list[at]
			s.Waves = append(s.Waves, in.Wave.Code)
			s.Anchor = s.Anchor || shown.Anchor
			if sample, ok := in.Sample(code); ok {
				s.Channel, s.Kind, s.Entity, s.Year = sample.Channel, string(sample.Kind), sample.Entity, sample.Year
			}
		}
	}
	return list
}

// frameworks lists the frameworks of the chosen waves with their parameters, those of the newest wave first.
func (d *describer) frameworks() []Framework {
	list := []Framework{}
	for _, in := range slices.Backward(d.waves) {
		for _, f := range in.Frameworks {
			at := slices.IndexFunc(list, func(known Framework) bool { return known.Code == f.Code })
			if at < 0 {
				at, list = len(list), append(list, Framework{Code: f.Code, Title: d.word(f.Title, in.Wave.Langs)})
			}
			for _, p := range f.Parameters {
				if name := d.parameter(f.Code, p.Code); !slices.Contains(list[at].Parameters, name) {
					list[at].Parameters = append(list[at].Parameters, name)
				}
			}
		}
	}
	return list
}
