package weighting

import (
	"cmp"
	"errors"
	"maps"
	"math"
	"slices"

	"realitycheck/analysis/disclosure"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
)

// Preview is what weights would make of a wave, before anything is applied.
type Preview struct {
	Wave   string         `json:"wave"`
	Panels []PanelPreview `json:"panels"`
}

// PanelPreview is what weights would make of one panel.
type PanelPreview struct {
	archive.WeightedPanel
	Problems []fault.Field          `json:"-"`               // what cannot be met, each with what to do
	Merge    []archive.MergedMargin `json:"merge,omitempty"` // the proposal: categories to merge so that it can be
	Costly   bool                   `json:"costly"`          // the design effect is above 2: half of the answers' worth is lost
	Hides    []report.Group         `json:"hides,omitempty"` // groups that are shown now and will not be with these weights

	rows    []int32 // of Responses
	weights []float64
}

// CostlyDEff is the design effect above which weights deserve a warning.
const CostlyDEff = 2

// Ready says that every margin can be met as given.
func (p *Preview) Ready() bool {
	return !slices.ContainsFunc(p.Panels, func(p PanelPreview) bool { return len(p.Problems) > 0 })
}

// Try tries margins on an archived wave. What cannot be met is told with the categories to merge; the figures
// shown are then those with that proposal. Margins that do not fit the wave are an Invalid fault with every place. A
// category with fewer than nMin members is not met either: its own weight would let weighted figures beside others single
// out its few members.
func Try(wave *archive.Wave, margins survey.Margins, nMin int) (*Preview, error) {
	p, err := try(wave, margins, nMin)
	if err != nil {
		return nil, err
	}
	return p, p.hideGroups(wave, nMin)
}

// try is Try without what it does to groups.
func try(wave *archive.Wave, margins survey.Margins, nMin int) (*Preview, error) {
	if err := fault.InFields("margins_invalid", margins.Check(&wave.Instrument.Wave)); err != nil {
		return nil, err
	}
	p := &Preview{Wave: wave.Code()}
	for i := range margins.Panels {
		t := newAttempt(wave, margins.Panels[i], margins.Bounds, disclosure.New(nMin).Threshold)
		p.Panels = append(p.Panels, t.run())
	}
	return p, nil
}

// attempt is one panel on its way to weights. Merges are added to its margins until they can be met.
type attempt struct {
	survey.PanelMargins
	bounds stats.Bounds
	nMin   int
	strata []survey.Attribute
	rows   []int32
	values map[string][]string // by attribute: category of each row, "" when missing
	base   []float64

	preview PanelPreview
}

func newAttempt(w *archive.Wave, m survey.PanelMargins, bounds survey.Bounds, nMin int) *attempt {
	panel, _ := w.Instrument.Wave.Panel(m.Panel)
	t := &attempt{PanelMargins: m, bounds: stats.Bounds(bounds), nMin: nMin, strata: panel.Strata, values: map[string][]string{}}
	t.Margins = slices.Clone(m.Margins)
	for row := range w.Responses.Len() {
		if w.Responses.Panel.At(row) == m.Panel {
			t.rows = append(t.rows, int32(row))
		}
	}
	for i := range w.Responses.Strata {
		s := &w.Responses.Strata[i]
		values := make([]string, len(t.rows))
		for j, row := range t.rows {
			if v := s.At(int(row)); v != survey.MissingCategory {
				values[j] = v
			}
		}
		t.values[s.Code] = values
	}
	t.base = make([]float64, len(t.rows))
	for i := range t.base {
		t.base[i] = 1
		if m.Base != nil {
			if d, ok := m.Base.Weights[t.values[m.Base.Attribute][i]]; ok {
				t.base[i] = d
			}
		}
	}
	return t
}

// mostMerges bounds the search for a proposal; attributes have few categories.
const mostMerges = survey.MaxStrata * survey.MaxCategories

// run finds weights, with a proposal of merges where the margins as given have none.
func (t *attempt) run() PanelPreview {
	t.preview.Panel, t.preview.N = t.PanelMargins.Panel, len(t.rows)
	for range mostMerges {
		w, err := stats.Rake(len(t.rows), t.base, t.margins(), &t.bounds)
		problem := asProblem(err)
		if problem == nil || problem.Code == stats.CodeNotConverged {
			problem = cmp.Or(t.small(), problem)
		}
		if problem == nil {
			t.finish(w)
			break
		}
		t.note(*problem)
		if !t.merge(*problem) {
			break
		}
	}
	for i := range t.Margins {
		for _, merged := range t.Margins[i].Merge {
			t.preview.Merged = append(t.preview.Merged, archive.MergedMargin{Attribute: t.Margins[i].Attribute, Categories: merged})
		}
	}
	t.preview.rows = t.rows
	return t.preview
}

// margins prepares every margin with its merges for raking.
func (t *attempt) margins() []stats.Margin {
	all := make([]stats.Margin, len(t.Margins))
	for i := range t.Margins {
		m := &t.Margins[i]
		g := stats.Margin{Name: m.Attribute, Counts: m.Counts, Targets: map[string]float64{}}
		for _, c := range slices.Sorted(maps.Keys(m.Targets)) {
			g.Targets[m.Of(c)] += m.Targets[c]
		}
		for _, v := range t.values[m.Attribute] {
			if v == "" {
				g.Values = append(g.Values, -1)
				continue
			}
			at := slices.Index(g.Categories, m.Of(v))
			if at < 0 {
				at, g.Categories = len(g.Categories), append(g.Categories, m.Of(v))
			}
			g.Values = append(g.Values, int32(at))
		}
		all[i] = g
	}
	return all
}

// small finds a category that has members but fewer than may weigh by themselves.
func (t *attempt) small() *stats.Error {
	for _, g := range t.margins() {
		counts := make([]int, len(g.Categories))
		for _, v := range g.Values {
			if v >= 0 {
				counts[v]++
			}
		}
		for c, n := range counts {
			if n < t.nMin && len(counts) > 1 && g.Targets[g.Categories[c]] > 0 {
				return &stats.Error{Code: codeSmall, Var: g.Name, Category: g.Categories[c]}
			}
		}
	}
	return nil
}

// codeSmall stands beside the codes of stats.Error.
const codeSmall = "small_category"

func asProblem(err error) *stats.Error {
	var problem *stats.Error
	if err == nil || !errors.As(err, &problem) {
		return nil
	}
	return problem
}

// note tells a problem in words for an analyst.
func (t *attempt) note(e stats.Error) {
	path := t.PanelMargins.Panel
	if e.Var != "" {
		path += "." + e.Var
	}
	t.preview.Problems = append(t.preview.Problems, fault.Field{Path: path, Key: "weight_" + e.Code, Args: fault.Args("panel", t.PanelMargins.Panel,
		"attribute", e.Var, "category", e.Category, "min", t.nMin, "low", t.bounds.Low, "high", t.bounds.High)})
}

// merge adds to the margins what solves a problem, when merging can: the category at fault joins its neighbour with the
// fewest members. It reports false where only the author of the margins can help.
func (t *attempt) merge(e stats.Error) bool {
	switch e.Code {
	case stats.CodeEmptyCategory, stats.CodeZeroTarget, stats.CodeCategoryWithoutTarget, codeSmall:
	case stats.CodeNotConverged:
		if e.Var, e.Category = t.furthest(); e.Var == "" {
			return false
		}
	default:
		return false
	}
	i := slices.IndexFunc(t.Margins, func(m survey.Margin) bool { return m.Attribute == e.Var })
	m := &t.Margins[i]
	groups := t.groups(m)
	at := slices.IndexFunc(groups, func(g group) bool { return survey.MergedCategory(g.categories) == e.Category })
	if at < 0 || len(groups) < 2 {
		return false
	}
	near := at - 1
	if near < 0 || at+1 < len(groups) && groups[at+1].n < groups[near].n {
		near = at + 1
	}
	first, last := min(at, near), max(at, near)
	merged := slices.Concat(groups[first].categories, groups[last].categories)
	m.Merge = slices.DeleteFunc(slices.Clone(m.Merge), func(old []string) bool { return slices.Contains(merged, old[0]) })
	m.Merge = append(m.Merge, merged)
	t.preview.Merge = slices.DeleteFunc(t.preview.Merge, func(old archive.MergedMargin) bool {
		return old.Attribute == m.Attribute && slices.Contains(merged, old.Categories[0])
	})
	t.preview.Merge = append(t.preview.Merge, archive.MergedMargin{Attribute: m.Attribute, Categories: merged})
	return true
}

// group is a category, or several that count as one, with its members.
type group struct {
	categories []string
	n          int
}

// groups lists the categories of a margin's attribute in their order, merged ones together.
func (t *attempt) groups(m *survey.Margin) []group {
	i := slices.IndexFunc(t.strata, func(a survey.Attribute) bool { return a.Code == m.Attribute })
	var all []group
	for _, c := range t.strata[i].Categories {
		n := 0
		for _, v := range t.values[m.Attribute] {
			if v == c.Code {
				n++
			}
		}
		at := slices.IndexFunc(all, func(g group) bool { return m.Of(g.categories[0]) == m.Of(c.Code) })
		if at < 0 {
			at, all = len(all), append(all, group{})
		}
		all[at].categories, all[at].n = append(all[at].categories, c.Code), all[at].n+n
	}
	for g := range all { // a merge keeps the order in which it was written
		if name := m.Of(all[g].categories[0]); name != survey.MergedCategory(all[g].categories) {
			for _, merged := range m.Merge {
				if survey.MergedCategory(merged) == name {
					all[g].categories = merged
				}
			}
		}
	}
	return all
}

// furthest is the category whose share is furthest from its target as a ratio, among margins that keep two without it.
func (t *attempt) furthest() (attribute, category string) {
	worst := 0.0
	for _, g := range t.margins() {
		if len(g.Targets) < 3 {
			continue
		}
		sum := 0.0
		for _, c := range slices.Sorted(maps.Keys(g.Targets)) {
			sum += g.Targets[c]
		}
		shares, total := make([]float64, len(g.Categories)), 0.0
		for i, v := range g.Values {
			if v >= 0 {
				shares[v] += t.base[i]
				total += t.base[i]
			}
		}
		for c, name := range g.Categories {
			if off := math.Abs(math.Log(g.Targets[name] / sum / (shares[c] / total))); off > worst {
				worst, attribute, category = off, g.Name, name
			}
		}
	}
	return attribute, category
}

// finish takes over the weights with what they did to each category.
func (t *attempt) finish(w *stats.Weighting) {
	p := &t.preview
	p.weights = w.Weights
	p.DEff, p.NEff, p.Low, p.High, p.Bounded = w.Precision.Deff, w.Precision.NEff, w.Precision.Min, w.Precision.Max, w.Bounded
	p.Costly = p.DEff > CostlyDEff
	total := 0.0
	for _, d := range t.base {
		total += d
	}
	for i := range t.Margins {
		m := &t.Margins[i]
		for _, fit := range w.Margins {
			if fit.Var != m.Attribute {
				continue
			}
			f := archive.MarginFit{Attribute: fit.Var, Category: fit.Category, N: fit.N, Target: fit.Target, After: fit.Achieved}
			for j, v := range t.values[m.Attribute] {
				name := stats.MissingCategory
				if v != "" {
					name = m.Of(v)
				}
				if name != fit.Category {
					continue
				}
				f.Before += t.base[j] / total
				f.Low, f.High = cmp.Or(min(f.Low, w.Weights[j]), w.Weights[j]), max(f.High, w.Weights[j])
			}
			p.Fits = append(p.Fits, f)
		}
	}
}
