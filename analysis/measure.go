package analysis

import (
	"slices"

	"realitycheck/analysis/stats"
	"realitycheck/survey"
	"realitycheck/survey/fault"
)

// level is the level of confidence of every interval.
const level = 0.95

// measure is one parameter, or one item of it, in one wave: a column of codes with the scale that gives them a value on
// 1 to 5. A parameter with several items has a column of its own, whose codes stand for the means that can occur.
type measure struct {
	key       measureKey
	questions []*survey.Question
	asked     []bool // by panel of the wave: at least one of the questions
	codes     []int8
	scale     *stats.Scale
	top       *stats.Scale // 1 for what comes to 4 or 5
	points    [256]int8    // by stats.Index: the point 1 to 5 nearest to the value, a half upwards; 0 for no value
	tallies   []stats.FrequencyTable
}

// measureKey is the same over years for the same thing.
type measureKey struct {
	framework, parameter string
	item                 string // "" for the parameter as a whole
	rated                bool   // of samples, not of the identity as such
}

// maxItems is how many items of one parameter a column of int8 codes has room for: the means of up to 13 items take
// 233 different values.
const maxItems = 13

// measures lays out all parameters and items of a wave, in the order of its frameworks.
func measures(w *dataset) ([]*measure, error) {
	var all []*measure
	for _, f := range w.Instrument.Frameworks {
		for _, p := range f.Parameters {
			for _, rated := range []bool{false, true} {
				made, err := w.parameter(measureKey{framework: f.Code, parameter: p.Code, rated: rated})
				if err != nil {
					return nil, err
				}
				all = append(all, made...)
			}
		}
	}
	return all, nil
}

// parameter makes the measure of a parameter and those of its items; none when the wave does not ask for it.
func (w *dataset) parameter(key measureKey) ([]*measure, error) {
	var blocks []*survey.Block
	var questions []*survey.Question
	for b, q := range w.Instrument.Questionnaire.Questions() {
		if q.IsItem() && q.Framework == key.framework && q.Parameter == key.parameter && b.Repeat == key.rated {
			blocks, questions = append(blocks, b), append(questions, q)
		}
	}
	if len(questions) == 0 {
		return nil, nil
	}
	if len(questions) > maxItems {
		return nil, fault.New(fault.Invalid, "report_items_count", "parameter", key.parameter, "max", maxItems)
	}
	var items []*measure
	for i, q := range questions {
		m := &measure{key: key, questions: questions[i : i+1], asked: w.asked(blocks[i], q)}
		m.key.item = q.Code
		m.codes = w.column(q.Code)
		m.scale = stats.NewScale(1, survey.ScalePoints, survey.DontKnow)
		if q.Reversed {
			m.scale = m.scale.Reverse(1, survey.ScalePoints)
		}
		m.finish(w)
		items = append(items, m)
	}
	if len(items) == 1 {
		whole := *items[0]
		whole.key = key
		return []*measure{&whole, items[0]}, nil
	}
	whole := &measure{key: key, questions: questions}
	whole.combine(w, items)
	return append([]*measure{whole}, items...), nil
}

func (w *dataset) asked(b *survey.Block, q *survey.Question) []bool {
	asked := make([]bool, len(w.panels))
	for p, panel := range w.panels {
		asked[p] = b.Asked(panel) && q.Asked(panel)
	}
	return asked
}

// finish derives from codes and scale what every figure needs.
func (m *measure) finish(w *dataset) {
	var high []int8
	for i, status := range m.scale.Status {
		if status != stats.Valid {
			continue
		}
		// Values are fractions of small numbers; a half is exact and goes up.
		m.points[i] = int8(m.scale.Value[i] + 0.5)
		if m.points[i] >= 4 {
			high = append(high, int8(i))
		}
	}
	m.top = m.scale.Share(high...)
	m.tallies = w.tabulate(m.codes, m.key.rated)
}

// combine makes a column of the means of a member's valid answers, where at least half of the items that the panel is
// asked are valid. A member without such a mean counts as don't know when one of the answers was that.
func (m *measure) combine(w *dataset, items []*measure) {
	means := newMeans(len(items))
	m.scale, m.codes = means.scale(), make([]int8, len(items[0].codes))
	m.asked = make([]bool, len(w.panels))
	wanted := make([]int, len(w.panels))
	for _, item := range items {
		for p, asked := range item.asked {
			if asked {
				wanted[p]++
				m.asked[p] = true
			}
		}
	}
	panels := w.group
	if m.key.rated {
		panels = w.ratingGroup
	}
	for row := range m.codes {
		sum, valid, unknown := 0, 0, false
		for _, item := range items {
			i := stats.Index(item.codes[row])
			switch item.scale.Status[i] {
			case stats.Valid:
				sum += int(item.scale.Value[i])
				valid++
			case stats.DontKnow:
				unknown = true
			}
		}
		m.codes[row] = means.code(sum, valid, wanted[panels[row]], unknown)
	}
	m.finish(w)
}

// means numbers the means that up to k answers on 1 to 5 can have.
type means struct {
	values []float64
	codes  [][]int8 // by number of answers and their sum
}

// Codes of a combined column beside the means.
const (
	noMean   int8 = 0
	noneKnow int8 = 1
)

func newMeans(k int) *means {
	m := &means{codes: make([][]int8, k+1)}
	for n := (k + 1) / 2; n <= k; n++ {
		for sum := n; sum <= n*survey.ScalePoints; sum++ {
			m.values = append(m.values, float64(sum)/float64(n))
		}
	}
	slices.Sort(m.values)
	m.values = slices.Compact(m.values)
	for n := 1; n <= k; n++ {
		m.codes[n] = make([]int8, n*survey.ScalePoints+1)
		for sum := n; sum <= n*survey.ScalePoints; sum++ {
			// A quotient of equal numbers is the same float however it is reached, so the search finds it. Panels that
			// are asked fewer of the items may have means of fewer answers, which are among these too.
			if i, ok := slices.BinarySearch(m.values, float64(sum)/float64(n)); ok {
				m.codes[n][sum] = int8(uint8(i + 2))
			}
		}
	}
	return m
}

func (m *means) scale() *stats.Scale {
	s := &stats.Scale{}
	s.Status[stats.Index(noneKnow)] = stats.DontKnow
	for i, value := range m.values {
		s.Value[i+2], s.Status[i+2] = value, stats.Valid
	}
	return s
}

// code gives the code of a row with so many valid answers of those wanted.
func (m *means) code(sum, valid, wanted int, unknown bool) int8 {
	switch {
	case valid > 0 && 2*valid >= wanted:
		return m.codes[valid][sum]
	case unknown:
		return noneKnow
	}
	return noMean
}

// same says that two measures of different waves have the same questions in the same direction, so that their codes
// mean the same.
func (m *measure) same(other *measure) bool {
	return slices.EqualFunc(m.questions, other.questions, func(a, b *survey.Question) bool {
		return a.Code == b.Code && a.Kind == b.Kind && a.Reversed == b.Reversed
	})
}
