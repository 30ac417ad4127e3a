package analysis

import (
	"realitycheck/analysis/report"
	"realitycheck/survey/i18n"
)

// QualityRule is how a flag is given, in words.
type QualityRule struct {
	Name string
	Text string
}

// QualityRules tells the rules of Quality: speeder, contradiction and long string, in that order.
func QualityRules(tr *i18n.Translator) []QualityRule {
	return []QualityRule{
		{tr.T("report.flag_speeder"), tr.T("report.flag_speeder_rule")},
		{tr.T("report.flag_contradiction"), tr.T("report.flag_contradiction_rule", "straight", report.StraightAnswers)},
		{tr.T("report.flag_long"), tr.T("report.flag_long_rule", "long", report.LongAnswers, "share", tr.Percent(report.LongShare))},
	}
}
