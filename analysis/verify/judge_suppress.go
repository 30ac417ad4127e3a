package verify

import (
	"encoding/json"
	"fmt"
	"slices"

	"realitycheck/analysis/stats"
)

// wantTable is what the reference says about one table. The pattern is free; its protection is not.
type wantTable struct {
	Table            string      `json:"table"`
	Total            int         `json:"total"`
	SuppressAll      bool        `json:"suppress_all"`
	Primary          [][2]string `json:"primary"`
	SecondaryNeeded  bool        `json:"secondary_needed"`
	OptimalSecondary [][2]string `json:"optimal_secondary"`
	OptimalCost      *float64    `json:"optimal_cost"`
	Intervals        []struct {
		Cell [2]string `json:"cell"`
		N    float64   `json:"n"`
		Low  float64   `json:"low"`
		High float64   `json:"high"`
	} `json:"intervals"`
}

type gotTable struct {
	Table           string      `json:"table"`
	Total           int         `json:"total"`
	SuppressAll     bool        `json:"suppress_all"`
	Primary         [][2]string `json:"primary"`
	SecondaryNeeded bool        `json:"secondary_needed"`
	Secondary       [][2]string `json:"secondary"`
	Cost            float64     `json:"cost"`
}

// judgeSuppression compares what must match, audits the pattern that was found, and audits the pattern of the reference
// to check the audit itself.
func (f *frame) judgeSuppression(c *comparison, want, got any) {
	var wanted []wantTable
	var found []gotTable
	if err := recode(want, &wanted); err != nil {
		c.fault("expected", "%v", err)
		return
	}
	if err := recode(got, &found); err != nil || len(found) != len(wanted) {
		c.fault("results", "got %d tables, want %d", len(found), len(wanted))
		return
	}
	tables, err := f.crossTables()
	if err != nil {
		c.fault("data", "%v", err)
		return
	}
	for i, w := range wanted {
		path := fmt.Sprintf("[%d]", i)
		w.compare(c, path, found[i])
		if t := tables[w.Table]; t.table != nil && !w.SuppressAll {
			w.audit(c, path, t, found[i], f.spec.nMin())
		}
	}
}

func (w wantTable) compare(c *comparison, path string, g gotTable) {
	if g.Table != w.Table {
		c.fault(path+".table", "got %q, want %q", g.Table, w.Table)
	}
	c.number(path+".total", float64(w.Total), float64(g.Total))
	if g.SuppressAll != w.SuppressAll {
		c.fault(path+".suppress_all", "got %t, want %t", g.SuppressAll, w.SuppressAll)
	}
	if w.SuppressAll && g.SuppressAll {
		return // nothing is shown: there is no pattern to compare
	}
	if g.SecondaryNeeded != w.SecondaryNeeded {
		c.fault(path+".secondary_needed", "got %t, want %t", g.SecondaryNeeded, w.SecondaryNeeded)
	}
	if !slices.Equal(ordered(g.Primary), ordered(w.Primary)) {
		c.fault(path+".primary", "got %v, want %v", g.Primary, w.Primary)
	}
	if w.OptimalCost != nil && g.Cost > 1.5**w.OptimalCost {
		c.fault(path+".cost", "got %g, more than 1.5 times the optimal %g", g.Cost, *w.OptimalCost)
	}
}

func (w wantTable) audit(c *comparison, path string, t named, g gotTable, nMin int) {
	for _, f := range t.audit(g.Primary, g.Secondary) {
		if f.Width() < nMin {
			c.fault(path+".secondary", "cell %v can be narrowed to %d..%d", t.cell(f.Cell), f.Low, f.High)
		}
	}
	revealed := t.audit(w.Primary, w.OptimalSecondary)
	for _, interval := range w.Intervals {
		known := false
		for _, f := range revealed {
			if cell := t.cell(f.Cell); [2]string{cell[0], cell[1]} == interval.Cell {
				known = true
				c.number(path+".intervals.n", interval.N, float64(f.N))
				c.number(path+".intervals.low", interval.Low, float64(f.Low))
				c.number(path+".intervals.high", interval.High, float64(f.High))
			}
		}
		if !known {
			c.fault(path+".intervals", "%v is not a primary cell", interval.Cell)
		}
	}
}

// audit gives the intervals of the primary cells when these and the secondary ones are hidden.
func (n named) audit(primary, secondary [][2]string) []stats.Feasible {
	var hidden, asked []stats.Cell
	for i, name := range append(append([][2]string(nil), primary...), secondary...) {
		cell, ok := n.find(name[0], name[1])
		if !ok {
			continue
		}
		hidden = append(hidden, cell)
		if i < len(primary) {
			asked = append(asked, cell)
		}
	}
	return n.table.Audit(hidden, asked)
}

func ordered(cells [][2]string) [][2]string {
	out := slices.Clone(cells)
	slices.SortFunc(out, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	return out
}

// recode reads decoded JSON into a type.
func recode(v, into any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, into)
}
