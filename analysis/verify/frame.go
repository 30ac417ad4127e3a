package verify

import (
	"fmt"
	"math"

	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
)

// frame is the scope of a case: the rows of its table that pass the scope filter, renumbered from 0.
type frame struct {
	table *table
	spec  *spec
	rows  []int32  // into the table
	notes []string // what is odd about the data, in words
}

func newFrame(t *table, s *spec) (*frame, error) {
	f := &frame{table: t, spec: s, rows: make([]int32, t.rows)}
	for i := range f.rows {
		f.rows[i] = int32(i)
	}
	kept, err := f.filter(s.Scope)
	if err != nil {
		return nil, err
	}
	if kept != nil {
		f.rows = kept
	}
	return f, nil
}

// filter gives the numbers of the matching rows inside the frame; nil stands for all.
func (f *frame) filter(w where) (reference.Domain, error) {
	if len(w) == 0 {
		return nil, nil
	}
	keep := make([]bool, len(f.rows))
	for i := range keep {
		keep[i] = true
	}
	for _, name := range w.columns() {
		c, err := f.table.column(name)
		if err != nil {
			return nil, err
		}
		marks := c.marked(w[name])
		for i, row := range f.rows {
			keep[i] = keep[i] && marks[c.codes[row]]
		}
	}
	rows := reference.Domain{}
	for i, ok := range keep {
		if ok {
			rows = append(rows, int32(i))
		}
	}
	return rows, nil
}

// domains resolves all domains of the spec.
func (f *frame) domains() ([]reference.Domain, error) {
	out := make([]reference.Domain, len(f.spec.Domains))
	for i, d := range f.spec.Domains {
		rows, err := f.filter(d.Where)
		if err != nil {
			return nil, err
		}
		out[i] = rows
	}
	return out, nil
}

// all lists the rows of a domain, also when it is the whole frame.
func (f *frame) all(d reference.Domain) []int32 {
	if d != nil {
		return d
	}
	rows := make([]int32, len(f.rows))
	for i := range rows {
		rows[i] = int32(i)
	}
	return rows
}

// column gives a column cut to the frame.
func (f *frame) column(name string) (*column, error) {
	c, err := f.table.column(name)
	if err != nil {
		return nil, err
	}
	cut := &column{name: c.name, dict: c.dict, codes: make([]int32, len(f.rows))}
	for i, row := range f.rows {
		cut.codes[i] = c.codes[row]
	}
	return cut, nil
}

// need refuses columns that are not there, in the order given; empty names are columns not asked for.
func (f *frame) need(names ...string) error {
	for _, name := range names {
		if name == "" {
			continue
		}
		if _, err := f.table.column(name); err != nil {
			return err
		}
	}
	return nil
}

// values gives a column as numbers, NaN where a field is missing or not a number.
func (f *frame) values(name string) ([]float64, error) {
	c, err := f.column(name)
	if err != nil {
		return nil, err
	}
	numbers := c.numbers()
	values := make([]float64, len(c.codes))
	for i, code := range c.codes {
		values[i] = numbers[code]
	}
	return values, nil
}

// weights gives the weight column, nil when the spec names none.
func (f *frame) weights() ([]float64, error) {
	if f.spec.Weight == "" {
		return nil, nil
	}
	values, err := f.values(f.spec.Weight)
	if err != nil {
		return nil, err
	}
	for _, w := range values {
		if !(w > 0) {
			return nil, &stats.Error{Code: stats.CodeBadWeight, Var: f.spec.Weight}
		}
	}
	return values, nil
}

// design builds the sampling design of the frame.
func (f *frame) design() (*reference.Design, error) {
	strata, clusters, err := f.structure()
	if err != nil {
		return nil, err
	}
	weight, err := f.weights()
	if err != nil {
		return nil, err
	}
	return reference.NewDesign(len(f.rows), strata, clusters, weight)
}

// structure reads strata and clusters, nil where the spec names none.
func (f *frame) structure() (strata, clusters []int32, err error) {
	var parts [2][]int32
	for i, name := range []string{f.spec.Strata, f.spec.Cluster} {
		if name == "" {
			continue
		}
		c, err := f.column(name)
		if err != nil {
			return nil, nil, err
		}
		parts[i] = dense(c)
	}
	return parts[0], parts[1], nil
}

// dense numbers the codes that occur in the frame from 0 on.
func dense(c *column) []int32 {
	numbers := make([]int32, len(c.dict))
	out := make([]int32, len(c.codes))
	next := int32(0)
	for i, code := range c.codes {
		if numbers[code] == 0 {
			next++
			numbers[code] = next
		}
		out[i] = numbers[code] - 1
	}
	return out
}

// answers reads one item.
func (f *frame) answers(it item) (reference.Answers, error) {
	c, err := f.column(it.Var)
	if err != nil {
		return reference.Answers{}, err
	}
	value, status, err := it.meaning(c)
	if err != nil {
		return reference.Answers{}, err
	}
	a := reference.Answers{Values: make([]float64, len(c.codes)), Status: make([]stats.Status, len(c.codes)), Binary: it.Type == "proportion"}
	for i, code := range c.codes {
		a.Values[i], a.Status[i] = value[code], status[code]
	}
	f.noteWords(it, c, status)
	return a, nil
}

// noteWords says that an item has no valid answer because its values are words and not numbers.
func (f *frame) noteWords(it item, c *column, status []stats.Status) {
	if it.Type == "proportion" { // which counts words too
		return
	}
	missing, numbers, example := c.marked(it.Missing), c.numbers(), ""
	for _, code := range c.codes {
		switch {
		case status[code] == stats.Valid:
			return
		case example == "" && code > 0 && status[code] == stats.Missing && !missing[code] && math.IsNaN(numbers[code]):
			example = c.dict[code]
		}
	}
	if example != "" {
		f.notes = append(f.notes, fmt.Sprintf("no value of column %q is a number, such as %q: give the answers as numbers, or name their codes under dk or missing", c.name, example))
	}
}

// meaning gives value and status of every code of a column.
func (it item) meaning(c *column) ([]float64, []stats.Status, error) {
	dk, missing, in := c.marked(it.DK), c.marked(it.Missing), c.marked(it.In)
	value, status := c.numbers(), make([]stats.Status, len(c.dict))
	for i, v := range value {
		valid := v == v
		switch it.Type {
		case "proportion":
			valid = i > 0
			value[i] = 0
			if in[i] {
				value[i] = 1
			}
		case "nps":
			value[i], valid = reference.Promoter(v)
		case "mean", "":
		default:
			return nil, nil, &stats.Error{Code: codeBadSpec, Var: it.Name, Detail: "unknown item type " + it.Type}
		}
		switch {
		case i == 0 || missing[i]:
		case dk[i]:
			status[i] = stats.DontKnow
		case valid:
			status[i] = stats.Valid
		}
	}
	return value, status, nil
}
