package report

import "slices"

// Index finds the figures of a report by what they measure. It computes none.
type Index struct {
	*Report
	Panels     []string // codes, in the order of their signs
	Parameters []string // those asked without a sample, in the order of the report

	estimates map[key]*Estimate
	gaps      map[key]*Gap
	changes   map[key]*Change
}

// key is the place of a figure; from is set for changes, other for gaps, by and value for groups.
type key struct {
	Place
	from, other, by, value string
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// Same reports whether two subjects are the same thing measured.
func (s Subject) Same(other Subject) bool { return PlaceOf("", "", s) == PlaceOf("", "", other) }

// OnIdentity is a parameter as a whole, asked without a sample.
func OnIdentity(parameter string) Subject { return Subject{Basis: Identity, Parameter: parameter} }

// On is a parameter as a whole on one sample.
func On(sample, parameter string) Subject {
	return Subject{Basis: OfSample, Sample: &sample, Parameter: parameter}
}

// NewIndex indexes a report.
func NewIndex(r *Report) *Index {
	x := &Index{Report: r, estimates: map[key]*Estimate{}, gaps: map[key]*Gap{}, changes: map[key]*Change{}}
	for _, p := range r.Panels {
		x.Panels = append(x.Panels, p.Code)
	}
	for i := range r.Gaps {
		g := &r.Gaps[i]
		x.gaps[key{Place: PlaceOf(g.Wave, g.A, g.Subject), other: g.B}] = g
		x.Panels = appendNew(appendNew(x.Panels, g.A), g.B)
	}
	for i := range r.Estimates {
		e := &r.Estimates[i]
		k := key{Place: e.Place()}
		if e.Group != nil {
			k.by, k.value = e.Group.By, e.Group.Value
		}
		x.estimates[k] = e
		x.Panels = appendNew(x.Panels, e.Panel)
		if e.Basis == Identity && e.Group == nil {
			x.Parameters = appendNew(x.Parameters, e.Parameter)
		}
	}
	for i := range r.Changes {
		c := &r.Changes[i]
		x.changes[key{Place: PlaceOf(c.To, c.Panel, c.Subject), from: c.From}] = c
	}
	return x
}

func appendNew(list []string, word string) []string {
	if slices.Contains(list, word) {
		return list
	}
	return append(list, word)
}

// Alternative indexes figures of the report computed another way, with the words, panels and parameters of the report.
func (x *Index) Alternative(v *Alternative) *Index {
	other := *x.Report
	other.Estimates, other.Gaps, other.Changes = v.Estimates, v.Gaps, v.Changes
	found := NewIndex(&other)
	found.Panels, found.Parameters = x.Panels, x.Parameters
	return found
}

// Estimate gives a mean of a panel, nil when nobody was asked.
func (x *Index) Estimate(wave, panel string, s Subject) *Estimate {
	return x.estimates[key{Place: PlaceOf(wave, panel, s)}]
}

// OfGroup gives a mean of a group of a panel, nil when there is none.
func (x *Index) OfGroup(wave, panel string, s Subject, g Group) *Estimate {
	return x.estimates[key{Place: PlaceOf(wave, panel, s), by: g.By, value: g.Value}]
}

// Gap gives the difference between two panels, nil when it is not compared.
func (x *Index) Gap(wave, a, b string, s Subject) *Gap {
	return x.gaps[key{Place: PlaceOf(wave, a, s), other: b}]
}

// Change gives the difference between two waves, nil when there is nothing to compare.
func (x *Index) Change(panel, from, to string, s Subject) *Change {
	return x.changes[key{Place: PlaceOf(to, panel, s), from: from}]
}

// GapsOf lists the gaps of a wave on a subject, one for every pair of panels that was compared, in the order of the report.
func (x *Index) GapsOf(wave string, s Subject) []*Gap {
	var found []*Gap
	for i := range x.Gaps {
		if g := &x.Gaps[i]; g.Wave == wave && g.Subject.Same(s) {
			found = append(found, g)
		}
	}
	return found
}

// Pairs lists the pairs of panels whose identities the newest wave compares, in the order of the report.
func (x *Index) Pairs() [][2]string {
	var pairs [][2]string
	for i := range x.Gaps {
		if g := &x.Gaps[i]; g.Wave == x.Last() && g.Basis == Identity && !slices.Contains(pairs, g.Pair()) {
			pairs = append(pairs, g.Pair())
		}
	}
	return pairs
}

// Cut reports whether the line of a subject breaks between a wave and the chosen one before it.
func (x *Index) Cut(wave, panel string, s Subject) bool {
	i := slices.Index(x.Years, wave)
	if i < 1 {
		return false
	}
	c := x.Change(panel, x.Years[i-1], wave, s)
	return c != nil && c.Cuts()
}

// FrameworkOf is the code of the framework of a parameter, "" when it is not known.
func (x *Index) FrameworkOf(parameter string) string {
	for _, f := range x.Frameworks {
		if slices.Contains(f.Parameters, parameter) {
			return f.Code
		}
	}
	return ""
}

// FrameworkName is the title of a framework, the code itself where the report has none.
func (x *Index) FrameworkName(code string) string {
	for _, f := range x.Frameworks {
		if f.Code == code && f.Title != "" {
			return f.Title
		}
	}
	return code
}

// First is the oldest wave, "" for a report without waves.
func (x *Index) First() string { return x.back(len(x.Years) - 1) }

// Last is the newest wave, "" for a report without waves.
func (x *Index) Last() string { return x.back(0) }

// Before is the wave before the newest, "" when there is none.
func (x *Index) Before() string { return x.back(1) }

func (x *Index) back(n int) string {
	if n < 0 || len(x.Years) <= n {
		return ""
	}
	return x.Years[len(x.Years)-1-n]
}

// Span writes the waves compared: "2018–2026", or "2026".
func (x *Index) Span() string {
	if len(x.Years) < 2 {
		return x.Last()
	}
	return x.First() + "–" + x.Last()
}

// SamplesOf lists the samples that a wave showed, in the order of the report.
func (x *Index) SamplesOf(wave string) []Sample {
	var shown []Sample
	for _, s := range x.Samples {
		if slices.Contains(s.Waves, wave) {
			shown = append(shown, s)
		}
	}
	return shown
}

// Rated lists the parameters that any of the chosen samples was rated on in a wave; a nil sample means any sample.
func (x *Index) Rated(wave string, sample *string) []string {
	var parameters []string
	for i := range x.Estimates {
		e := &x.Estimates[i]
		if e.Wave == wave && e.Basis == OfSample && e.Item == nil && e.Group == nil && (sample == nil || *e.Sample == *sample) {
			parameters = appendNew(parameters, e.Parameter)
		}
	}
	return parameters
}

// Items lists the items of a parameter that a wave asked on a basis, in the order of the report.
func (x *Index) Items(wave string, basis Basis, parameter string) []string {
	var items []string
	for i := range x.Estimates {
		e := &x.Estimates[i]
		if e.Wave == wave && e.Basis == basis && e.Parameter == parameter && e.Item != nil && e.Group == nil {
			items = appendNew(items, *e.Item)
		}
	}
	return items
}

// The words for codes; the code itself where the report has none.

// PanelName is the name of a panel.
func (x *Index) PanelName(code string) string { return nameIn(x.Labels.Panels, code) }

// ParameterName is the name of a parameter.
func (x *Index) ParameterName(code string) string { return nameIn(x.Labels.Parameters, code) }

// SampleName is the title of a sample.
func (x *Index) SampleName(code string) string { return nameIn(x.Labels.Samples, code) }

// AttributeName is the name of an attribute by which members are grouped.
func (x *Index) AttributeName(by string) string { return nameIn(x.Labels.Groups, by) }

// GroupName is the name of a group by one attribute.
func (x *Index) GroupName(by, value string) string {
	if name := x.Labels.Groups[by+"="+value]; name != "" {
		return name
	}
	return value
}

// ThemeName is the name of a theme of an open question.
func (x *Index) ThemeName(question, theme string) string {
	return nameIn(x.Labels.Themes, question+"."+theme)
}

// OptionName is the text of an option of a closed question.
func (x *Index) OptionName(item, option string) string {
	return nameIn(x.Labels.Items, item+"."+option)
}

// QuestionName is the text of a question that rates nothing: its options are no ends of a scale.
func (x *Index) QuestionName(item string) string { return nameIn(x.Labels.Items, item) }

// Statement is what an item says, with both ends where it is a pair of opposite words.
func (x *Index) Statement(item string) string {
	words := nameIn(x.Labels.Items, item)
	if low, high := x.Labels.Items[item+".1"], x.Labels.Items[item+".5"]; low != "" && high != "" {
		words += " " + low + " – " + high
	}
	return words
}

func nameIn(words map[string]string, code string) string {
	if name := words[code]; name != "" {
		return name
	}
	return code
}
