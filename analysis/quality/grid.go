package quality

import (
	"runtime"

	"golang.org/x/sync/errgroup"
)

// Grid is a run of items on five points that a respondent meets one after another.
type Grid struct {
	Columns  [][]int8 // by item, one code a row
	Reversed []bool   // by item
}

// Lines goes through the rows in blocks that stay in the first cache, column by column. done may be called from several
// goroutines, once a row; never for a grid too short for any flag.
func (g Grid) Lines(rows int, done func(row int, l *Line)) {
	if len(g.Columns) < StraightAnswers {
		return
	}
	const block = 1024
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for from := 0; from < rows; from += block {
		group.Go(func() error {
			at := make([]Line, min(block, rows-from))
			for i, cells := range g.Columns {
				for j, code := range cells[from : from+len(at)] {
					at[j].Add(code, g.Reversed[i])
				}
			}
			for j := range at {
				done(from+j, &at[j])
			}
			return nil
		})
	}
	_ = group.Wait() // no line fails
}

// several is none for a single page, which is all pages together.
func several(pages []Grid) []Grid {
	if len(pages) < 2 {
		return nil
	}
	return pages
}

func joined(all []Grid) Grid {
	var g Grid
	for _, page := range all {
		g.Columns, g.Reversed = append(g.Columns, page.Columns...), append(g.Reversed, page.Reversed...)
	}
	return g
}
