package report

import "realitycheck/survey/i18n"

// NearNobody is the share under which, or over one less it, a figure of few colleagues is told as a limit.
const NearNobody = 0.05

// Limit is what is told of a figure that is not told itself: on which side of 5 % or 95 % it lies, or that it is withheld.
type Limit string

// The limits.
const (
	Below Limit = "below" // under 5 %
	Above Limit = "above" // over 95 %

	Withheld Limit = "withheld" // beside it another figure would be known that is not told: secondary suppression
)

var limitKeys = map[Limit]string{Below: "report.limit_below", Above: "report.limit_above"}

// Words tells a limit: "minder dan 5 %". That a figure is withheld is for the reasons of exhibits to tell.
func (l Limit) Words(tr *i18n.Translator) string {
	if l == "" {
		return ""
	}
	return tr.T(limitKeys[l], "below", tr.Percent(NearNobody), "above", tr.Percent(1-NearNobody))
}
