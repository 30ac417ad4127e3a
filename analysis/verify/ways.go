package verify

import (
	"fmt"
	"slices"
	"strings"

	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
)

// way is one road to the results of a case. A case is computed by every way that can carry it, and each must agree with the
// expected answer.
type way struct {
	name    string // of the part of the reports' engine; empty for the second opinion
	results any    // a list has nil in the place of a figure whose shape the way cannot carry
}

// complete are the results of the first way, with those of the ways after it where it has none.
func complete(ways []way) any {
	out := slices.Clone(listOf(ways[0].results))
	if out == nil {
		return ways[0].results
	}
	for i := range out {
		for w := 1; out[i] == nil && w < len(ways); w++ {
			out[i] = listOf(ways[w].results)[i]
		}
	}
	return out
}

// carried takes over from what is wanted the places of a list that a way leaves empty, which are not its to answer for.
func carried(want, got any) any {
	wanted, out := listOf(want), slices.Clone(listOf(got))
	if out == nil || len(wanted) != len(out) {
		return got
	}
	for i := range out {
		if out[i] == nil {
			out[i] = wanted[i]
		}
	}
	return out
}

// shipped are results of a function that the reports call too.
func shipped(name string, results any) []way { return []way{{name, results}} }

// referenceOnly are results that no report shows yet.
func referenceOnly(results any) []way { return []way{{"", results}} }

// through says what a case ran through.
func through(ways []way) string {
	var names []string
	for _, w := range ways {
		if w.name != "" {
			names = append(names, w.name)
		}
	}
	switch {
	case names == nil:
		return "reference only"
	case slices.Contains(listOf(complete(ways[:len(names)])), nil):
		return "report engine in part: " + strings.Join(names, ", ")
	}
	return "report engine: " + strings.Join(names, ", ")
}

func listOf(results any) []any {
	list, _ := results.([]any)
	return list
}

// estimator computes figures of one item over the domains of a case. It reports false for what its shape cannot carry.
type estimator interface {
	mean(domain int, level float64) (stats.Estimate, bool)
	proportion(domain int, level float64) (stats.Share, bool)
	contrast(coef []float64, level float64) (stats.Comparison, bool)
}

// figures computes so many figures of every item by every way. One that carries none has no part in the case.
func (f *frame) figures(perItem int, figure func(e estimator, it item, i int) (record, bool)) ([]way, error) {
	if err := f.needItems(); err != nil {
		return nil, err
	}
	if n := f.spec.NMin; n != nil && wrongMinimum(*n) {
		return nil, &stats.Error{Code: codeThreshold, Detail: fmt.Sprintf("not only what fewer than %d members answered is hidden", *n)}
	}
	domains, err := f.domains()
	if err != nil {
		return nil, err
	}
	design, err := f.design()
	if err != nil {
		return nil, err
	}
	l, err := f.layout(domains)
	if err != nil {
		return nil, err
	}
	names := []string{"", "ratings", "frequencies"}
	results, used := make([][]any, len(names)), make([]bool, len(names))
	for _, it := range f.spec.Items {
		estimators, err := f.estimators(it, design, l, domains)
		if err != nil {
			return nil, err
		}
		for i := range perItem {
			for w, e := range estimators {
				var place any
				if r, ok := figure(e, it, i); ok {
					place, used[w] = r, true
				}
				results[w] = append(results[w], place)
			}
		}
	}
	var ways []way
	for w, name := range slices.Backward(names) {
		if w == 0 || used[w] {
			ways = append(ways, way{name, listed(results[w])})
		}
	}
	return ways, nil
}

// listed is an empty list where there is none, as JSON shows it.
func listed(results []any) []any {
	if results == nil {
		return []any{}
	}
	return results
}

// estimators are the second opinion and the roads of the reports, in the order of [frame.figures].
func (f *frame) estimators(it item, design *reference.Design, l *layout, domains []reference.Domain) ([]estimator, error) {
	answers, err := f.answers(it)
	if err != nil {
		return nil, err
	}
	c, err := f.coded(it)
	if err != nil {
		return nil, err
	}
	return []estimator{&byReference{design, answers, domains}, newByRatings(l, c), &byFrequencies{l, c}}, nil
}

// byReference is the second opinion, which carries everything.
type byReference struct {
	design  *reference.Design
	answers reference.Answers
	domains []reference.Domain
}

func (b *byReference) mean(domain int, level float64) (stats.Estimate, bool) {
	return b.design.Mean(b.answers, b.domains[domain], level), true
}

func (b *byReference) proportion(domain int, level float64) (stats.Share, bool) {
	return b.design.Proportion(b.answers, b.domains[domain], level), true
}

func (b *byReference) contrast(coef []float64, level float64) (stats.Comparison, bool) {
	return b.design.Contrast(b.answers, b.domains, coef, level), true
}
