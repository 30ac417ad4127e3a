package analysis

import (
	"slices"
	"strings"

	"realitycheck/analysis/stats"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// thinNotes adds what a reader must know, and can do, where answers are too thin or too odd for figures.
func (b *builder) thinNotes(notes []Note, r *Report, waves []*dataset) ([]Note, error) {
	add := func(code string, args ...any) { notes = append(notes, Note{Code: code, Text: b.tr.T(code, args...)}) }
	for _, w := range waves {
		for p, panel := range w.panels {
			switch n := w.members[p]; {
			case n == 0:
				add("report.note_nobody", "wave", w.Code(), "panel", r.Labels.Panels[panel])
			case n < b.gate.nMin:
				add("report.note_few", "wave", w.Code(), "panel", r.Labels.Panels[panel], "n", b.gate.nMin)
			}
		}
		if items := w.offScale(); len(items) > 0 {
			add("report.note_off_scale", "wave", w.Code(), "items", strings.Join(items, ", "))
		}
	}
	for _, c := range comparisons(len(waves)) {
		from, to := waves[c[0]], waves[c[1]]
		pairs, paired, err := to.Pairs(from.Code())
		if err != nil {
			return nil, err
		}
		for p, panel := range to.panels {
			q := slices.Index(from.panels, panel)
			if !paired || q < 0 || from.members[q] < b.gate.nMin || to.members[p] < b.gate.nMin {
				continue
			}
			switch shared := sharedBy(pairs, to, p); {
			case shared == 0:
				add("report.note_no_overlap", "panel", r.Labels.Panels[panel], "from", from.Code(), "to", to.Code())
			case shared == from.members[q] && shared == to.members[p]:
				add("report.note_full_overlap", "panel", r.Labels.Panels[panel], "from", from.Code(), "to", to.Code())
			}
		}
	}
	return notes, nil
}

// sharedBy counts the returning members of a panel of the later wave.
func sharedBy(pairs []archive.PairRows, to *dataset, panel int) int {
	n := 0
	for _, p := range pairs {
		if int(to.group[p.Later]) == panel {
			n++
		}
	}
	return n
}

// offScale lists the items that have answers which are neither on the scale nor a don't-know.
func (w *dataset) offScale() []string {
	var items []string
	for _, m := range w.measures {
		if m.key.item != "" && slices.ContainsFunc(m.tallies, func(t stats.FrequencyTable) bool {
			return slices.ContainsFunc(t.Codes, func(c stats.CodeSum) bool {
				return c.Code != archive.NotAsked && c.Code != survey.Skipped && m.scale.Status[stats.Index(c.Code)] == stats.Missing
			})
		}) {
			items = append(items, m.key.item)
		}
	}
	return items
}
