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
	t := &Table{Title: title, Columns: []Column{column(r.T("exhibit.col.parameter"), Words),
		{Title: r.PanelName(a), Unit: Mean, Panel: 0}, {Title: r.PanelName(b), Unit: Mean, Panel: 1},
		column(r.T("exhibit.col.gap"), Difference), column(r.T("exhibit.col.words"), Verdict)}}
	for _, p := range r.parameters() {
		on := report.OnIdentity(p)
		g, said := r.Gap(r.Last(), a, b, on), r.T("exhibit.gap.single")
		if g != nil {
			said = r.gapWords(g)
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{words(r.ParameterName(p)), r.mean(r.Last(), a, on), r.mean(r.Last(), b, on),
			r.gapCell(g), words(said)}})
	}
	return t
}
