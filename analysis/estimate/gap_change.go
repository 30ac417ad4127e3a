package estimate

import (
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
)

// GapChanges tests how the gaps on whole parameters moved from the first wave of a report to its last (METHODS 4.1, the
// difference of differences). Panels share no member, so that the variances of their changes add up (METHODS 4.2; Welch 1947). It
// rests on what is told of gaps and changes, and tells nothing of what is withheld.
func GapChanges(r *report.Report) []report.GapChange {
	moved := []report.GapChange{}
	x := report.NewIndex(&report.Report{Years: r.Years, Gaps: r.Gaps, Changes: r.Changes})
	from, to := x.First(), x.Last()
	for i := range r.Gaps {
		g := &r.Gaps[i]
		if g.Wave != to || from == to || g.Basis != report.Identity || g.Item != nil || g.Diff == nil {
			continue
		}
		before := x.Gap(from, g.A, g.B, g.Subject)
		a, b := x.Change(g.A, from, to, g.Subject), x.Change(g.B, from, to, g.Subject)
		if before != nil && before.Diff != nil && tested(a) && tested(b) {
			t := stats.Welch(*a.Diff-*b.Diff, *a.SE**a.SE, *a.DF, *b.SE**b.SE, *b.DF, stats.Tail)
			moved = append(moved, report.GapChange{A: g.A, B: g.B, From: from, To: to, Subject: g.Subject, Test: report.Test{
				Diff: report.Figure(*a.Diff - *b.Diff), SE: report.Figure(t.SE), Low: report.Figure(t.Low), High: report.Figure(t.High),
				DF: report.Figure(t.DF), P: report.Figure(t.P)}})
		}
	}
	return moved
}

func tested(c *report.Change) bool { return c != nil && c.Diff != nil && c.DF != nil }
