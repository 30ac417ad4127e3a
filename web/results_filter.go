package web

import (
	"net/url"
	"slices"
)

// resultChoice is what a reader chose to see. It stands in the address, so that a view can be shared and printed.
type resultChoice struct {
	Years     []string // empty for all
	Panel     string   // empty for all
	Framework string   // empty for all
	Parameter string   // by which samples are ordered
	Group     string   // attribute by which members are grouped
}

func readChoice(query url.Values) *resultChoice {
	c := &resultChoice{Panel: query.Get("panel"), Framework: query.Get("kader"), Parameter: query.Get("kenmerk"), Group: query.Get("groep")}
	for _, year := range query["jaren"] {
		if year != "" && !slices.Contains(c.Years, year) {
			c.Years = append(c.Years, year)
		}
	}
	slices.Sort(c.Years)
	return c
}

// values writes the choice as it stands in an address.
func (c *resultChoice) values() url.Values {
	v := url.Values{}
	if len(c.Years) > 0 {
		v["jaren"] = c.Years
	}
	for name, value := range map[string]string{"panel": c.Panel, "kader": c.Framework, "kenmerk": c.Parameter, "groep": c.Group} {
		if value != "" {
			v.Set(name, value)
		}
	}
	return v
}

// query is the choice as the end of an address.
func (c *resultChoice) query() string {
	if v := c.values(); len(v) > 0 {
		return "?" + v.Encode()
	}
	return ""
}

// years is the choice of years alone.
func (c *resultChoice) yearsOnly() *resultChoice { return &resultChoice{Years: c.Years} }

// by is the same choice, ordered by another parameter.
func (c *resultChoice) by(parameter string) *resultChoice {
	other := *c
	other.Parameter = parameter
	return &other
}

// filterParts says what can be chosen on a page besides the years.
type filterParts struct{ framework, panel, parameter, group bool }

// resultFilter is the form above a page of results.
type resultFilter struct {
	URL     string
	Years   []filterOption
	Selects []filterSelect
	Hidden  []codeName // what is kept, but not chosen on this page
	Open    bool       // something was chosen
}

// filterOption is one thing to choose.
type filterOption struct {
	Value  string
	Name   string
	Chosen bool
}

// filterSelect is a list of which one is chosen.
type filterSelect struct {
	Name    string
	Label   string
	Options []filterOption
}

func newResultFilter(w *resultWork, url string, parts filterParts, years []string, frameworks []codeName) *resultFilter {
	f := &resultFilter{URL: url}
	for _, year := range years {
		f.Years = append(f.Years, filterOption{year, year, slices.Contains(w.Years, year)})
	}
	panels := make([]codeName, len(w.panels))
	for i, p := range w.panels {
		panels[i] = codeName{p, w.panelName(p)}
	}
	_, rated := w.ratedSamples()
	parameters := make([]codeName, len(rated))
	for i, p := range rated {
		parameters[i] = codeName{p, w.parameterName(p)}
	}
	f.choose(parts.framework, "kader", w.T("results.filter_framework"), w.T("results.filter_all_frameworks"), w.choice.Framework, frameworks)
	f.choose(parts.panel, "panel", w.T("results.filter_panel"), w.T("results.filter_all_panels"), w.choice.Panel, panels)
	f.choose(parts.parameter, "kenmerk", w.T("results.filter_parameter"), "", w.choice.Parameter, parameters)
	f.choose(parts.group, "groep", w.T("results.filter_group"), "", w.choice.Group, w.attributes())
	f.Open = len(w.choice.values()) > 0
	return f
}

// choose adds a list, or keeps its value out of sight where it is not chosen.
func (f *resultFilter) choose(offered bool, name, label, all, chosen string, options []codeName) {
	if !offered || len(options) < 2 {
		if chosen != "" {
			f.Hidden = append(f.Hidden, codeName{name, chosen})
		}
		return
	}
	list := filterSelect{Name: name, Label: label}
	if all != "" {
		list.Options = append(list.Options, filterOption{"", all, chosen == ""})
	}
	for _, o := range options {
		list.Options = append(list.Options, filterOption{o.Code, o.Name, o.Code == chosen})
	}
	f.Selects = append(f.Selects, list)
}
