package weighting

import (
	"cmp"
	"errors"
	"maps"
	"math"
	"slices"

	"realitycheck/analysis/stats"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
)

// attempt is one panel on its way to weights. Merges are added to its margins until they can be met.
type attempt struct {
	survey.PanelMargins
	bounds stats.Bounds
	nMin   int
	strata []survey.Attribute
	values map[string][]string // by attribute: category of each row, "" when missing
	base   []float64           // by row

	preview PanelPreview
}

func newAttempt(w *archive.Wave, m survey.PanelMargins, bounds survey.Bounds, nMin int) *attempt {
	panel, _ := w.Instrument.Wave.Panel(m.Panel)
	a := &attempt{PanelMargins: m, bounds: stats.Bounds(bounds), nMin: nMin, strata: panel.Strata, values: map[string][]string{}}
	a.Margins = slices.Clone(m.Margins)
	rows := []int32(nil)
	for row := range w.Responses.Len() {
		if w.Responses.Panel.At(row) == m.Panel {
			rows = append(rows, int32(row))
		}
	}
	for i := range w.Responses.Strata {
		s := &w.Responses.Strata[i]
		values := make([]string, len(rows))
		for j, row := range rows {
			if v := s.At(int(row)); v != survey.MissingCategory {
				values[j] = v
			}
		}
		a.values[s.Code] = values
	}
	a.base = slices.Repeat([]float64{1}, len(rows))
	for i := range a.base {
		if m.Base != nil {
			if d, ok := m.Base.Weights[a.values[m.Base.Attribute][i]]; ok {
				a.base[i] = d
			}
		}
	}
	a.preview.Panel, a.preview.N, a.preview.rows = m.Panel, len(rows), rows
	return a
}

// mostMerges bounds the search for a proposal; attributes have few categories.
const mostMerges = survey.MaxStrata * survey.MaxCategories

// run finds weights, with a proposal of merges where the margins as given have none.
func (a *attempt) run() PanelPreview {
	for range mostMerges {
		margins := a.margins()
		w, err := stats.Rake(len(a.base), a.base, margins, &a.bounds)
		var problem *stats.Error
		if !errors.As(err, &problem) || problem.Code == stats.CodeNotConverged {
			problem = cmp.Or(a.small(margins), problem)
		}
		if problem == nil {
			a.finish(w)
			break
		}
		a.note(*problem)
		if !a.merge(*problem) {
			break
		}
	}
	for _, m := range a.Margins {
		for _, merged := range m.Merge {
			a.preview.Merged = append(a.preview.Merged, archive.MergedMargin{Attribute: m.Attribute, Categories: merged})
		}
	}
	return a.preview
}

// margins prepares every margin with its merges for raking.
func (a *attempt) margins() []stats.Margin {
	all := make([]stats.Margin, len(a.Margins))
	for i := range a.Margins {
		m := &a.Margins[i]
		prepared := stats.Margin{Name: m.Attribute, Counts: m.Counts, Targets: map[string]float64{}}
		for _, c := range slices.Sorted(maps.Keys(m.Targets)) {
			prepared.Targets[m.Of(c)] += m.Targets[c]
		}
		for _, v := range a.values[m.Attribute] {
			if v == "" {
				prepared.Values = append(prepared.Values, -1)
				continue
			}
			at := slices.Index(prepared.Categories, m.Of(v))
			if at < 0 {
				at, prepared.Categories = len(prepared.Categories), append(prepared.Categories, m.Of(v))
			}
			prepared.Values = append(prepared.Values, int32(at))
		}
		all[i] = prepared
	}
	return all
}

// codeSmall stands beside the codes of stats.Error.
const codeSmall = "small_category"

// small finds a category that has members but fewer than may weigh by themselves.
func (a *attempt) small(margins []stats.Margin) *stats.Error {
	for _, m := range margins {
		counts := make([]int, len(m.Categories))
		for _, v := range m.Values {
			if v >= 0 {
				counts[v]++
			}
		}
		for c, n := range counts {
			if n < a.nMin && len(counts) > 1 && m.Targets[m.Categories[c]] > 0 {
				return &stats.Error{Code: codeSmall, Var: m.Name, Category: m.Categories[c]}
			}
		}
	}
	return nil
}

// problemKeys are the texts of what stands in the way of weights, by code.
var problemKeys = map[string]string{codeSmall: "weight_small_category", stats.CodeNoRespondents: "weight_no_respondents",
	stats.CodeBadWeight: "weight_bad_weight", stats.CodeBadTarget: "weight_bad_target", stats.CodeBadDesign: "weight_bad_design",
	stats.CodeTargetsDoNotSum: "weight_targets_do_not_sum", stats.CodeAllMissing: "weight_all_missing",
	stats.CodeCategoryWithoutTarget: "weight_category_without_target", stats.CodeEmptyCategory: "weight_empty_category",
	stats.CodeZeroTarget: "weight_zero_target", stats.CodeNotConverged: "weight_not_converged"}

// note tells a problem in words for an analyst.
func (a *attempt) note(e stats.Error) {
	path := a.PanelMargins.Panel
	if e.Var != "" {
		path += "." + e.Var
	}
	a.preview.Problems = append(a.preview.Problems, fault.Field{Path: path, Key: problemKeys[e.Code],
		Args: fault.Args("panel", a.PanelMargins.Panel, "attribute", e.Var, "category", e.Category, "min", a.nMin,
			"low", a.bounds.Low, "high", a.bounds.High)})
}

// merge adds to the margins what solves a problem, when merging can: the category at fault joins its neighbour with the
// fewest members. It reports false where only the author of the margins can help.
func (a *attempt) merge(e stats.Error) bool {
	switch e.Code {
	case stats.CodeEmptyCategory, stats.CodeZeroTarget, stats.CodeCategoryWithoutTarget, codeSmall:
	case stats.CodeNotConverged:
		if e.Var, e.Category = a.furthest(); e.Var == "" {
			return false
		}
	default:
		return false
	}
	m := &a.Margins[slices.IndexFunc(a.Margins, func(m survey.Margin) bool { return m.Attribute == e.Var })]
	groups := a.groups(m)
	at := slices.IndexFunc(groups, func(g group) bool { return survey.MergedCategory(g.categories) == e.Category })
	if at < 0 || len(groups) < 2 {
		return false
	}
	near := at - 1
	if near < 0 || at+1 < len(groups) && groups[at+1].n < groups[near].n {
		near = at + 1
	}
	merged := slices.Concat(groups[min(at, near)].categories, groups[max(at, near)].categories)
	within := func(categories []string) bool { return slices.Contains(merged, categories[0]) }
	m.Merge = append(slices.DeleteFunc(slices.Clone(m.Merge), within), merged)
	a.preview.Merge = append(slices.DeleteFunc(a.preview.Merge, func(old archive.MergedMargin) bool {
		return old.Attribute == m.Attribute && within(old.Categories)
	}), archive.MergedMargin{Attribute: m.Attribute, Categories: merged})
	return true
}

// group is a category, or several that count as one, with its members.
type group struct {
	categories []string
	n          int
}

// groups lists the categories of a margin's attribute in their order, merged ones together.
func (a *attempt) groups(m *survey.Margin) []group {
	i := slices.IndexFunc(a.strata, func(s survey.Attribute) bool { return s.Code == m.Attribute })
	var all []group
	for _, c := range a.strata[i].Categories {
		at := slices.IndexFunc(all, func(g group) bool { return slices.Contains(g.categories, c.Code) })
		if at < 0 {
			categories := []string{c.Code} // a merge keeps the order in which it was written
			if merge := slices.IndexFunc(m.Merge, func(merged []string) bool { return slices.Contains(merged, c.Code) }); merge >= 0 {
				categories = m.Merge[merge]
			}
			at, all = len(all), append(all, group{categories: categories})
		}
		for _, v := range a.values[m.Attribute] {
			if v == c.Code {
				all[at].n++
			}
		}
	}
	return all
}

// furthest is the category whose share is furthest from its target as a ratio, among margins that keep two without it.
func (a *attempt) furthest() (attribute, category string) {
	worst := 0.0
	for _, m := range a.margins() {
		if len(m.Targets) < 3 {
			continue
		}
		sum := 0.0
		for _, c := range slices.Sorted(maps.Keys(m.Targets)) {
			sum += m.Targets[c]
		}
		shares, total := make([]float64, len(m.Categories)), 0.0
		for i, v := range m.Values {
			if v >= 0 {
				shares[v] += a.base[i]
				total += a.base[i]
			}
		}
		for c, name := range m.Categories {
			if off := math.Abs(math.Log(m.Targets[name] / sum / (shares[c] / total))); off > worst {
				worst, attribute, category = off, m.Name, name
			}
		}
	}
	return attribute, category
}

// finish takes over the weights with what they did to each category.
func (a *attempt) finish(w *stats.Weighting) {
	p := &a.preview
	p.weights = w.Weights
	p.DEff, p.NEff, p.Low, p.High = w.Precision.Deff, w.Precision.NEff, w.Precision.Min, w.Precision.Max
	p.Bounded, p.Costly = w.Bounded, p.DEff > CostlyDEff
	total := 0.0
	for _, d := range a.base {
		total += d
	}
	for _, fit := range w.Margins {
		m := &a.Margins[slices.IndexFunc(a.Margins, func(m survey.Margin) bool { return m.Attribute == fit.Var })]
		f := archive.MarginFit{Attribute: fit.Var, Category: fit.Category, N: fit.N, Target: fit.Target, After: fit.Achieved}
		for i, v := range a.values[m.Attribute] {
			name := stats.MissingCategory
			if v != "" {
				name = m.Of(v)
			}
			if name == fit.Category {
				f.Before += a.base[i] / total
				f.Low, f.High = cmp.Or(min(f.Low, w.Weights[i]), w.Weights[i]), max(f.High, w.Weights[i])
			}
		}
		p.Fits = append(p.Fits, f)
	}
}
