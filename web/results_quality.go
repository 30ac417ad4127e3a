package web

import (
	"realitycheck/analysis/report"
	"slices"
)

// fillQuality shows how many responses deserve a second look, by which rule, and what the figures would be without them.
func fillQuality(w *resultWork) {
	b := w.beside("quality", w.WithoutFlagged)
	lead, turned := b.conclusions()
	w.page.Lead, w.page.Points = append(w.flagged(), lead), turned
	w.page.Sections = append([]resultSection{w.flags()}, b.sections()...)
}

// flagged says for each panel how many responses of the newest year have a flag.
func (w *resultWork) flagged() []string {
	var list []string
	for i := range w.Quality {
		if q := &w.Quality[i]; q.Wave == w.last() && q.N > 0 {
			list = append(list, w.N("results.quality.flagged", q.Flagged, "panel", w.panelName(q.Panel), "n", q.N, "wave", q.Wave))
		}
	}
	return list
}

// flags lists the rules with how many responses they flag.
func (w *resultWork) flags() resultSection {
	s := resultSection{Heading: w.T("results.quality.flags_title"), Rules: report.QualityRules(w.Translator), Caption: w.T("results.caption.quality")}
	head := []resultCell{headCell(w.T("results.col.wave")), headCell(w.T("results.col.panel")), numHead(w.T("results.col.responses"))}
	for _, rule := range s.Rules {
		head = append(head, numHead(rule.Name))
	}
	t := &resultTable{Caption: s.Heading, Heads: heads(append(head, numHead(w.T("results.col.flagged")))...)}
	for _, wave := range slices.Backward(w.Years) {
		var rows [][]resultCell
		for i := range w.Quality {
			if q := &w.Quality[i]; q.Wave == wave {
				row := []resultCell{w.panel(q.Panel)}
				for _, n := range []int{q.N, q.Speeder, q.Contradiction, q.LongString, q.Flagged} {
					row = append(row, w.counted(n, q.Suppressed))
				}
				rows = append(rows, row)
			}
		}
		for i, row := range rows {
			if i == 0 {
				row = append([]resultCell{{Text: wave, Head: true, Rows: len(rows)}}, row...)
			}
			t.Rows = append(t.Rows, row)
		}
	}
	s.Table = t
	return s
}

// counted is a number of responses, or the place of one that is not told.
func (w *resultWork) counted(n int, suppressed bool) resultCell {
	if suppressed {
		return w.few()
	}
	return num(w.Int(n))
}
