package analysis

import (
	"strconv"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
)

// choices computes the share of each option of the single and multiple choices of a wave. Don't-know is an answer here,
// so it counts in the base and has a share of its own.
func (b *builder) choices(w *dataset.Wave) []report.Choice {
	var all []report.Choice
	for block, q := range w.Instrument.Questionnaire.Questions() {
		if q.Kind != survey.KindSingle && q.Kind != survey.KindMultiple {
			continue
		}
		for p, asked := range w.Asked(block, q) {
			if asked {
				all = append(all, b.questionChoices(w, q, block.Repeat, p)...)
			}
		}
	}
	return all
}

func (b *builder) questionChoices(w *dataset.Wave, q *survey.Question, rated bool, panel int) []report.Choice {
	var all []report.Choice
	column := q.Code
	for _, o := range q.Options {
		chosen := o.Code
		if q.Kind == survey.KindMultiple {
			column, chosen = q.Code+"."+strconv.Itoa(int(o.Code)), 1
		}
		all = append(all, b.choice(w, q, strconv.Itoa(int(o.Code)), column, chosen, rated, panel))
	}
	if q.DontKnow {
		all = append(all, b.choice(w, q, strconv.Itoa(int(survey.DontKnow)), column, survey.DontKnow, rated, panel))
	}
	return all
}

// choice is the share of one code of a column. In a repeated block a member has several rows.
func (b *builder) choice(w *dataset.Wave, q *survey.Question, option, column string, chosen int8, rated bool, panel int) report.Choice {
	c := report.Choice{Wave: w.Code(), Panel: w.Panels[panel], Item: q.Code, Option: option}
	codes := w.Cells(column)
	scale := choiceScale(q).Share(chosen)
	var share stats.Share
	if rated {
		share = ratedShare(w, codes, scale, panel)
	} else {
		share = w.Sizes.Proportion(scale, level, w.Tabulate(codes, false)[panel])
	}
	if b.gate.hides(share.Counts) {
		c.Suppressed = true
		return c
	}
	c.N = &share.Members
	c.Share, c.Low, c.High = figure(share.P), figure(share.Low), figure(share.High)
	return c
}

// ratedShare is a share among all ratings of a panel, of which a member has several. A panel is a stratum of its own, so
// the other panels have no part in it.
func ratedShare(w *dataset.Wave, codes []int8, scale *stats.Scale, panel int) stats.Share {
	first, last := w.RatingRows[panel][0], w.RatingRows[panel][1]
	var kept []int8
	var members []int32
	var weight []float64
	for row := first; row < last; row++ {
		if response := w.Ratings.Response[row]; !w.IsExcluded(response) {
			kept, members = append(kept, codes[row]), append(members, response)
			if w.Weight != nil {
				weight = append(weight, w.Weight[response])
			}
		}
	}
	design, err := stats.NewDesign(len(kept), nil, members, weight)
	if err != nil {
		panic(err) // one entry a row, and an archive refuses weights that are not positive
	}
	return design.Proportion(stats.Answers{Codes: kept, Scale: scale}, nil, level)
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
