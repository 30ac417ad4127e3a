package analysis_test

import (
	"slices"
	"strings"
	"testing"

	"realitycheck/analysis/estimate"
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

func ptr[T any](v T) *T { return &v }

// tested is a difference with the p given.
func tested(diff, p float64) report.Test {
	return report.Test{Diff: ptr(diff), SE: ptr(0.1), DF: ptr(400.), P: ptr(p)}
}

func subject(parameter string) report.Subject {
	return report.Subject{Basis: report.Identity, Parameter: parameter}
}

// storyReport tells of two years in which one gap closed, one opened, and something rose.
func storyReport() *report.Report {
	r := &report.Report{Years: []string{"2018", "2019"}, Labels: report.Labels{
		Panels:     map[string]string{"internal": "Intern panel", "external": "Extern panel"},
		Parameters: map[string]string{"reliable": "Betrouwbaar", "people": "Voor en door mensen"},
		Samples:    map[string]string{"poster": "Affiche", "letter": "Brief"}},
		Response: []report.Response{{Wave: "2018", Panel: "internal", Invited: 1, Completed: 1}, {Wave: "2019", Panel: "internal", Invited: 500, Completed: 321,
			Rates: map[string]*float64{"completion": ptr(0.642)}}}}
	mean := func(panel, parameter string, value float64) {
		r.Estimates = append(r.Estimates, report.Estimate{Wave: "2019", Panel: panel, Subject: subject(parameter), Mean: ptr(value)})
	}
	mean("internal", "reliable", 3.64)
	mean("external", "reliable", 3.6)
	mean("internal", "people", 3.1)
	mean("external", "people", 3.71)
	gap := func(wave, parameter string, diff, p float64) {
		r.Gaps = append(r.Gaps, report.Gap{Wave: wave, A: "internal", B: "external", Subject: subject(parameter), Test: tested(diff, p)})
	}
	gap("2018", "reliable", 0.8, 0.0001)
	gap("2018", "people", -0.04, 0.9)
	gap("2019", "reliable", 0.04, 0.7)
	gap("2019", "people", -0.61, 0.0001)
	change := func(panel, parameter string, diff, p float64) {
		r.Changes = append(r.Changes, report.Change{Panel: panel, From: "2018", To: "2019", Subject: subject(parameter), Test: tested(diff, p), Comparable: true})
	}
	change("internal", "reliable", -0.02, 0.8)
	change("internal", "people", -0.06, 0.6)
	change("external", "reliable", 0.74, 0.0001)
	change("external", "people", 0.51, 0.0001)
	poster := report.Subject{Basis: report.OfSample, Sample: ptr("poster"), Parameter: "people"}
	r.Estimates = append(r.Estimates, report.Estimate{Wave: "2019", Panel: "external", Subject: poster, Mean: ptr(2.24)},
		report.Estimate{Wave: "2019", Panel: "internal", Subject: poster, Mean: ptr(3.)})
	r.Gaps = append(r.Gaps, report.Gap{Wave: "2019", A: "internal", B: "external", Subject: poster, Test: tested(0.76, 0.001)})
	r.GapChanges = estimate.GapChanges(r)
	return r
}

func texts(findings []report.Finding) []string {
	var texts []string
	for _, f := range findings {
		texts = append(texts, strings.ReplaceAll(f.Text, "\u00a0", " "))
	}
	return texts
}

func TestFindingsTellTheStory(t *testing.T) {
	got := texts(report.Findings(report.NewIndex(storyReport()), translator(t, i18n.Dutch)))
	want := []string{
		"Intern panel: 321 van de 500 uitgenodigde panelleden vulden in 2019 alles in (64 %).",
		"Voor en door mensen: in 2019 is er een duidelijke kloof van 0,6. Extern panel: gemiddeld 3,7. Intern panel: gemiddeld 3,1.",
		"Betrouwbaar: de kloof is duidelijk kleiner dan in 2018. Ze ging van +0,8 naar 0,0.",
		"Voor en door mensen: de kloof is duidelijk groter dan in 2018. Ze ging van 0,0 naar −0,6.",
		"Intern panel, tegenover 2018: geen duidelijke verandering.",
		"Betrouwbaar, Extern panel: duidelijk gestegen sinds 2018 (+0,7).",
		"Voor en door mensen, Extern panel: duidelijk gestegen sinds 2018 (+0,5).",
		"Over de uiting ‘Affiche’ verschillen de panels het meest, op Voor en door mensen. Intern panel: gemiddeld 3,0. Extern panel: gemiddeld 2,2.",
		"De uiting ‘Affiche’ krijgt de laagste score, op Voor en door mensen: gemiddeld 2,2 (Extern panel).",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, text := range texts(report.Findings(report.NewIndex(storyReport()), translator(t, i18n.English))) {
		if strings.Contains(text, "{{") || strings.Contains(text, "report.") || strings.Contains(text, "<no value>") {
			t.Errorf("not worded: %q", text)
		}
	}
}

func TestAGapThatMovedIsNamedForWhatItDid(t *testing.T) {
	for want, c := range map[string]struct{ then, now, move float64 }{
		"kleiner":   {0.8, 0.1, 0.7},
		"groter":    {0.1, 0.9, -0.8},
		"omgekeerd": {0.6, -0.5, 1.1},
		"":          {0.4, 0.3, 0.1},
	} {
		r := storyReport()
		r.Gaps = []report.Gap{{Wave: "2018", A: "internal", B: "external", Subject: subject("reliable"), Test: tested(c.then, 0.001)},
			{Wave: "2019", A: "internal", B: "external", Subject: subject("reliable"), Test: tested(c.now, 0.001)}}
		r.Changes = []report.Change{{Panel: "internal", From: "2018", To: "2019", Subject: subject("reliable"), Test: tested(0, 0.9), Comparable: true},
			{Panel: "external", From: "2018", To: "2019", Subject: subject("reliable"), Test: tested(c.move, 0.001), Comparable: true}}
		r.GapChanges = estimate.GapChanges(r)
		got := ""
		for _, f := range report.Findings(report.NewIndex(r), translator(t, i18n.Dutch)) {
			if f.Kind == report.FindGapMoved {
				got += f.Text
			}
		}
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("from %v to %v: got %q, want %q", c.then, c.now, got, want)
		}
	}
}

func TestNothingIsClaimedWithoutATest(t *testing.T) {
	tr := translator(t, i18n.Dutch)
	for name, c := range map[string]struct {
		spoil func(*report.Gap, *report.Change)
		gap   report.Certainty
		words string
	}{
		"control":  {func(*report.Gap, *report.Change) {}, report.Clear, "duidelijk gestegen"},
		"fall":     {func(_ *report.Gap, c *report.Change) { c.Diff = ptr(-0.4) }, report.Clear, "duidelijk gedaald"},
		"chance":   {func(g *report.Gap, c *report.Change) { g.P, c.P = ptr(0.051), ptr(0.051) }, report.Unclear, "geen duidelijke verandering"},
		"adjusted": {func(g *report.Gap, c *report.Change) { g.PAdjusted, c.PAdjusted = ptr(0.2), ptr(0.2) }, report.Unclear, "geen duidelijke verandering"},
		"few": {func(g *report.Gap, c *report.Change) {
			g.Test, c.Test = report.Test{Suppressed: true}, report.Test{Suppressed: true}
		}, report.TooFew, "te weinig antwoorden"},
		"not paired":   {func(g *report.Gap, c *report.Change) { c.Test, c.Note = report.Test{}, ptr(report.NotPaired) }, report.Clear, "niet te vergelijken, want de jaren zijn niet gekoppeld"},
		"break":        {func(g *report.Gap, c *report.Change) { c.Test, c.Comparable = report.Test{}, false }, report.Clear, "niet te vergelijken, want de betekenis is veranderd"},
		"no variation": {func(g *report.Gap, c *report.Change) { g.P, c.P = nil, nil }, report.Untestable, "niet te toetsen"},
	} {
		gap := report.Gap{Wave: "2019", A: "internal", B: "external", Subject: subject("reliable"), Test: tested(0.5, 0.01)}
		change := report.Change{Panel: "internal", From: "2018", To: "2019", Subject: subject("reliable"), Test: tested(0.5, 0.01), Comparable: true}
		c.spoil(&gap, &change)
		if got := gap.Certainty(); got != c.gap {
			t.Errorf("%s: gap is %s, want %s", name, got, c.gap)
		}
		if got := change.Words(tr); got != c.words {
			t.Errorf("%s: got %q, want %q", name, got, c.words)
		}
		r := &report.Report{Years: []string{"2018", "2019"}, Gaps: []report.Gap{gap}, Changes: []report.Change{change}}
		claimed := false
		for _, f := range report.Findings(report.NewIndex(r), tr) {
			claimed = claimed || f.Kind == report.FindChange && f.Certainty == report.Clear
			if f.Text == "" || strings.Contains(f.Text, "report.") {
				t.Errorf("%s: not worded: %+v", name, f)
			}
		}
		if want := strings.HasPrefix(c.words, "duidelijk"); claimed != want {
			t.Errorf("%s: a change is claimed: %v, want %v", name, claimed, want)
		}
	}
	if got := report.Findings(report.NewIndex(&report.Report{}), tr); got != nil {
		t.Errorf("findings of nothing: %v", got)
	}
}

func TestAWaveWithoutAnswersIsNotSaidToHaveNoGap(t *testing.T) {
	for name, c := range map[string]struct {
		test report.Test
		want report.Certainty
	}{
		"suppressed": {report.Test{Suppressed: true}, report.TooFew},
		"no answers": {report.Test{}, report.TooFew},
		"chance":     {tested(0.1, 0.6), report.Unclear},
	} {
		r := &report.Report{Years: []string{"2019"}, Gaps: []report.Gap{{Wave: "2019", A: "internal", B: "external", Subject: subject("reliable"), Test: c.test}}}
		found := report.Findings(report.NewIndex(r), translator(t, i18n.Dutch))
		if len(found) != 1 || found[0].Certainty != c.want {
			t.Errorf("%s: got %+v, want one finding that is %s", name, found, c.want)
		}
	}
}

func TestAdjustmentStaysInsideItsFamily(t *testing.T) {
	r := build(t, years(t, 40, nil))
	type family struct {
		wave string
		item bool
	}
	least, count := map[family]float64{}, map[family]int{}
	for _, g := range r.Gaps {
		if g.Basis != report.Identity {
			continue
		}
		f := family{g.Wave, g.Item != nil}
		if *g.PAdjusted < *g.P {
			t.Errorf("%s %s: adjusted to %v from %v", g.Wave, g.Parameter, *g.PAdjusted, *g.P)
		}
		if count[f]++; count[f] == 1 || *g.P < least[f] {
			least[f] = *g.P
		}
	}
	for _, g := range r.Gaps {
		f := family{g.Wave, false}
		if g.Basis == report.Identity && g.Item == nil && *g.P == least[f] {
			if want := min(1, least[f]*float64(count[f])); !near(g.PAdjusted, &want) {
				t.Errorf("%s: the least p is adjusted to %v, want Holm's %v", g.Wave, *g.PAdjusted, want)
			}
		}
	}
}

// With a second panel of the public every sentence about a gap says which panels it is about.
func TestWithSeveralPairsAGapNamesItsPanels(t *testing.T) {
	r := storyReport()
	r.Labels.Panels["visitors"] = "Bezoekers"
	for _, g := range slices.Clone(r.Gaps) {
		if g.Sample == nil {
			g.B, g.Test = "visitors", tested(0.1, 0.9)
			r.Gaps = append(r.Gaps, g)
		}
	}
	got := texts(report.Findings(report.NewIndex(r), translator(t, i18n.Dutch)))
	for _, want := range []string{
		"In 2019 is er op geen enkele parameter een duidelijke kloof tussen Intern panel en Bezoekers.",
		"Betrouwbaar tussen Intern panel en Extern panel: de kloof is duidelijk kleiner dan in 2018. Ze ging van +0,8 naar 0,0."} {
		if !slices.Contains(got, want) {
			t.Errorf("got\n%s\nwithout\n%s", strings.Join(got, "\n"), want)
		}
	}
}
