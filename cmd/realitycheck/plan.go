package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"realitycheck/analysis/planning"
	"realitycheck/survey/i18n"
)

// printPlan says which differences the wave will probably be able to show.
func printPlan(w io.Writer, p *planning.Plan, tr *i18n.Translator) {
	size := func(diff *float64) string {
		if diff == nil {
			return "-"
		}
		return tr.Decimal(*diff, 2)
	}
	for _, g := range p.Gaps {
		fmt.Fprintln(w, tr.T("plan_gap", "a", g.A, "b", g.B, "diff", size(g.Diff), "power", tr.Percent(p.Power)))
	}
	for _, c := range p.Changes {
		fmt.Fprintln(w, tr.T("plan_change", "panel", c.Panel, "from", c.From, "with", size(c.WithReturning), "without", size(c.WithoutReturning)))
	}
	if len(p.Assumed) > 0 {
		words := make([]string, len(p.Assumed))
		for i, what := range p.Assumed {
			words[i] = tr.T("plan_" + what)
		}
		slices.Sort(words)
		fmt.Fprintln(w, tr.T("plan_assumed", "what", strings.Join(words, ", ")))
	}
}
