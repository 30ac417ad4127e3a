package verify

import (
	"strings"

	"realitycheck/analysis/stats"
)

func runFlags(f *frame) (any, error) {
	if err := f.need(append(append([]string{f.spec.Member, f.spec.Duration}, f.spec.Group...), f.spec.Grid...)...); err != nil {
		return nil, err
	}
	groups, err := f.groups()
	if err != nil {
		return nil, err
	}
	seconds, err := f.durations()
	if err != nil {
		return nil, err
	}
	medians, order := groupMedians(groups, seconds)
	list := []any{}
	for _, name := range order {
		list = append(list, record{"group": name, "median": num(medians[name])})
	}
	rows, straight, fast, err := f.flagRows(groups, seconds, medians)
	if err != nil {
		return nil, err
	}
	return record{"medians": list, "rows": rows, "n_straightline": straight, "n_speeder": fast}, nil
}

// flagRows judges every row and counts the straight lines and the speeders.
func (f *frame) flagRows(groups []string, seconds []float64, medians map[string]float64) (rows []any, straight, fast int, err error) {
	columns := make([][]float64, len(f.spec.Grid))
	for i, name := range f.spec.Grid {
		if columns[i], err = f.validNumbers(name, append(append(codes{}, f.spec.DK...), f.spec.Missing...)); err != nil {
			return nil, 0, 0, err
		}
	}
	member, err := f.column(f.spec.Member)
	if err != nil {
		return nil, 0, 0, err
	}
	grid, fraction := f.grid()
	answers := make([]float64, len(columns))
	rows = []any{}
	for row := range f.rows {
		for i := range columns {
			answers[i] = columns[i][row]
		}
		q := grid.Flag(answers)
		var speeder any
		if is, known := stats.Speeder(seconds[row], medians[groups[row]], fraction); known {
			speeder = is
			if is {
				fast++
			}
		}
		if q.StraightLine {
			straight++
		}
		rows = append(rows, record{"member": member.text(int32(row)), "n_answered": q.Answered, "longstring": q.LongString, "irv": num(q.IRV),
			"straightline": q.StraightLine, "straightline_contradiction": q.Contradiction, "speeder": speeder})
	}
	return rows, straight, fast, nil
}

func (f *frame) grid() (stats.Grid, float64) {
	reversed := map[string]bool{}
	for _, name := range f.spec.Reversed {
		reversed[name] = true
	}
	g := stats.Grid{Reversed: make([]bool, len(f.spec.Grid)), ScaleMin: f.spec.ScaleMin, ScaleMax: f.spec.ScaleMax, MinAnswers: 4}
	for i, name := range f.spec.Grid {
		g.Reversed[i] = reversed[name]
	}
	if f.spec.MinAnswers != nil {
		g.MinAnswers = *f.spec.MinAnswers
	}
	fraction := 1.0 / 3
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

func groupMedians(groups []string, seconds []float64) (medians map[string]float64, order []string) {
	byGroup := map[string][]float64{}
	for row, name := range groups {
		if byGroup[name] == nil {
			order = append(order, name)
		}
		byGroup[name] = append(byGroup[name], seconds[row])
	}
	medians = map[string]float64{}
	for name, values := range byGroup {
		medians[name] = stats.Median(values)
	}
	return medians, order
}
