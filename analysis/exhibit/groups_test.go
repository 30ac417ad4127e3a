package exhibit_test

import (
	"slices"
	"testing"

	"realitycheck/analysis/exhibit"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

func (x *expectation) groups() {
	for i := range x.Estimates {
		e := &x.Estimates[i]
		if e.Group == nil || e.Group.By != "age" {
			continue
		}
		why := withheld(e, "mean")
		panel, group := x.Labels.Panels[e.Panel], x.Labels.Groups["age="+e.Group.Value]
		at := "/" + x.Labels.Parameters[e.Parameter] + "/" + panel + "/" + group
		x.want[at] = told(e.Mean, why)
		x.want[at+" "+x.tr.T("exhibit.col.interval")] = ends(e.Low, e.High, why)
		if e.N != nil {
			x.want["/"+x.tr.T("exhibit.groups.members")+"/"+panel+"/"+group] = place{value: x.tr.T("exhibit.groups.about", "n", *e.N)}
		}
	}
}

func groupOf(r *report.Report, panel, value, parameter string) *report.Estimate {
	i := slices.IndexFunc(r.Estimates, func(e report.Estimate) bool {
		return e.Group != nil && e.Panel == panel && e.Group.Value == value && e.Parameter == parameter
	})
	return &r.Estimates[i]
}

func TestGroupsAreThoseOfTheReport(t *testing.T) {
	compare(t, rich, exhibit.Selection{}, []comparison{
		{"means", exhibit.Groups, (*expectation).groups,
			func(r *report.Report) { *groupOf(r, "external", "old", "calm").Mean += 0.01 }},
		{"members", exhibit.Groups, (*expectation).groups, func(r *report.Report) {
			for _, parameter := range []string{"trust", "calm"} {
				groupOf(r, "internal", "young", parameter).N = ptr(35)
			}
		}},
	})
	tr := translator(t, i18n.English)
	x := report.NewIndex(rich())
	if by := exhibit.Attributes(x, exhibit.Selection{}); !slices.Equal(by, []string{"age", "place"}) {
		t.Errorf("got %v", by)
	}
	if by := exhibit.Attributes(x, exhibit.Selection{Panel: "internal"}); !slices.Equal(by, []string{"age"}) {
		t.Errorf("got %v for staff", by)
	}
	all := exhibit.Groups(x, exhibit.Selection{Group: "nothing"}, tr)
	if len(all) != 1 || len(all[0].Figures) != 2 || len(all[0].Figures[0].Series) != 2 {
		t.Fatalf("got %+v, want both panels in one exhibit, a picture a parameter", all)
	}
	if p := all[0].Figures[1].Points[1][0]; p.Value != nil || p.Missing != exhibit.GroupClosed.Words(tr) {
		t.Errorf("a group that is not shown is %+v", p)
	}
}

func TestPanelsWithOtherGroupsStandApart(t *testing.T) {
	tr := translator(t, i18n.English)
	r := rich()
	for i := range r.Estimates {
		if e := &r.Estimates[i]; e.Group != nil && e.Panel == "external" && e.Group.Value == "old" {
			e.Group.Value = "very old"
		}
	}
	all := exhibit.Groups(report.NewIndex(r), exhibit.Selection{}, tr)
	if len(all) != 2 || all[0].Code == all[1].Code || all[0].Figures[0].Series[0].Name != "" {
		t.Errorf("got %d exhibits", len(all))
	}
}

func TestAPanelOfSmallGroupsHasASentence(t *testing.T) {
	tr := translator(t, i18n.English)
	all := exhibit.Groups(report.NewIndex(rich()), exhibit.Selection{Group: "place"}, tr)
	if len(all) != 1 || !all[0].Empty() || !inEach(all[0].Lead, [][]string{{"Public", "Place"}}) {
		t.Errorf("got %+v", all)
	}
	all = exhibit.Groups(report.NewIndex(made()), exhibit.Selection{}, tr)
	if len(all) != 1 || !all[0].Empty() || all[0].Lead[0].Text != tr.T("exhibit.groups.none") {
		t.Errorf("got %+v without groups", all)
	}
}

// widest are the groups of each panel that are furthest apart.
func (c claims) widest() [][]string {
	mean := func(panel, value string) string {
		return c.tr.Decimal(*groupOf(c.Report, panel, value, "trust").Mean, 1)
	}
	return [][]string{
		{"Staff", "Trust", "35 and over", mean("internal", "old"), "Under 35", mean("internal", "young"), "do not overlap"},
		{"Public", "Trust", "35 and over", mean("external", "old"), "Under 35", mean("external", "young"), "chance"}}
}

func TestTheGroupsFurthestApartAreSaid(t *testing.T) {
	tr := translator(t, i18n.English)
	r := rich()
	say := func() []exhibit.Sentence { return exhibit.Groups(report.NewIndex(r), exhibit.Selection{}, tr)[0].Lead }
	if said := say(); !agree(said, claims{r, tr}.widest(), r.Labels.Parameters) {
		t.Errorf("got %v", said)
	}
	groupOf(r, "internal", "old", "trust").High = ptr(4.15)
	if said := say(); agree(said, claims{r, tr}.widest(), r.Labels.Parameters) {
		t.Errorf("intervals overlap, and it is said that they do not: %v", said)
	}
}
