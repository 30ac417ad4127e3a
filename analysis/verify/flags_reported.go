package verify

import (
	"fmt"
	"math"

	"realitycheck/analysis/quality"
	"realitycheck/survey"
	"realitycheck/survey/speeder"
)

// The thresholds of METHODS 9 and of the long string of the documentation, stated apart from those of the reports.
const (
	straightAnswers = 4
	speedFraction   = 1.0 / 3
	longAnswers     = 8
	longShare       = 0.75
)

// asReported reports whether the reports could ask this: on their scale and by their thresholds, which are the method's.
func (j *judging) asReported() bool {
	if j.grid.MinAnswers != straightAnswers || math.Abs(j.fraction-speedFraction) > 1e-9 || len(j.columns) < straightAnswers ||
		j.grid.ScaleMin != 1 || j.grid.ScaleMax != survey.ScalePoints {
		return false
	}
	for _, column := range j.columns {
		for _, a := range column {
			if !math.IsNaN(a) && (a != math.Trunc(a) || a < 1 || a > survey.ScalePoints) {
				return false
			}
		}
	}
	return true
}

// byReports judges by the rules of the reports, except that no report shows the spread of answers.
func (j *judging) byReports() judgement {
	out := j.byReference()
	g := quality.Grid{Reversed: j.grid.Reversed}
	for _, column := range j.columns {
		codes := make([]int8, len(column))
		for row, a := range column {
			codes[row] = survey.DontKnow
			if !math.IsNaN(a) {
				codes[row] = int8(a)
			}
		}
		g.Columns = append(g.Columns, codes)
	}
	g.Lines(len(j.groups), func(row int, l *quality.Line) {
		f := &out.flags[row]
		f.Answered, f.LongString, f.StraightLine, f.Contradiction = l.Answered(), l.Longest(), l.Straight(), l.Contradicts()
	})
	for _, name := range j.order {
		var rows []int
		var seconds []float64
		for row, group := range j.groups {
			if group == name {
				rows, seconds = append(rows, row), append(seconds, j.seconds[row])
			}
		}
		fast, median := speeder.Of(seconds)
		out.medians[name] = median
		for i, row := range rows {
			out.fast[row] = fast[i]
		}
	}
	return out
}

// wrongThreshold tries the rules of the reports on either side of their thresholds, because the rows of a case say only roughly
// where these lie. It says what is wrong, or nothing.
func wrongThreshold() string {
	const median, near = 900, 1e-4
	fast, _ := speeder.Of([]float64{median, median, median, median * speedFraction * (1 - near), median * speedFraction * (1 + near)})
	if !fast[3] || fast[4] {
		return fmt.Sprintf("who takes less than %.4f of the median is not who is a speeder", speedFraction)
	}
	for _, c := range []struct {
		equal, others  int
		straight, long bool
	}{
		{straightAnswers, 0, true, false}, {straightAnswers - 1, 0, false, false},
		{longAnswers, 0, true, true}, {longAnswers - 1, 0, true, false},
		{4 * longAnswers * longShare, 4 * longAnswers * (1 - longShare), false, true},
		{4*longAnswers*longShare - 1, 4 * longAnswers * (1 - longShare), false, false},
	} {
		var l quality.Line
		for range c.equal {
			l.Add(2, false)
		}
		for i := range c.others {
			l.Add(int8(4+i%2), true)
		}
		if l.Straight() != c.straight || l.Long() != c.long {
			return fmt.Sprintf("%d equal answers and %d others: straight line %t, long string %t",
				c.equal, c.others, l.Straight(), l.Long())
		}
	}
	return ""
}
