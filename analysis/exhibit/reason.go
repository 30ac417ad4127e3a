package exhibit

import (
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// Reason says why the place of a figure is empty. A figure has the same reason on every screen, sheet and file.
type Reason string

// The reasons. A place without any is that of a figure that nobody was asked for.
const (
	TooFew       Reason = "too_few"      // too few members answered, or another figure would tell it
	Near         Reason = "near"         // told as a limit only: hardly any of few colleagues, or nearly all
	Unanimous    Reason = "unanimous"    // of the mean of few colleagues: nearly all gave one answer
	Rare         Reason = "rare"         // of the spread of few colleagues: hardly any gave one of the answers
	Secondary    Reason = "secondary"    // it would give away another figure (secondary suppression, METHODS 7.3)
	Differencing Reason = "differencing" // with the figure of the report it would tell of a few members (METHODS 7.4)
	GroupClosed  Reason = "group_closed" // the group is not shown
	Recode       Reason = "recode"       // two coders agree too little on the theme
	NotTwice     Reason = "not_twice"    // two coders judged no answer
	OneCode      Reason = "one_code"     // two coders judged all answers the same: kappa and alpha are undefined (METHODS 5.2, METHODS 5.3)
	NotPaired    Reason = "not_paired"   // the years are not paired
	Broken       Reason = "broken"       // the meaning changed in between
	Untestable   Reason = "untestable"   // no variance, or nobody answered
	Unanswered   Reason = "unanswered"   // nobody answered
	NoInterval   Reason = "no_interval"  // no variance, or one member: a figure without an interval (METHODS 2.8)
)

// reasonKeys are the words of each reason.
var reasonKeys = map[Reason]string{
	TooFew: "exhibit.reason.too_few", Near: "exhibit.reason.near", Unanimous: "exhibit.reason.unanimous",
	Rare: "exhibit.reason.rare", Secondary: "exhibit.reason.secondary", Differencing: "exhibit.reason.differencing",
	GroupClosed: "exhibit.reason.group_closed", Recode: "exhibit.reason.recode", NotTwice: "exhibit.reason.not_twice",
	OneCode: "exhibit.reason.one_code", NotPaired: "exhibit.reason.not_paired", Broken: "exhibit.reason.broken",
	Untestable: "exhibit.reason.untestable", Unanswered: "exhibit.reason.unanswered", NoInterval: "exhibit.reason.no_interval",
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
	case e.Suppressed && e.Group != nil:
		return GroupClosed, ""
	case e.Suppressed:
		return TooFew, ""
	case e.Limits[figure] != "":
		return ofLimit(e, figure)
	case e.Mean == nil && e.Limits["mean"] == "" && figure != "n" && (figure != "dont_know" || e.DontKnow == nil):
		return Unanswered, ""
	}
	return "", ""
}

// ofLimit is the reason of a figure of which a limit is told. That of a mean or a spread is no value of it: it says how many
// gave one of the answers.
func ofLimit(e *report.Estimate, figure string) (Reason, report.Limit) {
	switch limit := e.Limits[figure]; {
	case limit == report.Withheld:
		return Secondary, ""
	case figure == "mean", figure == "distribution" && e.Limits["mean"] != "":
		return Unanimous, ""
	case figure == "distribution":
		return Rare, ""
	default:
		return Near, limit
	}
}

// ofTest is the reason of a difference.
func ofTest(t *report.Test) Reason {
	switch {
	case t.Suppressed:
		return TooFew
	case t.Reason == report.Recode:
		return Recode
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
