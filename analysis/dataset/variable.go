package dataset

import (
	"slices"

	"realitycheck/analysis/stats"
	"realitycheck/survey"
	"realitycheck/survey/fault"
)

// Variable is one parameter, or one item of it, in one wave: a column of codes with the scale that gives them a value on
// 1 to 5. A parameter with several items has a column of its own, whose codes stand for the means that can occur.
type Variable struct {
	Key       Key
	Questions []*survey.Question
	Asked     []bool // by panel of the wave: at least one of the questions
	Codes     []int8
	Scale     *stats.Scale
	Top       *stats.Scale // 1 for what comes to 4 or 5
	Points    [256]int8    // by stats.Index: the point 1 to 5 nearest to the value, a half upwards; 0 for no value
	Tables    []stats.FrequencyTable
}

// Key is the same over years for the same thing.
type Key struct {
	Framework, Parameter string
	Item                 string // "" for the parameter as a whole
	Rated                bool   // of samples, not of the identity as such
}

// maxItems is how many items of one parameter a column of int8 codes has room for: the means of up to 13 items take
// 233 different values.
const maxItems = 13

// variables lays out all parameters and items of a wave, in the order of its frameworks.
func variables(w *Wave) ([]*Variable, error) {
	var all []*Variable
	for _, f := range w.Instrument.Frameworks {
		for _, p := range f.Parameters {
			for _, rated := range []bool{false, true} {
				made, err := w.parameter(Key{Framework: f.Code, Parameter: p.Code, Rated: rated})
				if err != nil {
					return nil, err
				}
				all = append(all, made...)
			}
		}
	}
	return all, nil
}

// parameter makes the variable of a parameter and those of its items; none when the wave does not ask for it.
func (w *Wave) parameter(key Key) ([]*Variable, error) {
	var blocks []*survey.Block
	var questions []*survey.Question
	for b, q := range w.Instrument.Questionnaire.Questions() {
		if q.IsItem() && q.Framework == key.Framework && q.Parameter == key.Parameter && b.Repeat == key.Rated {
			blocks, questions = append(blocks, b), append(questions, q)
		}
	}
	if len(questions) == 0 {
		return nil, nil
	}
	if len(questions) > maxItems {
		return nil, fault.New(fault.Invalid, "report_items_count", "parameter", key.Parameter, "max", maxItems)
	}
	var items []*Variable
	for i, q := range questions {
		m := &Variable{Key: key, Questions: questions[i : i+1], Asked: w.Asked(blocks[i], q)}
		m.Key.Item = q.Code
		m.Codes = w.Cells(q.Code)
		m.Scale = stats.NewScale(1, survey.ScalePoints, survey.DontKnow)
		if q.Reversed {
			m.Scale = m.Scale.Reverse(1, survey.ScalePoints)
		}
		m.finish(w)
		items = append(items, m)
	}
	if len(items) == 1 {
		whole := *items[0]
		whole.Key = key
		return []*Variable{&whole, items[0]}, nil
	}
	whole := &Variable{Key: key, Questions: questions}
	whole.combine(w, items)
	return append([]*Variable{whole}, items...), nil
}

// Asked reports for each panel of the wave whether it was asked a question.
func (w *Wave) Asked(b *survey.Block, q *survey.Question) []bool {
	asked := make([]bool, len(w.Panels))
	for p, panel := range w.Panels {
		asked[p] = b.Asked(panel) && q.Asked(panel)
	}
	return asked
}

// finish derives from codes and scale what every figure needs.
func (m *Variable) finish(w *Wave) {
	var high []int8
	for i, status := range m.Scale.Status {
		if status != stats.Valid {
			continue
		}
		// Values are fractions of small numbers; a half is exact and goes up.
		m.Points[i] = int8(m.Scale.Value[i] + 0.5)
		if m.Points[i] >= 4 {
			high = append(high, int8(i))
		}
	}
	m.Top = m.Scale.Share(high...)
	m.Tables = w.Tabulate(m.Codes, m.Key.Rated)
}

// combine makes a column of the means of a member's valid answers, where at least half of the items that the panel is
// asked are valid. A member without such a mean counts as don't know when one of the answers was that.
func (m *Variable) combine(w *Wave, items []*Variable) {
	means := newMeans(len(items))
	m.Scale, m.Codes = means.scale(), make([]int8, len(items[0].Codes))
	m.Asked = make([]bool, len(w.Panels))
	wanted := make([]int, len(w.Panels))
	for _, item := range items {
		for p, asked := range item.Asked {
			if asked {
				wanted[p]++
				m.Asked[p] = true
			}
		}
	}
	panels := w.PanelOf
	if m.Key.Rated {
		panels = w.RatingPanel
	}
	for row := range m.Codes {
		sum, valid, unknown := 0, 0, false
		for _, item := range items {
			i := stats.Index(item.Codes[row])
			switch item.Scale.Status[i] {
			case stats.Valid:
				sum += int(item.Scale.Value[i])
				valid++
			case stats.DontKnow:
				unknown = true
			}
		}
		m.Codes[row] = means.code(sum, valid, wanted[panels[row]], unknown)
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

// SameQuestions reports whether two variables of different waves have the same questions in the same direction, so that their
// codes mean the same.
func (m *Variable) SameQuestions(other *Variable) bool {
	return slices.EqualFunc(m.Questions, other.Questions, func(a, b *survey.Question) bool {
		return a.Code == b.Code && a.Kind == b.Kind && a.Reversed == b.Reversed
	})
}

// OnlyItemOf reports whether a variable is the only item of the parameter before it.
func (m *Variable) OnlyItemOf(whole *Variable) bool {
	return m.Key.Item != "" && whole.Key.Item == "" && len(whole.Questions) == 1 && m.Questions[0] == whole.Questions[0]
}

// Comparable reports whether both panels are asked the same questions of a variable.
func (w *Wave) Comparable(m *Variable, one, two int) bool {
	if !m.Asked[one] || !m.Asked[two] {
		return false
	}
	for _, q := range m.Questions {
		if q.Asked(w.Panels[one]) != q.Asked(w.Panels[two]) {
			return false
		}
	}
	return true
}

// IdentityParameters lists what is shown by group: what a panel is asked once about a parameter as a whole.
func (w *Wave) IdentityParameters(panel int) []*Variable {
	var list []*Variable
	for _, m := range w.Variables {
		if !m.Key.Rated && m.Key.Item == "" && m.Asked[panel] {
			list = append(list, m)
		}
	}
	return list
}
