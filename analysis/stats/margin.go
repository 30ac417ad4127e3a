package stats

import (
	"math"
	"sort"
)

// MissingCategory names the category of members whose margin value is missing.
const MissingCategory = "(missing)"

// Margin is one variable whose distribution in the population is known.
type Margin struct {
	Name       string
	Values     []int32            // category of each member, an index into Categories; negative when missing
	Categories []string           // names; those that no member has may be left out
	Targets    map[string]float64 // by category: shares that sum to 1 within 0.01, or counts; always divided by their sum
	Counts     bool               // the targets are counts
}

// MarginFit is what weighting made of one category of a margin.
type MarginFit struct {
	Var, Category    string
	N                int     // members
	Target, Achieved float64 // shares, 0 to 1
}

// prepared is a checked margin: dense categories in alphabetical order, missing last, with shares that sum to 1.
type prepared struct {
	name       string
	categories []string
	values     []int32
	targets    []float64
	n          []int
}

// prepare checks a margin in the order in which faults are reported (METHODS 1.2), and gives missing values a category whose
// target is their share by base weight (METHODS 1.3).
func (m Margin) prepare(base []float64) (*prepared, error) {
	names, err := m.checkTargets()
	if err != nil {
		return nil, err
	}
	counts := make([]int, len(m.Categories))
	missing, missingWeight := 0, 0.0
	for i, v := range m.Values {
		if v < 0 {
			missing++
			missingWeight += base[i]
		} else {
			counts[v]++
		}
	}
	if missing == len(m.Values) {
		return nil, &Error{Code: CodeAllMissing, Var: m.Name}
	}
	if err := m.checkCategories(names, counts); err != nil {
		return nil, err
	}
	p := &prepared{name: m.Name, categories: names}
	p.setTargets(m.Targets, missing, missingWeight/float64(len(m.Values)))
	p.setValues(m, counts, missing)
	return p, nil
}

// checkTargets returns the categories with a target in alphabetical order.
func (m Margin) checkTargets() ([]string, error) {
	names := make([]string, 0, len(m.Targets))
	for name := range m.Targets {
		names = append(names, name)
	}
	sort.Strings(names)
	sum := 0.0
	for _, name := range names {
		v := m.Targets[name]
		if !(v >= 0) || math.IsInf(v, 0) {
			return nil, &Error{Code: CodeBadTarget, Var: m.Name, Category: name}
		}
		sum += v
	}
	if sum == 0 {
		return nil, &Error{Code: CodeBadTarget, Var: m.Name}
	}
	if !m.Counts && math.Abs(sum-1) > 0.01 {
		return nil, &Error{Code: CodeTargetsDoNotSum, Var: m.Name}
	}
	return names, nil
}

// checkCategories compares the categories that have targets with those that have members.
func (m Margin) checkCategories(names []string, counts []int) error {
	members := map[string]int{}
	var without []string
	for c, n := range counts {
		members[m.Categories[c]] += n
		if _, ok := m.Targets[m.Categories[c]]; n > 0 && !ok {
			without = append(without, m.Categories[c])
		}
	}
	if len(without) > 0 {
		sort.Strings(without)
		return &Error{Code: CodeCategoryWithoutTarget, Var: m.Name, Category: without[0]}
	}
	for _, name := range names {
		if m.Targets[name] > 0 && members[name] == 0 {
			return &Error{Code: CodeEmptyCategory, Var: m.Name, Category: name}
		}
	}
	for _, name := range names {
		if m.Targets[name] == 0 && members[name] > 0 {
			return &Error{Code: CodeZeroTarget, Var: m.Name, Category: name}
		}
	}
	return nil
}

func (p *prepared) setTargets(targets map[string]float64, missing int, missingShare float64) {
	sum := 0.0
	for _, name := range p.categories {
		sum += targets[name]
	}
	for _, name := range p.categories {
		p.targets = append(p.targets, targets[name]/sum*(1-missingShare))
	}
	if missing > 0 {
		p.categories = append(p.categories, MissingCategory)
		p.targets = append(p.targets, missingShare)
	}
}

func (p *prepared) setValues(m Margin, counts []int, missing int) {
	index := map[string]int32{}
	for i, name := range p.categories {
		index[name] = int32(i)
	}
	dense := make([]int32, len(m.Categories))
	p.n = make([]int, len(p.categories))
	for c, name := range m.Categories {
		dense[c] = index[name]
		p.n[dense[c]] += counts[c]
	}
	last := int32(len(p.categories) - 1)
	if missing > 0 {
		p.n[last] = missing
	}
	p.values = make([]int32, len(m.Values))
	for i, v := range m.Values {
		p.values[i] = last
		if v >= 0 {
			p.values[i] = dense[v]
		}
	}
}
