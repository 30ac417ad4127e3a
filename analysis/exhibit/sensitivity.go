package exhibit

import (
	"slices"
	"strings"

	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// Sensitivity shows what the figures would be another way: without weights, and without the responses that have a flag,
// where the report holds those. For each way one exhibit says which conclusions are reversed; then each panel has its means
// all ways.
func Sensitivity(x *report.Index, s Selection, tr *i18n.Translator) []Exhibit {
	r := &reader{x, tr, s}
	ways := r.ways()
	if ways == nil {
		return nil
	}
	var all []Exhibit
	for i := range ways {
		all = append(all, r.conclusions(&ways[i]))
	}
	for _, panel := range r.panels() {
		if len(r.askedOf(panel, r.Last())) > 0 {
			all = append(all, r.allWays(panel, ways))
		}
	}
	return all
}

// way is another way of computing the figures of the report. The texts are keys.
type way struct {
	*report.Index
	code          string
	with, without string // names the way of the report, and this one
	conclusions   string // heads them
	same, nothing string // says that all hold, or that none can be compared
	withheld      string // says that a panel has no figures this way
}

// ways are those that the report holds. Without any weights the unweighted figures are those of the report.
func (r *reader) ways() []way {
	var ways []way
	if r.Unweighted != nil && r.weighted() {
		ways = append(ways, way{r.Alternative(r.Unweighted), "unweighted", "exhibit.way.weighted", "exhibit.way.unweighted",
			"exhibit.unweighted.title", "exhibit.unweighted.same", "exhibit.unweighted.nothing", "exhibit.unweighted.withheld"})
	}
	if r.WithoutFlagged != nil {
		ways = append(ways, way{r.Alternative(r.WithoutFlagged), "without-flagged", "exhibit.way.everybody",
			"exhibit.way.without_flagged", "exhibit.without_flagged.title", "exhibit.without_flagged.same",
			"exhibit.without_flagged.nothing", "exhibit.without_flagged.withheld"})
	}
	return ways
}

// conclusions says whether what is concluded about the parameters holds both ways, and what does not.
func (r *reader) conclusions(w *way) Exhibit {
	e := Exhibit{Code: w.code, Title: r.T(w.conclusions)}
	found := r.Index.Sensitivity(w.Index, r.parameters())
	var text string
	switch {
	case found.Compared == 0 && found.Withheld == 0:
		text = r.T("exhibit.sensitivity.none")
	case found.Compared == 0:
		text = r.T(w.nothing)
	case len(found.Reversed) == 0:
		text = r.N(w.same, found.Compared)
	default:
		text = r.N("exhibit.sensitivity.differ", len(found.Reversed), "all", found.Compared)
	}
	if found.Compared > 0 && found.Withheld > 0 {
		e.Lead = []Sentence{{Text: r.N("exhibit.sensitivity.withheld", found.Withheld), Proof: onIdentity(r.parameters())}}
	}
	e.Lead = append(e.Lead, Sentence{Text: text, Proof: onIdentity(r.parameters())})
	for i := range found.Reversed {
		e.Points = append(e.Points, r.reversal(w, &found.Reversed[i]))
	}
	return e
}

// reversal says what may be concluded in each way.
func (r *reader) reversal(w *way, v *report.Reversal) Sentence {
	say := func(what, words, other string, c report.Certainty, on report.Subject) Sentence {
		return Sentence{Certainty: c, Proof: []report.Subject{on}, Text: r.T("exhibit.sensitivity.reversed", "what", what,
			"with", r.T(w.with), "words", words, "without", r.T(w.without), "other", other)}
	}
	if g := v.Gap; g != nil {
		what := r.T("exhibit.sensitivity.gap", "parameter", r.gapLabel(g), "wave", g.Wave)
		return say(what, r.gapWords(g), r.gapWords(v.OtherGap), g.Certainty(), g.Subject)
	}
	c := v.Change
	what := r.T("exhibit.sensitivity.change", "parameter", r.ParameterName(c.Parameter), "panel", r.PanelName(c.Panel),
		"from", c.From, "to", c.To)
	return say(what, c.Words(r.Translator), v.OtherChange.Words(r.Translator), c.Certainty(), c.Subject)
}

// askedOf lists the parameters that a panel was asked about in any of some waves.
func (r *reader) askedOf(panel string, waves ...string) []asked {
	return slices.DeleteFunc(r.asked(onIdentity(r.parameters()), waves...), func(a asked) bool { return a.panel != panel })
}

// allWays shows the means of one panel all ways. A way in which nothing of it may be told has a sentence; without any other
// there is no more than that.
func (r *reader) allWays(panel string, ways []way) Exhibit {
	names := []string{r.T(ways[0].with)}
	e := Exhibit{Code: "sensitivity-" + panel}
	for i := range ways {
		w := &ways[i]
		names = append(names, r.T(w.without))
		if r.toldIn(w, panel) {
			e.Figures = append(e.Figures, r.bothDots(panel, w))
		} else {
			e.Notes = append(e.Notes, r.T(w.withheld))
		}
	}
	last := len(names) - 1
	e.Title = r.T("exhibit.sensitivity.title", "panel", r.PanelName(panel), "ways", strings.Join(names[:last], ", "),
		"last", names[last], "wave", r.Last())
	if len(e.Figures) == 0 {
		return e
	}
	for i := range e.Figures {
		e.Figures[i].Alt = e.Title
	}
	if len(e.Figures) == 1 {
		e.Figures[0].Title = ""
	}
	e.Table = r.waysTable(e.Title, panel, names, ways)
	e.Caption = []string{r.T("exhibit.sensitivity.caption", "others", strings.Join(names[1:], ", ")), r.weighting(r.Last())}
	return e
}

// toldIn reports whether any mean of a panel in the newest wave is told another way.
func (r *reader) toldIn(w *way, panel string) bool {
	return slices.ContainsFunc(onIdentity(r.parameters()), func(on report.Subject) bool {
		e := w.Estimate(r.Last(), panel, on)
		return e != nil && !e.Suppressed
	})
}

// bothDots draws the means of the report and those of another way, hollow.
func (r *reader) bothDots(panel string, w *way) Figure {
	f := Figure{Kind: Dots, Title: r.T(w.without), Desc: r.T("exhibit.sensitivity.desc"), Axis: r.scale(),
		Series: []Series{{Name: r.T(w.with), Panel: r.place(panel)}, {Name: r.T(w.without), Panel: NoPanel, Hollow: true}}}
	name := func(a asked) string { return r.parameterOf(a.Subject) }
	return plot(r, f, r.askedOf(panel, r.Last()), name, func(s Series, _ string, a asked) Point {
		if s.Hollow {
			return r.point(w.Estimate(r.Last(), panel, a.Subject))
		}
		return r.point(r.Estimate(r.Last(), panel, a.Subject))
	})
}

// waysTable has a parameter a row, once for each way; earlier waves are for analysts.
func (r *reader) waysTable(title, panel string, names []string, ways []way) *Table {
	t := &Table{Title: title, Columns: []Column{column(r.T("exhibit.col.wave"), Words).detail(),
		column(r.T("exhibit.col.parameter"), Words)}}
	for _, name := range names {
		for _, c := range []Column{column(r.T("exhibit.col.n"), Count), column(r.T("exhibit.col.mean"), Mean), r.intervals(Mean)} {
			c.Group = name
			t.Columns = append(t.Columns, c)
		}
	}
	for _, wave := range slices.Backward(r.Years) {
		for _, a := range r.askedOf(panel, wave) {
			one := r.Estimate(wave, panel, a.Subject)
			cells := append([]Cell{words(wave), words(r.parameterOf(a.Subject))}, meanCells(one)...)
			for k := range ways {
				cells = append(cells, otherCells(one, ways[k].Estimate(wave, panel, a.Subject))...)
			}
			t.Rows = append(t.Rows, Row{Detail: wave != r.Last(), Cells: cells})
		}
	}
	return t
}

// meanCells are the members, the mean and its interval.
func meanCells(e *report.Estimate) []Cell {
	return []Cell{membersOf(e), meanOf(e), intervalOf(e)}
}

// otherCells are those of the same mean another way. Where only that is withheld, it is for standing beside the other.
func otherCells(one, two *report.Estimate) []Cell {
	if differencing(one, two) {
		return slices.Repeat([]Cell{missing(Differencing)}, 3)
	}
	return meanCells(two)
}

// differencing reports whether only the second of a mean is withheld, which was computed another way.
func differencing(one, two *report.Estimate) bool {
	return two != nil && two.Suppressed && !one.Suppressed
}
