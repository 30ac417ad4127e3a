package analysis

import (
	"strconv"

	"realitycheck/analysis/stats"
	"realitycheck/survey"
)

// choices computes the share of each option of the single and multiple choices of a wave. Don't-know is an answer here,
// so it counts in the base and has a share of its own.
func (b *builder) choices(w *dataset) []Choice {
	var all []Choice
	for block, q := range w.Instrument.Questionnaire.Questions() {
		if q.Kind != survey.KindSingle && q.Kind != survey.KindMultiple {
			continue
		}
		for p, asked := range w.asked(block, q) {
			if asked {
				all = append(all, b.questionChoices(w, q, block.Repeat, p)...)
			}
		}
	}
	return all
}

func (b *builder) questionChoices(w *dataset, q *survey.Question, rated bool, panel int) []Choice {
	var all []Choice
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
func (b *builder) choice(w *dataset, q *survey.Question, option, column string, chosen int8, rated bool, panel int) Choice {
	c := Choice{Wave: w.Code(), Panel: w.panels[panel], Item: q.Code, Option: option}
	codes := w.column(column)
	scale := choiceScale(q).Share(chosen)
	var share stats.Share
	if rated {
		share = w.ratedShare(codes, scale, panel)
	} else {
		share = w.members.Proportion(scale, level, w.tabulate(codes, false)[panel])
	}
	if b.gate.hides(share.Counts) {
		c.Suppressed = true
		return c
	}
	c.N = &share.Members
	c.Share, c.Low, c.High = figure(share.P), figure(share.Low), figure(share.High)
	return c
}

// ratedShare is a share among all ratings of a panel, of which a member has several.
func (w *dataset) ratedShare(codes []int8, scale *stats.Scale, panel int) stats.Share {
	rated, tallies := w.panelOf(panel), w.tabulate(codes, true)
	domain := make(stats.Cells, len(w.samples))
	for s := range domain {
		domain[s] = panel*len(w.samples) + s
	}
	first, last := w.ratingRanges[panel][0], w.ratingRanges[panel][1]
	return rated.Proportion(codes[first:last], scale, tallies, domain, level)
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
