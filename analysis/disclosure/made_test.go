package disclosure_test

import (
	"reflect"
	"slices"
	"testing"

	"realitycheck/analysis/dataset"
	"realitycheck/analysis/disclosure"
	"realitycheck/analysis/estimate"
	"realitycheck/analysis/report"
	"realitycheck/analysis/stats"
	"realitycheck/survey"
	"realitycheck/survey/archive"
)

// The controls of these tests: that of every report, one without a threshold, and one that lets what is withheld be computed
// from the rest. A rule that holds under the first is broken under one of the others, or its test would see nothing.
var (
	full        = disclosure.New(10)
	noThreshold = disclosure.Control{Threshold: 1, Secondary: true}
	primaryOnly = disclosure.Control{Threshold: 10}
)

// given are figures written down by hand, with whom each rests on. No responses stand behind them, so that a rule is seen by
// itself; rules about responses have archives in their tests.
type given struct {
	report   report.Report
	evidence disclosure.Evidence
}

// newGiven has waves 2025 and 2026 of a panel of each sort: "team" of staff, "town" of the public, "guessed" of the public by
// assumption only and "unsaid" of no kind.
func newGiven() *given {
	g := &given{}
	for _, code := range []string{"2025", "2026"} {
		in := &survey.Instrument{Wave: survey.Wave{Code: code, Panels: []survey.WavePanel{{Code: "team", Kind: survey.Staff},
			{Code: "town", Kind: survey.Public}, {Code: "guessed", Kind: survey.Public, KindAssumed: true}, {Code: "unsaid"}}}}
		g.evidence.Waves = append(g.evidence.Waves, &dataset.Wave{Wave: &archive.Wave{Instrument: in}})
	}
	g.evidence.Figures = &estimate.Figures{}
	return g
}

// among are domains of so many members, all with a valid answer.
func among(members ...int) (domains []stats.Counts) {
	for _, n := range members {
		domains = append(domains, stats.Counts{Base: n, Members: n})
	}
	return domains
}

func (g *given) estimate(e report.Estimate, domains ...stats.Counts) *given {
	g.report.Estimates = append(g.report.Estimates, e)
	g.evidence.Figures.Estimates.Counts = append(g.evidence.Figures.Estimates.Counts, domains)
	return g
}

func (g *given) gap(x report.Gap, domains ...stats.Counts) *given {
	g.report.Gaps = append(g.report.Gaps, x)
	g.evidence.Figures.Gaps.Counts = append(g.evidence.Figures.Gaps.Counts, domains)
	return g
}

func (g *given) change(x report.Change, domains ...stats.Counts) *given {
	g.report.Changes = append(g.report.Changes, x)
	g.evidence.Figures.Changes.Counts = append(g.evidence.Figures.Changes.Counts, domains)
	return g
}

func (g *given) choice(x report.Choice, domains ...stats.Counts) *given {
	g.report.Choices = append(g.report.Choices, x)
	g.evidence.Figures.Choices.Counts = append(g.evidence.Figures.Choices.Counts, domains)
	return g
}

// behind gives the figures as a control leaves them. It may be asked for several controls, each from the start.
func (g *given) behind(c disclosure.Control) *report.Report {
	r := g.report
	r.Estimates, r.Choices = slices.Clone(r.Estimates), slices.Clone(r.Choices)
	r.Gaps, r.Changes = slices.Clone(r.Gaps), slices.Clone(r.Changes)
	r.Themes, r.ThemeSamples = slices.Clone(r.Themes), slices.Clone(r.ThemeSamples)
	r.ThemeGaps, r.ThemeChanges = slices.Clone(r.ThemeGaps), slices.Clone(r.ThemeChanges)
	r.Quality = slices.Clone(r.Quality)
	for _, v := range []**report.Alternative{&r.Unweighted, &r.WithoutFlagged} {
		if *v != nil {
			*v = &report.Alternative{Estimates: slices.Clone((*v).Estimates), Gaps: slices.Clone((*v).Gaps)}
		}
	}
	e := g.evidence
	if e.FlaggedAlone != nil {
		alone := *e.FlaggedAlone.Figures
		alone.Estimates.List = slices.Clone(alone.Estimates.List)
		e.FlaggedAlone = &disclosure.Computed{Waves: e.FlaggedAlone.Waves, Figures: &alone}
	}
	c.Protect(&r, &e)
	return &r
}

func to[T any](x T) *T { return &x }

// trust is a parameter on the identity, or on one sample, or averaged over samples.
func trust(basis report.Basis, sample string) report.Subject {
	s := report.Subject{Basis: basis, Parameter: "trust"}
	if basis == report.OfSample {
		s.Sample = &sample
	}
	return s
}

// statement is one item of a subject.
func statement(s report.Subject) report.Subject {
	s.Item = to("one")
	return s
}

// spread is the estimate of a panel whose answers are so spread that no share is near 0 or 1.
func spread(panel string, s report.Subject, n int) report.Estimate {
	return report.Estimate{Wave: "2026", Panel: panel, Subject: s, N: &n, NEff: to(float64(n)), Mean: to(3.0), SE: to(0.2),
		Low: to(2.6), High: to(3.4), Top2: to(0.4), Top2Low: to(0.2), Top2High: to(0.6), DontKnow: to(0.1),
		Distribution: []float64{0.2, 0.2, 0.2, 0.2, 0.2}}
}

// tested is a difference with all its figures.
func tested() report.Test {
	return report.Test{Diff: to(0.5), SE: to(0.2), Low: to(0.1), High: to(0.9), DF: to(50.0), P: to(0.02), Effect: to(0.4)}
}

func gapOf(s report.Subject) report.Gap {
	return report.Gap{Wave: "2026", Subject: s, A: "team", B: "town", N: map[string]int{"team": 40, "town": 40}, Test: tested()}
}

func changeOf(panel string, s report.Subject) report.Change {
	return report.Change{Panel: panel, From: "2025", To: "2026", Subject: s, N: map[string]int{"2025": 40, "2026": 40},
		Overlap: to(30), Comparable: true, Test: tested()}
}

// withheldAs are the marks that stand where a figure was: what it is about, and nothing else.
func withheldGap(s report.Subject) report.Gap {
	return report.Gap{Wave: "2026", Subject: s, A: "team", B: "town", Test: report.Test{Suppressed: true}}
}

func withheldChange(panel string, s report.Subject) report.Change {
	return report.Change{Panel: panel, From: "2025", To: "2026", Subject: s, Comparable: true, Test: report.Test{Suppressed: true}}
}

func withheldEstimate(panel string, s report.Subject) report.Estimate {
	return report.Estimate{Wave: "2026", Panel: panel, Subject: s, Suppressed: true}
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %+v, want %+v", what, got, want)
	}
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
