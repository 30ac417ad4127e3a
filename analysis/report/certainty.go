package report

import "realitycheck/survey/i18n"

// Certainty says what a test allows to be said in words.
type Certainty string

// The certainties.
const (
	Clear      Certainty = "clear"      // beyond chance, at 5 % after adjustment
	Unclear    Certainty = "unclear"    // within chance
	TooFew     Certainty = "too_few"    // suppressed
	Unpaired   Certainty = "unpaired"   // the years are not paired
	OverBreak  Certainty = "over_break" // the meaning changed in between
	Untestable Certainty = "untestable" // no variance, or nobody answered
)

// alpha is the chance of a false alarm below which a difference is called clear.
const alpha = 0.05

// Certainty judges a difference by its adjusted p, or by p where there is no adjustment.
func (t *Test) Certainty() Certainty {
	p := t.P
	if t.PAdjusted != nil {
		p = t.PAdjusted
	}
	switch {
	case t.Suppressed:
		return TooFew
	case p == nil:
		return Untestable
	case *p < alpha:
		return Clear
	}
	return Unclear
}

// Certainty judges a change; one over a break or between years that are not paired is never tested.
func (c *Change) Certainty() Certainty {
	switch {
	case !c.Comparable:
		return OverBreak
	case c.Note != nil && *c.Note == NotPaired:
		return Unpaired
	}
	return c.Test.Certainty()
}

// changeKeys and gapKeys are the texts of the certainties; a clear change says its direction.
var (
	changeKeys = map[Certainty]string{Unclear: "report.change_unclear", TooFew: "report.change_too_few",
		Unpaired: "report.change_unpaired", OverBreak: "report.change_over_break", Untestable: "report.change_untestable"}
	gapKeys = map[Certainty]string{Clear: "report.gap_clear", Unclear: "report.gap_unclear", TooFew: "report.gap_too_few",
		Untestable: "report.gap_untestable"}
)

// Words tells a change as a reader says it: "duidelijk gestegen", "geen duidelijke verandering", "te weinig antwoorden".
func (c *Change) Words(tr *i18n.Translator) string {
	certainty := c.Certainty()
	if certainty != Clear {
		return tr.T(changeKeys[certainty])
	}
	if *c.Diff > 0 {
		return tr.T("report.change_rise")
	}
	return tr.T("report.change_fall")
}

// Words tells a gap in words; which panel is higher stands in its figures.
func (g *Gap) Words(tr *i18n.Translator) string { return tr.T(gapKeys[g.Certainty()]) }
