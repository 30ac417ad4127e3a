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
		e.Lead = append(r.moved(), r.findings(report.FindChange, report.FindGapMoved)...)
	}
	t := r.trendTable(e.Title)
	for _, p := range r.parameters() {
		rows := r.trendRows(p)
		if len(rows) > 0 {
			e.Figures, t.Rows = append(e.Figures, r.trendLines(p)), append(t.Rows, rows...)
		}
	}
	if len(t.Rows) == 0 {
		e.Notes = []string{r.T("exhibit.nothing")}
		return e
	}
	e.Table, e.Caption = t, []string{r.T("exhibit.trend.caption"), r.weighting("")}
	return e
}

// asked are the panels that the reader chose and that were asked about a parameter in any wave.
func (r *reader) asked(parameter string) []string {
	on := report.OnIdentity(parameter)
	return slices.DeleteFunc(r.panelCodes(), func(panel string) bool {
		return !slices.ContainsFunc(r.Years, func(wave string) bool { return r.Estimate(wave, panel, on) != nil })
	})
}

// trendLines draws one parameter over the waves.
func (r *reader) trendLines(parameter string) Figure {
	name, on := r.ParameterName(parameter), report.OnIdentity(parameter)
	f := Figure{Kind: Lines, Title: name, Alt: r.T("exhibit.trend.alt", "parameter", name, "years", r.Span()),
		Desc: r.T("exhibit.trend.desc"), Axis: r.scale(), Rows: r.Years, Cut: r.cutNote(), Small: true}
	var cut []string
	for _, panel := range r.asked(parameter) {
		points := make([]Point, len(r.Years))
		for i, wave := range r.Years {
			points[i] = r.point(r.Estimate(wave, panel, on))
			if points[i].Cut = r.Index.Cut(wave, panel, on); points[i].Cut && !slices.Contains(cut, wave) {
				cut = append(cut, wave)
			}
		}
		f.Series = append(f.Series, Series{Name: r.PanelName(panel), Panel: r.place(panel)})
		f.Points = append(f.Points, points)
	}
	if slices.Sort(cut); len(cut) > 0 {
		f.CutSince = r.T("exhibit.trend.cut_since", "parameter", name, "cut", f.Cut, "waves", strings.Join(cut, ", "))
	}
	return f
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

// trendTable has the means of all waves, then what changed.
func (r *reader) trendTable(title string) *Table {
	t := &Table{Title: title, Lines: true, Columns: []Column{column(r.T("exhibit.col.parameter"), Words).merged(),
		column(r.T("exhibit.col.panel"), Words)}}
	for _, wave := range r.Years {
		t.Columns = append(t.Columns, column(wave, Mean))
	}
	for _, from := range r.since() {
		t.Columns = append(t.Columns, column(r.T("exhibit.col.since", "wave", from), Difference),
			r.intervals(Difference).detail(), r.verdicts())
	}
	return t
}

// trendRows are those of a parameter, one for each panel that was ever asked.
func (r *reader) trendRows(parameter string) []Row {
	var rows []Row
	on := report.OnIdentity(parameter)
	for _, panel := range r.asked(parameter) {
		cells := []Cell{words(r.ParameterName(parameter)), r.panel(panel)}
		for _, wave := range r.Years {
			cells = append(cells, r.mean(wave, panel, on))
		}
		for _, from := range r.since() {
			cells = append(cells, r.changeCells(r.Change(panel, from, r.Last(), on))...)
		}
		rows = append(rows, Row{Cells: cells})
	}
	return rows
}

// changeCells are a change, its interval, and what may be said of it.
func (r *reader) changeCells(c *report.Change) []Cell {
	if c == nil {
		return []Cell{nothing(), nothing(), nothing()}
	}
	return []Cell{changeCell(c), interval(c.Low, c.High, ofChange(c)), words(c.Words(r.Translator))}
}

// moved counts what the waves allow to be said of the change since the wave before.
func (r *reader) moved() []Sentence {
	var proof []report.Subject
	up, down, same, untold, all := 0, 0, 0, 0, 0
	for _, p := range r.parameters() {
		on := report.OnIdentity(p)
		for _, panel := range r.panelCodes() {
			c := r.Change(panel, r.Before(), r.Last(), on)
			if c == nil {
				continue
			}
			all++
			switch certainty := c.Certainty(); {
			case certainty == report.Unclear:
				same++
			case certainty != report.Clear:
				untold++
			case *c.Diff > 0:
				up++
			default:
				down++
			}
		}
		proof = append(proof, on)
	}
	if all == 0 {
		return nil
	}
	return []Sentence{{Proof: proof, Text: r.T("exhibit.trend.finding", "from", r.Before(), "to", r.Last(), "all", all,
		"up", up, "down", down, "same", same, "untold", untold)}}
}
