package estimate

import (
	"strconv"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
)

// choices computes the share of each option of the single and multiple choices of a wave (METHODS 3.1). Don't-know is an
// answer here, so it counts in the base and has a share of its own.
func choices(f *Figures, w *dataset.Wave) {
	for block, q := range w.Instrument.Questionnaire.Questions() {
		if q.Kind != survey.KindSingle && q.Kind != survey.KindMultiple {
			continue
		}
		asked := w.Asked(block, q)
		for _, p := range w.InOrder {
			if asked[p] {
				questionChoices(f, w, q, block.Repeat, p)
			}
		}
	}
}

func questionChoices(f *Figures, w *dataset.Wave, q *survey.Question, rated bool, panel int) {
	column := q.Code
	option := func(code, chosen int8) {
		share := optionShare(w, w.Cells(column), choiceScale(q).Share(chosen), rated, panel)
		f.Choices.add(report.Choice{Wave: w.Code(), Panel: w.Panels[panel], Item: q.Code, Option: strconv.Itoa(int(code)),
			N: &share.Members, Share: report.Figure(share.P), Low: report.Figure(share.Low), High: report.Figure(share.High)},
			share.Counts)
	}
	for _, o := range q.Options {
		chosen := o.Code
		if q.Kind == survey.KindMultiple {
			column, chosen = q.Code+"."+strconv.Itoa(int(o.Code)), 1
		}
		option(o.Code, chosen)
	}
	if q.DontKnow {
		option(survey.DontKnow, survey.DontKnow)
	}
}

// optionShare is the share of one code of a column among the answers of a panel (METHODS 3.2). In a repeated block a member has
// several rows.
func optionShare(w *dataset.Wave, codes []int8, scale *stats.Scale, rated bool, panel int) stats.Share {
	tables := w.Tabulate(codes, rated)
	if !rated {
		return w.Sizes.Proportion(scale, stats.Level, tables[panel])
	}
	domain := make(stats.Cells, len(w.Samples))
	for s := range domain {
		domain[s] = panel*len(w.Samples) + s
	}
	ratings := w.RatingsOf(panel)
	return ratings.Proportion(codes[w.RatingRows[panel][0]:w.RatingRows[panel][1]], scale, tables, domain, stats.Level)
}

// choiceScale holds every answer to a choice valid, don't-know included.
func choiceScale(q *survey.Question) *stats.Scale {
	s := stats.NewScale(0, 1)
	if q.Kind == survey.KindSingle {
		s = &stats.Scale{}
		for _, o := range q.Options {
			s.Status[stats.Index(o.Code)] = stats.Valid
		}
	}
	s.Status[stats.Index(survey.DontKnow)] = stats.Valid
	return s
}
