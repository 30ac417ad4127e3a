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

// Cover is what a director prints: everything that was found, then the newest means with the gap of every pair of panels.
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

// newest has the means of all panels beside each other, then how far those that are compared are apart.
func (r *reader) newest(title string) *Table {
	fields := []field[report.Subject]{{column(r.T("exhibit.col.parameter"), Words),
		func(on report.Subject) Cell { return words(r.parameterOf(on)) }}}
	for _, panel := range r.panels() {
		fields = append(fields, field[report.Subject]{r.meanOf(panel),
			func(on report.Subject) Cell { return meanOf(r.Estimate(r.Last(), panel, on)) }})
	}
	for _, pair := range r.Pairs() {
		gap := func(on report.Subject) *report.Gap { return r.Gap(r.Last(), pair[0], pair[1], on) }
		diff, said := column(r.T("exhibit.col.gap"), Difference), column(r.T("exhibit.col.words"), Verdict)
		if len(r.Pairs()) > 1 {
			diff.Group, said.Group = r.pairName(pair), r.pairName(pair)
		}
		fields = append(fields, field[report.Subject]{diff, func(on report.Subject) Cell { return r.gapCell(gap(on)) }},
			field[report.Subject]{said, func(on report.Subject) Cell {
				if g := gap(on); g != nil {
					return words(r.gapWords(g))
				}
				return words(r.T("exhibit.gap.single"))
			}})
	}
	return table(title, fields, onIdentity(r.parameters()))
}
