package exhibit

import (
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// Reason says why the place of a figure is empty. A figure has the same reason on every screen, sheet and file.
type Reason string

// The reasons. A place without any is that of a figure that nobody was asked for.
const (
	TooFew      Reason = "too_few"      // too few members answered, or another figure would tell it
	Near        Reason = "near"         // told as a limit only: few colleagues are all but unanimous
	GroupClosed Reason = "group_closed" // the group is not shown
	Recode      Reason = "recode"       // two coders agree too little on the theme
	NotPaired   Reason = "not_paired"   // the years are not paired
	Broken      Reason = "broken"       // the meaning changed in between
	Untestable  Reason = "untestable"   // no variance, or nobody answered
	Unanswered  Reason = "unanswered"   // nobody answered
	Beside      Reason = "beside"       // beside the figure of the report it would tell what a few members answered
)

// reasonKeys are the words of each reason.
var reasonKeys = map[Reason]string{
	TooFew: "exhibit.reason.too_few", Near: "exhibit.reason.near", GroupClosed: "exhibit.reason.group_closed",
	Recode: "exhibit.reason.recode", NotPaired: "exhibit.reason.not_paired", Broken: "exhibit.reason.broken",
	Untestable: "exhibit.reason.untestable", Unanswered: "exhibit.reason.unanswered", Beside: "exhibit.reason.beside",
}

// Words tells a reason in full, "" for none.
func (r Reason) Words(tr *i18n.Translator) string {
	if r == "" {
		return ""
	}
	return tr.T(reasonKeys[r])
}

// Words tells why a cell is empty: its limit where it is told as one, else its reason.
func (c *Cell) Words(tr *i18n.Translator) string {
	if c.Limit != "" {
		return c.Limit.Words(tr)
	}
	return c.Missing.Words(tr)
}

// ofEstimate is the reason of a named figure of an estimate: "n", "mean", "top2", "dont_know" or "distribution". It is ""
// when the figure stands there, and for an estimate that is nil.
func ofEstimate(e *report.Estimate, figure string) (Reason, report.Limit) {
	switch {
	case e == nil:
		return "", ""
	case e.Suppressed:
		return TooFew, ""
	case e.Limits[figure] != "":
		return Near, e.Limits[figure]
	case e.Mean == nil && e.Limits["mean"] == "" && figure != "n" && figure != "dont_know":
		return Unanswered, ""
	}
	return "", ""
}

// ofTest is the reason of a difference.
func ofTest(t *report.Test) Reason {
	switch {
	case t.Suppressed:
		return TooFew
	case t.Diff == nil:
		return Untestable
	}
	return ""
}

// ofChange is the reason of a change.
func ofChange(c *report.Change) Reason {
	switch c.Certainty() {
	case report.OverBreak:
		return Broken
	case report.Unpaired:
		return NotPaired
	}
	return ofTest(&c.Test)
}
