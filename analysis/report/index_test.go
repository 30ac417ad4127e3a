package report_test

import (
	"slices"
	"testing"

	"realitycheck/analysis/report"
)

func ptr[T any](x T) *T { return &x }

// madeReport has a figure of each kind in two waves.
func madeReport() *report.Report {
	reliable, item := report.OnIdentity("reliable"), report.Subject{Basis: report.Identity, Parameter: "reliable", Item: ptr("on_time")}
	return &report.Report{
		Years:      []string{"2024", "2026"},
		Panels:     []report.Panel{{Code: "staff", Kind: "staff"}, {Code: "people", Kind: "public"}},
		Frameworks: []report.Framework{{Code: "dna", Parameters: []string{"reliable"}}},
		Labels: report.Labels{Items: map[string]string{"on_time": "On time?", "pair": "We are", "pair.1": "cold", "pair.5": "warm"},
			Groups: map[string]string{"age": "Age", "age=18": "18 to 34"}, Panels: map[string]string{"staff": "Staff"}},
		Samples: []report.Sample{{Code: "letter", Waves: []string{"2024", "2026"}}, {Code: "film", Waves: []string{"2024"}}},
		Estimates: []report.Estimate{
			{Wave: "2026", Panel: "people", Subject: reliable, Mean: ptr(3.0)},
			{Wave: "2026", Panel: "people", Subject: item, Mean: ptr(3.5)},
			{Wave: "2026", Panel: "people", Subject: reliable, Group: &report.Group{By: "age", Value: "18"}, Mean: ptr(2.0)},
			{Wave: "2026", Panel: "staff", Subject: report.On("letter", "near"), Mean: ptr(4.0)},
		},
		Gaps: []report.Gap{{Wave: "2026", A: "staff", B: "people", Subject: reliable, Test: clear(0.4)}},
		Changes: []report.Change{{Panel: "people", From: "2024", To: "2026", Subject: reliable, Comparable: true, Test: clear(0.2)},
			{Panel: "staff", From: "2024", To: "2026", Subject: reliable, Note: ptr(report.Broken)}},
	}
}

func clear(diff float64) report.Test {
	return report.Test{Diff: &diff, PAdjusted: ptr(0.001), P: ptr(0.001)}
}

func TestAnIndexFindsFiguresByWhatTheyMeasure(t *testing.T) {
	x := report.NewIndex(madeReport())
	reliable := report.OnIdentity("reliable")
	item := reliable
	item.Item = ptr("on_time") // another pointer than that of the report
	for name, c := range map[string]struct {
		got  *report.Estimate
		want float64
	}{
		"parameter": {x.Estimate("2026", "people", reliable), 3},
		"item":      {x.Estimate("2026", "people", item), 3.5},
		"group":     {x.OfGroup("2026", "people", reliable, report.Group{By: "age", Value: "18"}), 2},
		"sample":    {x.Estimate("2026", "staff", report.On("letter", "near")), 4},
	} {
		if c.got == nil || *c.got.Mean != c.want {
			t.Errorf("%s: got %+v, want a mean of %v", name, c.got, c.want)
		}
	}
	if x.Estimate("2024", "people", reliable) != nil || x.OfGroup("2026", "people", reliable, report.Group{By: "age", Value: "35"}) != nil {
		t.Error("there are figures of what nobody was asked")
	}
	if g := x.Gap("2026", "staff", "people", reliable); g == nil || *g.Diff != 0.4 || x.Gap("2026", "people", "staff", reliable) != nil {
		t.Errorf("got gap %+v; a gap has a direction", g)
	}
	if c := x.Change("people", "2024", "2026", reliable); c == nil || *c.Diff != 0.2 {
		t.Errorf("got change %+v", c)
	}
	if len(x.GapsOf("2026", reliable)) != 1 || len(x.GapsOf("2026", item)) != 0 {
		t.Error("the gaps of a subject are not those of its item")
	}
}

func TestAnIndexKnowsWhatTheReportIsAbout(t *testing.T) {
	x := report.NewIndex(madeReport())
	if x.Last() != "2026" || x.Before() != "2024" || x.Span() != "2024–2026" {
		t.Errorf("got %q, %q and %q", x.Last(), x.Before(), x.Span())
	}
	if !slices.Equal(x.Panels, []string{"staff", "people"}) || !slices.Equal(x.Parameters, []string{"reliable"}) {
		t.Errorf("got panels %q and parameters %q", x.Panels, x.Parameters)
	}
	if got := x.SamplesOf("2026"); len(got) != 1 || got[0].Code != "letter" {
		t.Errorf("got samples %+v", got)
	}
	if !slices.Equal(x.Rated("2026", nil), []string{"near"}) || x.Rated("2026", ptr("film")) != nil {
		t.Error("the parameters on which samples were rated are wrong")
	}
	if !slices.Equal(x.Items("2026", report.Identity, "reliable"), []string{"on_time"}) {
		t.Error("the items of a parameter are wrong")
	}
	if x.FrameworkOf("reliable") != "dna" || x.FrameworkOf("near") != "" {
		t.Error("the framework of a parameter is wrong")
	}
	if !x.Cut("2026", "staff", report.OnIdentity("reliable")) || x.Cut("2026", "people", report.OnIdentity("reliable")) || x.Cut("2024", "staff", report.OnIdentity("reliable")) {
		t.Error("a line is cut where its meaning changed, and nowhere else")
	}
	for got, want := range map[string]string{x.PanelName("staff"): "Staff", x.PanelName("people"): "people", x.Statement("pair"): "We are cold – warm",
		x.Statement("on_time"): "On time?", x.AttributeName("age"): "Age", x.GroupName("age", "18"): "18 to 34", x.GroupName("age", "35"): "35"} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestAClearGapThatChangesSidesIsReversed was one thing on screen and another in the workbook. The report concludes two things: its
// change over a break is none.
func TestAClearGapThatChangesSidesIsReversed(t *testing.T) {
	for name, c := range map[string]struct {
		other    report.Test
		compared int
		reversed bool
	}{
		"the same":             {clear(0.3), 2, false},
		"the other side":       {clear(-0.4), 2, true},
		"within chance":        {report.Test{Diff: ptr(0.4), P: ptr(0.2), PAdjusted: ptr(0.4)}, 2, true},
		"withheld":             {report.Test{Suppressed: true}, 1, false},
		"not testable anymore": {report.Test{}, 2, true},
	} {
		x := report.NewIndex(madeReport())
		v := &report.Alternative{Gaps: slices.Clone(x.Gaps), Changes: slices.Clone(x.Changes)}
		v.Gaps[0].Test = c.other
		got := x.Sensitivity(x.Alternative(v), x.Parameters)
		if got.Compared != c.compared || len(got.Reversed) > 0 != c.reversed {
			t.Errorf("%s: got %d compared and %d reversed, want %d and reversed %v", name, got.Compared, len(got.Reversed), c.compared, c.reversed)
		}
		if c.reversed && (got.Reversed[0].Gap == nil || got.Reversed[0].OtherGap == nil || got.Reversed[0].Change != nil) {
			t.Errorf("%s: the reversal is not that of the gap", name)
		}
		if outside := x.Sensitivity(x.Alternative(v), []string{"near"}); outside.Compared != 0 {
			t.Errorf("%s: parameters that were not chosen are compared", name)
		}
	}
}
