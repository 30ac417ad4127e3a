package exhibit_test

import (
	"strings"
	"testing"

	"realitycheck/analysis/coding"
	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

func (x *expectation) themes() {
	gap := x.tr.T("exhibit.col.gap")
	for i := range x.Themes {
		t, why := &x.Themes[i], exhibit.Reason("")
		switch {
		case t.Suppressed:
			why = exhibit.TooFew
		case t.Limit != "":
			why = exhibit.Near
		case t.Verdict == string(coding.Recode):
			why = exhibit.Recode
		case t.Share == nil:
			why = exhibit.Unanswered
		}
		name := "/" + x.Labels.Themes["why."+t.Theme]
		if t.Verdict == string(coding.Tentative) {
			x.want[name+"/ "+x.tr.T("exhibit.col.reserve")] = place{value: x.tr.T("exhibit.verdict.tentative")}
		}
		at, share := name+"/"+x.Labels.Panels[t.Panel]+"/", x.tr.T("exhibit.col.share")
		x.want[at+x.tr.T("exhibit.col.answers")] = told(t.Answers, map[bool]exhibit.Reason{true: exhibit.TooFew}[t.Suppressed])
		x.want[at+share] = told(t.Share, why)
		x.want[at+share+" "+x.tr.T("exhibit.col.interval")] = ends(t.Low, t.High, why)
		for _, g := range x.ThemeGaps {
			if g.Theme == "cost" && t.Theme == "cost" {
				x.want[at+gap] = place{missing: exhibit.Recode}
			} else if g.Theme == t.Theme {
				said := x.said(&report.Gap{A: g.A, B: g.B, Test: g.Test})
				x.want[at+gap] = told(g.Diff, map[bool]exhibit.Reason{true: exhibit.TooFew}[g.Suppressed])
				x.want[at+gap+" "+x.tr.T("exhibit.col.words")] = said
			}
		}
	}
	for _, c := range x.ThemeChanges {
		switch at := "/" + x.tr.T("exhibit.col.since", "wave", "2025"); {
		case c.Theme == "cost":
			x.want["/Cost/Staff"+at] = place{missing: exhibit.Recode}
		case c.From == "2025":
			at = "/Tone/" + x.Labels.Panels[c.Panel] + at
			x.want[at] = told(c.Diff, map[bool]exhibit.Reason{false: exhibit.Broken}[c.Comparable])
		}
	}
}

func (x *expectation) agreement() {
	for i := range x.ThemeAgreement {
		a := &x.ThemeAgreement[i]
		name := "/" + x.tr.T("exhibit.agreement.codable") + "/"
		if a.Theme != "" {
			name = "/" + x.Labels.Themes["why."+a.Theme] + "/"
		}
		x.want[name+x.tr.T("exhibit.col.twice")] = told(&a.Units, "")
		why, undefined := exhibit.Reason(""), map[string]exhibit.Reason{"never": exhibit.OneCode, "speed": exhibit.NotTwice}[a.Theme]
		if a.Units == 0 {
			why = exhibit.NotTwice
		}
		x.want[name+x.tr.T("exhibit.col.same")] = told(a.Same, why)
		x.want[name+x.tr.T("exhibit.col.kappa")] = told(a.Kappa, undefined)
		x.want[name+x.tr.T("exhibit.col.alpha")] = told(a.Alpha, undefined)
		verdict := x.tr.T("exhibit.verdict." + string(a.Verdict))
		x.want[name+x.tr.T("exhibit.col.alpha")+" "+x.tr.T("exhibit.col.words")] = place{value: verdict}
	}
}

// half keeps the exhibits of which the code begins with a word.
func half(word string) maker {
	return func(x *report.Index, s exhibit.Selection, tr *i18n.Translator) []exhibit.Exhibit {
		var kept []exhibit.Exhibit
		for _, e := range exhibit.Themes(x, s, tr) {
			if strings.HasPrefix(e.Code, word) {
				kept = append(kept, e)
			}
		}
		return kept
	}
}

func TestThemesAreThoseOfTheReport(t *testing.T) {
	compare(t, rich, exhibit.Selection{}, []comparison{
		{"shares", half("themes"), (*expectation).themes, func(r *report.Report) { *r.Themes[0].Share += 0.01 }},
		{"differences", half("themes"), (*expectation).themes, func(r *report.Report) { *r.ThemeGaps[0].Diff += 0.01 }},
		{"agreement", half("agreement"), (*expectation).agreement, func(r *report.Report) { *r.ThemeAgreement[1].Alpha += 0.01 }},
	})
}

func TestAWithheldThemeSaysWhyInPictureAndTable(t *testing.T) {
	tr := translator(t, i18n.English)
	e := exhibit.Themes(report.NewIndex(rich()), exhibit.Selection{}, tr)[0]
	share := func(row int) *exhibit.Cell { return &e.Table.Rows[row].Cells[4] }
	f := e.Figures[0]
	for i, c := range []struct {
		cell  *exhibit.Cell
		point exhibit.Point
		words string
	}{{share(2), f.Points[0][1], report.Above.Words(tr)}, {share(3), f.Points[1][1], exhibit.TooFew.Words(tr)},
		{share(4), f.Points[0][2], exhibit.Recode.Words(tr)}, {share(5), f.Points[0][3], exhibit.Unanswered.Words(tr)}} {
		if c.cell.Value != nil || c.cell.Words(tr) != c.words || c.point.Value != nil || c.point.Missing != c.words {
			t.Errorf("%d: got %+v and %+v, want %s", i, c.cell, c.point, c.words)
		}
	}
	if none := f.Points[1][2]; none != (exhibit.Point{}) {
		t.Errorf("a theme that the public was not asked about has the place %+v", none)
	}
}

func TestTheThemeWrittenAboutMostIsSaid(t *testing.T) {
	tr := translator(t, i18n.Dutch)
	r := rich()
	say := func() []exhibit.Sentence { return exhibit.Themes(report.NewIndex(r), exhibit.Selection{}, tr)[0].Lead }
	claim := func() [][]string {
		return [][]string{{"Staff", "Why?", "Tone", tr.Percent(*r.Themes[0].Share)},
			{"Public", "Why?", "Tone", tr.Percent(*r.Themes[1].Share)}}
	}
	if said := say(); !inEach(said, claim()) || *said[0].Proof[0].Item != "why" {
		t.Errorf("got %v", said)
	}
	r.Themes[5].Share = ptr(0.5) // never
	if said := say(); inEach(said, claim()) {
		t.Errorf("another theme is written about more: %v", said)
	}
	all := exhibit.Themes(report.NewIndex(made()), exhibit.Selection{}, tr)
	if len(all) != 1 || !all[0].Empty() || len(all[0].Lead) != 1 {
		t.Errorf("got %v before coding", all)
	}
}

// Who chose one panel sees no difference with another, and no column of a wave before where there was none.
func TestOnePanelHasNoDifference(t *testing.T) {
	tr := translator(t, i18n.English)
	r := rich()
	columns := func(s exhibit.Selection) int {
		return len(exhibit.Themes(report.NewIndex(r), s, tr)[0].Table.Columns)
	}
	both := columns(exhibit.Selection{})
	if staff := columns(exhibit.Selection{Panel: "internal"}); staff != both-2 {
		t.Errorf("got %d columns for one panel, %d for both", staff, both)
	}
	r.Years = years[2:]
	if first := columns(exhibit.Selection{}); first != both-1 {
		t.Errorf("got %d columns in the first wave, %d later", first, both)
	}
}
