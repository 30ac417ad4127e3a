package exhibit_test

import (
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// sensitivity expects every mean of whole parameters, once for each way. What only another way withholds is for standing
// beside the figure of the report. Both panels have a table.
func (x *expectation) sensitivity() {
	ways := []struct {
		name string
		list []report.Estimate
	}{{x.tr.T("exhibit.way.weighted"), x.Estimates}, {x.tr.T("exhibit.way.unweighted"), x.Unweighted.Estimates},
		{x.tr.T("exhibit.way.without_flagged"), x.WithoutFlagged.Estimates}}
	for k, way := range ways {
		for i := range way.list {
			e := &way.list[i]
			if e.Basis != report.Identity || e.Item != nil || e.Group != nil {
				continue
			}
			one := find(x.Report, e.Wave, e.Panel, e.Parameter, "")
			n, why := withheld(e, "n"), withheld(e, "mean")
			if k > 0 && e.Suppressed && !one.Suppressed {
				n, why = exhibit.Differencing, exhibit.Differencing
			}
			at := x.Labels.Panels[e.Panel] + "/" + e.Wave + "/" + x.Labels.Parameters[e.Parameter] + "/" + way.name + " "
			mean := at + x.tr.T("exhibit.col.mean")
			x.want[at+x.tr.T("exhibit.col.n")] = told(e.N, n)
			x.want[mean] = told(e.Mean, why)
			x.want[mean+" "+way.name+" "+x.tr.T("exhibit.col.interval")] = ends(e.Low, e.High, why)
		}
	}
}

// sections gives each row of a table the title of its exhibit up to the colon, so that tables can be compared together.
func sections(of maker) maker {
	return func(x *report.Index, s exhibit.Selection, tr *i18n.Translator) []exhibit.Exhibit {
		all := of(x, s, tr)
		for _, e := range all {
			for i := 0; e.Table != nil && i < len(e.Table.Rows); i++ {
				e.Table.Rows[i].Section, _, _ = strings.Cut(e.Title, ":")
			}
		}
		return all
	}
}

func TestFiguresAllWaysAreThoseOfTheReport(t *testing.T) {
	compare(t, rich, exhibit.Selection{}, []comparison{
		{"with weights", sections(exhibit.Sensitivity), (*expectation).sensitivity,
			func(r *report.Report) { *find(r, "2025", "external", "trust", "").Mean += 0.01 }},
		{"without weights", sections(exhibit.Sensitivity), (*expectation).sensitivity, func(r *report.Report) {
			*r.Unweighted.Estimates[1].High += 0.01
		}},
	})
}

func exhibitOf(all []exhibit.Exhibit, code string) *exhibit.Exhibit {
	i := slices.IndexFunc(all, func(e exhibit.Exhibit) bool { return e.Code == code })
	if i < 0 {
		return nil
	}
	return &all[i]
}

// A clear gap that changes sides is another conclusion, though both ways it is called clear.
func TestAGapThatChangesSidesIsReversed(t *testing.T) {
	tr := translator(t, i18n.English)
	r := rich()
	e := exhibitOf(exhibit.Sensitivity(report.NewIndex(r), exhibit.Selection{}, tr), "unweighted")
	want := [][]string{{"Trust", "2026", "weighted Staff clearly higher", "unweighted Public clearly higher"},
		{"Openness", "Public", "2025", "2026", "weighted " + tr.T("report.change_fall"), "unweighted " + tr.T("report.change_unclear")}}
	if !inEach(e.Points, want) || !inOrder(e.Lead[0].Text, []string{"2", "of the"}) {
		t.Errorf("got %v, %v", e.Lead, e.Points)
	}
	for i, on := range []report.Subject{report.OnIdentity("trust"), report.OnIdentity("open")} {
		if len(e.Points) == 2 && !e.Points[i].Proof[0].Same(on) {
			t.Errorf("%q rests on %v", e.Points[i].Text, e.Points[i].Proof)
		}
	}
	for i := range r.Unweighted.Gaps {
		if g := &r.Unweighted.Gaps[i]; g.Wave == "2026" && g.Subject.Same(report.OnIdentity("trust")) {
			g.Test = tested(0.1, 0.001) // on the same side
		}
	}
	e = exhibitOf(exhibit.Sensitivity(report.NewIndex(r), exhibit.Selection{}, tr), "unweighted")
	if !inEach(e.Points, want[1:]) {
		t.Errorf("a gap that stays on its side: got %v", e.Points)
	}
}

// compared counts the conclusions on whole parameters that neither way withholds.
func compared(r *report.Report, v *report.Alternative) int {
	n := 0
	tested := func(c report.Certainty) bool { return c == report.Clear || c == report.Unclear }
	for i := range r.Gaps {
		if g := &r.Gaps[i]; g.Basis == report.Identity && g.Item == nil && tested(g.Certainty()) && !v.Gaps[i].Suppressed {
			n++
		}
	}
	for i := range r.Changes {
		if c := &r.Changes[i]; c.Basis == report.Identity && tested(c.Certainty()) && !v.Changes[i].Suppressed {
			n++
		}
	}
	return n
}

func TestConclusionsThatHoldAreCounted(t *testing.T) {
	tr := translator(t, i18n.English)
	r := rich()
	lead := func() *exhibit.Exhibit {
		return exhibitOf(exhibit.Sensitivity(report.NewIndex(r), exhibit.Selection{}, tr), "without-flagged")
	}
	n := compared(r, r.WithoutFlagged)
	if e := lead(); e.Lead[0].Text != tr.N("exhibit.without_flagged.same", n) || e.Points != nil {
		t.Errorf("got %v, want %d conclusions that hold", e.Lead, n)
	}
	r.WithoutFlagged.Gaps[0].Test = report.Test{Suppressed: true}
	withheld, same := tr.N("exhibit.sensitivity.withheld", 1), tr.N("exhibit.without_flagged.same", n-1)
	if e := lead(); len(e.Lead) != 2 || e.Lead[0].Text != withheld || e.Lead[1].Text != same {
		t.Errorf("got %v, want one that is withheld, said before those that hold", e.Lead)
	}
	for i := range r.Gaps {
		r.WithoutFlagged.Gaps[i].Test = report.Test{Suppressed: true}
	}
	for i := range r.Changes {
		r.WithoutFlagged.Changes[i].Test, r.WithoutFlagged.Changes[i].Comparable = report.Test{Suppressed: true}, true
		r.WithoutFlagged.Changes[i].Note = nil
	}
	if e := lead(); e.Lead[0].Text != tr.T("exhibit.without_flagged.nothing") {
		t.Errorf("got %v where nothing can be compared", e.Lead)
	}
}

func TestAWayThatMayNotBeToldIsASentence(t *testing.T) {
	tr := translator(t, i18n.English)
	all := exhibit.Sensitivity(report.NewIndex(rich()), exhibit.Selection{}, tr)
	staff, public := exhibitOf(all, "sensitivity-internal"), exhibitOf(all, "sensitivity-external")
	if len(staff.Figures) != 1 || !slices.Equal(staff.Notes, []string{tr.T("exhibit.without_flagged.withheld")}) {
		t.Errorf("got %d pictures of staff, and %v", len(staff.Figures), staff.Notes)
	}
	if len(public.Figures) != 2 || public.Notes != nil {
		t.Errorf("got %d pictures of the public, and %v", len(public.Figures), public.Notes)
	}
	hollow := public.Figures[0].Series[1]
	if !hollow.Hollow || hollow.Panel != exhibit.NoPanel {
		t.Errorf("the figures another way have the sign %+v", hollow)
	}
	r := rich()
	r.Unweighted = nil
	staff = exhibitOf(exhibit.Sensitivity(report.NewIndex(r), exhibit.Selection{}, tr), "sensitivity-internal")
	if staff.Table != nil || staff.Figures != nil || len(staff.Notes) != 1 {
		t.Errorf("got %+v, want a sentence and no figure", staff)
	}
}

func TestThereIsNoOtherWayWithoutWeightsOrFlags(t *testing.T) {
	tr := translator(t, i18n.English)
	r := rich()
	r.WithoutFlagged = nil
	for i := range r.Weighting {
		r.Weighting[i] = report.Weighting{Wave: r.Weighting[i].Wave, Panel: r.Weighting[i].Panel, Method: "none"}
	}
	if all := exhibit.Sensitivity(report.NewIndex(r), exhibit.Selection{}, tr); all != nil {
		t.Errorf("got %v", all)
	}
	if all := exhibit.Sensitivity(report.NewIndex(rich()), exhibit.Selection{}, tr); len(all) != 4 {
		t.Errorf("control: got %d exhibits", len(all))
	}
}

// Where nothing could be tested, nothing is said to stay the same, nor to be withheld.
func TestWithoutAnyConclusionNothingIsCompared(t *testing.T) {
	tr := translator(t, i18n.English)
	r := rich()
	for _, v := range []*report.Alternative{{Gaps: r.Gaps, Changes: r.Changes}, r.WithoutFlagged} {
		for i := range v.Gaps {
			v.Gaps[i].Test = report.Test{}
		}
		for i := range v.Changes {
			v.Changes[i].Test = report.Test{}
		}
	}
	e := exhibitOf(exhibit.Sensitivity(report.NewIndex(r), exhibit.Selection{}, tr), "without-flagged")
	if len(e.Lead) != 1 || e.Lead[0].Text != tr.T("exhibit.sensitivity.none") {
		t.Errorf("got %v", e.Lead)
	}
}
