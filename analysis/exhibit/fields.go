package exhibit

import (
	"strconv"

	"realitycheck/analysis/report"
)

// field is a column of a table with the cell that a row of some sort has in it.
type field[R any] struct {
	Column
	cell func(R) Cell
}

// table lays rows out in columns.
func table[R any](title string, fields []field[R], rows []R) *Table {
	t := &Table{Title: title}
	for _, f := range fields {
		t.Columns = append(t.Columns, f.Column)
	}
	for _, row := range rows {
		cells := make([]Cell, len(fields))
		for i, f := range fields {
			cells[i] = f.cell(row)
		}
		t.Rows = append(t.Rows, Row{Cells: cells})
	}
	return t
}

// byParameter and byPanel name the rows of a table by what a panel was asked.
func (r *reader) byParameter() field[asked] {
	name := func(a asked) Cell { return words(r.parameterOf(a.Subject)) }
	return field[asked]{column(r.T("exhibit.col.parameter"), Words).merged(), name}
}

func (r *reader) byPanel() field[asked] {
	return field[asked]{column(r.T("exhibit.col.panel"), Words), func(a asked) Cell { return r.panel(a.panel) }}
}

// told is a column of a figure of the estimates of a wave.
func (r *reader) told(wave string, c Column, cell func(*report.Estimate) Cell) field[asked] {
	return field[asked]{c, func(a asked) Cell { return cell(r.Estimate(wave, a.panel, a.Subject)) }}
}

// spreadFields are columns of the members, the mean, its interval and the share of each answer in a wave; share is what the
// last are like.
func (r *reader) spreadFields(wave string, share Column) []field[asked] {
	fields := []field[asked]{r.told(wave, column(r.T("exhibit.col.n"), Count), membersOf),
		r.told(wave, column(r.T("exhibit.col.mean"), Mean), meanOf), r.told(wave, r.intervals(Mean), intervalOf)}
	for i := range 5 {
		share.Title = strconv.Itoa(i + 1)
		fields = append(fields, r.told(wave, share, func(e *report.Estimate) Cell { return answerOf(e, i) }))
	}
	return fields
}

// overWaves are the rows by parameter and panel with the means of waves.
func (r *reader) overWaves(waves []string) []field[asked] {
	fields := []field[asked]{r.byParameter(), r.byPanel()}
	for _, wave := range waves {
		fields = append(fields, r.told(wave, column(wave, Mean), meanOf))
	}
	return fields
}

// changes are columns of how the newest wave differs from another: the change, its interval, and what may be said of it.
func (r *reader) changes(from string) []field[asked] {
	of := func(cell func(*report.Change) Cell) func(asked) Cell {
		return func(a asked) Cell {
			if c := r.Change(a.panel, from, r.Last(), a.Subject); c != nil {
				return cell(c)
			}
			return nothing()
		}
	}
	return []field[asked]{
		{column(r.T("exhibit.col.since", "wave", from), Difference), of(changeCell)},
		{r.intervals(Difference).detail(), of(func(c *report.Change) Cell { return interval(c.Low, c.High, ofChange(c)) })},
		{r.verdicts(), of(func(c *report.Change) Cell { return words(c.Words(r.Translator)) })},
	}
}
