package exhibit

import (
	"slices"
	"strings"

	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// Trend shows each parameter over all waves, a small picture for each, and how the newest wave stands to those before.
func Trend(x *report.Index, s Selection, tr *i18n.Translator) Exhibit {
	r := &reader{x, tr, s}
	e := Exhibit{Code: "trend", Title: r.T("exhibit.trend.title", "years", r.Span())}
	if r.Before() == "" {
		e.Lead = []Sentence{Said(r.T("exhibit.trend.one"))}
	} else {
		e.Lead = append(r.findings(report.FindChange, report.FindGapMoved), r.moved()...)
	}
	rows := r.asked(onIdentity(r.parameters()), r.Years...)
	if len(rows) == 0 {
		e.Notes = []string{r.T("exhibit.nothing")}
		return e
	}
	for _, on := range r.known(onIdentity(r.parameters()), r.Years...) {
		e.Figures = append(e.Figures, r.trendLines(on))
	}
	fields := r.overWaves(r.Years)
	for _, from := range r.since() {
		fields = append(fields, r.changes(from)...)
	}
	e.Table, e.Caption = table(e.Title, fields, rows), []string{r.T("exhibit.trend.caption"), r.weighting("")}
	e.Table.Lines = true
	return e
}

// trendLines draws one parameter over the waves, a line for each panel that was asked in any of them.
func (r *reader) trendLines(on report.Subject) Figure {
	var panels, cut []string
	for _, a := range r.asked([]report.Subject{on}, r.Years...) {
		panels = append(panels, a.panel)
	}
	f := r.small(on, panels, r.Years, r.Span())
	f.Cut = r.cutNote()
	for i, panel := range panels {
		for k, wave := range r.Years {
			if f.Points[i][k].Cut = r.Index.Cut(wave, panel, on); f.Points[i][k].Cut {
				cut = appendNew(cut, wave)
			}
		}
	}
	if slices.Sort(cut); len(cut) > 0 {
		f.CutSince = r.T("exhibit.trend.cut_since", "parameter", f.Title, "cut", f.Cut, "waves", strings.Join(cut, ", "))
	}
	return f
}

// small draws one parameter over waves, a line a panel, beside other parameters.
func (r *reader) small(on report.Subject, panels, waves []string, span string) Figure {
	name := r.parameterOf(on)
	f := Figure{Kind: Lines, Title: name, Alt: r.T("exhibit.trend.alt", "parameter", name, "years", span),
		Desc: r.T("exhibit.trend.desc"), Axis: r.scale(), Series: r.series(panels), Small: true}
	return plot(r, f, waves, plain, func(_ Series, panel, wave string) Point { return r.point(r.Estimate(wave, panel, on)) })
}

// cutNote is what a broken line means.
func (r *reader) cutNote() string {
	if slices.ContainsFunc(r.Changes, func(c report.Change) bool { return c.Comparable && c.Cuts() }) {
		return r.T("exhibit.trend.cut_weighted")
	}
	return r.T("exhibit.trend.cut")
}

// since are the waves that the newest is compared with: the one before, and the first.
func (r *reader) since() []string {
	switch len(r.Years) {
	case 0, 1:
		return nil
	case 2:
		return r.Years[:1]
	}
	return []string{r.Before(), r.Years[0]}
}

// moved counts what the waves allow to be said of the change since the wave before.
func (r *reader) moved() []Sentence {
	up, down, same, withheld, all := 0, 0, 0, 0, 0
	on := onIdentity(r.parameters())
	for _, a := range r.asked(on) {
		c := r.Change(a.panel, r.Before(), r.Last(), a.Subject)
		if c == nil {
			continue
		}
		all++
		switch certainty := c.Certainty(); {
		case certainty == report.Unclear:
			same++
		case certainty != report.Clear:
			withheld++
		case *c.Diff > 0:
			up++
		default:
			down++
		}
	}
	if all == 0 {
		return nil
	}
	return []Sentence{{Proof: on, Text: r.T("exhibit.trend.finding", "from", r.Before(), "to", r.Last(), "all", all,
		"up", up, "down", down, "same", same, "untested", withheld)}}
}
