package analysis

import (
	"slices"
	"strconv"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/survey"
	"realitycheck/survey/i18n"
)

// labels collects the words for every code of the chosen waves. Later waves overwrite earlier ones, so that the words in
// use today win.
func (b *builder) labels(waves []*dataset.Wave) report.Labels {
	l := report.Labels{Panels: map[string]string{}, Waves: map[string]string{}, Parameters: map[string]string{}, Items: map[string]string{},
		Samples: map[string]string{}, Groups: map[string]string{}}
	for _, w := range waves {
		in := w.Instrument
		say := func(t i18n.Text) string { return b.word(t, in.Wave.Langs) }
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
				l.Parameters[b.parameter(f.Code, p.Code)] = say(p.Name)
			}
		}
		for _, s := range in.Samples {
			l.Samples[s.Code] = say(s.Title)
		}
		for _, q := range in.Questionnaire.Questions() {
			b.itemLabels(l.Items, in, q)
		}
	}
	return l
}

func (b *builder) itemLabels(items map[string]string, in *survey.Instrument, q *survey.Question) {
	if q.Kind == survey.KindInfo {
		return
	}
	say := func(w survey.Wording) string { return b.word(wording(w, in.Wave.PanelCodes()), in.Wave.Langs) }
	items[q.Code] = say(q.Text)
	for _, o := range q.Options {
		items[q.Code+"."+strconv.Itoa(int(o.Code))] = say(o.Text)
	}
	if len(q.Options) > 0 && q.DontKnow {
		items[q.Code+"."+strconv.Itoa(int(survey.DontKnow))] = b.tr.T("report.dont_know")
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
func (b *builder) word(t i18n.Text, langs []i18n.Lang) string {
	if text := t.In(b.tr.Lang()); text != "" {
		return text
	}
	for _, lang := range append(langs, i18n.Langs()...) {
		if t[lang] != "" {
			return t[lang]
		}
	}
	return ""
}

// samples lists every sample of the chosen waves, in the order in which it was first shown.
func (b *builder) samples(waves []*dataset.Wave) []report.Sample {
	list := []report.Sample{}
	place := map[string]int{}
	for _, w := range waves {
		for i, code := range w.Samples {
			at, known := place[code]
			if !known {
				at = len(list)
				place[code] = at
				list = append(list, report.Sample{Code: code})
			}
			s := &list[at]
			s.Waves = append(s.Waves, w.Code())
			s.Anchor = s.Anchor || w.Anchors[i]
			if sample, ok := w.Instrument.Sample(code); ok {
				s.Channel, s.Kind, s.Entity, s.Year = sample.Channel, string(sample.Kind), sample.Entity, sample.Year
			}
		}
	}
	return list
}

// frameworks lists the frameworks of the chosen waves with their parameters, those of the newest wave first.
func (b *builder) frameworks(waves []*dataset.Wave) []report.Framework {
	list := []report.Framework{}
	for _, w := range slices.Backward(waves) {
		for _, f := range w.Instrument.Frameworks {
			at := slices.IndexFunc(list, func(known report.Framework) bool { return known.Code == f.Code })
			if at < 0 {
				at, list = len(list), append(list, report.Framework{Code: f.Code, Title: b.word(f.Title, w.Instrument.Wave.Langs)})
			}
			for _, p := range f.Parameters {
				if name := b.parameter(f.Code, p.Code); !slices.Contains(list[at].Parameters, name) {
					list[at].Parameters = append(list[at].Parameters, name)
				}
			}
		}
	}
	return list
}
