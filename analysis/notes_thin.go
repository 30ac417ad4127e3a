package analysis

import (
	"slices"
	"strings"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/disclosure"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// thin adds what a reader must know, and can do, where answers are too thin or too odd for figures.
func (n *noter) thin(waves []*dataset.Wave, control disclosure.Control) error {
	panels := n.report.Labels.Panels
	for _, w := range waves {
		for _, p := range w.InOrder {
			panel := w.Panels[p]
			switch members := w.Sizes[p]; {
			case members == 0:
				n.add("report.note_nobody", "wave", w.Code(), "panel", panels[panel])
			case members < control.Threshold:
				n.add("report.note_few", "wave", w.Code(), "panel", panels[panel], "n", control.Threshold)
			}
		}
		if items := offScale(w); len(items) > 0 {
			n.add("report.note_off_scale", "wave", w.Code(), "items", strings.Join(items, ", "))
		}
	}
	for _, c := range dataset.Comparisons(len(waves)) {
		from, to := waves[c[0]], waves[c[1]]
		pairs, paired, err := to.Pairs(from.Code())
		if err != nil {
			return err
		}
		for _, p := range to.InOrder {
			panel := to.Panels[p]
			q := slices.Index(from.Panels, panel)
			if !paired || q < 0 || from.Sizes[q] < control.Threshold || to.Sizes[p] < control.Threshold {
				continue
			}
			switch shared := sharedBy(pairs, to, p); {
			case shared == 0:
				n.add("report.note_no_overlap", "panel", panels[panel], "from", from.Code(), "to", to.Code())
			case shared == from.Sizes[q] && shared == to.Sizes[p]:
				n.add("report.note_full_overlap", "panel", panels[panel], "from", from.Code(), "to", to.Code())
			}
		}
	}
	return nil
}

// sharedBy counts the returning members of a panel of the later wave.
func sharedBy(pairs []archive.PairRows, to *dataset.Wave, panel int) int {
	n := 0
	for _, p := range pairs {
		if int(to.PanelOf[p.Later]) == panel {
			n++
		}
	}
	return n
}

// offScale lists the items that have answers which are neither on the scale nor a don't-know.
func offScale(w *dataset.Wave) []string {
	var items []string
	for _, m := range w.Variables {
		if m.Key.Item != "" && slices.ContainsFunc(m.Tables, func(t stats.FrequencyTable) bool {
			return slices.ContainsFunc(t.Codes, func(c stats.CodeSum) bool {
				return c.Code != archive.NotAsked && c.Code != survey.Skipped && m.Scale.Status[stats.Index(c.Code)] == stats.Missing
			})
		}) {
			items = append(items, m.Key.Item)
		}
	}
	return items
}
