package xlsx

import (
	"realitycheck/analysis/report"
)

// profile shows the newest wave: each parameter as both panels see it, with the spread of the answers.
func (b *book) profile(v *view, name string) {
	s := b.sheet(name, false, 24, 15, 8, 7, 7, 7, 7, 7, 7, 7, 7, 9, 9)
	s.heading(b.t("profile.title", "wave", v.last()), b.profileFinding(v))
	b.drawProfile(v, s, 40)
	b.profileCaption(v, s)
	s.skip(1)
	s.head(wordHeads(b.t("col.parameter"), b.t("col.panel")), figureHeads(b.t("col.n"), b.t("col.mean"), b.t("col.low"), b.t("col.high"),
		"1", "2", "3", "4", "5", b.t("col.top2"), b.t("col.dont_know")))
	for _, p := range v.parameters {
		first := v.parameter(p)
		for _, i := range v.asked(place{basis: report.Identity, parameter: p}, v.last()) {
			panel := v.panels[i]
			e := v.identity(v.last(), panel, p)
			cells := []cell{text(first), panelCell(i, v.panel(panel)), count(e.N, e.Suppressed), figure(e.Mean, asMean, e.Suppressed),
				figure(e.Low, asMean, e.Suppressed), figure(e.High, asMean, e.Suppressed)}
			cells = append(cells, distribution(e.Distribution, e.Suppressed)...)
			s.line(append(cells, figure(e.Top2, asShare, e.Suppressed), figure(e.DontKnow, asShare, e.Suppressed))...)
			first = ""
		}
	}
	s.caption(b.t("caption.table"))
}

// drawProfile draws the profile over the width of the sheet, a number of pixels a parameter; without any figure it says
// why there is no picture.
func (b *book) drawProfile(v *view, s *sheet, each int) {
	if b.bases(v) == "" {
		s.paragraph(b.t("profile.none", "wave", v.last()), look{size: 11})
		return
	}
	s.draw(b.profileChart(v), pixels(s.widths), 40+each*len(v.parameters))
}

func (b *book) profileCaption(v *view, s *sheet) {
	if bases := b.bases(v); bases != "" {
		s.caption(b.t("caption.profile", "bases", bases))
	}
}

// distribution gives the shares of the points 1 to 5.
func distribution(shares []float64, suppressed bool) []cell {
	cells := make([]cell, 5)
	for i := range cells {
		var share *float64
		if i < len(shares) {
			share = &shares[i]
		}
		cells[i] = figure(share, asShare, suppressed)
	}
	return cells
}

// profileFinding names the parameters that the outside scores highest and lowest.
func (b *book) profileFinding(v *view) string {
	if len(v.panels) == 0 {
		return ""
	}
	outside := v.panels[len(v.panels)-1]
	var best, worst string
	var high, low float64
	for _, p := range v.parameters {
		m := v.identity(v.last(), outside, p).Mean
		if m == nil {
			continue
		}
		if best == "" || *m > high {
			best, high = p, *m
		}
		if worst == "" || *m < low {
			worst, low = p, *m
		}
	}
	if best == worst {
		return ""
	}
	return b.t("profile.finding", "panel", v.panel(outside), "best", v.parameter(best), "high", b.tr.Decimal(high, 1),
		"worst", v.parameter(worst), "low", b.tr.Decimal(low, 1))
}
