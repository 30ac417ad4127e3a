package web

import (
	"net/url"
	"slices"

	"realitycheck/analysis/exhibit"
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
	c := &resultChoice{Panel: query.Get("panel"), Framework: query.Get("kader"), Parameter: query.Get("kenmerk"),
		Group: query.Get("groep")}
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

// selection is what was chosen of a report.
func (c *resultChoice) selection() exhibit.Selection {
	return exhibit.Selection{Panel: c.Panel, Framework: c.Framework, Parameter: c.Parameter, Group: c.Group}
}

// ratedPath is the page of all samples; below it each has its own.
const ratedPath = resultsPath + "/uitingen"

// sampleURL is the page of one sample, with the same choice.
func (c *resultChoice) sampleURL(code string) string {
	return ratedPath + "/" + url.PathEscape(code) + c.query()
}

// orderURL is the page of all samples, ordered by another parameter.
func (c *resultChoice) orderURL(parameter string) string {
	other := *c
	other.Parameter = parameter
	return ratedPath + other.query()
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

func newResultFilter(p *resultsPage, screen *resultScreen, years []string) *resultFilter {
	x, parts := p.index, screen.filter
	f := &resultFilter{URL: resultsPath + screen.path, Open: len(p.choice.values()) > 0}
	for _, year := range years {
		f.Years = append(f.Years, filterOption{year, year, slices.Contains(x.Years, year)})
	}
	frameworks := make([]codeName, len(x.Frameworks))
	for i, framework := range x.Frameworks {
		frameworks[i] = codeName{framework.Code, framework.Title}
	}
	panels, rated := named(x.Panels, x.PanelName), named(x.Rated(x.Last(), nil), x.ParameterName)
	groups := named(exhibit.Attributes(x, p.choice.selection()), x.AttributeName)
	f.choose(parts.framework, "kader", p.T("results.filter_framework"), p.T("results.filter_all_frameworks"), p.choice.Framework,
		frameworks)
	f.choose(parts.panel, "panel", p.T("results.filter_panel"), p.T("results.filter_all_panels"), p.choice.Panel, panels)
	f.choose(parts.parameter, "kenmerk", p.T("results.filter_parameter"), "", p.choice.Parameter, rated)
	f.choose(parts.group, "groep", p.T("results.filter_group"), "", p.choice.Group, groups)
	return f
}

// codeName is a code with its words.
type codeName struct{ Code, Name string }

func named(codes []string, name func(string) string) []codeName {
	list := make([]codeName, len(codes))
	for i, code := range codes {
		list[i] = codeName{code, name(code)}
	}
	return list
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
