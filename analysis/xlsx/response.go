package xlsx

import (
	"realitycheck/analysis/report"
)

// response shows who took part, wave by wave.
func (b *book) response(v *view, name string) {
	s := b.sheet(name, false, 12, 15, 13, 11, 11, 11, 12, 12, 13)
	found := map[place]*report.Response{}
	for i := range v.Response {
		r := &v.Response[i]
		found[place{wave: r.Wave, panel: r.Panel}] = r
	}
	s.heading(b.t("response.title", "years", span(v.Years)), b.responseFinding(v, found))
	c := chart{title: b.t("response.chart"), alt: b.t("response.alt", "years", span(v.Years)), left: 0.07, right: 0.17,
		axis: axis{min: 0, max: 1, step: 0.25, format: asShare}}
	s.draw(b.overWaves(v, c, func(panel string, wave int) point {
		if r := found[place{wave: v.Years[wave], panel: panel}]; r != nil {
			return point{x: r.Rates["completion"]}
		}
		return point{}
	}, func(x float64) string { return beside + b.tr.Percent(x) }), pixels(s.widths), 280)
	s.skip(1)
	s.head(wordHeads(b.t("col.wave"), b.t("col.panel")), figureHeads(b.t("col.invited"), b.t("col.started"), b.t("col.completed"),
		b.t("col.partial"), b.t("col.completion"), b.t("col.break_off"), b.t("col.retention")))
	for _, wave := range v.Years {
		first := wave
		for i, panel := range v.panels {
			r := found[place{wave: wave, panel: panel}]
			if r == nil {
				continue
			}
			s.line(text(first), panelCell(i, v.panel(panel)), count(&r.Invited, false), count(&r.Started, false), count(&r.Completed, false),
				count(&r.Partial, false), figure(r.Rates["completion"], asShare, false), figure(r.Rates["break_off"], asShare, false),
				figure(r.Rates["retention"], asShare, false))
			first = ""
		}
	}
	s.caption(b.t("caption.response"))
}

func (b *book) responseFinding(v *view, found map[place]*report.Response) string {
	completed, invited := 0, 0
	for _, panel := range v.panels {
		if r := found[place{wave: v.last(), panel: panel}]; r != nil {
			completed += r.Completed
			invited += r.Invited
		}
	}
	return b.t("response.finding", "wave", v.last(), "completed", completed, "invited", invited)
}
