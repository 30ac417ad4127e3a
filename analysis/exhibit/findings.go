package exhibit

import (
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// Group is what was found about one thing.
type Group struct {
	Exhibit   string // code of the exhibit that proves it
	Title     string
	Sentences []Sentence
}

// Findings groups what was found by the exhibit that proves it; a group of which there is nothing to say is left out.
func Findings(x *report.Index, s Selection, tr *i18n.Translator) []Group {
	r := &reader{x, tr, s}
	var groups []Group
	for _, g := range []Group{
		{"gap", r.T("exhibit.gap.name"), r.findings(report.FindGap, report.FindGapMoved)},
		{"trend", r.T("exhibit.trend.name"), r.findings(report.FindChange)},
		{"samples", r.T("exhibit.samples.name"), r.findings(report.FindSample)},
		{"response", r.T("exhibit.response.name"), r.findings(report.FindResponse)},
	} {
		if len(g.Sentences) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// Cover is what a director prints: everything that was found, then the newest means with the gap between two panels.
func Cover(x *report.Index, s Selection, tr *i18n.Translator) []Exhibit {
	r := &reader{x, tr, s}
	found := Exhibit{Code: "findings", Title: r.T("exhibit.cover.findings"), Points: r.findings()}
	profile := Profile(x, s, tr)
	shown := Exhibit{Code: "cover", Title: r.T("exhibit.cover.title", "wave", r.Last())}
	shown.Caption, shown.Notes = profile.Caption, profile.Notes
	if !profile.Empty() {
		shown.Figures = []Figure{r.profileDots(r.Last(), shown.Title, r.parameters())}
		shown.Table = r.newest(shown.Title)
	}
	return []Exhibit{found, shown}
}

// newest has the means of two panels beside each other; nil where there are not two.
func (r *reader) newest(title string) *Table {
	if len(r.Index.Panels) != 2 {
		return nil
	}
	a, b := r.Index.Panels[0], r.Index.Panels[1]
	gap := func(on report.Subject) *report.Gap { return r.Gap(r.Last(), a, b, on) }
	mean := func(panel string) field[report.Subject] {
		return field[report.Subject]{r.meanOf(panel), func(on report.Subject) Cell { return meanOf(r.Estimate(r.Last(), panel, on)) }}
	}
	return table(title, []field[report.Subject]{
		{column(r.T("exhibit.col.parameter"), Words), func(on report.Subject) Cell { return words(r.parameterOf(on)) }},
		mean(a), mean(b),
		{column(r.T("exhibit.col.gap"), Difference), func(on report.Subject) Cell { return r.gapCell(gap(on)) }},
		{column(r.T("exhibit.col.words"), Verdict), func(on report.Subject) Cell {
			if g := gap(on); g != nil {
				return words(r.gapWords(g))
			}
			return words(r.T("exhibit.gap.single"))
		}},
	}, onIdentity(r.parameters()))
}
