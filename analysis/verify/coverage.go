package verify

import (
	"slices"
	"strings"

	"realitycheck/analysis/report"
)

// Covered is one figure of the list on one basis, of parameters or of items, with the cases that compared that very figure.
type Covered struct {
	Cell
	What      string `json:"what"`
	Unit      string `json:"unit"`
	Screen    string `json:"screen"`  // how screens round it; empty for what only the document holds
	Methods   string `json:"methods"` // section of METHODS
	Cases     []By   `json:"cases"`
	Uncovered string `json:"uncovered,omitempty"` // why no case can

	declared []string // cases, as the list has them
}

// Cell says which figure of a report: where it stands in the document, and of what.
type Cell struct {
	Figure string       `json:"figure"`          // as in the list of figures: "unweighted.estimates[].mean"
	Basis  report.Basis `json:"basis,omitempty"` // empty where the question does not arise
	Item   bool         `json:"item,omitempty"`  // of one item, not of a parameter as a whole
}

// String is the cell in words.
func (c Cell) String() string {
	words := strings.TrimSpace(c.Figure + " " + string(c.Basis))
	if c.Item {
		words += " item"
	}
	return words
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
	cases := map[Cell][]By{}
	for _, r := range results {
		id, _, _ := strings.Cut(r.ID, "_")
		for _, c := range r.Covers {
			by := By{id, roadReport}
			if c.Second {
				by.Road = roadSecond
			}
			if r.OK && !slices.Contains(cases[c.Cell], by) {
				cases[c.Cell] = append(cases[c.Cell], by)
			}
		}
	}
	var all []Covered
	for _, e := range entries {
		for _, f := range e.Figures {
			for _, cell := range cells(&e, &f) {
				all = append(all, Covered{Cell: cell, What: f.What, Unit: string(f.Unit), Screen: string(f.Screen), Methods: f.Methods,
					Cases: append([]By{}, cases[cell]...), Uncovered: f.Uncovered[cell.Basis], declared: f.Cases})
			}
		}
	}
	return all
}

// cells are all that a figure is: in every place of the document, on every basis, of parameters and of items.
func cells(e *report.EntrySpec, f *report.FigureSpec) (all []Cell) {
	for _, path := range e.Paths(f.Path) {
		if len(e.Bases) == 0 {
			all = append(all, Cell{Figure: path})
		}
		for _, basis := range e.Bases {
			all = append(all, Cell{path, basis, false}, Cell{path, basis, true})
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
