package report

import "realitycheck/survey/i18n"

// NearNobody is the share under which, or over one less it, a figure of few colleagues is told as a limit.
const NearNobody = 0.05

// Limit says on which side of 5 % or 95 % a figure lies that is not told exactly.
type Limit string

// The limits.
const (
	Below Limit = "below" // under 5 %
	Above Limit = "above" // over 95 %
)

var limitKeys = map[Limit]string{Below: "report.limit_below", Above: "report.limit_above"}

// Words tells a limit: "minder dan 5 %".
func (l Limit) Words(tr *i18n.Translator) string {
	if l == "" {
		return ""
	}
	return tr.T(limitKeys[l], "below", tr.Percent(NearNobody), "above", tr.Percent(1-NearNobody))
}
