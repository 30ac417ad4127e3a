package verify

import (
	"math"
	"slices"
	"strings"

	"realitycheck/analysis/stats"
	"realitycheck/analysis/stats/reference"
)

func runFlags(f *frame) ([]way, error) {
	if err := f.need(append(append([]string{f.spec.Member, f.spec.Duration}, f.spec.Group...), f.spec.Grid...)...); err != nil {
		return nil, err
	}
	j, err := f.judging()
	if err != nil {
		return nil, err
	}
	ways := referenceOnly(j.results(j.byReference()))
	if j.asReported() {
		if fault := wrongThreshold(); fault != "" {
			return nil, &stats.Error{Code: codeThreshold, Detail: fault}
		}
		ways = append([]way{{"flags and speeders", j.results(j.byReports())}}, ways...)
	}
	return ways, nil
}

// judging is a case about flags: the answers of every row, NaN where there is no valid one, and what they are judged by.
type judging struct {
	member   *column
	groups   []string // by row
	order    []string // of the groups, as they appear
	seconds  []float64
	columns  [][]float64
	grid     reference.Grid
	fraction float64
}

func (f *frame) judging() (*judging, error) {
	j := &judging{}
	j.grid, j.fraction = f.grid()
	var err error
	if j.groups, err = f.groups(); err != nil {
		return nil, err
	}
	for _, name := range j.groups {
		if !slices.Contains(j.order, name) {
			j.order = append(j.order, name)
		}
	}
	if j.seconds, err = f.durations(); err != nil {
		return nil, err
	}
	for _, name := range f.spec.Grid {
		column, err := f.validNumbers(name, append(append(codes{}, f.spec.DK...), f.spec.Missing...))
		if err != nil {
			return nil, err
		}
		j.columns = append(j.columns, column)
	}
	j.member, err = f.column(f.spec.Member)
	return j, err
}

// judgement is what one engine says.
type judgement struct {
	flags   []reference.Flags  // by row
	fast    []bool             // by row
	medians map[string]float64 // by group
}

func (j *judging) byReference() judgement {
	g := judgement{medians: map[string]float64{}}
	times := map[string][]float64{}
	for row, name := range j.groups {
		times[name] = append(times[name], j.seconds[row])
	}
	for name, t := range times {
		g.medians[name] = reference.Median(t)
	}
	for row, name := range j.groups {
		answers := make([]float64, len(j.columns))
		for i := range answers {
			answers[i] = j.columns[i][row]
		}
		g.flags = append(g.flags, j.grid.Flag(answers))
		g.fast = append(g.fast, j.seconds[row] < j.fraction*g.medians[name])
	}
	return g
}

// results lists the rows with their flags. Who has no time, or no median to hold it against, is no speeder and no other either.
func (j *judging) results(g judgement) record {
	medians, rows, straight, fast := []any{}, []any{}, 0, 0
	for _, name := range j.order {
		medians = append(medians, record{"group": name, "median": num(g.medians[name])})
	}
	for row, q := range g.flags {
		var speeder any
		if !math.IsNaN(j.seconds[row]) && !math.IsNaN(g.medians[j.groups[row]]) {
			speeder = g.fast[row]
		}
		if g.fast[row] {
			fast++
		}
		if q.StraightLine {
			straight++
		}
		rows = append(rows, record{"member": j.member.text(int32(row)), "n_answered": q.Answered, "longstring": q.LongString,
			"irv": num(q.IRV), "straightline": q.StraightLine, "straightline_contradiction": q.Contradiction, "speeder": speeder})
	}
	return record{"medians": medians, "rows": rows, "n_straightline": straight, "n_speeder": fast}
}

func (f *frame) grid() (reference.Grid, float64) {
	reversed := map[string]bool{}
	for _, name := range f.spec.Reversed {
		reversed[name] = true
	}
	g := reference.Grid{Reversed: make([]bool, len(f.spec.Grid)), ScaleMin: f.spec.ScaleMin, ScaleMax: f.spec.ScaleMax,
		MinAnswers: straightAnswers}
	for i, name := range f.spec.Grid {
		g.Reversed[i] = reversed[name]
	}
	if f.spec.MinAnswers != nil {
		g.MinAnswers = *f.spec.MinAnswers
	}
	fraction := speedFraction
	if f.spec.SpeedFraction != nil {
		fraction = *f.spec.SpeedFraction
	}
	return g, fraction
}

// groups names the group of each row.
func (f *frame) groups() ([]string, error) {
	parts := make([][]string, len(f.rows))
	for _, name := range f.spec.Group {
		c, err := f.column(name)
		if err != nil {
			return nil, err
		}
		for row := range parts {
			parts[row] = append(parts[row], c.text(int32(row)))
		}
	}
	out := make([]string, len(parts))
	for row := range parts {
		out[row] = strings.Join(parts[row], "|")
	}
	return out, nil
}

func (f *frame) durations() ([]float64, error) {
	if f.spec.Duration == "" {
		return f.nothing(), nil
	}
	return f.values(f.spec.Duration)
}

// nothing is a column without a value.
func (f *frame) nothing() []float64 {
	out := make([]float64, len(f.rows))
	for i := range out {
		out[i] = number("")
	}
	return out
}
