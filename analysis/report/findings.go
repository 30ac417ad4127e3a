package report

import (
	"cmp"
	"math"
	"slices"

	"realitycheck/analysis/stats"
	"realitycheck/survey/i18n"
)

// Finding is one sentence of the key findings, with what it is about.
type Finding struct {
	Kind      string // "response", "gap", "gap_moved", "change", "sample"
	Certainty Certainty
	Text      string
	Wave      string
	Panel     string // "" for both
	Parameter string // "" for none in particular
	Sample    string
}

// The kinds of Finding.
const (
	FindResponse = "response"
	FindGap      = "gap"
	FindGapMoved = "gap_moved"
	FindChange   = "change"
	FindSample   = "sample"
)

// mostGaps is how many gaps are told; the others stand in the table.
const mostGaps = 3

// finder reads one report.
type finder struct {
	*Report
	tr   *i18n.Translator
	last string // newest wave
}

// Findings tells a report in sentences about its newest wave, the most important first in each kind: who took part, where
// the panels differ, which gaps closed or opened since the first wave, what changed since the wave before, and which
// samples stand out. Nothing is called a difference that chance could explain, and what cannot be said is said too.
func Findings(r *Report, tr *i18n.Translator) []Finding {
	if len(r.Years) == 0 {
		return nil
	}
	f := finder{r, tr, r.Years[len(r.Years)-1]}
	return slices.Concat(f.responses(), f.gapFindings(), f.gapsMoved(), f.changeFindings(), f.sampleFindings())
}

func (f *finder) responses() []Finding {
	var found []Finding
	for _, r := range f.Response {
		if r.Wave == f.last && r.Invited > 0 {
			found = append(found, Finding{Kind: FindResponse, Certainty: Clear, Wave: r.Wave, Panel: r.Panel,
				Text: f.tr.N("report.finding_response", r.Completed, "panel", f.Labels.Panels[r.Panel], "wave", r.Wave,
					"invited", r.Invited, "share", f.tr.Percent(float64(r.Completed)/float64(r.Invited)))})
		}
	}
	return found
}

// gapFindings tells the widest clear gaps between panels on the identity.
func (f *finder) gapFindings() []Finding {
	var clear []*Gap
	tested, few := 0, 0
	for i := range f.Gaps {
		g := &f.Gaps[i]
		if g.Wave != f.last || g.Basis != Identity || g.Item != nil {
			continue
		}
		tested++
		switch {
		case g.Certainty() == Clear:
			clear = append(clear, g)
		case g.Diff == nil: // too few answers, or none
			few++
		}
	}
	slices.SortStableFunc(clear, func(a, b *Gap) int { return cmp.Compare(math.Abs(*b.Diff), math.Abs(*a.Diff)) })
	var found []Finding
	for _, g := range clear[:min(mostGaps, len(clear))] {
		found = append(found, f.gapFinding(FindGap, "report.finding_gap", g))
	}
	switch {
	case tested == 0 || len(found) > 0:
	case few == tested:
		found = append(found, Finding{Kind: FindGap, Certainty: TooFew, Wave: f.last, Text: f.tr.T("report.finding_gap_few", "wave", f.last)})
	default:
		found = append(found, Finding{Kind: FindGap, Certainty: Unclear, Wave: f.last, Text: f.tr.T("report.finding_gap_none", "wave", f.last)})
	}
	return found
}

// gapFinding says which panel is higher, with both means.
func (f *finder) gapFinding(kind, key string, g *Gap) Finding {
	high, low := g.A, g.B
	if *g.Diff < 0 {
		high, low = low, high
	}
	finding := Finding{Kind: kind, Certainty: Clear, Wave: g.Wave, Parameter: g.Parameter}
	sample := ""
	if g.Sample != nil {
		finding.Sample, sample = *g.Sample, f.Labels.Samples[*g.Sample]
	}
	finding.Text = f.tr.T(key, "wave", g.Wave, "parameter", f.Labels.Parameters[g.Parameter], "sample", sample,
		"diff", f.tr.Decimal(math.Abs(*g.Diff), 1), "high_panel", f.Labels.Panels[high], "high", f.mean(high, g.Subject),
		"low_panel", f.Labels.Panels[low], "low", f.mean(low, g.Subject))
	return finding
}

func (f *finder) mean(panel string, s Subject) string {
	for i := range f.Estimates {
		if e := &f.Estimates[i]; e.Wave == f.last && e.Panel == panel && e.Group == nil && e.Subject.Same(s) && e.Mean != nil {
			return f.tr.Decimal(*e.Mean, 1)
		}
	}
	return ""
}

// gapsMoved tells which gaps are clearly smaller or wider than in the first wave. The movement of a gap is the change in
// one panel less that in the other; the panels share no member, so their variances add up (METHODS 4.1 and 4.2).
func (f *finder) gapsMoved() []Finding {
	first := f.Years[0]
	var then, now []*Gap
	var p []float64
	for i := range f.Gaps {
		g := &f.Gaps[i]
		if g.Wave != f.last || g.Basis != Identity || g.Item != nil || g.Diff == nil || first == f.last {
			continue
		}
		before := f.gapThen(first, g)
		a, b := f.changeOf(g.A, first, g.Subject), f.changeOf(g.B, first, g.Subject)
		if before != nil && before.Diff != nil && a != nil && b != nil {
			then, now, p = append(then, before), append(now, g), append(p, movement(a, b))
		}
	}
	var found []Finding
	for i, adjusted := range stats.Holm(p) {
		if adjusted < alpha {
			found = append(found, Finding{Kind: FindGapMoved, Certainty: Clear, Wave: f.last, Parameter: now[i].Parameter,
				Text: f.tr.T(movedKey(then[i], now[i]), "parameter", f.Labels.Parameters[now[i].Parameter], "from", first, "wave", f.last,
					"before", f.tr.Signed(*then[i].Diff, 1), "now", f.tr.Signed(*now[i].Diff, 1))})
		}
	}
	return found
}

// movedKey names the sentence for a gap that clearly moved.
func movedKey(then, now *Gap) string {
	switch {
	case *then.Diff**now.Diff < 0 && then.Certainty() == Clear && now.Certainty() == Clear:
		return "report.finding_gap_turned"
	case math.Abs(*now.Diff) < math.Abs(*then.Diff):
		return "report.finding_gap_smaller"
	}
	return "report.finding_gap_wider"
}

func (f *finder) gapThen(wave string, now *Gap) *Gap {
	for i := range f.Gaps {
		if g := &f.Gaps[i]; g.Wave == wave && g.A == now.A && g.B == now.B && g.Subject.Same(now.Subject) {
			return g
		}
	}
	return nil
}

func (f *finder) changeOf(panel, from string, s Subject) *Change {
	for i := range f.Changes {
		if c := &f.Changes[i]; c.Panel == panel && c.From == from && c.To == f.last && c.Subject.Same(s) {
			return c
		}
	}
	return nil
}

// movement is the p of the difference between the changes of two panels, NaN where it cannot be tested.
func movement(a, b *Change) float64 {
	if a.Diff == nil || b.Diff == nil || a.DF == nil || b.DF == nil {
		return math.NaN()
	}
	return stats.Welch(*a.Diff-*b.Diff, *a.SE**a.SE, *a.DF, *b.SE**b.SE, *b.DF, stats.Tail).P
}

// changeFindings tells what changed since the wave before, by panel.
func (f *finder) changeFindings() []Finding {
	if len(f.Years) < 2 {
		return nil
	}
	before := f.Years[len(f.Years)-2]
	byPanel := map[string][]*Change{}
	var panels []string
	for i := range f.Changes {
		c := &f.Changes[i]
		if c.From != before || c.To != f.last || c.Basis != Identity || c.Item != nil {
			continue
		}
		if byPanel[c.Panel] == nil {
			panels = append(panels, c.Panel)
		}
		byPanel[c.Panel] = append(byPanel[c.Panel], c)
	}
	var found []Finding
	for _, panel := range panels {
		found = append(found, f.panelChanges(panel, before, byPanel[panel])...)
	}
	return found
}

// panelChanges tells the clear changes of one panel, or in one sentence why there are none.
func (f *finder) panelChanges(panel, before string, changes []*Change) []Finding {
	var found []Finding
	counts := map[Certainty]int{}
	for _, c := range changes {
		certainty := c.Certainty()
		counts[certainty]++
		if certainty == Clear {
			found = append(found, Finding{Kind: FindChange, Certainty: Clear, Wave: f.last, Panel: panel, Parameter: c.Parameter,
				Text: f.tr.T("report.finding_change", "panel", f.Labels.Panels[panel], "parameter", f.Labels.Parameters[c.Parameter],
					"words", c.Words(f.tr), "from", before, "diff", f.tr.Signed(*c.Diff, 1))})
		}
	}
	if len(found) > 0 {
		return found
	}
	why := Unclear
	for _, certainty := range []Certainty{Unpaired, TooFew, OverBreak, Untestable} {
		if counts[certainty] == len(changes) {
			why = certainty
		}
	}
	return []Finding{{Kind: FindChange, Certainty: why, Wave: f.last, Panel: panel,
		Text: f.tr.T("report.finding_change_none", "panel", f.Labels.Panels[panel], "from", before, "words", f.tr.T(changeKeys[why]))}}
}

// sampleFindings tells the sample on which the panels differ most, and the one that is rated lowest.
func (f *finder) sampleFindings() []Finding {
	var widest *Gap
	for i := range f.Gaps {
		g := &f.Gaps[i]
		if g.Wave == f.last && g.Basis == OfSample && g.Item == nil && g.Certainty() == Clear &&
			(widest == nil || math.Abs(*g.Diff) > math.Abs(*widest.Diff)) {
			widest = g
		}
	}
	var lowest *Estimate
	for i := range f.Estimates {
		e := &f.Estimates[i]
		if e.Wave == f.last && e.Basis == OfSample && e.Item == nil && e.Group == nil && e.Mean != nil && (lowest == nil || *e.Mean < *lowest.Mean) {
			lowest = e
		}
	}
	var found []Finding
	if widest != nil {
		found = append(found, f.gapFinding(FindSample, "report.finding_sample_gap", widest))
	}
	if lowest != nil {
		found = append(found, Finding{Kind: FindSample, Certainty: Unclear, Wave: f.last, Panel: lowest.Panel, Parameter: lowest.Parameter, Sample: *lowest.Sample,
			Text: f.tr.T("report.finding_sample_lowest", "sample", f.Labels.Samples[*lowest.Sample], "parameter", f.Labels.Parameters[lowest.Parameter],
				"panel", f.Labels.Panels[lowest.Panel], "mean", f.tr.Decimal(*lowest.Mean, 1))})
	}
	return found
}

// Proof lists the subjects of the report that a finding rests on; none for a finding about participation.
func (f *Finding) Proof() []Subject {
	switch {
	case f.Parameter == "":
		return nil
	case f.Sample != "":
		return []Subject{On(f.Sample, f.Parameter)}
	}
	return []Subject{OnIdentity(f.Parameter)}
}
