package exhibit_test

import (
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// withFirms adds a second panel of the public to the made report, further from staff than the first.
func withFirms() *report.Report {
	r := made()
	r.Labels.Panels["firms"] = "Firms"
	for _, g := range slices.Clone(r.Gaps) {
		g.B, g.Diff = "firms", ptr(-1.25)
		r.Gaps = append(r.Gaps, g)
	}
	for _, e := range slices.Clone(r.Estimates) {
		if e.Panel == "external" {
			e.Panel = "firms"
			r.Estimates = append(r.Estimates, e)
		}
	}
	return r
}

// TestEveryPairOfPanelsHasItsOwnGap: with a third panel no figure and no sentence stands under the name of another.
func TestEveryPairOfPanelsHasItsOwnGap(t *testing.T) {
	x, tr := report.NewIndex(withFirms()), translator(t, i18n.English)
	all := exhibit.Gap(x, exhibit.Selection{}, tr)
	if len(all) != 2 {
		t.Fatalf("got %d exhibits, want one a pair", len(all))
	}
	for i, panel := range []string{"external", "firms"} {
		e, name, other := all[i], x.PanelName(panel), x.PanelName([]string{"firms", "external"}[i])
		if len(e.Lead) == 0 || !strings.Contains(e.Figures[0].Desc, name) {
			t.Errorf("%s: got the lead %v and the description %q", panel, e.Lead, e.Figures[0].Desc)
		}
		for _, s := range e.Lead {
			if !strings.Contains(s.Text, name) || strings.Contains(s.Text, other) {
				t.Errorf("%s: got the sentence %q", panel, s.Text)
			}
		}
		if !strings.Contains(e.Title, name) || e.Figures[0].Axis.Low == all[1-i].Figures[0].Axis.Low {
			t.Errorf("%s: title %q and axis %q do not name the pair", panel, e.Title, e.Figures[0].Axis.Low)
		}
		if e.Table.Columns[2].Title != name || e.Code == all[1-i].Code {
			t.Errorf("%s: column %q and code %q", panel, e.Table.Columns[2].Title, e.Code)
		}
		for _, row := range e.Table.Rows {
			told := slices.ContainsFunc(row.Cells, func(c exhibit.Cell) bool { return c.Value == -1.25 })
			if told && panel == "external" {
				t.Errorf("the gap with firms stands with %s: %v", panel, row)
			}
		}
	}
}

// TestTheCoverTellsEveryPanelAndPair: with two panels, with three, and with one that is compared with nobody.
func TestTheCoverTellsEveryPanelAndPair(t *testing.T) {
	tr := translator(t, i18n.English)
	alone := made()
	alone.Gaps, alone.Estimates = nil, slices.DeleteFunc(alone.Estimates, func(e report.Estimate) bool { return e.Panel == "internal" })
	gap, said := tr.T("exhibit.col.gap"), tr.T("exhibit.col.words")
	for _, tt := range []struct {
		report *report.Report
		want   []string // headings behind the parameter
	}{
		{made(), []string{" Staff", " Public", " " + gap, " " + said}},
		{withFirms(), []string{" Staff", " Public", " Firms", "Staff minus Public " + gap, "Staff minus Public " + said,
			"Staff minus Firms " + gap, "Staff minus Firms " + said}},
		{alone, []string{" Public"}},
	} {
		table := exhibit.Cover(report.NewIndex(tt.report), exhibit.Selection{}, tr)[1].Table
		var got []string
		for _, c := range table.Columns[1:] {
			got = append(got, c.Group+" "+c.Title)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("got the columns %q, want %q", got, tt.want)
		}
	}
	row := exhibit.Cover(report.NewIndex(withFirms()), exhibit.Selection{}, tr)[1].Table.Rows[0].Cells
	if row[3].Value == nil || row[6].Value != -1.25 || row[4].Value == row[6].Value || row[7].Value != "Firms clearly higher" {
		t.Errorf("the row of trust is %v", row)
	}
}

// TestSentencesTellOfEveryPanel: no sentence speaks of one panel of the public where there are two.
func TestSentencesTellOfEveryPanel(t *testing.T) {
	tr := translator(t, i18n.English)
	for name, say := range map[string]func(*report.Index) []exhibit.Sentence{
		"profile": func(x *report.Index) []exhibit.Sentence { return exhibit.Profile(x, exhibit.Selection{}, tr).Lead },
		"answers": func(x *report.Index) []exhibit.Sentence { return exhibit.Answers(x, exhibit.Selection{}, tr)[0].Lead },
	} {
		for panel, r := range map[string]*report.Report{"Public": made(), "Firms": withFirms()} {
			tells := func(of string) bool {
				return slices.ContainsFunc(say(report.NewIndex(r)), func(s exhibit.Sentence) bool { return strings.Contains(s.Text, of) })
			}
			if !tells(panel) || !tells("Staff") || tells("Firms") != (panel == "Firms") {
				t.Errorf("%s: got %v", name, say(report.NewIndex(r)))
			}
		}
	}
}

// TestTheOrderOfSamplesNamesItsPanel: samples stand as one panel rates them, and the caption says which.
func TestTheOrderOfSamplesNamesItsPanel(t *testing.T) {
	tr := translator(t, i18n.English)
	for panel, name := range map[string]string{"": "Public", "internal": "Staff"} {
		caption := exhibit.Samples(report.NewIndex(rich()), exhibit.Selection{Panel: panel}, tr).Caption[0]
		if !strings.Contains(caption, "the highest of "+name+" first") {
			t.Errorf("got %q", caption)
		}
	}
}
