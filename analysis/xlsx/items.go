package xlsx

import (
	"realitycheck/analysis/report"
)

// items shows the statements behind the parameters in the newest wave, first those asked without a sample.
func (b *book) items(v *view, name string) {
	s := b.sheet(name, true, 60, 20, 15, 8, 8, 8, 8, 8, 8, 8, 8, 8, 9)
	s.heading(b.t("items.title", "wave", v.last()), b.t("items.lead"))
	s.head(wordHeads(b.t("col.item"), b.t("col.parameter"), b.t("col.panel")), figureHeads(b.t("col.n"), b.t("col.mean"), b.t("col.low"),
		b.t("col.high"), "1", "2", "3", "4", "5", b.t("col.dont_know")))
	s.repeat(s.row-1, s.row-1)
	s.freeze(1)
	b.itemLines(v, s, report.Identity)
	s.keep(s.f.InsertPageBreak(s.name, at(0, s.row)))
	b.itemLines(v, s, report.All)
	s.caption(b.t("caption.items") + " " + b.t("caption.table"))
}

func (b *book) itemLines(v *view, s *sheet, basis report.Basis) {
	var subjects []report.Subject
	seen := map[string]bool{}
	for _, e := range v.Estimates {
		if e.Wave == v.last() && e.Basis == basis && e.Item != nil && e.Group == nil && !seen[*e.Item] {
			seen[*e.Item] = true
			subjects = append(subjects, e.Subject)
		}
	}
	if len(subjects) == 0 {
		return
	}
	s.section(b.t("items." + string(basis)))
	from := s.row
	for _, subject := range subjects {
		statement := v.statement(*subject.Item)
		panels := v.asked(placed("", "", "", subject), v.last())
		for nth, i := range panels {
			panel := v.panels[i]
			e := v.estimate(placed(v.last(), "", panel, subject))
			cells := []cell{{}, {}, panelCell(i, v.panel(panel)), count(e.N, e.Suppressed), figure(e.Mean, asMean, e.Suppressed),
				figure(e.Low, asMean, e.Suppressed), figure(e.High, asMean, e.Suppressed)}
			if nth == 0 {
				cells[0], cells[1] = wrapped(statement), wrapped(v.parameter(subject.Parameter))
				s.keep(s.f.MergeCell(s.name, at(0, s.row), at(0, s.row+len(panels)-1)))
			}
			s.height(max(rowHeight, textHeight(statement, s.widths[0], look{})/float64(len(panels))))
			cells = append(cells, distribution(e.Distribution, e.Suppressed)...)
			s.line(append(cells, figure(e.DontKnow, asShare, e.Suppressed))...)
		}
	}
	s.shade(7, from, 11, s.row-1, "0", "0", "0.6")
}
