package report

import (
	"cmp"
	"math"
	"slices"

	"realitycheck/survey/i18n"
)

// Finding is one sentence of the key findings, with what it is about.
type Finding struct {
	Kind      string // "response", "gap", "gap_moved", "change", "sample"
	Certainty Certainty
	Text      string
	Wave      string
	Panel     string    // "" for both
	Pair      [2]string // of a gap
	Parameter string    // "" for none in particular
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
	*Index
	tr *i18n.Translator
}

// Findings tells a report in sentences about its newest wave, the most important first in each kind: who took part, where
// the panels differ, which gaps closed or opened since the first wave, what changed since the wave before, and which
// samples stand out. Nothing is called a difference that chance could explain, and what cannot be said is said too.
func Findings(x *Index, tr *i18n.Translator) []Finding {
	if x.Last() == "" {
		return nil
	}
	f := finder{x, tr}
	found := f.responses()
	for _, pair := range f.Pairs() {
		found = append(found, f.gapFindings(pair)...)
	}
	return slices.Concat(found, f.gapsMoved(), f.changeFindings(), f.sampleFindings())
}

func (f *finder) responses() []Finding {
	var found []Finding
	for _, r := range f.Response {
		if share := r.Rates["completion"]; r.Wave == f.Last() && share != nil {
			found = append(found, Finding{Kind: FindResponse, Certainty: Clear, Wave: r.Wave, Panel: r.Panel,
				Text: f.tr.N("report.finding_response", r.Completed, "panel", f.PanelName(r.Panel), "wave", r.Wave,
					"invited", r.Invited, "share", f.tr.Percent(*share))})
		}
	}
	return found
}

// gapFindings tells the widest clear gaps between two panels on the identity.
func (f *finder) gapFindings(pair [2]string) []Finding {
	var clear []*Gap
	tested, few := 0, 0
	for i := range f.Gaps {
		g := &f.Gaps[i]
		if g.Wave != f.Last() || g.Pair() != pair || g.Basis != Identity || g.Item != nil {
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
	none := Finding{Kind: FindGap, Wave: f.Last(), Pair: pair}
	switch {
	case tested == 0 || len(found) > 0:
		return found
	case few == tested:
		none.Certainty, none.Text = TooFew, f.tr.T("report.finding_gap_few", "wave", f.Last(), "panels", f.between(pair))
	default:
		none.Certainty, none.Text = Unclear, f.tr.T("report.finding_gap_none", "wave", f.Last(), "panels", f.between(pair))
	}
	return []Finding{none}
}

// between names two panels where others are compared as well.
func (f *finder) between(pair [2]string) string {
	if len(f.Pairs()) > 1 {
		return f.tr.T("report.panels_pair", "a", f.PanelName(pair[0]), "b", f.PanelName(pair[1]))
	}
	return f.tr.T("report.panels_both")
}

// gapFinding says which panel is higher, with both means.
func (f *finder) gapFinding(kind, key string, g *Gap) Finding {
	high, low := g.A, g.B
	if *g.Diff < 0 {
		high, low = low, high
	}
	finding := Finding{Kind: kind, Certainty: Clear, Wave: g.Wave, Pair: g.Pair(), Parameter: g.Parameter}
	sample := ""
	if g.Sample != nil {
		finding.Sample, sample = *g.Sample, f.SampleName(*g.Sample)
	}
	finding.Text = f.tr.T(key, "wave", g.Wave, "parameter", f.ParameterName(g.Parameter), "sample", sample,
		"diff", f.tr.Decimal(math.Abs(*g.Diff), 1), "high_panel", f.PanelName(high), "high", f.mean(high, g.Subject),
		"low_panel", f.PanelName(low), "low", f.mean(low, g.Subject))
	return finding
}

func (f *finder) mean(panel string, s Subject) string {
	if e := f.Estimate(f.Last(), panel, s); e != nil && e.Mean != nil {
		return f.tr.Decimal(*e.Mean, 1)
	}
	return ""
}

// gapsMoved tells which gaps are clearly smaller or wider than in the first wave.
func (f *finder) gapsMoved() []Finding {
	var found []Finding
	for i := range f.GapChanges {
		c := &f.GapChanges[i]
		if c.Certainty() != Clear {
			continue
		}
		pair := [2]string{c.A, c.B}
		then, now := f.Gap(c.From, c.A, c.B, c.Subject), f.Gap(c.To, c.A, c.B, c.Subject)
		parameter := f.ParameterName(c.Parameter)
		if len(f.Pairs()) > 1 {
			parameter = f.tr.T("report.parameter_pair", "parameter", parameter, "panels", f.between(pair))
		}
		found = append(found, Finding{Kind: FindGapMoved, Certainty: Clear, Wave: c.To, Pair: pair, Parameter: c.Parameter,
			Text: f.tr.T(movedKey(then, now), "parameter", parameter, "from", c.From, "wave", c.To,
				"before", f.tr.Signed(*then.Diff, 1), "now", f.tr.Signed(*now.Diff, 1))})
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

// changeFindings tells what changed since the wave before, by panel.
func (f *finder) changeFindings() []Finding {
	before := f.Before()
	byPanel := map[string][]*Change{}
	var panels []string
	for i := range f.Changes {
		c := &f.Changes[i]
		if c.From != before || c.To != f.Last() || c.Basis != Identity || c.Item != nil {
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
			found = append(found, Finding{Kind: FindChange, Certainty: Clear, Wave: f.Last(), Panel: panel, Parameter: c.Parameter,
				Text: f.tr.T("report.finding_change", "panel", f.PanelName(panel), "parameter", f.ParameterName(c.Parameter),
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
	return []Finding{{Kind: FindChange, Certainty: why, Wave: f.Last(), Panel: panel,
		Text: f.tr.T("report.finding_change_none", "panel", f.PanelName(panel), "from", before, "words", f.tr.T(changeKeys[why]))}}
}

// sampleFindings tells the sample on which the panels differ most, and the one that is rated lowest.
func (f *finder) sampleFindings() []Finding {
	var widest *Gap
	for i := range f.Gaps {
		g := &f.Gaps[i]
		if g.Wave == f.Last() && g.Basis == OfSample && g.Item == nil && g.Certainty() == Clear &&
			(widest == nil || math.Abs(*g.Diff) > math.Abs(*widest.Diff)) {
			widest = g
		}
	}
	var lowest *Estimate
	for i := range f.Estimates {
		e := &f.Estimates[i]
		if e.Wave == f.Last() && e.Basis == OfSample && e.Item == nil && e.Group == nil && e.Mean != nil && (lowest == nil || *e.Mean < *lowest.Mean) {
			lowest = e
		}
	}
	var found []Finding
	if widest != nil {
		found = append(found, f.gapFinding(FindSample, "report.finding_sample_gap", widest))
	}
	if lowest != nil {
		found = append(found, Finding{Kind: FindSample, Certainty: Unclear, Wave: f.Last(), Panel: lowest.Panel, Parameter: lowest.Parameter, Sample: *lowest.Sample,
			Text: f.tr.T("report.finding_sample_lowest", "sample", f.SampleName(*lowest.Sample), "parameter", f.ParameterName(lowest.Parameter),
				"panel", f.PanelName(lowest.Panel), "mean", f.tr.Decimal(*lowest.Mean, 1))})
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
