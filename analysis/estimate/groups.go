package estimate

import (
	"slices"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
)

// groups computes the means of every group by one attribute at a time, on what members answer once about a parameter as a
// whole. Groups without a member are not listed.
func groups(f *Figures, w *dataset.Wave) {
	for _, p := range w.InOrder {
		for _, a := range w.Attributes(p) {
			for _, v := range w.IdentityParameters(p) {
				tables := stats.Tabulate(v.Codes, a.Index, slices.Repeat([]int{p}, len(a.Categories)), w.Weight)
				for category, table := range tables {
					if a.Members[category] == 0 {
						continue
					}
					e := report.Estimate{Wave: w.Code(), Panel: w.Panels[p], Subject: Subject(w, v, report.Identity, nil),
						Group: &report.Group{By: a.Code, Value: a.Categories[category].Code}}
					counts := oneRow(&e, v, table)
					f.Estimates.add(e, counts)
				}
			}
		}
	}
}

// OfMembers is the mean on the identity of some members of a panel: those whose place in index, by response, is 0. ok is false
// when none of them gave a valid answer.
func OfMembers(w *dataset.Wave, v *dataset.Variable, panel int, index []uint8) (e report.Estimate, ok bool) {
	e.Wave, e.Panel = w.Code(), w.Panels[panel]
	counts := oneRow(&e, v, stats.Tabulate(v.Codes, index, []int{panel}, w.Weight)[0])
	return e, counts.Members > 0
}
