package dataset

import (
	"slices"

	"realitycheck/analysis/stats"
	"realitycheck/survey"
	"realitycheck/survey/fault"
)

// Variable is one parameter, or one item of it, in one wave: a column of codes with the scale that gives them a value on 1 to 5.
// A parameter with several items has a column of its own, whose codes stand for the means that can occur.
type Variable struct {
	Key       Key
	Questions []*survey.Question
	Asked     []bool // by panel of the wave: at least one of the questions
	Codes     []int8 // by response, or by rating where it is rated
	Scale     *stats.Scale
	Top       *stats.Scale           // 1 for what comes to 4 or 5
	Points    [256]int8              // by stats.Index: the point 1 to 5 nearest to the value, a half upwards; 0 for no value
	Tables    []stats.FrequencyTable // by panel, or by panel and sample where it is rated, see Wave.Table
	Sizes     stats.StratumSizes     // the members that its estimates look at, by panel
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
	var items []*Variable
	for b, q := range w.Instrument.Questionnaire.Questions() {
		if q.IsItem() && q.Framework == key.Framework && q.Parameter == key.Parameter && b.Repeat == key.Rated {
			items = append(items, w.item(key, b, q))
		}
	}
	switch {
	case len(items) == 0:
		return nil, nil
	case len(items) > maxItems:
		return nil, fault.New(fault.Invalid, "report_items_count", "parameter", key.Parameter, "max", maxItems)
	case len(items) == 1:
		whole := *items[0]
		whole.Key = key
		return []*Variable{&whole, items[0]}, nil
	}
	return append([]*Variable{w.combined(key, items)}, items...), nil
}

// item makes the variable of one question.
func (w *Wave) item(key Key, b *survey.Block, q *survey.Question) *Variable {
	key.Item = q.Code
	v := &Variable{Key: key, Questions: []*survey.Question{q}, Asked: w.Asked(b, q), Codes: w.Cells(q.Code)}
	v.Scale = stats.NewScale(1, survey.ScalePoints, survey.DontKnow)
	if q.Reversed {
		v.Scale = v.Scale.Reverse(1, survey.ScalePoints)
	}
	v.finish(w)
	return v
}

// Asked tells by panel of the wave who is asked a question.
func (w *Wave) Asked(b *survey.Block, q *survey.Question) []bool {
	asked := make([]bool, len(w.Panels))
	for p, panel := range w.Panels {
		asked[p] = b.Asked(panel) && q.Asked(panel)
	}
	return asked
}

// finish derives from codes and scale what every figure needs.
func (v *Variable) finish(w *Wave) {
	var high []int8
	for i, status := range v.Scale.Status {
		if status != stats.Valid {
			continue
		}
		// Values are fractions of small numbers; a half is exact and goes up.
		v.Points[i] = int8(v.Scale.Value[i] + 0.5)
		if v.Points[i] >= 4 {
			high = append(high, int8(i))
		}
	}
	v.Top, v.Tables, v.Sizes = v.Scale.Share(high...), w.Tabulate(v.Codes, v.Key.Rated), w.Sizes
	if v.Key.Rated {
		v.Sizes = w.Clustered.Sizes
	}
}

// combined makes the variable of several items: the mean of a member's valid answers, where at least half of the items that the
// panel is asked are valid. A member without such a mean counts as don't know when one of the answers was that.
func (w *Wave) combined(key Key, items []*Variable) *Variable {
	v := &Variable{Key: key, Asked: make([]bool, len(w.Panels)), Codes: make([]int8, len(items[0].Codes))}
	wanted := make([]int, len(w.Panels))
	for _, item := range items {
		v.Questions = append(v.Questions, item.Questions...)
		for p, asked := range item.Asked {
			if asked {
				wanted[p]++
				v.Asked[p] = true
			}
		}
	}
	means := newMeans(len(items))
	v.Scale = means.scale()
	for row := range v.Codes {
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
		switch {
		case valid > 0 && 2*valid >= wanted[w.PanelOf[w.ResponseOf(v, row)]]:
			v.Codes[row] = means.codes[valid][sum]
		case unknown:
			v.Codes[row] = noneKnown
		}
	}
	v.finish(w)
	return v
}

// means numbers the means that up to k answers on 1 to 5 can have.
type means struct {
	values []float64
	codes  [][]int8 // by number of answers and their sum
}

// noneKnown is the code of a don't know in a combined column. Before it 0 is no answer, behind it come the means.
const noneKnown int8 = 1

func newMeans(k int) *means {
	m := &means{codes: make([][]int8, k+1)}
	for n := 1; n <= k; n++ {
		for sum := n; sum <= n*survey.ScalePoints && 2*n >= k; sum++ {
			m.values = append(m.values, float64(sum)/float64(n))
		}
	}
	slices.Sort(m.values)
	m.values = slices.Compact(m.values)
	for n := 1; n <= k; n++ {
		m.codes[n] = make([]int8, n*survey.ScalePoints+1)
		for sum := range m.codes[n] {
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
	s.Status[stats.Index(noneKnown)] = stats.DontKnow
	for i, value := range m.values {
		s.Value[i+2], s.Status[i+2] = value, stats.Valid
	}
	return s
}

// IsValid reports whether a code of the variable has a value.
func (v *Variable) IsValid(code int8) bool { return v.Scale.Status[stats.Index(code)] == stats.Valid }

// SameQuestions reports whether two variables of different waves have the same questions in the same direction, so that their
// codes mean the same.
func (v *Variable) SameQuestions(other *Variable) bool {
	return slices.EqualFunc(v.Questions, other.Questions, func(a, b *survey.Question) bool {
		return a.Code == b.Code && a.Kind == b.Kind && a.Reversed == b.Reversed
	})
}

// OnlyItemOf reports whether a variable is the only item of a parameter.
func (v *Variable) OnlyItemOf(whole *Variable) bool {
	return v.Key.Item != "" && whole.Key.Item == "" && len(whole.Questions) == 1 && v.Questions[0] == whole.Questions[0]
}

// Comparable reports whether both panels are asked the same questions of a variable.
func (w *Wave) Comparable(v *Variable, one, two int) bool {
	differs := func(q *survey.Question) bool { return q.Asked(w.Panels[one]) != q.Asked(w.Panels[two]) }
	return v.Asked[one] && v.Asked[two] && !slices.ContainsFunc(v.Questions, differs)
}

// IdentityParameters lists the parameters as a whole that members of a panel answer once: those that are told by group.
func (w *Wave) IdentityParameters(panel int) []*Variable {
	var list []*Variable
	for _, v := range w.Variables {
		if !v.Key.Rated && v.Key.Item == "" && v.Asked[panel] {
			list = append(list, v)
		}
	}
	return list
}
