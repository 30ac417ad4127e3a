package verify

import (
	"slices"
	"strings"

	"realitycheck/analysis/report"
)

// Covered is one figure of the list with the cases that compared it.
type Covered struct {
	Figure    string   `json:"figure"`         // where it stands in the document
	Also      []string `json:"also,omitempty"` // where the same stands, computed another way
	What      string   `json:"what"`
	Unit      string   `json:"unit"`
	Screen    string   `json:"screen"`  // how screens round it; empty for what only the document holds
	Methods   string   `json:"methods"` // section of METHODS
	Cases     []By     `json:"cases"`
	Uncovered string   `json:"uncovered,omitempty"` // why no case can

	declared []string // cases, as the list has them
}

// By is a case that compared a figure, and through what.
type By struct {
	Case string `json:"case"` // the first word of its id
	Road string `json:"road"`
}

// The roads of a figure. Both end in the report; what is expected there is of other software, or of the second opinion on the
// rows of a case in which that agrees with other software.
const (
	roadReport = "report"
	roadSecond = "report against reference"
)

// Roads are all roads, the stronger first.
func Roads() []string { return []string{roadReport, roadSecond} }

// Coverage goes through the list of figures, with the cases among results that are right.
func Coverage(results []Result) []Covered { return coverage(report.Entries(), results) }

func coverage(entries []report.EntrySpec, results []Result) []Covered {
	cases := map[string][]By{}
	for _, r := range results {
		id, _, _ := strings.Cut(r.ID, "_")
		for _, c := range r.Covers {
			by := By{id, roadReport}
			if c.Second {
				by.Road = roadSecond
			}
			if r.OK && !slices.Contains(cases[c.Figure], by) {
				cases[c.Figure] = append(cases[c.Figure], by)
			}
		}
	}
	var all []Covered
	for _, e := range entries {
		for _, f := range e.Figures {
			paths := e.Paths(f.Path)
			all = append(all, Covered{Figure: paths[0], Also: paths[1:], What: f.What, Unit: string(f.Unit), Screen: string(f.Screen),
				Methods: f.Methods, Cases: append([]By{}, cases[paths[0]]...), Uncovered: f.Uncovered, declared: f.Cases})
		}
	}
	return all
}

// Open reports whether nothing compares a figure and nothing says why.
func (c *Covered) Open() bool { return len(c.Cases) == 0 && c.Uncovered == "" }

// IDs are the cases that came by a road.
func (c *Covered) IDs(road string) (ids []string) {
	for _, by := range c.Cases {
		if by.Road == road {
			ids = append(ids, by.Case)
		}
	}
	return ids
}
